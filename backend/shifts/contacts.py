"""Whom people call about a shift: somebody who answers for its grid, or who stands shifts there."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from backend.access.actor import Actor
from backend.access.models import Person, Post
from backend.grids import rules as grids
from backend.kit import clock, nodes
from backend.kit.refusals import BadInput
from backend.kit.words import Words
from backend.shifts.models import HOLDING, ShiftState, Signup
from backend.shifts.screens.leading_shown import ContactCandidate

SINCE = timedelta(days=60)
"""Who has stood no shift of the grid for so long is not called about one."""
MOST = 100
NOT_FROM_HERE = Words(
    "联系人要在这个网格或上级有岗位，或者在这里值班。请重新选一位。",
    "聯絡人要在這個網格或上級有崗位，或者在這裡值班。請重新選一位。",
    "Whom to call has to hold a post in this grid or above it, or stand shifts there. Please choose again.",
)


async def of(actor: Actor, ground: Mapping[str, Any]) -> list[ContactCandidate]:
    """Who can be called about shifts of a grid: oneself first, then who answers for it, then who stands there."""
    columns = ("person_id", "person__name", "person__phone_index")
    held = Post.filter(_answers(ground["path"])).order_by("-grid__path", "since", "id")
    stood = Signup.filter(_stands(ground["id"])).order_by("-shift__starts_at", "id")
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


async def check(person: UUID | None, grid: UUID, path: str) -> None:
    """Refuse somebody who has nothing to do with the grid; nobody named is whoever sets the shift."""
    if person is None:
        return
    if await Post.filter(_answers(path), person_id=person).exists():
        return
    if not await Signup.filter(_stands(grid), person_id=person).exists():
        raise BadInput(field="contact", reason=NOT_FROM_HERE)


def _answers(path: str) -> Q:
    return Q(Post.held_now(), grid__path__in=grids.ancestors(path))


def _stands(grid: UUID) -> Q:
    """Who has a place in a shift of the grid, or had one of late."""
    return Q(
        state__in=HOLDING,
        person__erased_at__isnull=True,
        shift__grid_id=grid,
        shift__state=ShiftState.PLANNED,
        shift__starts_at__gt=clock.now() - SINCE,
    )
