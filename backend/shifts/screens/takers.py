"""Whom somebody may ask by name to take their place: those who stand shifts of the same grid and are free."""

from uuid import UUID

from backend.access import people
from backend.access.actor import Actor
from backend.access.models import Person
from backend.kit import nodes
from backend.kit.refusals import NotFound
from backend.shifts import contacts
from backend.shifts.eligibility import Eligibility
from backend.shifts.models import Shift, Signup, SignupState
from backend.shifts.screens.shown import ShiftTaker

MOST = 30


async def of(actor: Actor, shift: UUID) -> list[ShiftTaker]:
    """Who could take the actor's place in a shift now, whoever stood last first."""
    mine = await Signup.get_or_none(
        shift_id=shift, person_id=actor.person, state=SignupState.JOINED
    ).select_related("shift__grid", "role")
    if mine is None:
        raise NotFound
    names = await _colleagues(mine.shift)
    eligibility = await Eligibility.of(names, [mine.shift], [mine.role])
    free = [person for person in names if eligibility.refusal(person, mine.shift, mine.role) is None]
    return [
        ShiftTaker(
            id=nodes.opaque("Person", person),
            name=people.short(Person.opened("name", person, names[person])),
        )
        for person in free[:MOST]
    ]


async def _colleagues(shift: Shift) -> dict[UUID, bytes]:
    """Who has stood or will stand shifts of the same grid, and has no place in this one; with their sealed names."""
    rows = (
        await Signup.filter(contacts.stands(shift.grid_id))
        .order_by("-shift__starts_at", "id")
        .values("person_id", "person__name", "shift_id")
    )
    on_it = {row["person_id"] for row in rows if row["shift_id"] == shift.id}
    return {row["person_id"]: row["person__name"] for row in rows if row["person_id"] not in on_it}
