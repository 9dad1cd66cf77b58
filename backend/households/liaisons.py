"""Liaisons: who looks after which doors."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from backend.access import actor as access
from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Person, Post, Role
from backend.grids import loaders
from backend.grids import rules as grids
from backend.households import rules
from backend.households.contacts import Contact, Row
from backend.households.models import Household
from backend.kit import live, work
from backend.kit.refusals import NotFound


@work.verb
async def assign(actor: Actor, liaison: UUID, first: UUID, last: UUID, *, key: UUID | None = None) -> Post:
    """Give the doors from the first to the last, as one walks, to a liaison."""
    begin, end = await rules.get_kept(actor, first), await rules.get_kept(actor, last)
    post = await Post.get_or_none(Post.held_now(), id=liaison, role=Role.LIAISON).select_related("grid")
    if post is None or begin.grid_id != end.grid_id or not begin.grid.path.startswith(post.grid.path):
        raise NotFound

    low, high = sorted((begin.order_key, end.order_key))
    await Household.filter(
        grid_id=begin.grid_id, moved_away_at__isnull=True, order_key__gte=low, order_key__lte=high
    ).update(liaison_id=post.id)
    await audit.note(actor, "assignLiaison", "Post", post.id)
    live.changed("Household", path=begin.grid.path, people=[post.person_id])
    return post


@dataclass(frozen=True, slots=True)
class Liaison:
    """Somebody who can look after doors of one grid."""

    contact: Contact
    grid: Row
    """In or below which their doors are, as far as was asked about."""
    doors: int
    """How many they have in the grid that was asked about."""


async def counted(actor: Actor, grid: UUID) -> list[Liaison]:
    """The liaisons who can look after doors of this grid, and how many doors in it each has now."""
    ground = await grids.get(actor, grid, *rules.KEEP)
    near = Q(grid__path__in=grids.ancestors(ground.path)) | access.subtree(ground.path, "grid__path")
    posts = (
        await Post.filter(near, Post.held_now(), role=Role.LIAISON)
        .order_by("grid__path", "since", "id")
        .values(
            "id",
            "person_id",
            "person__name",
            "person__phone",
            *(f"grid__{column}" for column in loaders.GRID),
        )
    )
    doors = await (
        Household.filter(access.subtree(ground.path, "grid__path"), moved_away_at__isnull=True)
        .annotate(doors=Count("id"))
        .group_by("liaison_id")
        .values("liaison_id", "doors")
    )
    asked = {f"grid__{column}": getattr(ground, column) for column in loaders.GRID}
    each = {row["liaison_id"]: row["doors"] for row in doors}
    return [
        Liaison(
            Contact(
                post=row["id"],
                person=row["person_id"],
                role=Role.LIAISON,
                name=Person.opened("name", row["person_id"], row["person__name"]),
                phone=Person.opened("phone", row["person_id"], row["person__phone"]),
                path=row["grid__path"],
            ),
            # One from above can have all of what was asked about, and nothing around it.
            grid=asked if ground.path.startswith(row["grid__path"]) else row,
            doors=each.get(row["id"], 0),
        )
        for row in posts
    ]
