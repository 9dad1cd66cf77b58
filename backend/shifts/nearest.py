"""Who near a shift is free and able to stand it, the nearest first."""

from uuid import UUID

from backend.access import actor as access
from backend.grids import rules as grids
from backend.shifts.eligibility import Eligibility
from backend.shifts.models import AskedToFill, Shift, ShiftRole, Signup
from backend.volunteers.models import Volunteer

MOST = 500
"""How many volunteers are looked through for one place."""


async def free(shift: Shift, role: ShiftRole, *, unasked: bool = False) -> list[UUID]:
    """Active volunteers who could stand this shift now, the nearest first; without those asked before, if so wished.

    Whoever had to do with the shift already is not among them: they know of it.
    """
    near = await _near(shift)
    known = {row["person_id"] for row in await Signup.filter(shift_id=shift.id).values("person_id")}
    if unasked:
        known |= {row["person_id"] for row in await AskedToFill.filter(role_id=role.id).values("person_id")}
    people = [person for person in near if person not in known]
    eligibility = await Eligibility.of(people, [shift], [role])
    return [person for person in people if eligibility.refusal(person, shift, role) is None]


async def _near(shift: Shift) -> list[UUID]:
    path = shift.grid.path
    around = Volunteer.filter(Volunteer.active_now(), ground__path__in=grids.ancestors(path))
    below = Volunteer.filter(Volunteer.active_now(), access.subtree(path, "ground__path"))
    rows = {
        row["person_id"]: row["grid__path"]
        for found in (around, below)
        for row in await found.limit(MOST).values("person_id", "grid__path")
    }
    return sorted(rows, key=lambda person: (-_shared(rows[person], path), rows[person], person))


def _shared(one: str, other: str) -> int:
    """How many steps of their paths two grids have in common."""
    return len(set(grids.ancestors(one)) & set(grids.ancestors(other)))
