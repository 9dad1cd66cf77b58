"""Coming and going: by the code of the place, or the leader's tap."""

import asyncio
from datetime import timedelta
from uuid import uuid4

from backend.kit import clock
from backend.kit.refusals import NotFound
from backend.shifts import attendance, changing, leaving, place_codes
from backend.shifts.models import Signup, SignupState, WorkKind
from backend.shifts.refusals import (
    HoursApproved,
    NotCheckedIn,
    NotYetOpen,
    ShiftOver,
    WrongPlaceCode,
)
from tests.community import Town
from tests.shifts import builders, duties
from tests.supplies.builders import acting, refused

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def test_who_scans_this_minutes_code_has_come(town: Town) -> None:
    shift, chen = await duties.joined(town)
    clock.advance(50 * MINUTE)
    signup = await attendance.check_in(await acting(chen), shift.id, code=place_codes.shown(shift.id))
    assert (signup.state, signup.came_at, signup.went_at) == (SignupState.JOINED, clock.now(), None)


async def test_an_old_code_another_places_and_nonsense_are_refused(town: Town) -> None:
    shift, chen = await duties.joined(town)
    other = await builders.shift(town, builders.plan(clock.now() + HOUR))
    old = place_codes.shown(shift.id)
    clock.advance(timedelta(hours=1))
    minute, _, seal = place_codes.shown(shift.id).partition(".")
    later = f"{int(minute, 16) + 1:x}.{seal}"
    actor = await acting(chen)
    before = await builders.everything()
    for code in (
        place_codes.shown(other.id),
        later,
        "",
        "nonsense",
        ".",
        f"{minute}.{'0' * 16}",
        "\ud800.\ud800",
        f"{minute}.\ud800",
        "f" * 300,
        f"-{minute}.{seal}",
    ):
        with refused(WrongPlaceCode):
            await attendance.check_in(actor, shift.id, code=code)
    # What an old code says is that they were there then: an hour before it begins, the earliest that counts.
    assert (await attendance.check_in(actor, shift.id, code=old)).came_at == shift.starts_at - 60 * MINUTE + (
        59 * timedelta(seconds=1)
    )
    assert await builders.everything() != before


async def test_a_code_that_was_scanned_without_signal_counts_when_it_was_scanned(town: Town) -> None:
    shift, chen = await duties.joined(town)
    clock.advance(HOUR - MINUTE)
    came = place_codes.shown(shift.id)
    clock.advance(2 * HOUR + MINUTE)
    went = place_codes.shown(shift.id)
    # The phone has signal again long after the shift was closed.
    clock.advance(10 * HOUR)
    await builders.gone()
    assert (await builders.signup_of(chen, shift)).state is SignupState.MISSED
    actor = await acting(chen)
    signup = await attendance.check_in(actor, shift.id, code=came)
    assert (signup.state, signup.came_at, signup.went_at, signup.minutes, signup.late_at) == (
        SignupState.STOOD,
        shift.starts_at - timedelta(seconds=1),
        shift.ends_at,
        240,
        None,
    )
    signup = await attendance.check_out(actor, shift.id, code=went)
    assert (signup.state, signup.went_at, signup.minutes) == (
        SignupState.STOOD,
        shift.starts_at + 2 * HOUR + 59 * timedelta(seconds=1),
        121,
    )
    assert (await builders.role_of(shift)).taken == 1


async def test_a_code_of_the_day_before_is_too_old(town: Town) -> None:
    shift, chen = await duties.joined(town)
    clock.advance(HOUR)
    code = place_codes.shown(shift.id)
    clock.advance(timedelta(hours=24, minutes=1))
    before = await builders.everything()
    with refused(WrongPlaceCode):
        await attendance.check_in(await acting(chen), shift.id, code=code)
    assert await builders.everything() == before


async def test_what_was_approved_stays_when_a_late_code_arrives(town: Town) -> None:
    shift, chen = await duties.joined(town)
    clock.advance(HOUR)
    code = place_codes.shown(shift.id)
    clock.advance(5 * HOUR)
    await builders.gone()
    missing = await builders.signup_of(chen, shift)
    await attendance.approve_hours(await acting(town.leader), missing.id, minutes=0)
    before = await builders.everything()
    with refused(HoursApproved):
        await attendance.check_in(await acting(chen), shift.id, code=code)
    assert await builders.everything() == before


