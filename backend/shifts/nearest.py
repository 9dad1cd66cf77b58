"""Who near a shift is free and able to stand it, the nearest first."""

from uuid import UUID

from tortoise.expressions import Case, Q, When

from backend.access import actor as access
from backend.grids import rules as grids
from backend.shifts.eligibility import Eligibility
from backend.shifts.models import Shift, ShiftRole, Signup, SignupState
from backend.volunteers.models import Volunteer

MOST = 500
"""How many volunteers are looked through for one place."""
FAR = "99"


async def free(shift: Shift, role: ShiftRole) -> list[UUID]:
    """Active volunteers who could stand this shift now, the nearest first.

    Whoever had to do with the shift already is not among them: they know of it. Whoever wanted to come when there were
    enough people is.
    """
    near = await names(shift)
    knowing = Signup.filter(shift_id=shift.id, state__not=SignupState.DECLINED)
    known = {row["person_id"] for row in await knowing.values("person_id")}
    people = [person for person in near if person not in known]
    eligibility = await Eligibility.of(people, [shift], [role])
    return [person for person in people if eligibility.refusal(person, shift, role) is None]


async def names(shift: Shift) -> dict[UUID, bytes]:
    """Active volunteers who come as far as a shift, or as whose ground it lies around, with their sealed names."""
    around = grids.ancestors(shift.grid.path)
    reached = Q(ground__path__in=around) | access.subtree(shift.grid.path, "ground__path")
    # In the database, as of some thousands in a town those of the grid itself have to be among the first.
    steps = [
        When(access.subtree(path, "grid__path"), then=f"{far:02}") for far, path in enumerate(around[::-1])
    ]
    found = Volunteer.filter(reached, Volunteer.active_now()).annotate(far=Case(*steps, default=FAR))
    rows = (
        await found.order_by("far", "grid__path", "person_id").limit(MOST).values("person_id", "person__name")
    )
    return {row["person_id"]: row["person__name"] for row in rows}
