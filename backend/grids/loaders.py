"""What many grids of one answer ask for, read for all of them in one statement."""

from typing import Any
from uuid import UUID

from tortoise.functions import Count

from backend.grids.models import Grid


async def by_path(paths: list[str]) -> list[dict[str, Any] | None]:
    """The grids at these paths."""
    rows = await Grid.filter(path__in=paths).values(
        "id", "code", "name", "tier", "tier_name", "path", "closed_at", "version"
    )
    found = {row["path"]: row for row in rows}
    return [found.get(path) for path in paths]


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
