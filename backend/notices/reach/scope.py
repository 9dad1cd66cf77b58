"""Which part of the tree somebody may see the figures of: that of their posts; a liaison, their own doors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.access.models import Role
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.grids.paths import LAST
from backend.kit import sql
from backend.kit.refusals import NotFound
from backend.notices.models import OUT, Notice
from backend.notices.reach import headlines

OVERSEE = tuple(role for role in Role if role is not Role.LIAISON)
"""Posts that see a whole ground."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A notice on one part of the tree, as one reader may see it."""

    notice: Notice
    grid: Grid
    posts: tuple[UUID, ...] | None = None
    """Only the doors of these liaisons; all of the ground where it is None."""

    @property
    def path(self) -> str:
        return self.grid.path

    @property
    def range(self) -> tuple[str, str]:
        """The first and the last path of it."""
        return self.path, self.path + LAST

    @property
    def doors(self) -> tuple[str, list[Any]]:
        """The condition that a household in it is one of these doors, for a statement that reads `household`."""
        return ("1 = 1", []) if self.posts is None else of_liaisons(self.posts)

    @property
    def around(self) -> list[str]:
        """The paths of the grids from the top down to it."""
        return grids.ancestors(self.path)


async def of(actor: Actor, notice: UUID, grid: UUID | None = None) -> Scope:
    """The part that was asked about, else all that is the actor's; `NotFound` where nothing of it is."""
    told = Notice.filter(id=notice, state__in=OUT).annotate(**headlines.asked(notice))
    found = await told.select_related("grid").first()
    if found is None:
        raise NotFound
    ground = await _ground(actor, found, grid)
    if actor.answers_for(ground.path, *OVERSEE):
        return Scope(found, ground)
    if actor.answers_for(ground.path, Role.LIAISON):
        return Scope(found, ground, own_posts(actor))
    raise NotFound


async def _ground(actor: Actor, notice: Notice, grid: UUID | None) -> Grid:
    if grid is None:
        grid = _mine(actor, notice)
    ground = notice.grid if grid == notice.grid_id else await Grid.get_or_none(id=grid)
    if ground is None or not (
        _lies_in(ground.path, notice.grid.path) or _lies_in(notice.grid.path, ground.path)
    ):
        raise NotFound
    return ground


def _mine(actor: Actor, notice: Notice) -> UUID:
    """The widest ground of the actor's on which this notice can be."""
    if actor.answers_for(notice.grid.path, *OVERSEE):
        return notice.grid_id
    below = [one for one in actor.holdings if _lies_in(one.path, notice.grid.path)]
    below.sort(key=lambda one: (one.role is Role.LIAISON, len(one.path), one.path))
    if not below:
        raise NotFound
    return below[0].grid


def _lies_in(path: str, above: str) -> bool:
    return path.startswith(above)


def own_posts(actor: Actor) -> tuple[UUID, ...]:
    """The posts that the actor holds as liaison."""
    return tuple(one.post for one in actor.holdings if one.role is Role.LIAISON)


def of_liaisons(posts: Sequence[UUID]) -> tuple[str, list[Any]]:
    """The condition that a household is looked after by one of these liaisons, or by whom they stand in for."""
    if not posts:
        return "1 = 0", []
    these = sql.places(posts)
    said = f"""(household.liaison_id IN ({these}) OR household.liaison_id IN (
        SELECT stands_in_for_id FROM post WHERE id IN ({these}) AND stands_in_for_id IS NOT NULL))"""
    return said, [*posts, *posts]
