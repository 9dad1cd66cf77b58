"""Finding a grid or a post-holder in the tree."""

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from backend.access.actor import Actor, subtree
from backend.access.models import Post, Role
from backend.grids import posts as answering
from backend.grids import rules
from backend.grids.models import Grid
from backend.kit import texts
from backend.kit.refusals import NotFound


async def grids(
    actor: Actor, parent: UUID | None, search: str, *, vacant: bool = False, closed: bool = False
) -> QuerySet[Grid]:
    """The grids right below a parent, or at the top; looking for something, all that stand on that ground."""
    search = texts.line(search)
    if search or vacant:
        ground = await _below(actor, parent) if parent else Q()
    else:
        ground = Q(parent_id=parent) if parent else Q(parent_id__isnull=True)
    found = rules.visible(actor).filter(ground, closed_at__isnull=not closed)
    if search:
        found = found.filter(Q(name__contains=search) | Q(code__startswith=search))
    if vacant:
        led = Post.filter(Post.held_now(), answering.answers()).values("grid_id")
        found = found.filter(id__not_in=Subquery(led))
    return found


async def posts(actor: Actor, grid: UUID, role: Role | None, *, below: bool) -> QuerySet[Post]:
    """Posts of a grid (and of all below it) that the actor may know of."""
    ground = await _grid(actor, grid)
    found = answering.visible(actor).filter(subtree(ground.path, "grid__path") if below else Q(grid_id=grid))
    return found.filter(role=role) if role else found


async def nearest(path: str, *roles: Role, besides: Iterable[UUID | None] = ()) -> list[UUID]:
    """Who holds these posts in the grid at this path, or in the nearest one above that has somebody."""
    # By the grids' ids: they are few, and a post is found by its grid; by their paths all posts were looked through.
    around = Subquery(Grid.filter(path__in=rules.ancestors(path)).values("id"))
    held = (
        await Post.filter(Post.held_now(), role__in=roles, grid_id__in=around)
        .filter(person_id__not_in=[person for person in besides if person])
        .order_by("-grid__path")
        .values("person_id", "grid__path")
    )
    for _, together in groupby(held, key=lambda post: post["grid__path"]):
        return [post["person_id"] for post in together]
    return []


async def _below(actor: Actor, parent: UUID) -> Q:
    ground = await _grid(actor, parent)
    return subtree(ground.path) & Q(path__not=ground.path)


async def _grid(actor: Actor, grid: UUID) -> Grid:
    found = await rules.visible(actor).get_or_none(id=grid)
    if found is None:
        raise NotFound
    return found
