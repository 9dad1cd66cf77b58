"""Coming and going: by the place's code or the leader's tap; the hours; what one shift tells the next."""

import asyncio
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from backend.access.models import Person
from backend.kit import clock
from backend.kit.refusals import BadInput, NotFound
from backend.shifts import attendance, leaving, place_codes, planning
from backend.shifts.models import Shift, Signup, SignupState, WorkKind
from backend.shifts.refusals import (
    HoursApproved,
    NotCheckedIn,
    NotYetOpen,
    ShiftCancelled,
    ShiftOver,
    StillStanding,
    WrongPlaceCode,
)
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, refused, told

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def joined(town: Town, kind: WorkKind = WorkKind.GUARD) -> tuple[Shift, Person]:
    """A shift of four hours that begins in an hour, and 陈晨, who is on it."""
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR, kind=kind))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    return shift, chen


async def stood(town: Town, minutes: int = 240) -> tuple[Shift, Signup]:
    """A shift that 陈晨 came to in time and stood for so long."""
    shift, chen = await joined(town)
    clock.advance(HOUR)
    await attendance.check_in(await acting(chen), shift.id, code=place_codes.shown(shift.id))
    clock.advance(minutes * MINUTE)
    leader = await acting(town.leader)
    return shift, await attendance.check_out(leader, shift.id, person=chen.id)


async def test_who_scans_this_minutes_code_has_come(town: Town) -> None:
    shift, chen = await joined(town)
    clock.advance(50 * MINUTE)
    signup = await attendance.check_in(await acting(chen), shift.id, code=place_codes.shown(shift.id))
    assert (signup.state, signup.came_at, signup.went_at) == (SignupState.JOINED, clock.now(), None)


async def test_an_old_code_another_places_and_nonsense_are_refused(town: Town) -> None:
    shift, chen = await joined(town)
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
    shift, chen = await joined(town)
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
    shift, chen = await joined(town)
    clock.advance(HOUR)
    code = place_codes.shown(shift.id)
    clock.advance(timedelta(hours=24, minutes=1))
    before = await builders.everything()
    with refused(WrongPlaceCode):
        await attendance.check_in(await acting(chen), shift.id, code=code)
    assert await builders.everything() == before


async def test_what_was_approved_stays_when_a_late_code_arrives(town: Town) -> None:
    shift, chen = await joined(town)
    clock.advance(HOUR)
    code = place_codes.shown(shift.id)
    clock.advance(5 * HOUR)
    await builders.gone()
    missing = await builders.signup_of(chen, shift)
    await attendance.approve_hours(await acting(town.leader), missing.id, minutes=0)
    before = await builders.everything()
    await attendance.check_in(await acting(chen), shift.id, code=code)
    assert await builders.everything() == before


