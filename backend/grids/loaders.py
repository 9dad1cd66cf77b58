"""What many grids of one answer ask for, read for all of them in one statement."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from backend.access.models import Post, Role
from backend.grids import posts as answering
from backend.grids.models import Grid

GRID = ("id", "code", "name", "tier", "tier_name", "time_zone", "path", "closed_at", "version")
POST = (
    "id",
    "role",
    "since",
    "until",
    "ended_at",
    "person_id",
    "person__name",
    "person__phone",
    "stands_in_for_id",
    "stands_in_for__person_id",
    "stands_in_for__person__name",
    *(f"grid__{column}" for column in GRID),
)

Row = dict[str, Any]


async def by_path(paths: list[str]) -> list[Row | None]:
    """The grids at these paths."""
    found = {row["path"]: row for row in await Grid.filter(path__in=paths).values(*GRID)}
    return [found.get(path) for path in paths]


async def by_id(grids: list[UUID]) -> list[Row | None]:
    """The grids with these ids."""
    found = {row["id"]: row for row in await Grid.filter(id__in=grids).values(*GRID)}
    return [found.get(grid) for grid in grids]


async def child_counts(grids: list[UUID]) -> list[int]:
    """How many open grids stand right below each of these."""
    rows = (
        await Grid.filter(parent_id__in=grids, closed_at__isnull=True)
        .annotate(children=Count("id"))
        .group_by("parent_id")
        .values("parent_id", "children")
    )
    counted = {row["parent_id"]: row["children"] for row in rows}
    return [counted.get(grid, 0) for grid in grids]


async def leaders(grids: list[UUID]) -> list[Row | None]:
    """Who answers for each of these grids now: whoever stands in for its leader, while somebody does."""
    rows = await _held(Q(grid_id__in=grids) & answering.answers()).order_by("since", "id").values(*POST)
    # The last one stays: a leader before a liaison, a stand-in before whom they stand in for.
    rows.sort(key=lambda row: (-_rank(row), row["stands_in_for_id"] is not None))
    found = {row["grid__id"]: row for row in rows}
    return [found.get(grid) for grid in grids]


async def posts(grids: list[UUID]) -> list[list[Row]]:
    """The posts of each of these grids, the leader's first and each role by seniority."""
    found: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in await _held(Q(grid_id__in=grids)).order_by("since", "id").values(*POST):
        found[row["grid__id"]].append(row)
    return [sorted(found[grid], key=_rank) for grid in grids]


def _held(of: Q) -> QuerySet[Post]:
    return Post.filter(of, Post.held_now(), grid__closed_at__isnull=True)


def _rank(row: Row) -> int:
    return list(Role).index(Role(row["role"]))
