"""Shifts of several roles: whoever wanted one and gets another leaves the first to those behind them."""

from dataclasses import replace

from backend.access.models import Person
from backend.shifts import deciding, joining, leaving
from backend.shifts.models import ShiftRole, Signup
from backend.shifts.plans import Needed
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, told


async def joined(person: Person, role: ShiftRole) -> Signup:
    """Somebody joins in this role, or waits for it."""
    wish = joining.Wish(role.shift_id, role.id, may_wait=True)
    return await joining.join(await acting(person), wish)


async def test_who_is_put_on_in_another_role_makes_room_for_who_waits_for_the_first(town: Town) -> None:
    wanted = replace(builders.plan(by_approval=True), roles=(Needed(1, "门岗"), Needed(1, "登记")))
    shift = await builders.shift(town, wanted)
    gate, desk = [await ShiftRole.get(shift_id=shift.id, name=name) for name in ("门岗", "登记")]
    leader = await acting(town.leader)
    zheng, chen, zhou = [await builders.volunteer(town, name) for name in ("郑重", "陈晨", "周舟")]
    first = await joined(zheng, desk)
    await deciding.approve(leader, first.id, accepted=True)
    for person in (chen, zhou):
        await joined(person, desk)
    await leaving.leave(await acting(zheng), shift.id)
    await builders.gone()
    assert await builders.on(shift) == {"郑重": "LEFT", "陈晨": "ASKED", "周舟": "WAITING"}

    await deciding.assign(leader, shift.id, gate.id, chen.id)
    assert await builders.gone() == 1
    assert await builders.on(shift) == {"郑重": "LEFT", "陈晨": "JOINED", "周舟": "ASKED"}
    assert (await told(zhou))[-1] == "候补轮到您了"
    assert (await builders.signup_of(chen, shift)).role_id == gate.id
