"""Shifts and the people who stand them, for tests that are about something else."""

from datetime import datetime, timedelta

from backend.access.models import Person
from backend.grids.models import Grid
from backend.kit import clock
from backend.shifts import joining, planning
from backend.shifts.models import Shift, ShiftRole, Signup, WorkKind
from backend.shifts.planning import Needed, Plan
from tests import community
from tests.community import Town
from tests.volunteers import builders as volunteers


def plan(
    starts_at: datetime | None = None,
    *,
    hours: float = 4,
    number: int = 2,
    by_approval: bool = False,
    kind: WorkKind = WorkKind.GUARD,
) -> Plan:
    """A shift at the gate, two days from now where nothing else is said."""
    begins = starts_at or clock.now() + timedelta(days=2)
    return Plan(
        kind, "北门岗亭", begins, begins + timedelta(hours=hours), (Needed(number),), by_approval=by_approval
    )


async def shift(town: Town, wanted: Plan | None = None, grid: Grid | None = None) -> Shift:
    """A shift of the east grid, set by its leader."""
    leader = await community.actor(town.leader)
    return await planning.create(leader, (grid or town.east).id, wanted or plan())


async def volunteer(town: Town, name: str) -> Person:
    """An approved volunteer of the east grid."""
    person = await community.resident(name, town.east)
    await volunteers.volunteer(person, town.leader)
    return person


async def joined(person: Person, shift: Shift, *, may_wait: bool = False) -> Signup:
    """Somebody's place in the first role of a shift."""
    role = await ShiftRole.filter(shift_id=shift.id).order_by("id").first()
    assert role
    return await joining.join(
        await community.actor(person), joining.Wish(shift.id, role.id, may_wait=may_wait)
    )
