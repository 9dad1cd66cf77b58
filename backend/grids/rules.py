"""Who sees which grids, and how the tree grows."""

from uuid import UUID

from tortoise.queryset import QuerySet

from backend.access.actor import Actor
from backend.access.models import Role
from backend.grids import paths
from backend.grids.models import Grid
from backend.kit.refusals import NotFound


def visible(_actor: Actor) -> QuerySet[Grid]:
    """Every grid: which grids there are, and what they are called, is public to whoever is signed in."""
    return Grid.all()


async def get(actor: Actor, grid: UUID, *roles: Role) -> Grid:
    """A grid that one of the actor's posts (of these roles, where some are named) reaches; `NotFound` otherwise."""
    found = await visible(actor).get_or_none(id=grid)
    if found is None or not actor.answers_for(found.path, *roles):
        raise NotFound
    return found


def ancestors(path: str) -> list[str]:
    """The paths of the grids from the top down to the one at this path, which is the last of them."""
    return paths.ancestors(path)