async def test_nobody_comes_more_than_an_hour_before_or_after_the_end(town: Town) -> None:
    shift, chen = await duties.joined(town)
    await changing.change(
        await acting(town.leader), shift.id, builders.plan(clock.now() + HOUR + MINUTE), version=1
    )
    actor = await acting(chen)
    before = await builders.everything()
    with refused(NotYetOpen, minutes=60):
        await attendance.check_in(await acting(town.leader), shift.id, person=chen.id)
    assert await builders.everything() == before
    clock.advance(5 * HOUR + 2 * MINUTE)
    with refused(ShiftOver):
        await attendance.check_in(actor, shift.id, code=place_codes.shown(shift.id))
    assert await builders.everything() == before


async def test_the_leader_taps_for_whoever_has_no_phone(town: Town) -> None:
    shift, chen = await duties.joined(town)
    clock.advance(HOUR)
    leader = await acting(town.leader)
    signup = await attendance.check_in(leader, shift.id, person=chen.id)
    assert (signup.person_id, signup.came_at) == (chen.id, clock.now())
    clock.advance(HOUR)
    signup = await attendance.check_out(leader, shift.id, person=chen.id)
    assert (signup.went_at, signup.minutes) == (clock.now(), 60)


async def test_without_a_code_nobody_says_by_themselves_that_they_are_there(town: Town) -> None:
    shift, chen = await duties.joined(town)
    zhou = await builders.volunteer(town, "周舟")
    clock.advance(HOUR)
    code = place_codes.shown(shift.id)
    before = await builders.everything()
    with refused(WrongPlaceCode):
        await attendance.check_in(await acting(chen), shift.id)
    for stranger in (zhou, town.neighbour):
        actor = await acting(stranger)
        with refused(NotFound):
            await attendance.check_in(actor, shift.id, code=code)
        with refused(NotFound):
            await attendance.check_in(actor, shift.id, code=code, person=chen.id)
    with refused(NotCheckedIn):
        await attendance.check_out(await acting(chen), shift.id, code=code)
    with refused(NotFound):
        await attendance.check_in(await acting(chen), uuid4(), code=code)
    assert await builders.everything() == before


async def test_at_a_desk_at_home_one_says_so_oneself(town: Town) -> None:
    shift, chen = await duties.joined(town, WorkKind.REMOTE_DESK)
    clock.advance(HOUR)
    actor = await acting(chen)
    assert (await attendance.check_in(actor, shift.id)).came_at == clock.now()
    clock.advance(2 * HOUR)
    assert (await attendance.check_out(actor, shift.id)).minutes == 120


async def test_who_left_or_only_waits_does_not_come(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR, number=1))
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in (chen, zhou):
        await builders.joined(person, shift, may_wait=True)
    await leaving.leave(await acting(chen), shift.id)
    clock.advance(HOUR)
    code = place_codes.shown(shift.id)
    before = await builders.everything()
    for person in (chen, zhou):
        with refused(NotFound):
            await attendance.check_in(await acting(person), shift.id, code=code)
    assert await builders.everything() == before


async def test_a_second_scan_changes_nothing(town: Town) -> None:
    shift, chen = await duties.joined(town)
    clock.advance(HOUR)
    actor = await acting(chen)
    first = await attendance.check_in(actor, shift.id, code=place_codes.shown(shift.id))
    clock.advance(HOUR)
    before = await builders.everything()
    again = await attendance.check_in(actor, shift.id, code=place_codes.shown(shift.id))
    assert (again.came_at, again.version) == (first.came_at, first.version)
    assert await builders.everything() == before
    await attendance.check_out(actor, shift.id, code=place_codes.shown(shift.id))
    clock.advance(HOUR)
    before = await builders.everything()
    await attendance.check_out(actor, shift.id, code=place_codes.shown(shift.id))
    await attendance.check_in(actor, shift.id, code=place_codes.shown(shift.id))
    assert await builders.everything() == before


async def test_a_code_that_two_scan_at_once_is_both_of_theirs(town: Town) -> None:
    shift, chen = await duties.joined(town)
    zhou = await builders.volunteer(town, "周舟")
    await builders.joined(zhou, shift)
    clock.advance(HOUR)
    code = place_codes.shown(shift.id)
    actors = [await acting(person) for person in (chen, zhou, chen)]
    await asyncio.gather(*(attendance.check_in(actor, shift.id, code=code) for actor in actors))
    assert await Signup.filter(came_at=clock.now()).count() == 2
