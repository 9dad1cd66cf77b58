"""Who is there when a shift is changed, and who is looked for: whoever came stays counted, nobody is looked for twice."""

from datetime import timedelta

from backend.access.models import Deed
from backend.kit import clock
from backend.kit.refusals import BadInput
from backend.shifts import attendance, changing, leaving
from backend.shifts.clock_models import DueKind
from backend.shifts.models import SignupState
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, refused, told

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
STARTED = "您的班已经开始"


async def test_whoever_had_come_for_an_hour_that_was_moved_away_is_asked_again(town: Town) -> None:
    shift = await builders.shift(town)
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    leader = await acting(town.leader)
    for person in (chen, zhou):
        await builders.joined(person, shift)
    clock.advance(2 * DAY - 50 * MINUTE)
    await attendance.check_in(leader, shift.id, person=chen.id)
    # Ten minutes later it is still the hour that she came for.
    near = await changing.change(leader, shift.id, builders.plan(shift.starts_at + 10 * MINUTE), version=1)
    assert (await builders.signup_of(chen, shift)).came_at == clock.now()
    far = await changing.change(leader, shift.id, builders.plan(near.starts_at + DAY), version=2)
    there = await builders.signup_of(chen, shift)
    assert (there.state, there.came_at, there.asked_again_at) == (SignupState.JOINED, None, clock.now())
    assert await builders.dues(shift, DueKind.LATE) == [(DueKind.LATE, far.starts_at + 15 * MINUTE)]
    # She may say that she does not come then.
    await leaving.leave(await acting(chen), shift.id)
    assert (await builders.signup_of(chen, shift)).state is SignupState.LEFT


async def test_what_somebody_stands_keeps_its_beginning(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    leader = await acting(town.leader)
    await builders.joined(chen, shift)
    clock.advance(2 * DAY)
    await attendance.check_in(leader, shift.id, person=chen.id)
    clock.advance(HOUR)
    await attendance.check_out(leader, shift.id, person=chen.id)
    before = await builders.everything()
    with refused(BadInput, field="startsAt", reason=changing.BEGUN):
        await changing.change(leader, shift.id, builders.plan(shift.starts_at + DAY), version=1)
    assert await builders.everything() == before
    longer = await changing.change(leader, shift.id, builders.plan(shift.starts_at, hours=6), version=1)
    assert longer.ends_at == shift.starts_at + 6 * HOUR
    assert (await builders.signup_of(chen, shift)).minutes == 60


async def test_a_shift_that_nobody_came_to_may_begin_later(town: Town) -> None:
    shift = await builders.shift(town)
    await builders.joined(await builders.volunteer(town, "陈晨"), shift)
    clock.advance(2 * DAY + HOUR)
    later = builders.plan(shift.starts_at + DAY)
    moved = await changing.change(await acting(town.leader), shift.id, later, version=1)
    assert moved.starts_at == shift.starts_at + DAY


async def test_nobody_is_looked_for_twice_where_a_shift_ends_later(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    clock.advance(2 * DAY + 15 * MINUTE)
    await builders.gone()
    marked_at = clock.now()
    clock.advance(20 * MINUTE)
    await changing.change(
        await acting(town.leader), shift.id, builders.plan(shift.starts_at, hours=6), version=1
    )
    messages = await told(chen)
    clock.advance(15 * MINUTE)
    await builders.gone()
    assert (await builders.signup_of(chen, shift)).late_at == marked_at
    assert await told(chen) == messages
    assert await Deed.filter(verb="markLate").count() == 1


async def test_whoever_fills_a_place_after_the_beginning_has_their_own_time_to_come(town: Town) -> None:
    shift = await builders.shift(town)
    chen, zhou, wu = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越")]
    clock.advance(2 * DAY + 12 * MINUTE)
    await builders.joined(chen, shift)
    await builders.joined(zhou, shift)
    clock.advance(3 * MINUTE)
    await builders.gone()
    assert await Deed.filter(verb="markLate").count() == 0
    clock.advance(11 * MINUTE)
    await attendance.check_in(await acting(town.leader), shift.id, person=chen.id)
    clock.advance(MINUTE)
    await builders.gone()
    assert (await builders.signup_of(chen, shift)).late_at is None
    assert (await builders.signup_of(zhou, shift)).late_at == clock.now()
    assert (await told(zhou))[-1] == STARTED
    assert STARTED not in await told(wu)


async def test_whoever_was_missed_has_rested_and_may_have_what_they_wait_for(town: Town) -> None:
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    morning = await builders.shift(town)
    evening = await builders.shift(town, builders.plan(morning.ends_at + 10 * HOUR, number=1))
    await builders.joined(zhou, evening)
    await builders.joined(chen, evening, may_wait=True)
    await builders.joined(chen, morning)
    # The place comes free while the waiting one is at an hour too near: she stands until two hours before.
    late = builders.plan(morning.starts_at, hours=8)
    await changing.change(await acting(town.leader), morning.id, late, version=1)
    clock.advance(2 * DAY)
    await leaving.leave(await acting(zhou), evening.id)
    await builders.gone()
    assert (await builders.signup_of(chen, evening)).state is SignupState.WAITING
    clock.advance(8 * HOUR + 30 * MINUTE)
    await builders.gone()
    await builders.gone()
    assert (await builders.signup_of(chen, morning)).state is SignupState.MISSED
    assert (await builders.signup_of(chen, evening)).state is SignupState.JOINED
