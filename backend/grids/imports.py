"""Loading a place's grids from a file: all of it or nothing, and as often as one likes."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from backend.access import audit
from backend.grids import plans, sheets, statements
from backend.grids.models import Grid
from backend.grids.plans import Place, Plan
from backend.kit import work

AT_ONCE = 2000
"""Rows that one statement writes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file did to the tree."""

    added: int
    changed: int
    same: int


async def load(content: bytes) -> Outcome:
    """Load a file; `BadFile` where something is wrong with it, and then nothing was loaded."""
    lines = await asyncio.to_thread(sheets.read, content)

    async def whole() -> Outcome:
        await statements.hold_the_tree()
        plan = await asyncio.to_thread(plans.draw, lines, await _known())
        await _write(plan)
        outcome = Outcome(len(plan.new), len(plan.changed), plan.same)
        await audit.note(None, "importGrids", "Grid", added=outcome.added, changed=outcome.changed)
        return outcome

    return await work.unit(whole)


async def _known() -> list[Place]:
    """Every grid of the table."""
    columns = ("id", "code", "name", "tier", "tier_name", "path", "closed_at", "parent_id")
    places: dict[UUID, Place] = {}
    # A parent's path is the beginning of its children's: it comes before them.
    for *said, path, closed_at, parent in await Grid.all().order_by("path").values_list(*columns):
        grid, code, name, tier, tier_name = said
        places[grid] = Place(
            grid, code, name, tier, tier_name, places.get(parent), path, is_open=closed_at is None
        )
    return list(places.values())


async def _write(plan: Plan) -> None:
    for start in range(0, len(plan.new), AT_ONCE):
        await Grid.bulk_create([_row(place) for place in plan.new[start : start + AT_ONCE]])
    if plan.changed:
        await statements.rewrite(plan.changed)


def _row(place: Place) -> Grid:
    return Grid(
        id=place.id,
        code=place.code,
        name=place.name,
        tier=place.tier,
        tier_name=place.tier_name,
        parent_id=place.parent.id if place.parent else None,
        path=place.path,
    )
