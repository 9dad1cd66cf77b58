"""Who answers for a household: its liaison, and where it has none, whoever answers for the nearest grid around it.

Whoever stands in for one of them comes before them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.access.models import Person, Role
from backend.grids import rules as grids
from backend.grids.models import Grid, Tier
from backend.kit import clock

Row = Mapping[str, Any]

NEAREST = [Role.LIAISON, Role.MEMBER, Role.LEADER]
POST = (
    *("posts__id", "posts__role", "posts__since", "posts__until", "posts__ended_at"),
    *("posts__stands_in_for_id", "posts__person_id", "posts__person__name", "posts__person__phone"),
)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody with a post whom a household can call."""

    post: UUID
    person: UUID
    role: Role
    name: str
    phone: str
    path: str
    """The grid of the post."""
    stands_in_for: UUID | None = None
    """The post whose holder is away."""

    def is_of(self, post: UUID) -> bool:
        """Whether this is the holder of a post, or whoever stands in for them."""
        return post in {self.post, self.stands_in_for}


@dataclass(slots=True)
class Around:
    """The grids around a door, from the top down to its own, and who holds posts in them now."""

    grids: list[Row] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)

    def address(self, door: str) -> str:
        """Where a door is, from the town down."""
        local = [grid["name"] for grid in self.grids if Tier(grid["tier"]).rank >= Tier.TOWN.rank]
        return " ".join([*local, door])

    def contact(self, liaison: UUID | None) -> Contact | None:
        """Whom a household with this liaison can call."""
        able = [
            one for one in self.contacts if one.role is not Role.LIAISON or (liaison and one.is_of(liaison))
        ]
        return min(able, key=_nearest_first, default=None)


def _nearest_first(contact: Contact) -> tuple[bool, int, int, bool]:
    is_other = contact.role is not Role.LIAISON
    return is_other, -len(contact.path), NEAREST.index(contact.role), contact.stands_in_for is None


async def around(paths: list[str]) -> list[Around]:
    """What stands around each of these paths, read in one statement."""
    chains = [grids.ancestors(path) for path in paths]
    rows = (
        await Grid.filter(path__in={path for chain in chains for path in chain})
        .order_by("path")
        .values("path", "name", "tier", *POST)
    )
    by_path: dict[str, list[Row]] = {}
    for row in rows:
        by_path.setdefault(row["path"], []).append(row)
    return [_around([by_path[path] for path in chain if path in by_path]) for chain in chains]


def _around(chain: list[list[Row]]) -> Around:
    posts = [row for rows in chain for row in rows if _is_held(row)]
    return Around([rows[0] for rows in chain], [_contact(row) for row in posts])


def _is_held(row: Row) -> bool:
    if (
        row["posts__id"] is None
        or row["posts__ended_at"] is not None
        or Role(row["posts__role"]) not in NEAREST
    ):
        return False
    now: datetime = clock.now()
    return row["posts__since"] <= now and (row["posts__until"] is None or row["posts__until"] > now)


def _contact(row: Row) -> Contact:
    # Neighbours call their community, not the mayor.
    may_be_called = Tier(row["tier"]).rank >= Tier.COMMUNITY.rank
    phone = Person.opened("phone", row["posts__person_id"], row["posts__person__phone"])
    return Contact(
        post=row["posts__id"],
        person=row["posts__person_id"],
        role=Role(row["posts__role"]),
        name=Person.opened("name", row["posts__person_id"], row["posts__person__name"]),
        phone=phone if may_be_called else "",
        path=row["path"],
        stands_in_for=row["posts__stands_in_for_id"],
    )