async def test_nobody_comes_more_than_an_hour_before_or_after_the_end(town: Town) -> None:
    shift, chen = await joined(town)
    await planning.change(
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
    shift, chen = await joined(town)
    clock.advance(HOUR)
    leader = await acting(town.leader)
    signup = await attendance.check_in(leader, shift.id, person=chen.id)
    assert (signup.person_id, signup.came_at) == (chen.id, clock.now())
    clock.advance(HOUR)
    signup = await attendance.check_out(leader, shift.id, person=chen.id)
    assert (signup.went_at, signup.minutes) == (clock.now(), 60)


async def test_without_a_code_nobody_says_by_themselves_that_they_are_there(town: Town) -> None:
    shift, chen = await joined(town)
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
    shift, chen = await joined(town, WorkKind.REMOTE_DESK)
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
    shift, chen = await joined(town)
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
    shift, chen = await joined(town)
    zhou = await builders.volunteer(town, "周舟")
    await builders.joined(zhou, shift)
    clock.advance(HOUR)
    code = place_codes.shown(shift.id)
    actors = [await acting(person) for person in (chen, zhou, chen)]
    await asyncio.gather(*(attendance.check_in(actor, shift.id, code=code) for actor in actors))
    assert await Signup.filter(came_at=clock.now()).count() == 2


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
    shift, chen = await joined(town)
    leader = await acting(town.leader)
    begins = clock.now() + HOUR
    with clock.held(begins + came * MINUTE):
        await attendance.check_in(leader, shift.id, person=chen.id)
    with clock.held(begins + went * MINUTE):
        signup = await attendance.check_out(leader, shift.id, person=chen.id)
    assert (signup.minutes, signup.state) == (minutes, SignupState.STOOD)


async def test_hours_are_approved_as_they_were_counted(town: Town) -> None:
    shift, signup = await stood(town, minutes=200)
    found = await attendance.approve_hours(await acting(town.leader), signup.id)
    assert (found.minutes, found.state) == (200, SignupState.STOOD)
    assert (found.approved_at, found.approved_by_id) == (clock.now(), town.leader.id)
    assert shift.id == found.shift_id


async def test_hours_are_corrected_and_approved_once(town: Town) -> None:
    _, signup = await stood(town, minutes=200)
    leader = await acting(town.leader)
    found = await attendance.approve_hours(leader, signup.id, minutes=230)
    assert found.minutes == 230
    before = await builders.everything()
    with refused(HoursApproved):
        await attendance.approve_hours(leader, signup.id, minutes=10)
    assert await builders.everything() == before


async def test_of_two_who_approve_at_once_the_second_is_told_so(town: Town) -> None:
    _, signup = await stood(town)
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
    _, signup = await stood(town)
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
    shift, chen = await joined(town)
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
    shift, chen = await joined(town)
    signup = await builders.signup_of(chen, shift)
    clock.advance(6 * HOUR)
    await builders.gone()
    found = await attendance.approve_hours(await acting(town.leader), signup.id, minutes=180)
    assert (found.state, found.minutes) == (SignupState.STOOD, 180)


async def test_hours_of_a_cancelled_shift_are_approved_by_nobody(town: Town) -> None:
    shift, chen = await joined(town)
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


async def relay(town: Town) -> tuple[tuple[Shift, Person], tuple[Shift, Person]]:
    """A shift of 陈晨's, and the next at the same place, which is 周舟's."""
    first, chen = await joined(town)
    zhou = await builders.volunteer(town, "周舟")
    then = await builders.shift(town, builders.plan(first.ends_at))
    await builders.joined(zhou, then)
    return (first, chen), (then, zhou)


async def test_what_one_shift_writes_the_next_confirms(town: Town) -> None:
    (first, chen), (_, zhou) = await relay(town)
    clock.advance(5 * HOUR)
    found = await attendance.report(await acting(chen), first.id, " 3 栋老人要送药 ")
    assert (found.report, found.reported_by_id, found.reported_at) == ("3 栋老人要送药", chen.id, clock.now())
    assert (await told(zhou))[-1] == "上一班写了交接记录"
    assert "上一班写了交接记录" not in await told(chen)
    confirmed = await attendance.confirm_report(await acting(zhou), first.id)
    assert (confirmed.confirmed_by_id, confirmed.confirmed_at, confirmed.version) == (
        zhou.id,
        clock.now(),
        3,
    )
    before = await builders.everything()
    assert (await attendance.confirm_report(await acting(zhou), first.id)).version == 3
    assert await builders.everything() == before


async def test_only_the_next_shift_confirms(town: Town) -> None:
    (first, chen), (then, zhou) = await relay(town)
    wu = await builders.volunteer(town, "吴越")
    await builders.joined(wu, await builders.shift(town, builders.plan(then.ends_at)))
    with refused(NotFound):
        await attendance.confirm_report(await acting(zhou), first.id)
    await attendance.report(await acting(chen), first.id, "没事")
    before = await builders.everything()
    for stranger in (chen, wu, town.leader, town.neighbour):
        with refused(NotFound):
            await attendance.confirm_report(await acting(stranger), first.id)
    assert await builders.everything() == before


async def test_what_is_written_anew_is_confirmed_anew(town: Town) -> None:
    (first, chen), (_, zhou) = await relay(town)
    await attendance.report(await acting(chen), first.id, "没事")
    await attendance.confirm_report(await acting(zhou), first.id)
    found = await attendance.report(await acting(town.leader), first.id, "钥匙在门卫")
    assert (found.confirmed_at, found.confirmed_by_id, found.reported_by_id) == (None, None, town.leader.id)


async def test_only_who_is_on_a_shift_or_leads_writes_its_report(town: Town) -> None:
    (first, chen), (_, zhou) = await relay(town)
    before = await builders.everything()
    for stranger in (zhou, town.neighbour):
        with refused(NotFound):
            await attendance.report(await acting(stranger), first.id, "没事")
    for written in ("", "字" * 1001):
        with refused(BadInput, field="report"):
            await attendance.report(await acting(chen), first.id, written)
    with refused(NotFound):
        await attendance.report(await acting(chen), uuid4(), "没事")
    assert await builders.everything() == before


async def test_another_place_and_other_work_take_nothing_over(town: Town) -> None:
    first, _ = await joined(town)
    begins: datetime = first.ends_at
    for other in (
        builders.plan(begins, kind=WorkKind.DESK),
        builders.plan(begins - HOUR),
        builders.plan(begins + timedelta(days=30)),
    ):
        await builders.shift(town, other)
    assert await attendance.next_of(first) is None
    cancelled = await builders.shift(town, builders.plan(begins))
    await planning.cancel(await acting(town.leader), cancelled.id)
    assert await attendance.next_of(first) is None
    then = await builders.shift(town, builders.plan(begins + HOUR))
    later = await attendance.next_of(first)
    assert later is not None
    assert later.id == then.id
