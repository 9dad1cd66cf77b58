"""Whom a leader could name to be called about shifts."""

from collections.abc import Mapping
from typing import Any

from backend.access.actor import Actor
from backend.access.models import Person, Post
from backend.kit import nodes
from backend.shifts import contacts
from backend.shifts.models import Signup
from backend.shifts.screens.leading_shown import ContactCandidate

MOST = 100


async def of(actor: Actor, ground: Mapping[str, Any]) -> list[ContactCandidate]:
    """Who can be called about shifts of a grid: oneself first, then who answers for it, then who stands there."""
    columns = ("person_id", "person__name", "person__phone_index")
    held = Post.filter(contacts.answers(ground["path"])).order_by("-grid__path", "since", "id")
    stood = Signup.filter(contacts.stands(ground["id"])).order_by("-shift__starts_at", "id")
    rows = [*await held.values(*columns), *await stood.limit(10 * MOST).values(*columns)]
    found = {row["person_id"]: row for row in reversed(rows)}
    first = list(dict.fromkeys(row["person_id"] for row in rows))
    people = sorted(first, key=lambda person: person != actor.id)[:MOST]
    return [
        ContactCandidate(
            id=nodes.opaque("Person", person),
            name=Person.opened("name", person, found[person]["person__name"]),
            is_me=person == actor.id,
            has_phone=found[person]["person__phone_index"] is not None,
        )
        for person in people
    ]
