"""Taking over a place where a leader approves: its owner keeps it until there is a yes."""

import asyncio
from datetime import timedelta

import pytest

from backend.access.models import Person
from backend.kit import clock, work
from backend.shifts import attendance, changing, deciding, jobs, leaving, offering, own_data, planning
from backend.shifts.clock_models import Due, DueKind
from backend.shifts.models import Shift, Signup, SignupState
from backend.shifts.refusals import AlreadyJoined, PlaceAskedFor, ShiftFull, ShiftOverlaps
from backend.volunteers import applying
from backend.volunteers.deciding import DecidedAlready
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, last_read, refused, told

TAKER = "有人愿意接您的班"
STILL_YOURS = "您的班还没有人接"
KEPT = "您想接的班已经有人来"


async def of_chen(town: Town, number: int = 1) -> tuple[Shift, Person, Signup]:
    """A shift whose leader approves who stands it, and 陈晨, who offers her place in it."""
    shift = await builders.shift(town, builders.plan(number=number, by_approval=True))
    chen = await builders.volunteer(town, "陈晨")
    place = await builders.joined(chen, shift)
    await deciding.approve(await acting(town.leader), place.id, accepted=True)
    return shift, chen, await offering.offer(await acting(chen), shift.id)


async def asked_by_zhou(town: Town, number: int = 1) -> tuple[Shift, Person, Person, Signup]:
    """The same, and 周舟, who would take it: their wish waits for the leader."""
    shift, chen, place = await of_chen(town, number)
    zhou = await builders.volunteer(town, "周舟")
    return shift, chen, zhou, await offering.take(await acting(zhou), place.id)


async def test_it_stays_ones_own_until_the_leader_says_yes(town: Town) -> None:
    shift, chen, zhou, wish = await asked_by_zhou(town)
    place = await builders.signup_of(chen, shift)
    assert (wish.state, wish.instead_of_id) == (SignupState.ASKED, place.id)
    assert (place.state, place.is_offered) == (SignupState.JOINED, True)
    assert ((await told(chen))[-1], (await told(town.leader))[-1]) == (TAKER, "有人想接别人的班")
    assert await last_read(chen) == "1月31日 19:00–23:00，北门岗亭。等网格长同意；同意以前，还是您来。"
    assert await Due.filter(signup_id=wish.id).count() == 0

    clock.advance(timedelta(hours=1))
    messages = await told(town.leader)
    await deciding.approve(await acting(town.leader), wish.id, accepted=True)
    assert await builders.on(shift) == {"陈晨": "HANDED_OVER", "周舟": "JOINED"}
    assert (await builders.role_of(shift)).taken == 1
    given, mine = await builders.signup_of(chen, shift), await builders.signup_of(zhou, shift)
    assert (given.offered_at, given.left_late, given.asked_at) == (None, False, clock.now())
    assert (mine.instead_of_id, mine.asked_at) == (None, clock.now())
    assert ((await told(chen))[-1], (await told(zhou))[-1]) == ("有人接了您的班", "您的值班报名通过了")
    assert await told(town.leader) == messages
    assert await Due.filter(signup_id=given.id).count() == 0
    kinds = await Due.filter(signup_id=mine.id).order_by("due_at").values_list("kind", flat=True)
    assert kinds == [DueKind.EVENING]


async def test_a_no_leaves_it_with_its_owner_and_others_may_take_it(town: Town) -> None:
    shift, chen, zhou, wish = await asked_by_zhou(town)
    leader = await acting(town.leader)
    await deciding.approve(leader, wish.id, accepted=False, reason="要会开车的")
    assert await builders.on(shift) == {"陈晨": "JOINED", "周舟": "DECLINED"}
    assert ((await told(chen))[-1], (await told(zhou))[-1]) == (STILL_YOURS, "这次值班人手已安排好")
    place = await builders.signup_of(chen, shift)
    wu = await builders.volunteer(town, "吴越")
    second = await offering.take(await acting(wu), place.id)
    await deciding.approve(leader, second.id, accepted=True)
    assert await builders.on(shift) == {"陈晨": "HANDED_OVER", "周舟": "DECLINED", "吴越": "JOINED"}


async def test_whoever_comes_second_hears_that_it_is_being_decided(town: Town) -> None:
    shift, chen, zhou, _ = await asked_by_zhou(town)
    wu = await builders.volunteer(town, "吴越")
    place = await builders.signup_of(chen, shift)
    before = await builders.everything()
    with refused(PlaceAskedFor):
        await offering.take(await acting(wu), place.id)
    with refused(AlreadyJoined):
        await offering.take(await acting(zhou), place.id)
    with refused(PlaceAskedFor):
        await offering.offer(await acting(chen), shift.id, to=wu.id)
    assert await builders.everything() == before


