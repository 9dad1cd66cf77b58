"""A week of guard with holes in it, and one volunteer in each way of standing to a shift that the demo does not show."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.access.actor import Actor
from backend.demo.community import acting, grid_id
from backend.demo.people import FIRST, GRID_LEADER, Neighbour
from backend.kit import clock
from backend.shifts import changing, joining, offering, planning
from backend.shifts.joining import Wish
from backend.shifts.models import Shift, ShiftRole, WorkKind
from backend.shifts.plans import Needed, Plan
from tests.e2e import hands
from tests.e2e.hands import OTHERS

HERE = ZoneInfo("Asia/Shanghai")
GATE = "东门卡口"
STANDING = OTHERS[:7]
EVERY_DAY = OTHERS[7]
"""Stands at the gate on each day of next week, whatever day and hour it is now."""
OFFERS, WAITS, IS_ASKED_AGAIN, IS_CALLED_OFF, WAS_ASKED = OTHERS[8:]


async def tell() -> None:
    """More volunteers, their week, and what becomes of some of them."""
    await hands.come()
    leader = await acting(GRID_LEADER)
    week = [await _day(leader, number) for number in range(7)]
    for number, shift in enumerate(week):
        # Two names and a hole in each place of the week's table, so that none is as high as a line.
        for who in (STANDING[number], EVERY_DAY):
            await _join(who, shift)
    await _offers(leader)
    await _waits(leader)
    await _is_asked_again(leader)
    await _is_called_off(leader)


async def _offers(leader: Actor) -> None:
    """Somebody looks for somebody else; whoever is free was asked."""
    offered = await _set(leader, _guard(8, 8, 1))
    await _join(OFFERS, offered)
    await offering.offer(await acting(OFFERS), offered.id)


async def _waits(leader: Actor) -> None:
    """Somebody waits for a place in a shift that is full."""
    full = await _set(leader, _guard(8, 20, 1))
    await _join(STANDING[0], full)
    await _join(WAITS, full)


async def _is_asked_again(leader: Actor) -> None:
    """Somebody's shift is at another time now."""
    plan = _guard(9, 8, 1)
    moved = await _set(leader, plan)
    await _join(IS_ASKED_AGAIN, moved)
    later = replace(plan, ends_at=plan.ends_at + timedelta(hours=1))
    await changing.change(leader, moved.id, later, version=moved.version)


async def _is_called_off(leader: Actor) -> None:
    """Somebody need not come."""
    off = await _set(leader, _guard(9, 20, 1))
    await _join(IS_CALLED_OFF, off)
    await planning.cancel(leader, off.id, "下雨，卡口撤了。")


async def _day(leader: Actor, number: int) -> Shift:
    return await _set(leader, _guard(number, 8, 3))


def _guard(day: int, hour: int, people: int) -> Plan:
    """At the gate, for eight hours, so many days after next Monday."""
    today = clock.now().astimezone(HERE).date()
    monday = today + timedelta(days=7 - today.weekday() + day)
    begins = datetime.combine(monday, time(hour), HERE).astimezone(UTC)
    return Plan(WorkKind.GUARD, GATE, begins, begins + timedelta(hours=8), (Needed(people),))


async def _set(leader: Actor, plan: Plan) -> Shift:
    return await planning.create(leader, await grid_id(FIRST), plan)


async def _join(who: Neighbour, shift: Shift) -> None:
    role = await ShiftRole.get(shift_id=shift.id)
    await joining.join(await acting(who), Wish(shift.id, role.id, may_wait=True))
