"""Leaving: in time or late, and who has the place then."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from backend.kit import clock
from backend.kit.refusals import BadInput, NotFound
from backend.shifts import attendance, changing, clockwork, deciding, joining, leaving, planning
from backend.shifts.clock_models import Due, DueKind
from backend.shifts.models import Signup, SignupState
from backend.shifts.refusals import CheckedIn, ShiftCancelled, ShiftFull, ShiftOver
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, last_read, refused, told


@pytest.mark.parametrize(
    ("before_it", "is_late"), [(timedelta(hours=12), False), (timedelta(hours=11), True)]
)
async def test_who_leaves_when_it_is_near_is_marked(town: Town, before_it: timedelta, is_late: bool) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    signup = await builders.joined(chen, shift)
    clock.advance(timedelta(days=2) - before_it)
    await leaving.leave(await acting(chen), shift.id, reason="孩子发烧")
    kept = await builders.signup_of(chen, shift)
    assert (kept.state, kept.left_late, kept.reason) == (SignupState.LEFT, is_late, "孩子发烧")
    assert (kept.asked_at, kept.version) == (clock.now(), 2)
    assert (await builders.role_of(shift)).taken == 0
    assert await Due.filter(signup_id=signup.id).count() == 0
    assert (await told(town.leader))[-1] == ("有人临时退出值班" if is_late else "有人退出值班")


async def test_who_leaves_the_waiting_list_is_never_late_and_nobody_is_told(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + timedelta(hours=3), number=1))
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in (chen, zhou):
        await builders.joined(person, shift, may_wait=True)
    messages = await told(town.leader)
    await leaving.leave(await acting(zhou), shift.id)
    assert (await builders.signup_of(zhou, shift)).left_late is False
    assert await told(town.leader) == messages
    assert (await builders.role_of(shift)).taken == 1
    assert await builders.gone() == 0


async def test_whoever_has_waited_longest_has_the_place_and_is_told(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    people = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越")]
    for person in people:
        await builders.joined(person, shift, may_wait=True)
        clock.advance(timedelta(seconds=1))
    await leaving.leave(await acting(people[0]), shift.id)
    assert await builders.gone() == 1
    assert await builders.on(shift) == {"周舟": "JOINED", "吴越": "WAITING", "陈晨": "LEFT"}
    assert (await builders.role_of(shift)).taken == 1
    assert (await told(people[1]))[-1] == "候补轮到您了"
    assert "候补轮到您了" not in await told(people[2])
    moved_up = await builders.signup_of(people[1], shift)
    assert moved_up.asked_at == clock.now()
    kinds = await Due.filter(signup_id=moved_up.id).order_by("due_at").values_list("kind", flat=True)
    assert kinds == [DueKind.EVENING]


async def test_a_newcomer_never_overtakes_who_waits(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    chen, zhou, wu = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越")]
    await builders.joined(chen, shift)
    await builders.joined(zhou, shift, may_wait=True)
    await leaving.leave(await acting(chen), shift.id)
    # The place is free, and the clock has not gone round yet.
    assert (await builders.role_of(shift)).taken == 0
    for newcomer in (wu, chen):
        with refused(ShiftFull, waiting=1):
            await builders.joined(newcomer, shift)
    await builders.gone()
    assert await builders.on(shift) == {"陈晨": "LEFT", "周舟": "JOINED"}


async def test_who_came_back_to_wait_waits_behind_the_others(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    chen, zhou, wu = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越")]
    for person in (chen, zhou, wu):
        await builders.joined(person, shift, may_wait=True)
        clock.advance(timedelta(seconds=1))
    await leaving.leave(await acting(zhou), shift.id)
    await builders.joined(zhou, shift, may_wait=True)
    await leaving.leave(await acting(chen), shift.id)
    await builders.gone()
    assert (await builders.signup_of(wu, shift)).state is SignupState.JOINED
    assert (await builders.signup_of(zhou, shift)).state is SignupState.WAITING


async def test_who_has_no_time_any_more_keeps_waiting_and_the_next_has_the_place(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    beside = await builders.shift(town)
    chen, zhou, wu = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越")]
    for person in (chen, zhou, wu):
        await builders.joined(person, shift, may_wait=True)
    await builders.joined(zhou, beside)
    await leaving.leave(await acting(chen), shift.id)
    await builders.gone()
    assert (await builders.signup_of(zhou, shift)).state is SignupState.WAITING
    assert (await builders.signup_of(wu, shift)).state is SignupState.JOINED


async def test_who_has_time_again_moves_up_where_a_place_stayed_free(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    beside = await builders.shift(town)
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in (chen, zhou):
        await builders.joined(person, shift, may_wait=True)
    await builders.joined(zhou, beside)
    await leaving.leave(await acting(chen), shift.id)
    await builders.gone()
    assert (await builders.role_of(shift)).taken == 0
    await leaving.leave(await acting(zhou), beside.id)
    await builders.gone()
    assert (await builders.signup_of(zhou, shift)).state is SignupState.JOINED


@pytest.mark.parametrize("how", ["cancelled", "moved"])
async def test_who_has_time_again_as_a_shift_is_no_more_then_moves_up_too(town: Town, how: str) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    beside = await builders.shift(town)
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in (chen, zhou):
        await builders.joined(person, shift, may_wait=True)
    await builders.joined(zhou, beside)
    await leaving.leave(await acting(chen), shift.id)
    await builders.gone()
    leader = await acting(town.leader)
    if how == "cancelled":
        await planning.cancel(leader, beside.id)
    else:
        later = builders.plan(beside.starts_at + timedelta(days=2))
        await changing.change(leader, beside.id, later, version=beside.version)
    await builders.gone()
    assert (await builders.signup_of(zhou, shift)).state is SignupState.JOINED


async def test_two_who_leave_at_once_make_room_for_two(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=2))
    people = [await builders.volunteer(town, f"志愿者{number}") for number in range(5)]
    for person in people:
        await builders.joined(person, shift, may_wait=True)
        clock.advance(timedelta(seconds=1))
    actors = [await acting(person) for person in people[:2]]
    await asyncio.gather(*(leaving.leave(actor, shift.id) for actor in actors))
    assert await builders.gone() == 1
    states = [(await builders.signup_of(person, shift)).state.value for person in people]
    assert states == ["LEFT", "LEFT", "JOINED", "JOINED", "WAITING"]
    assert (await builders.role_of(shift)).taken == 2


async def test_a_long_waiting_list_is_looked_through_to_its_end(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    beside = await builders.shift(town, builders.plan(number=200))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    waiting = [await builders.volunteer(town, f"志愿者{number}") for number in range(103)]
    for person in waiting:
        await builders.joined(person, shift, may_wait=True)
    for person in waiting[:102]:
        await builders.joined(person, beside)
    await leaving.leave(await acting(chen), shift.id)
    await builders.gone()
    assert (await builders.signup_of(waiting[102], shift)).state is SignupState.JOINED


async def test_a_leader_takes_somebody_off_without_a_mark_and_they_are_told(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + timedelta(hours=3)))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    messages = await told(town.leader)
    await leaving.leave(await acting(town.leader), shift.id, person=chen.id, reason="换人")
    kept = await builders.signup_of(chen, shift)
    assert (kept.state, kept.left_late, kept.reason) == (SignupState.LEFT, False, "换人")
    assert (await told(chen))[-1] == "您的一个班已另作安排"
    assert await last_read(chen) == "1月29日 22:00–次日 02:00。这一班不用来了，谢谢您。"
    assert await told(town.leader) == messages


async def test_nobody_takes_somebody_else_off_and_nobody_leaves_what_they_are_not_on(town: Town) -> None:
    shift = await builders.shift(town)
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    await builders.joined(chen, shift)
    before = await builders.everything()
    for stranger in (zhou, town.neighbour):
        with refused(NotFound):
            await leaving.leave(await acting(stranger), shift.id, person=chen.id)
    with refused(NotFound):
        await leaving.leave(await acting(zhou), shift.id)
    with refused(NotFound):
        await leaving.leave(await acting(chen), uuid4())
    with refused(BadInput, field="reason"):
        await leaving.leave(await acting(chen), shift.id, reason="长" * 2000)
    assert await builders.everything() == before


async def test_nobody_leaves_twice(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    actor = await acting(chen)
    answers = await asyncio.gather(
        *(leaving.leave(actor, shift.id) for _ in range(5)), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in answers) == ["NotFound"] * 4 + ["Signup"]
    assert (await builders.role_of(shift)).taken == 0


async def test_who_is_there_goes_by_checking_out(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    clock.advance(timedelta(days=2))
    leader = await acting(town.leader)
    await attendance.check_in(leader, shift.id, person=chen.id)
    before = await builders.everything()
    with refused(CheckedIn):
        await leaving.leave(await acting(chen), shift.id)
    with refused(CheckedIn):
        await leaving.leave(leader, shift.id, person=chen.id)
    assert await builders.everything() == before


async def test_what_is_over_or_cancelled_is_left_by_nobody(town: Town) -> None:
    over, cancelled = await builders.shift(town), await builders.shift(town)
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    await builders.joined(chen, over)
    await builders.joined(zhou, cancelled)
    await planning.cancel(await acting(town.leader), cancelled.id)
    clock.advance(timedelta(days=2, hours=4))
    before = await builders.everything()
    with refused(ShiftOver):
        await leaving.leave(await acting(chen), over.id)
    with refused(ShiftCancelled):
        await leaving.leave(await acting(zhou), cancelled.id)
    assert await builders.everything() == before


async def test_where_the_leader_chooses_the_next_is_asked_about(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1, by_approval=True))
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    first = await builders.joined(chen, shift)
    await deciding.approve(await acting(town.leader), first.id, accepted=True)
    await builders.joined(zhou, shift, may_wait=True)
    await leaving.leave(await acting(chen), shift.id)
    await builders.gone()
    assert await builders.on(shift) == {"陈晨": "LEFT", "周舟": "ASKED"}
    assert (await builders.role_of(shift)).taken == 0
    assert (await told(town.leader))[-1] == "有人想来值班"
    assert await last_read(zhou) == "1月31日 19:00–23:00，北门岗亭。有位置了，请等网格长答复。"


async def test_who_moves_up_and_joins_another_at_the_same_hour_at_once_has_one_of_them(town: Town) -> None:
    pairs = []
    for number in range(12):
        begins = clock.now() + timedelta(days=2 + number)
        shift, beside = [await builders.shift(town, builders.plan(begins, number=1)) for _ in range(2)]
        having, waiting = await builders.crowd(town, 2, f"第{number}对")
        for person in (having, waiting):
            await builders.joined(person, shift, may_wait=True)
        await leaving.leave(await acting(having), shift.id)
        wish = joining.Wish(beside.id, (await builders.role_of(beside)).id)
        pairs.append((await acting(waiting), shift, beside, wish))
    await asyncio.gather(
        *(joining.join(actor, wish) for actor, _, _, wish in pairs), clockwork.go(), return_exceptions=True
    )
    await builders.gone()
    for actor, shift, beside, _ in pairs:
        has = await Signup.filter(
            person_id=actor.id, state=SignupState.JOINED, shift_id__in=[shift.id, beside.id]
        ).count()
        assert has == 1
        assert (await builders.role_of(shift)).taken + (await builders.role_of(beside)).taken == 1
