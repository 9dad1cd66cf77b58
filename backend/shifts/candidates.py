"""Whom a leader could put on a shift."""

from uuid import UUID

from tortoise.expressions import Q

from backend.access import actor as access
from backend.access.actor import Actor
from backend.access.models import Person, Post
from backend.kit import nodes
from backend.kit.refusals import NotFound, Told
from backend.shifts import nearest, rules
from backend.shifts.eligibility import Eligibility
from backend.shifts.models import BUSY, CONCERNED, Shift, ShiftRole, Signup
from backend.shifts.planned_shown import ShiftCandidate

MOST = 200


async def of(actor: Actor, shift: UUID, role: UUID) -> list[ShiftCandidate]:
    """Volunteers who come as far as a shift, and who holds a post there: those who can first, the nearest first."""
    wanted = await ShiftRole.get_or_none(id=role, shift_id=shift).select_related("shift__grid")
    if wanted is None or not actor.answers_for(wanted.shift.grid.path, *rules.ANSWER):
        raise NotFound
    there: Shift = wanted.shift
    names = await _near(there)
    people = list(names)[:MOST]
    eligibility = await Eligibility.of(people, [there], [wanted])
    refusals = {person: eligibility.refusal(person, there, wanted) for person in people}
    # In this order they stay among those who can, and among those who cannot.
    return [
        ShiftCandidate(
            id=nodes.opaque("Person", person),
            name=Person.opened("name", person, names[person]),
            why_not=Told(refusal) if refusal else None,
        )
        for person, refusal in sorted(refusals.items(), key=lambda one: one[1] is not None)
    ]


async def _near(shift: Shift) -> dict[UUID, bytes]:
    """Who could be asked and has nothing to do with the shift yet, with their sealed names, the nearest first."""
    on_it = Signup.filter(shift_id=shift.id, state__in=(*CONCERNED, *BUSY))
    known = {row["person_id"] for row in await on_it.values("person_id")}
    held = Post.filter(
        Q(access.subtree(shift.grid.path, "grid__path")), Post.held_now(), grid__closed_at__isnull=True
    )
    found = {row["person_id"]: row["person__name"] for row in await held.values("person_id", "person__name")}
    found |= await nearest.names(shift)
    return {person: name for person, name in found.items() if person not in known}
