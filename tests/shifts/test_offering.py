"""Handing a shift over: it stays somebody's own until somebody who may take it has it."""

import asyncio
from datetime import timedelta
from uuid import uuid4

from backend.access.models import Person
from backend.kit import clock
from backend.kit.refusals import BadInput, NotFound
from backend.shifts import attendance, leaving, offering, planning
from backend.shifts.clock_models import Due, DueKind
from backend.shifts.models import Shift, SignupState
from backend.shifts.refusals import (
    AlreadyJoined,
    CannotTakeNow,
    CheckedIn,
    NoSuchOffer,
    NotOnThisGround,
    ShiftCancelled,
    ShiftOver,
    ShiftOverlaps,
)
from tests import community
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, refused, told


async def of_chen(town: Town) -> tuple[Shift, Person]:
    """A shift of one place, which is 陈晨's."""
    shift = await builders.shift(town, builders.plan(number=1))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    return shift, chen


async def test_an_offered_place_stays_ones_own_until_somebody_takes_it(town: Town) -> None:
    shift, chen = await of_chen(town)
    zhou = await builders.volunteer(town, "周舟")
    offered = await offering.offer(await acting(chen), shift.id)
    assert (offered.state, offered.offered_at, offered.offered_to_id) == (
        SignupState.JOINED,
        clock.now(),
        None,
    )
    assert (await builders.role_of(shift)).taken == 1
    assert (await told(zhou))[-1] == "有人想换班，您能来吗？"
    assert await Due.filter(signup_id=offered.id).count() == 1

    mine = await offering.take(await acting(zhou), offered.id)
    assert (mine.state, mine.person_id) == (SignupState.JOINED, zhou.id)
    assert await builders.on(shift) == {"陈晨": "HANDED_OVER", "周舟": "JOINED"}
    assert (await builders.role_of(shift)).taken == 1
    kept = await builders.signup_of(chen, shift)
    assert (kept.offered_at, kept.offered_to_id, kept.left_late) == (None, None, False)
    assert await Due.filter(signup_id=offered.id).count() == 0
    kinds = await Due.filter(signup_id=mine.id).order_by("due_at").values_list("kind", flat=True)
    assert kinds == [DueKind.EVENING]
    assert (await told(chen))[-1] == "有人接了您的班"
    assert (await told(town.leader))[-1] == "有人换班了"


async def test_of_two_who_take_it_at_once_one_has_it(town: Town) -> None:
    shift, chen = await of_chen(town)
    actors = [await acting(await builders.volunteer(town, name)) for name in ("周舟", "吴越", "郑重")]
    offered = await offering.offer(await acting(chen), shift.id)
    answers = await asyncio.gather(
        *(offering.take(actor, offered.id) for actor in actors), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in answers) == ["NoSuchOffer", "NoSuchOffer", "Signup"]
    assert sorted((await builders.on(shift)).values()) == ["HANDED_OVER", "JOINED"]
    assert (await builders.role_of(shift)).taken == 1


async def test_of_keeping_and_taking_it_at_once_one_happens(town: Town) -> None:
    shift, chen = await of_chen(town)
    zhou = await acting(await builders.volunteer(town, "周舟"))
    owner = await acting(chen)
    offered = await offering.offer(owner, shift.id)
    answers = await asyncio.gather(
        offering.keep(owner, shift.id), offering.take(zhou, offered.id), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in answers) == ["NoSuchOffer", "Signup"]
    states = await builders.on(shift)
    assert states in ({"陈晨": "JOINED"}, {"陈晨": "HANDED_OVER", "周舟": "JOINED"})


async def test_who_could_not_join_cannot_take_it(town: Town) -> None:
    shift, chen = await of_chen(town)
    zhou = await builders.volunteer(town, "周舟")
    await builders.joined(zhou, await builders.shift(town))
    stranger = await community.resident("过客", town.east)
    offered = await offering.offer(await acting(chen), shift.id)
    before = await builders.everything()
    with refused(ShiftOverlaps):
        await offering.take(await acting(zhou), offered.id)
    with refused(NotOnThisGround):
        await offering.take(await acting(stranger), offered.id)
    with refused(AlreadyJoined):
        await offering.take(await acting(chen), offered.id)
    with refused(NotFound):
        await offering.take(await acting(zhou), uuid4())
    assert await builders.everything() == before
    assert "有人想换班，您能来吗？" not in await told(zhou)


async def test_who_has_a_place_beside_it_does_not_take_a_second(town: Town) -> None:
    shift = await builders.shift(town)
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in (chen, zhou):
        await builders.joined(person, shift)
    offered = await offering.offer(await acting(chen), shift.id)
    before = await builders.everything()
    with refused(AlreadyJoined):
        await offering.take(await acting(zhou), offered.id)
    with refused(CannotTakeNow):
        await offering.offer(await acting(chen), shift.id, to=zhou.id)
    assert await builders.everything() == before


