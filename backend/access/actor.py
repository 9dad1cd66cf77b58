"""The actor: whoever asks, with the posts they hold at this moment and the ground these reach."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from backend.access.models import Role
from backend.kit import live
from backend.kit.words import Language

LAST = "z" * live.STEP
"""Sorts after every step of a path, so that a subtree is one range."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A post as a right: this role over the grid at this path and everything below it."""

    post: UUID
    role: Role
    grid: UUID
    path: str
    grid_name: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who is signed in, or a program with their token."""

    id: UUID
    name: str = ""
    language: Language = Language.ZH_HANS
    home: str | None = None
    """The path of the grid that answers for this person."""
    holdings: tuple[Holding, ...] = ()
    session: UUID | None = None
    token: UUID | None = None
    may_write: bool = True

    @property
    def person(self) -> UUID | None:
        """Whose home, offers and errands the actor may speak of; None for a program, which has none.

        It acts for a leader's ground, never in the leader's own life.
        """
        return None if self.token else self.id

    def holds(self, *roles: Role) -> bool:
        """Whether the actor holds one of these roles anywhere; any role where none is named."""
        return any(not roles or holding.role in roles for holding in self.holdings)

    def answers_for(self, path: str, *roles: Role) -> bool:
        """Whether one of the actor's posts (of these roles, where some are named) reaches this ground."""
        return path.startswith(tuple(self.reach(*roles)))

    def answers_above(self, path: str, *roles: Role) -> bool:
        """Whether one of the actor's posts is in a grid strictly above this one."""
        return any(path.startswith(reach) and path != reach for reach in self.reach(*roles))

    def reach(self, *roles: Role) -> list[str]:
        """The paths of the grids in which the actor holds one of these roles."""
        return [holding.path for holding in self.holdings if not roles or holding.role in roles]


def subtree(path: str, column: str = "path") -> Q:
    """Rows whose grid is the one at `path` or below it: one indexed range."""
    return Q(**{f"{column}__gte": path, f"{column}__lte": path + LAST})


def under(paths: list[str], column: str = "path") -> Q:
    """Rows whose grid lies in one of these subtrees; no row where there are none."""
    if not paths:
        nothing: dict[str, Any] = {f"{column}__in": []}
        return Q(**nothing)
    return Q(*(subtree(path, column) for path in paths), join_type="OR")
