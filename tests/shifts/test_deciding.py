"""What a leader decides: a yes or a no to whoever asks, and whom to put on a shift."""

import asyncio
from datetime import timedelta
from uuid import uuid4

from backend.kit import clock
from backend.kit.refusals import BadInput, NotFound
from backend.shifts import deciding, leaving, planning
from backend.shifts.clock_models import Due, DueKind
from backend.shifts.models import Signup, SignupState
from backend.shifts.refusals import (
    AlreadyJoined,
    NotOnThisGround,
    ShiftCancelled,
    ShiftFull,
    ShiftOver,
    ShiftOverlaps,
)
from backend.volunteers.deciding import DecidedAlready
from tests import community
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, last_read, refused, told


async def test_whoever_is_approved_has_a_place_and_is_told(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(by_approval=True))
    chen = await builders.volunteer(town, "陈晨")
    signup = await builders.joined(chen, shift)
    clock.advance(timedelta(hours=1))
    found = await deciding.approve(await acting(town.leader), signup.id, accepted=True)
    assert (found.state, found.version) == (SignupState.JOINED, 2)
    assert (await builders.signup_of(chen, shift)).asked_at == clock.now()
    assert (await builders.role_of(shift)).taken == 1
    assert await Due.filter(signup_id=signup.id).values_list("kind", flat=True) == [DueKind.EVENING]
    assert (await told(chen))[-1] == "您的值班报名通过了"


async def test_whoever_is_declined_has_none_and_the_reason_is_kept(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(by_approval=True))
    chen = await builders.volunteer(town, "陈晨")
    signup = await builders.joined(chen, shift)
    await deciding.approve(await acting(town.leader), signup.id, accepted=False, reason=" 这次人够了 ")
    kept = await builders.signup_of(chen, shift)
    assert (kept.state, kept.reason) == (SignupState.DECLINED, "这次人够了")
    assert (await builders.role_of(shift)).taken == 0
    assert await Due.filter(signup_id=signup.id).count() == 0
    assert (await told(chen))[-1] == "这次值班人手已安排好"


async def test_of_two_who_decide_at_once_the_second_is_told_so(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(by_approval=True))
    signup = await builders.joined(await builders.volunteer(town, "陈晨"), shift)
    leader, above = await acting(town.leader), await acting(town.above)
    answers = await asyncio.gather(
        deciding.approve(leader, signup.id, accepted=True),
        deciding.approve(above, signup.id, accepted=False),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in answers) == ["DecidedAlready", "Signup"]
    kept = await Signup.get(id=signup.id)
    assert (await builders.role_of(shift)).taken == int(kept.state is SignupState.JOINED)
    before = await builders.everything()
    with refused(DecidedAlready):
        await deciding.approve(leader, signup.id, accepted=True)
    assert await builders.everything() == before


async def test_who_asks_for_a_place_that_another_got_meanwhile_goes_on_asking(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1, by_approval=True))
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    first, second = [await builders.joined(person, shift) for person in (chen, zhou)]
    leader = await acting(town.leader)
    await deciding.approve(leader, first.id, accepted=True)
    before = await builders.everything()
    with refused(ShiftFull, waiting=0):
        await deciding.approve(leader, second.id, accepted=True)
    assert await builders.everything() == before
    assert await builders.on(shift) == {"陈晨": "JOINED", "周舟": "ASKED"}


async def test_who_has_no_time_any_more_is_not_approved(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(by_approval=True))
    beside = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    asked = await builders.joined(chen, shift)
    await builders.joined(chen, beside)
    before = await builders.everything()
    with refused(ShiftOverlaps):
        await deciding.approve(await acting(town.leader), asked.id, accepted=True)
    assert await builders.everything() == before


async def test_only_who_leads_the_ground_decides(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(by_approval=True))
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    signup = await builders.joined(chen, shift)
    role = await builders.role_of(shift)
    before = await builders.everything()
    for stranger in (chen, zhou, town.neighbour):
        actor = await acting(stranger)
        with refused(NotFound):
            await deciding.approve(actor, signup.id, accepted=True)
        with refused(NotFound):
            await deciding.assign(actor, shift.id, role.id, zhou.id)
    with refused(NotFound):
        await deciding.approve(await acting(town.leader), uuid4(), accepted=True)
    assert await builders.everything() == before