async def test_of_three_who_ask_at_once_one_is_decided_about(town: Town) -> None:
    shift, _, place = await of_chen(town)
    actors = [await acting(await builders.volunteer(town, name)) for name in ("周舟", "吴越", "郑重")]
    answers = await asyncio.gather(
        *(offering.take(actor, place.id) for actor in actors), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in answers) == ["PlaceAskedFor", "PlaceAskedFor", "Signup"]
    assert sorted((await builders.on(shift)).values()) == ["ASKED", "JOINED"]


async def test_of_a_yes_and_keeping_it_at_once_one_happens(town: Town) -> None:
    shift, chen, _, wish = await asked_by_zhou(town)
    owner, leader = await acting(chen), await acting(town.leader)
    answers = await asyncio.gather(
        offering.keep(owner, shift.id),
        deciding.approve(leader, wish.id, accepted=True),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in answers) in (
        ["NoSuchOffer", "Signup"],
        ["DecidedAlready", "Signup"],
    )
    assert await builders.on(shift) in (
        {"陈晨": "JOINED", "周舟": "DECLINED"},
        {"陈晨": "HANDED_OVER", "周舟": "JOINED"},
    )
    assert (await builders.role_of(shift)).taken == 1


async def keep(town: Town, shift: Shift, chen: Person) -> None:
    await offering.keep(await acting(chen), shift.id)


async def come(town: Town, shift: Shift, chen: Person) -> None:
    clock.advance(timedelta(days=2))
    await attendance.check_in(await acting(town.leader), shift.id, person=chen.id)


async def leave(town: Town, shift: Shift, chen: Person) -> None:
    await leaving.leave(await acting(chen), shift.id)


async def be_taken_off(town: Town, shift: Shift, chen: Person) -> None:
    await leaving.leave(await acting(town.leader), shift.id, person=chen.id)


async def lose(town: Town, shift: Shift, chen: Person) -> None:
    await applying.leave(await acting(chen))
    assert await jobs.let_go_who_cannot() == 1


async def be_erased(town: Town, shift: Shift, chen: Person) -> None:
    await work.unit(lambda: own_data.scrub(chen.id))


@pytest.mark.parametrize("how", [keep, come])
async def test_where_its_owner_stands_it_after_all_nobody_waits_for_a_yes(town: Town, how: object) -> None:
    shift, chen, zhou, wish = await asked_by_zhou(town)
    await how(town, shift, chen)  # type: ignore[operator]
    mine = await builders.signup_of(zhou, shift)
    assert (mine.state, mine.instead_of_id, mine.asked_at) == (SignupState.DECLINED, None, clock.now())
    assert (await told(zhou))[-1] == KEPT
    before = await builders.everything()
    with refused(DecidedAlready):
        await deciding.approve(await acting(town.leader), wish.id, accepted=True)
    assert await builders.everything() == before
    assert (await builders.signup_of(chen, shift)).state is SignupState.JOINED


@pytest.mark.parametrize("how", [keep, come, leave, be_taken_off, lose, be_erased])
async def test_where_another_place_is_free_a_yes_gives_that_one(town: Town, how: object) -> None:
    shift, chen, zhou, wish = await asked_by_zhou(town, number=2)
    await how(town, shift, chen)  # type: ignore[operator]
    mine = await builders.signup_of(zhou, shift)
    assert (mine.state, mine.instead_of_id) == (SignupState.ASKED, None)
    taken = (await builders.role_of(shift)).taken
    await deciding.approve(await acting(town.leader), wish.id, accepted=True)
    assert (await builders.signup_of(zhou, shift)).state is SignupState.JOINED
    assert (await builders.role_of(shift)).taken == taken + 1
    assert (await builders.signup_of(chen, shift)).state is not SignupState.HANDED_OVER
    assert KEPT not in await told(zhou)


async def test_who_left_may_have_been_followed_by_somebody_else_before_the_yes(town: Town) -> None:
    shift, chen, _, wish = await asked_by_zhou(town)
    leader, wu = await acting(town.leader), await builders.volunteer(town, "吴越")
    await leave(town, shift, chen)
    await deciding.assign(leader, shift.id, (await builders.role_of(shift)).id, wu.id)
    before = await builders.everything()
    with refused(ShiftFull, waiting=0):
        await deciding.approve(leader, wish.id, accepted=True)
    assert await builders.everything() == before