async def test_a_place_offered_to_one_person_is_for_nobody_else(town: Town) -> None:
    shift, chen = await of_chen(town)
    zhou, wu = [await builders.volunteer(town, name) for name in ("周舟", "吴越")]
    offered = await offering.offer(await acting(chen), shift.id, to=zhou.id)
    assert offered.offered_to_id == zhou.id
    assert (await told(zhou))[-1] == "有人想换班，您能来吗？"
    assert "有人想换班，您能来吗？" not in await told(wu)
    before = await builders.everything()
    with refused(NotFound):
        await offering.take(await acting(wu), offered.id)
    assert await builders.everything() == before
    await offering.take(await acting(zhou), offered.id)
    assert await builders.on(shift) == {"陈晨": "HANDED_OVER", "周舟": "JOINED"}


async def test_it_is_offered_to_nobody_who_could_not_take_it(town: Town) -> None:
    shift, chen = await of_chen(town)
    zhou = await builders.volunteer(town, "周舟")
    await builders.joined(zhou, await builders.shift(town))
    stranger = await community.resident("过客", town.east)
    owner = await acting(chen)
    before = await builders.everything()
    for person in (zhou, stranger):
        with refused(CannotTakeNow):
            await offering.offer(owner, shift.id, to=person.id)
    for nobody in (chen.id, uuid4()):
        with refused(BadInput, field="to"):
            await offering.offer(owner, shift.id, to=nobody)
    assert await builders.everything() == before


async def test_who_waits_for_a_place_is_asked_first_and_may_take_it(town: Town) -> None:
    shift, chen = await of_chen(town)
    zhou = await builders.volunteer(town, "周舟")
    waiting = await builders.joined(zhou, shift, may_wait=True)
    offered = await offering.offer(await acting(chen), shift.id)
    assert (await told(zhou))[-1] == "有人想换班，您能来吗？"
    mine = await offering.take(await acting(zhou), offered.id)
    assert (mine.id, mine.state) == (waiting.id, SignupState.JOINED)
    assert (await builders.role_of(shift)).taken == 1


async def test_a_place_that_is_kept_after_all_can_be_taken_by_nobody(town: Town) -> None:
    shift, chen = await of_chen(town)
    zhou = await builders.volunteer(town, "周舟")
    owner = await acting(chen)
    with refused(NoSuchOffer):
        await offering.keep(owner, shift.id)
    offered = await offering.offer(owner, shift.id, to=zhou.id)
    kept = await offering.keep(owner, shift.id)
    assert (kept.offered_at, kept.offered_to_id) == (None, None)
    before = await builders.everything()
    with refused(NoSuchOffer):
        await offering.take(await acting(zhou), offered.id)
    with refused(NoSuchOffer):
        await offering.keep(owner, shift.id)
    assert await builders.everything() == before


async def test_an_offer_to_one_person_can_be_made_to_all(town: Town) -> None:
    shift, chen = await of_chen(town)
    zhou, wu = [await builders.volunteer(town, name) for name in ("周舟", "吴越")]
    await offering.offer(await acting(chen), shift.id, to=zhou.id)
    offered = await offering.offer(await acting(chen), shift.id)
    assert (await offering.take(await acting(wu), offered.id)).person_id == wu.id


async def test_who_offered_and_leaves_has_nothing_to_offer_any_more(town: Town) -> None:
    shift, chen = await of_chen(town)
    zhou = await builders.volunteer(town, "周舟")
    offered = await offering.offer(await acting(chen), shift.id)
    await leaving.leave(await acting(chen), shift.id)
    with refused(NoSuchOffer):
        await offering.take(await acting(zhou), offered.id)
    assert (await builders.joined(zhou, shift)).state is SignupState.JOINED


async def test_only_a_place_that_one_has_and_has_not_come_to_is_offered(town: Town) -> None:
    shift, chen = await of_chen(town)
    zhou = await builders.volunteer(town, "周舟")
    await builders.joined(zhou, shift, may_wait=True)
    before = await builders.everything()
    for nobody in (zhou, town.member):
        with refused(NotFound):
            await offering.offer(await acting(nobody), shift.id)
    assert await builders.everything() == before
    clock.advance(timedelta(days=2))
    await attendance.check_in(await acting(town.leader), shift.id, person=chen.id)
    before = await builders.everything()
    with refused(CheckedIn):
        await offering.offer(await acting(chen), shift.id)
    assert await builders.everything() == before


async def test_what_is_over_or_cancelled_is_neither_offered_nor_taken(town: Town) -> None:
    shift, chen = await of_chen(town)
    zhou = await builders.volunteer(town, "周舟")
    cancelled = await builders.shift(town, builders.plan(shift.starts_at + timedelta(days=1)))
    await builders.joined(chen, cancelled)
    owner, taker = await acting(chen), await acting(zhou)
    first, second = [await offering.offer(owner, one.id) for one in (shift, cancelled)]
    await planning.cancel(await acting(town.leader), cancelled.id)
    clock.advance(timedelta(days=2, hours=4))
    before = await builders.everything()
    with refused(ShiftOver):
        await offering.take(taker, first.id)
    with refused(ShiftCancelled):
        await offering.take(taker, second.id)
    with refused(ShiftOver):
        await offering.offer(owner, shift.id)
    with refused(ShiftCancelled):
        await offering.offer(owner, cancelled.id)
    assert await builders.everything() == before
