"""A shift that is called off while people stand it ends now: who came is counted, nobody else need come."""

import asyncio
from datetime import timedelta

import pytest

from backend.access.models import Deed, Person
from backend.kit import clock
from backend.kit.refusals import NotFound
from backend.push.models import Message
from backend.shifts import attendance, deciding, joining, offering, place_codes, planning
from backend.shifts.clock_models import Due, DueKind
from backend.shifts.models import Shift, ShiftState, Signup, SignupState
from backend.shifts.refusals import ShiftCancelled, ShiftOver, TooLittleRest
from tests.community import Town
from tests.shifts import builders
from tests.shifts.duties import HOUR, MINUTE
from tests.supplies.builders import acting, last_read, refused, told

ENDED = "值班提前结束了"


async def begun(town: Town, number: int = 3) -> tuple[Shift, list[Person]]:
    """A shift of four hours, an hour after its beginning: 陈晨 came in time, 周舟 has not come, 吴越 came and went."""
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR, number=number))
    people = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越")]
    for person in people:
        await builders.joined(person, shift)
    clock.advance(HOUR)
    leader = await acting(town.leader)
    for person in (people[0], people[2]):
        await attendance.check_in(leader, shift.id, person=person.id)
    clock.advance(30 * MINUTE)
    await builders.gone()
    await attendance.check_out(leader, shift.id, person=people[2].id)
    clock.advance(30 * MINUTE)
    return shift, people


async def test_who_came_is_counted_until_now_and_nobody_else_need_come(town: Town) -> None:
    shift, [chen, zhou, wu] = await begun(town)
    late = await builders.volunteer(town, "郑重")
    await builders.joined(late, shift, may_wait=True)
    leader, messages = await acting(town.leader), await told(wu)
    ended = await planning.cancel(leader, shift.id, "下雨了")
    assert (ended.state, ended.reason, ended.ends_at) == (ShiftState.PLANNED, "下雨了", clock.now())
    assert (ended.version, ended.is_over) == (2, True)
    assert await builders.on(shift) == {"陈晨": "STOOD", "周舟": "LEFT", "吴越": "STOOD", "郑重": "LEFT"}
    assert (await builders.role_of(shift)).taken == 2

    came = await builders.signup_of(chen, shift)
    assert (came.went_at, came.minutes, came.version) == (clock.now(), 60, 3)
    assert (await builders.signup_of(wu, shift)).minutes == 30
    released = await builders.signup_of(zhou, shift)
    assert (released.left_late, released.late_at, released.asked_at) == (False, None, clock.now())

    assert await last_read(chen) == "1月29日 20:00–21:00，北门岗亭。辛苦了！到现在的工时照算，打开看看。"
    assert await last_read(zhou) == "1月29日 20:00–21:00。这一班不用来了，谢谢您。"
    for person in (chen, zhou, late):
        assert (await told(person))[-1] == ENDED
        [message] = await Message.filter(person_id=person.id, about=shift.id).order_by("-id").limit(1)
        assert message.expires_at is not None
        assert message.expires_at > clock.now() + timedelta(days=1)
    assert await told(wu) == messages
    assert await Deed.filter(verb="endShift").values_list("detail", flat=True) == [{"people": 3}]
    assert await Deed.filter(verb="cancelShift").count() == 0


async def test_its_hours_are_approved_as_those_of_any_shift(town: Town) -> None:
    shift, [chen, zhou, _] = await begun(town)
    leader = await acting(town.leader)
    await planning.cancel(leader, shift.id)
    came = await builders.signup_of(chen, shift)
    assert (await attendance.approve_hours(leader, came.id)).minutes == 60
    with refused(ShiftOver):
        await planning.cancel(leader, shift.id)
    with refused(ShiftOver):
        await builders.joined(zhou, shift)


async def test_the_clock_only_closes_it_when_who_had_no_signal_has_had_time_to_say_so(town: Town) -> None:
    shift, [chen, _, _] = await begun(town)
    await planning.cancel(await acting(town.leader), shift.id)
    due = await Due.filter(shift_id=shift.id).values_list("kind", "due_at")
    assert due == [(DueKind.CLOSE, clock.now() + 30 * MINUTE)]
    clock.advance(30 * MINUTE)
    assert await builders.gone() == 1
    assert (await builders.signup_of(chen, shift)).minutes == 60
    clock.advance(4 * HOUR)
    assert await builders.gone() == 0


@pytest.mark.parametrize("after", [10 * MINUTE, 2 * HOUR])
async def test_who_had_come_without_signal_has_their_hours_too(town: Town, after: timedelta) -> None:
    shift, [_, zhou, _] = await begun(town)
    with clock.held(clock.now() - 40 * MINUTE):
        code = place_codes.shown(shift.id)
    await planning.cancel(await acting(town.leader), shift.id)
    clock.advance(after)
    await builders.gone()
    await attendance.check_in(await acting(zhou), shift.id, code=code)
    clock.advance(30 * MINUTE)
    await builders.gone()
    stood = await builders.signup_of(zhou, shift)
    # A code says the minute in which it was shown, up to its end.
    assert (stood.state, stood.minutes) == (SignupState.STOOD, 39)
    assert (await builders.role_of(shift)).taken == 3