async def test_whoever_asked_and_cannot_any_more_is_not_approved(town: Town) -> None:
    _, _, zhou, wish = await asked_by_zhou(town)
    await builders.joined(zhou, await builders.shift(town))
    before = await builders.everything()
    with refused(ShiftOverlaps):
        await deciding.approve(await acting(town.leader), wish.id, accepted=True)
    assert await builders.everything() == before


@pytest.mark.parametrize("how", [leave, be_taken_off, lose, be_erased])
async def test_whoever_asked_and_goes_leaves_it_to_others(town: Town, how: object) -> None:
    shift, chen, zhou, _ = await asked_by_zhou(town)
    await how(town, shift, zhou)  # type: ignore[operator]
    mine = await builders.signup_of(zhou, shift)
    assert (mine.state, mine.instead_of_id) == (SignupState.LEFT, None)
    assert (await told(chen))[-1] == STILL_YOURS
    wu = await builders.volunteer(town, "吴越")
    place = await builders.signup_of(chen, shift)
    assert (await offering.take(await acting(wu), place.id)).instead_of_id == place.id


async def test_who_waits_for_a_place_is_not_kept_from_a_free_one_by_who_takes_over(town: Town) -> None:
    shift, chen, place = await of_chen(town, number=2)
    leader, wu = await acting(town.leader), await builders.volunteer(town, "吴越")
    second = await builders.joined(wu, shift)
    await deciding.approve(leader, second.id, accepted=True)
    zheng, zhou = [await builders.volunteer(town, name) for name in ("郑重", "周舟")]
    await builders.joined(zheng, shift, may_wait=True)
    await offering.take(await acting(zhou), place.id)
    await leaving.leave(await acting(wu), shift.id)
    await builders.gone()
    assert await builders.on(shift) == {"陈晨": "JOINED", "吴越": "LEFT", "郑重": "ASKED", "周舟": "ASKED"}
    # The place that falls empty now is for whoever asked for it, and not for the next who waits.
    late = await builders.volunteer(town, "王一")
    await builders.joined(late, shift, may_wait=True)
    await leave(town, shift, chen)
    await builders.gone()
    assert (await builders.on(shift))["周舟"] == "ASKED"
    assert (await builders.role_of(shift)).taken == 0


async def test_who_waited_and_takes_over_gives_up_waiting(town: Town) -> None:
    shift, chen, place = await of_chen(town)
    zhou = await builders.volunteer(town, "周舟")
    waiting = await builders.joined(zhou, shift, may_wait=True)
    wish = await offering.take(await acting(zhou), place.id)
    assert (wish.id, wish.state, wish.instead_of_id) == (waiting.id, SignupState.ASKED, place.id)
    await offering.keep(await acting(chen), shift.id)
    assert (await builders.signup_of(zhou, shift)).state is SignupState.DECLINED


async def test_when_leaders_do_not_approve_any_more_whoever_takes_it_has_it(town: Town) -> None:
    shift, chen, zhou, _ = await asked_by_zhou(town)
    version = (await Shift.get(id=shift.id)).version
    await changing.change(await acting(town.leader), shift.id, builders.plan(number=1), version=version)
    wu, place = await builders.volunteer(town, "吴越"), await builders.signup_of(chen, shift)
    await offering.take(await acting(wu), place.id)
    assert await builders.on(shift) == {"陈晨": "HANDED_OVER", "周舟": "DECLINED", "吴越": "JOINED"}
    assert (await told(zhou))[-1] == KEPT


async def test_whoever_asked_is_told_what_becomes_of_the_shift(town: Town) -> None:
    shift, chen, zhou, wish = await asked_by_zhou(town)
    leader = await acting(town.leader)
    moved = builders.plan(shift.starts_at + timedelta(hours=2), number=1, by_approval=True)
    version = (await Shift.get(id=shift.id)).version
    await changing.change(leader, shift.id, moved, version=version)
    assert ((await told(chen))[-1], (await told(zhou))[-1]) == ("值班时间改了，请确认", "值班安排有变动")
    await deciding.approve(leader, wish.id, accepted=True)
    mine = await builders.signup_of(zhou, shift)
    assert (mine.state, mine.asked_again_at) == (SignupState.JOINED, None)
    await planning.cancel(leader, shift.id)
    assert (await told(zhou))[-1] == "值班取消了"


async def test_at_the_end_nobody_waits_for_a_yes_any_more(town: Town) -> None:
    shift, _, zhou, _ = await asked_by_zhou(town)
    clock.advance(timedelta(days=2, hours=5))
    await builders.gone()
    mine = await builders.signup_of(zhou, shift)
    assert (mine.state, mine.instead_of_id) == (SignupState.LEFT, None)
