"""Hours: counted within the shift, corrected, approved once."""

import asyncio
from datetime import timedelta

import pytest

from backend.access.models import Person
from backend.kit import clock
from backend.kit.refusals import BadInput, NotFound
from backend.shifts import attendance, place_codes, planning
from backend.shifts.models import Signup, SignupState
from backend.shifts.refusals import (
    HoursApproved,
    ShiftCancelled,
    StillStanding,
)
from tests.community import Town
from tests.shifts import builders, duties
from tests.supplies.builders import acting, refused

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("came", "went", "minutes"),
    [
        # Minutes from the beginning of a shift of 240.
        (0, 240, 240),
        (-30, 240, 240),
        (0, 300, 240),
        (-30, 300, 240),
        (45, 200, 155),
        (-20, -10, 0),
        (30, 30, 0),
    ],
)
async def test_what_counts_lies_within_the_shift(town: Town, came: int, went: int, minutes: int) -> None:
    shift, chen = await duties.joined(town)
    leader = await acting(town.leader)
    begins = clock.now() + HOUR
    with clock.held(begins + came * MINUTE):
        await attendance.check_in(leader, shift.id, person=chen.id)
    with clock.held(begins + went * MINUTE):
        signup = await attendance.check_out(leader, shift.id, person=chen.id)
    assert (signup.minutes, signup.state) == (minutes, SignupState.STOOD)


async def test_hours_are_approved_as_they_were_counted(town: Town) -> None:
    shift, signup = await duties.stood(town, minutes=200)
    found = await attendance.approve_hours(await acting(town.leader), signup.id)
    assert (found.minutes, found.state) == (200, SignupState.STOOD)
    assert (found.approved_at, found.approved_by_id) == (clock.now(), town.leader.id)
    assert shift.id == found.shift_id


async def test_hours_are_corrected_and_approved_once(town: Town) -> None:
    _, signup = await duties.stood(town, minutes=200)
    leader = await acting(town.leader)
    found = await attendance.approve_hours(leader, signup.id, minutes=230)
    assert found.minutes == 230
    before = await builders.everything()
    with refused(HoursApproved):
        await attendance.approve_hours(leader, signup.id, minutes=10)
    assert await builders.everything() == before


async def test_of_two_who_approve_at_once_the_second_is_told_so(town: Town) -> None:
    _, signup = await duties.stood(town)
    leader, above = await acting(town.leader), await acting(town.above)
    answers = await asyncio.gather(
        attendance.approve_hours(leader, signup.id, minutes=100),
        attendance.approve_hours(above, signup.id, minutes=200),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in answers) == ["HoursApproved", "Signup"]
    [done] = [one for one in answers if isinstance(one, Signup)]
    assert (await Signup.get(id=signup.id)).minutes == done.minutes


async def test_hours_that_nobody_can_have_helped_are_refused(town: Town) -> None:
    _, signup = await duties.stood(town)
    leader = await acting(town.leader)
    before = await builders.everything()
    for minutes in (-1, 24 * 60 + 1):
        with refused(BadInput, field="minutes"):
            await attendance.approve_hours(leader, signup.id, minutes=minutes)
    for stranger in (town.neighbour, await Person.get(id=signup.person_id)):
        with refused(NotFound):
            await attendance.approve_hours(await acting(stranger), signup.id)
    assert await builders.everything() == before


async def test_hours_of_whoever_is_still_there_are_not_approved(town: Town) -> None:
    shift, chen = await duties.joined(town)
    signup = await builders.signup_of(chen, shift)
    clock.advance(HOUR)
    leader = await acting(town.leader)
    await attendance.check_in(leader, shift.id, person=chen.id)
    before = await builders.everything()
    with refused(StillStanding):
        await attendance.approve_hours(leader, signup.id)
    assert await builders.everything() == before
    clock.advance(4 * HOUR)
    before = await builders.everything()
    with refused(StillStanding):
        await attendance.approve_hours(leader, signup.id)
    assert await builders.everything() == before
    clock.advance(30 * MINUTE)
    await builders.gone()
    assert (await attendance.approve_hours(leader, signup.id)).minutes == 240


async def test_hours_of_somebody_whose_coming_nobody_noted_can_be_added(town: Town) -> None:
    shift, chen = await duties.joined(town)
    signup = await builders.signup_of(chen, shift)
    clock.advance(6 * HOUR)
    await builders.gone()
    found = await attendance.approve_hours(await acting(town.leader), signup.id, minutes=180)
    assert (found.state, found.minutes) == (SignupState.STOOD, 180)


async def test_hours_of_a_cancelled_shift_are_approved_by_nobody(town: Town) -> None:
    shift, chen = await duties.joined(town)
    clock.advance(HOUR)
    leader = await acting(town.leader)
    await attendance.check_in(leader, shift.id, person=chen.id)
    signup = await attendance.check_out(leader, shift.id, person=chen.id)
    await planning.cancel(leader, shift.id)
    before = await builders.everything()
    with refused(ShiftCancelled):
        await attendance.approve_hours(leader, signup.id, minutes=60)
    with refused(ShiftCancelled):
        await attendance.check_in(await acting(chen), shift.id, code=place_codes.shown(shift.id))
    with refused(ShiftCancelled):
        await attendance.report(await acting(chen), shift.id, "没事")
    assert await builders.everything() == before