@pytest.mark.parametrize("by_approval", [False, True])
async def test_who_never_had_a_place_takes_none_by_an_early_code(town: Town, by_approval: bool) -> None:
    wanted = builders.plan(clock.now() + HOUR, number=2, by_approval=by_approval)
    shift = await builders.shift(town, wanted)
    people = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越")]
    leader = await acting(town.leader)
    for person in people:
        signup = await builders.joined(person, shift, may_wait=True)
        if by_approval and person is not people[2]:
            await deciding.approve(leader, signup.id, accepted=True)
    clock.advance(2 * HOUR)
    code = place_codes.shown(shift.id)
    await attendance.check_in(leader, shift.id, person=people[0].id)
    clock.advance(MINUTE)
    await planning.cancel(leader, shift.id)
    before = await builders.everything()
    with refused(NotFound):
        await attendance.check_in(await acting(people[2]), shift.id, code=code)
    assert await builders.everything() == before
    await attendance.check_in(await acting(people[1]), shift.id, code=code)
    assert (await builders.role_of(shift)).taken == 2


async def test_who_comes_when_it_has_ended_is_told_so(town: Town) -> None:
    shift, [_, zhou, _] = await begun(town)
    await planning.cancel(await acting(town.leader), shift.id)
    clock.advance(MINUTE)
    before = await builders.everything()
    with refused(ShiftOver):
        await attendance.check_in(await acting(zhou), shift.id, code=place_codes.shown(shift.id))
    assert await builders.everything() == before


async def test_where_nobody_has_come_it_is_cancelled(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR))
    chen = await builders.volunteer(town, "陈晨")
    signup = await builders.joined(chen, shift)
    clock.advance(2 * HOUR)
    leader = await acting(town.leader)
    found = await planning.cancel(leader, shift.id)
    assert (found.state, found.ends_at) == (ShiftState.CANCELLED, shift.ends_at)
    assert (await told(chen))[-1] == "值班取消了"
    before = await builders.everything()
    with refused(ShiftCancelled):
        await attendance.approve_hours(leader, signup.id, minutes=60)
    assert await builders.everything() == before


async def test_who_is_there_before_it_begins_keeps_it_from_nothing(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    clock.advance(30 * MINUTE)
    await attendance.check_in(await acting(town.leader), shift.id, person=chen.id)
    found = await planning.cancel(await acting(town.leader), shift.id)
    assert found.state is ShiftState.CANCELLED


async def test_those_that_follow_it_are_cancelled(town: Town) -> None:
    leader = await acting(town.leader)
    begins = clock.now() + HOUR
    first = await planning.create(leader, town.east.id, builders.plan(begins), repeats="FREQ=DAILY;COUNT=3")
    shifts = await Shift.filter(series=first.id).order_by("starts_at")
    chen = await builders.volunteer(town, "陈晨")
    for shift in shifts:
        await builders.joined(chen, shift)
    clock.advance(2 * HOUR)
    await attendance.check_in(leader, first.id, person=chen.id)
    clock.advance(HOUR)
    await planning.cancel(leader, first.id, "卡口撤了", all_following=True)
    found = await Shift.filter(series=first.id).order_by("starts_at")
    assert [(shift.state.value, shift.reason) for shift in found] == [
        ("PLANNED", "卡口撤了"),
        ("CANCELLED", "卡口撤了"),
        ("CANCELLED", "卡口撤了"),
    ]
    assert (await told(chen))[-2:] == [ENDED, "值班取消了"]
    assert (await builders.signup_of(chen, first)).minutes == 60
    assert await Deed.filter(verb="cancelShift").values_list("detail", flat=True) == [{"shifts": 2}]
    assert await Due.all().values_list("shift_id", "kind") == [(first.id, DueKind.CLOSE)]


async def test_who_has_time_again_moves_up_elsewhere(town: Town) -> None:
    shift, [chen, *_] = await begun(town)
    later = await builders.shift(town, builders.plan(shift.starts_at + timedelta(hours=10), number=1))
    with refused(TooLittleRest):
        await builders.joined(chen, later)
    await planning.cancel(await acting(town.leader), shift.id)
    assert (await builders.joined(chen, later)).state is SignupState.JOINED


async def test_who_asked_for_a_place_in_it_asks_no_more(town: Town) -> None:
    wanted = builders.plan(clock.now() + HOUR, number=2, by_approval=True)
    shift, leader = await builders.shift(town, wanted), await acting(town.leader)
    chen, zhou, wu = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越")]
    for person in (chen, zhou):
        await deciding.approve(leader, (await builders.joined(person, shift)).id, accepted=True)
    place = await offering.offer(await acting(zhou), shift.id)
    clock.advance(2 * HOUR)
    await attendance.check_in(leader, shift.id, person=chen.id)
    await offering.take(await acting(wu), place.id)
    clock.advance(MINUTE)
    await planning.cancel(leader, shift.id)
    assert await builders.on(shift) == {"陈晨": "STOOD", "周舟": "LEFT", "吴越": "LEFT"}
    assert await Signup.filter(instead_of_id__isnull=False).count() == 0
    assert await Signup.filter(offered_at__isnull=False).count() == 0
    assert (await told(wu))[-1] == ENDED


async def test_joining_and_ending_it_at_once_leaves_nobody_with_a_place(town: Town) -> None:
    shift, _ = await begun(town, number=9)
    late = [await builders.volunteer(town, f"志愿者{number}") for number in range(4)]
    wish = joining.Wish(shift.id, (await builders.role_of(shift)).id)
    leader = await acting(town.leader)
    actors = [await acting(person) for person in late]
    answers = await asyncio.gather(
        *(joining.join(actor, wish) for actor in actors),
        planning.cancel(leader, shift.id),
        return_exceptions=True,
    )
    assert {type(one).__name__ for one in answers} <= {"Signup", "ShiftOver", "Shift"}
    assert "JOINED" not in (await builders.on(shift)).values()
    assert (await builders.role_of(shift)).taken == 2
