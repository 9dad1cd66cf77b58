"""A tap that waited on a phone without signal counts from when it was pressed, within what can be."""

from datetime import timedelta

import pytest

from backend.kit import clock
from backend.shifts.models import SignupState, WorkKind
from tests.community import Town
from tests.phones import Phones
from tests.shifts import builders, documents, duties
from tests.shifts.asking import did, named
from tests.shifts.duties import HOUR, MINUTE


@pytest.mark.parametrize(
    ("pressed", "came"),
    [
        (timedelta(), timedelta()),
        (-30 * MINUTE, -30 * MINUTE),
        # A phone whose clock is wrong: not before anybody can come, and not after now.
        (-1000 * HOUR, -HOUR),
        (1000 * HOUR, 2 * HOUR),
    ],
)
async def test_a_leaders_tap_counts_from_when_it_was_pressed(
    town: Town, phones: Phones, pressed: timedelta, came: timedelta
) -> None:
    shift, chen = await duties.joined(town)
    clock.advance(3 * HOUR)
    await builders.gone()
    assert (await builders.signup_of(chen, shift)).late_at is not None
    who = {"shift": named("Shift", shift), "person": named("Person", chen)}
    await did(
        await phones(town.leader), documents.CHECK_IN, **who, at=(shift.starts_at + pressed).isoformat()
    )
    signup = await builders.signup_of(chen, shift)
    assert (signup.state, signup.came_at) == (SignupState.JOINED, shift.starts_at + came)
    assert (signup.late_at is None) is (came <= timedelta())


async def test_a_desk_at_home_whose_taps_arrive_after_the_end_has_its_hours(
    town: Town, phones: Phones
) -> None:
    shift, chen = await duties.joined(town, WorkKind.REMOTE_DESK)
    clock.advance(12 * HOUR)
    await builders.gone()
    assert (await builders.signup_of(chen, shift)).state is SignupState.MISSED
    phone = await phones(chen)
    for document, after in ((documents.CHECK_IN, timedelta()), (documents.CHECK_OUT, 3 * HOUR)):
        at = (shift.starts_at + after).isoformat()
        await did(phone, document, shift=named("Shift", shift), at=at)
    signup = await builders.signup_of(chen, shift)
    assert (signup.state, signup.minutes) == (SignupState.STOOD, 180)


async def test_nobody_goes_before_they_came(town: Town, phones: Phones) -> None:
    shift, chen = await duties.joined(town, WorkKind.REMOTE_DESK)
    clock.advance(2 * HOUR)
    phone = await phones(chen)
    await did(phone, documents.CHECK_IN, shift=named("Shift", shift))
    await did(phone, documents.CHECK_OUT, shift=named("Shift", shift), at=shift.starts_at.isoformat())
    signup = await builders.signup_of(chen, shift)
    assert (signup.went_at, signup.minutes) == (signup.came_at, 0)


async def test_what_was_pressed_after_the_end_and_at_no_time_of_ours_is_refused(
    town: Town, phones: Phones
) -> None:
    shift, chen = await duties.joined(town, WorkKind.REMOTE_DESK)
    clock.advance(12 * HOUR)
    await builders.gone()
    phone = await phones(chen)
    before = await builders.everything()
    late = (shift.ends_at + MINUTE).isoformat()
    for at, answer in ((late, "ShiftOver"), ("0001-01-01T00:00:00+00:00", "BadInput")):
        said = await did(phone, documents.CHECK_IN, shift=named("Shift", shift), at=at)
        assert said["__typename"] == answer
    assert await builders.everything() == before
