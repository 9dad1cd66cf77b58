"""Whoever leaves without signal left when they pressed it, and not when their phone reached the server."""

from datetime import datetime, timedelta

import pytest

from backend.kit import clock
from backend.shifts import changing, deciding, leaving
from backend.shifts.models import Shift, SignupState
from tests.community import Town
from tests.phones import Phones
from tests.shifts import builders, documents
from tests.shifts.asking import did, named
from tests.supplies.builders import acting, told

HOUR = timedelta(hours=1)
BEFORE = timedelta(days=2)
"""How long before the start everybody joins here; it is late from twelve hours before."""
LATE_FROM = "query ($id: ID!) { shift(id: $id) { leavingIsLateFrom mine { id } } }"


@pytest.mark.parametrize(
    ("pressed", "is_late"),
    [
        (-13 * HOUR, False),
        (-12 * HOUR, False),
        (-11 * HOUR, True),
        # A phone whose clock is wrong: not after now, and not before they had the place.
        (13 * HOUR, True),
        (-1000 * HOUR, False),
    ],
)
async def test_it_is_late_or_not_by_when_it_was_pressed(
    town: Town, pressed: timedelta, is_late: bool
) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    clock.advance(BEFORE - HOUR)
    left = await leaving.leave(await acting(chen), shift.id, at=shift.starts_at + pressed)
    assert (left.state, left.left_late, left.asked_at) == (SignupState.LEFT, is_late, clock.now())
    # Whoever has to find somebody hears that it is near all the same.
    assert (await told(town.leader))[-1] == "有人临时退出值班"


@pytest.mark.parametrize("after", [timedelta(), timedelta(seconds=1)])
@pytest.mark.parametrize(
    ("before", "until"), [(13 * HOUR, 12 * HOUR), (12 * HOUR, 12 * HOUR), (11 * HOUR, 10 * HOUR)]
)
async def test_who_was_given_a_place_when_it_was_late_already_has_an_hour_to_say_no(
    town: Town, phones: Phones, before: timedelta, until: timedelta, after: timedelta
) -> None:
    shift = await builders.shift(town, builders.plan(by_approval=True))
    chen = await builders.volunteer(town, "陈晨")
    signup = await builders.joined(chen, shift)
    clock.advance(BEFORE - before)
    await deciding.approve(await acting(town.leader), signup.id, accepted=True)
    clock.advance(before - until + after)
    # Their phone warns of it or not by the same rule.
    read = (await (await phones(chen)).ask(LATE_FROM, id=named("Shift", shift)))["shift"]
    assert datetime.fromisoformat(read["leavingIsLateFrom"]) == shift.starts_at - until
    assert (await leaving.leave(await acting(chen), shift.id)).left_late is (after > timedelta())


async def test_where_a_leader_takes_somebody_off_no_moment_makes_it_late(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    clock.advance(BEFORE - HOUR)
    leader = await acting(town.leader)
    left = await leaving.leave(leader, shift.id, person=chen.id, at=clock.now())
    assert left.left_late is False


async def test_who_was_asked_again_is_not_late_whenever_they_pressed(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    clock.advance(BEFORE - 2 * HOUR)
    moved = builders.plan(shift.starts_at + HOUR)
    await changing.change(await acting(town.leader), shift.id, moved, version=shift.version)
    assert (await leaving.leave(await acting(chen), shift.id, at=clock.now())).left_late is False


async def left_at(phones: Phones, town: Town, at: datetime | str) -> dict[str, object]:
    """What a phone is answered that leaves the only shift and says when."""
    chen = await builders.volunteer(town, "陈晨")
    shift = await builders.shift(town)
    await builders.joined(chen, shift)
    clock.advance(BEFORE - HOUR)
    said = at if isinstance(at, str) else at.isoformat()
    return await did(await phones(chen), documents.LEAVE_AT, shift=named("Shift", shift), at=said)


async def test_a_phone_says_when_it_was_pressed(town: Town, phones: Phones) -> None:
    answer = await left_at(phones, town, clock.now() + HOUR)
    assert answer["mine"]["state"] == "LEFT"  # type: ignore[index]
    [shift] = await Shift.all()
    seen = await (await phones(town.leader)).ask(documents.ONE, id=named("Shift", shift))
    assert [one["leftLate"] for one in seen["shift"]["signups"]] == [False]


@pytest.mark.parametrize("at", ["2020-01-30T10:00:00", "0001-01-01T00:00:00+00:00"])
async def test_a_moment_of_no_time_of_ours_is_refused(town: Town, phones: Phones, at: str) -> None:
    answer = await left_at(phones, town, at)
    assert (answer["__typename"], answer["field"]) == ("BadInput", "at")
    [shift] = await Shift.all()
    assert await builders.on(shift) == {"陈晨": "JOINED"}