async def test_nothing_is_decided_about_what_is_over_or_cancelled(town: Town) -> None:
    leader = await acting(town.leader)
    chen = await builders.volunteer(town, "陈晨")
    wanted = builders.plan(by_approval=True)
    cancelled = await builders.shift(town, wanted)
    asked = await builders.joined(chen, cancelled)
    await planning.cancel(leader, cancelled.id)
    over = await builders.shift(town, wanted)
    late = await builders.joined(chen, over)
    clock.advance(timedelta(days=3))
    before = await builders.everything()
    for signup, shift, kind in ((asked, cancelled, ShiftCancelled), (late, over, ShiftOver)):
        with refused(kind):
            await deciding.approve(leader, signup.id, accepted=True)
        with refused(kind):
            await deciding.assign(leader, shift.id, (await builders.role_of(shift)).id, town.member.id)
    assert await builders.everything() == before


async def test_who_is_put_on_a_shift_is_told(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    leader = await acting(town.leader)
    signup = await deciding.assign(leader, shift.id, (await builders.role_of(shift)).id, chen.id)
    assert (signup.state, signup.person_id) == (SignupState.JOINED, chen.id)
    assert (await builders.role_of(shift)).taken == 1
    assert (await told(chen))[-1] == "给您排了一个班"
    assert await last_read(chen) == "1月31日 19:00–23:00，北门岗亭。来不了请早点退出。"
    assert await Due.filter(signup_id=signup.id).count() == 1


async def test_a_leader_who_puts_themselves_on_a_shift_is_told_nothing(town: Town) -> None:
    shift = await builders.shift(town)
    messages = await told(town.leader)
    leader = await acting(town.leader)
    await deciding.assign(leader, shift.id, (await builders.role_of(shift)).id, town.leader.id)
    assert await told(town.leader) == messages


async def test_who_waits_or_left_can_be_put_on_a_shift(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=2))
    leader, role = await acting(town.leader), await builders.role_of(shift)
    people = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越")]
    for person in people:
        await builders.joined(person, shift, may_wait=True)
    for person in people[:2]:
        await leaving.leave(await acting(person), shift.id)
    await deciding.assign(leader, shift.id, role.id, people[2].id)
    await deciding.assign(leader, shift.id, role.id, people[0].id)
    assert await builders.gone() == 1
    assert await builders.on(shift) == {"周舟": "LEFT", "吴越": "JOINED", "陈晨": "JOINED"}
    assert (await builders.role_of(shift)).taken == 2


async def test_nobody_is_put_on_a_shift_twice_nor_a_stranger(town: Town) -> None:
    shift = await builders.shift(town)
    leader, role = await acting(town.leader), await builders.role_of(shift)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    stranger = await community.resident("过客", town.east)
    before = await builders.everything()
    with refused(AlreadyJoined):
        await deciding.assign(leader, shift.id, role.id, chen.id)
    with refused(NotOnThisGround):
        await deciding.assign(leader, shift.id, role.id, stranger.id)
    with refused(BadInput, field="person"):
        await deciding.assign(leader, shift.id, role.id, uuid4())
    with refused(NotFound):
        await deciding.assign(leader, shift.id, uuid4(), chen.id)
    with refused(NotFound):
        await deciding.assign(leader, uuid4(), role.id, chen.id)
    assert await builders.everything() == before


async def test_of_two_leaders_who_assign_the_last_place_at_once_one_gets_it(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    role = await builders.role_of(shift)
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    leader, above = await acting(town.leader), await acting(town.above)
    answers = await asyncio.gather(
        deciding.assign(leader, shift.id, role.id, chen.id),
        deciding.assign(above, shift.id, role.id, zhou.id),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in answers) == ["ShiftFull", "Signup"]
    assert (await builders.role_of(shift)).taken == 1
    assert await Signup.all().count() == 1


async def test_one_person_put_on_two_shifts_of_the_same_hour_at_once_is_on_one(town: Town) -> None:
    shifts = [await builders.shift(town) for _ in range(4)]
    chen = await builders.volunteer(town, "陈晨")
    leader = await acting(town.leader)
    roles = [(await builders.role_of(shift)).id for shift in shifts]
    answers = await asyncio.gather(
        *(
            deciding.assign(leader, shift.id, role, chen.id)
            for shift, role in zip(shifts, roles, strict=True)
        ),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in answers) == ["ShiftOverlaps"] * 3 + ["Signup"]
    assert await Signup.all().count() == 1


async def test_the_same_key_puts_somebody_on_a_shift_once(town: Town) -> None:
    shift = await builders.shift(town)
    role, leader, key = await builders.role_of(shift), await acting(town.leader), uuid4()
    chen = await builders.volunteer(town, "陈晨")
    answers = await asyncio.gather(
        *(deciding.assign(leader, shift.id, role.id, chen.id, key=key) for _ in range(5))
    )
    assert len({one.id for one in answers}) == 1
    assert (await told(chen)).count("给您排了一个班") == 1
