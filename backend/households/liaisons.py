"""Who looks after a household: its liaison, and where it has none, whoever answers for its grid."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from backend.access import actor as access
from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Person, Post, Role
from backend.grids import rules as grids
from backend.grids.models import Grid, Tier
from backend.households import rules
from backend.households.models import Household
from backend.kit import live, work
from backend.kit.refusals import NotFound

NEAREST = [Role.LIAISON, Role.MEMBER, Role.LEADER]


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a household can call."""

    post: UUID
    person: UUID
    role: Role
    name: str
    phone: str


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


async def counted(actor: Actor, grid: UUID) -> list[tuple[Contact, int]]:
    """The liaisons who can look after doors of this grid, and how many doors below it each has now."""
    ground = await grids.get(actor, grid, *rules.KEEP)
    around = Q(grid__path__in=grids.ancestors(ground.path)) | access.subtree(ground.path, "grid__path")
    posts = await _contacts(around, [Role.LIAISON])
    doors = await (
        Household.filter(access.subtree(ground.path, "grid__path"), moved_away_at__isnull=True)
        .annotate(doors=Count("id"))
        .group_by("liaison_id")
        .values_list("liaison_id", "doors")
    )
    each = dict(doors)
    return [(contact, each.get(contact.post, 0)) for contact, _path in posts]


async def contact_of(household: Household) -> Contact | None:
    """Whom this household (read with its grid) can call."""
    named = Q(id=household.liaison_id) if household.liaison_id else Q(id__in=[])
    nearest = Q(grid__path__in=grids.ancestors(household.grid.path), role__in=[Role.MEMBER, Role.LEADER])
    found = await _contacts(named | nearest, NEAREST)
    return min(found, key=lambda one: _nearest_first(*one), default=(None, ""))[0]


def _nearest_first(contact: Contact, path: str) -> tuple[bool, int, int]:
    return contact.role is not Role.LIAISON, -len(path), NEAREST.index(contact.role)


async def answering(grid: Grid) -> list[UUID]:
    """The people who answer for this grid, or for the nearest grid around it that somebody answers for."""
    found = await _contacts(Q(grid__path__in=grids.ancestors(grid.path)), [Role.MEMBER, Role.LEADER])
    deepest = max((path for _contact, path in found), key=len, default="")
    return [contact.person for contact, path in found if path == deepest]


async def _contacts(which: Q, roles: list[Role]) -> list[tuple[Contact, str]]:
    rows = await (
        Post.filter(which, Post.held_now(), role__in=roles)
        .order_by("grid__path", "since", "id")
        .values("id", "role", "person_id", "person__name", "person__phone", "grid__path", "grid__tier")
    )
    return [
        (
            Contact(
                post=row["id"],
                person=row["person_id"],
                role=Role(row["role"]),
                name=Person.opened("name", row["person_id"], row["person__name"]),
                phone=_phone(row),
            ),
            row["grid__path"],
        )
        for row in rows
    ]


def _phone(row: dict[str, Any]) -> str:
    """Neighbours call their community, not the mayor."""
    if Tier(row["grid__tier"]).rank < Tier.COMMUNITY.rank:
        return ""
    return Person.opened("phone", row["person_id"], row["person__phone"])
