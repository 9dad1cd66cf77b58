"""Whom a leader could put on a shift."""

from uuid import UUID

from backend.access import actor as access
from backend.access.actor import Actor
from backend.access.models import Person, Post
from backend.kit import nodes
from backend.kit.refusals import NotFound, Told
from backend.shifts import nearest, rules
from backend.shifts.eligibility import Eligibility
from backend.shifts.models import Shift, ShiftRole
from backend.shifts.refusals import told_of
from backend.shifts.screens.leading_shown import ShiftCandidate

MOST = 200
"""Of whom a leader chooses at the most."""


async def of(actor: Actor, shift: UUID, role: UUID) -> list[ShiftCandidate]:
    """Volunteers who come as far as a shift, and who holds a post there: those who can first, the nearest first."""
    wanted = await ShiftRole.get_or_none(id=role, shift_id=shift).select_related("shift__grid")
    if wanted is None or not actor.answers_for(wanted.shift.grid.path, *rules.ANSWER):
        raise NotFound
    there: Shift = wanted.shift
    names = await _near(there)
    people = list(names)[:MOST]
    eligibility = await Eligibility.near(people, there, wanted)
    refusals = {
        person: eligibility.refusal(person, there, wanted)
        for person in people
        if not eligibility.is_on(person, shift)
    }
    # In this order they stay among those who can, and among those who cannot.
    return [
        ShiftCandidate(
            id=nodes.opaque("Person", person),
            name=Person.opened("name", person, names[person]),
            why_not=Told(told_of(refusal, is_oneself=person == actor.person)) if refusal else None,  # type: ignore[arg-type]
        )
        for person, refusal in sorted(refusals.items(), key=lambda one: one[1] is not None)
    ]


async def _near(shift: Shift) -> dict[UUID, bytes]:
    """Who could be asked, with their sealed names, the nearest first."""
    held = Post.filter(
        access.subtree(shift.grid.path, "grid__path"), Post.held_now(), grid__closed_at__isnull=True
    )
    rows = await held.order_by("grid__path", "since").values("person_id", "person__name")
    found = {row["person_id"]: row["person__name"] for row in rows}
    return found | await nearest.names(shift)
