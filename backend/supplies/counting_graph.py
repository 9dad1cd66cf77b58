"""Needs in numbers, as the graph shows them: added up, answered, brought."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.access.gates import only, signed_in
from backend.grids import graph as grids
from backend.grids import loaders
from backend.grids.models import Grid
from backend.kit import nodes
from backend.supplies import catalogue, counting, rules, wording
from backend.supplies.graph import GridId, led_by_me
from backend.supplies.reader import Row
from backend.supplies.shown import Contribution, PooledNeed, SupplyCounts
from backend.volunteers import rules as volunteers

LONGEST = 366
MOST_BELOW = 100

Days = Annotated[
    int, strawberry.argument(description="How far back, at most 366; what still waits always counts.")
]


@strawberry.type
class CountsQuery:
    @strawberry.field(
        extensions=[only(*rules.ANSWER)],
        description="The same needs added up, the most pressing first; at most 100.",
    )
    async def pooled_needs(self, info: Info[Context, None], grid: GridId) -> list[PooledNeed]:
        place = await led_by_me(info, grid)
        rows = await counting.pooled(place["path"])
        await catalogue.know(row["item_id"] for row in rows)
        return [_pooled(row) for row in rows]

    @strawberry.field(
        extensions=[only(*rules.ANSWER)],
        description="Every call answered: how many of those asked, in so many days.",
    )
    async def supply_counts(
        self, info: Info[Context, None], grid: GridId, days: Days = 30
    ) -> SupplyCounts | None:
        place = await led_by_me(info, grid)
        return _counts(place, counting.total((await _calls(info, place, days)).values()))

    @strawberry.field(
        extensions=[only(*rules.ANSWER)],
        description="The same for each grid right below, where most has to be done first; at most 100. "
        "What was asked in the grid itself, by nobody below it, is among them under its own name.",
    )
    async def supply_counts_below(
        self, info: Info[Context, None], grid: GridId, days: Days = 30
    ) -> list[SupplyCounts]:
        place = await led_by_me(info, grid)
        below = await (
            Grid.filter(parent_id=place["id"], closed_at__isnull=True).order_by("path").values(*loaders.GRID)
        )
        if not below:
            return []
        counted = await _calls(info, place, days)
        around = [place, *below] if place["path"] in counted else below
        made = [_counts(row, counted.get(row["path"], counting.NONE)) for row in around]
        made.sort(key=lambda one: (-one.overdue, -one.urgent, -one.unclaimed, -one.waiting))
        return made[:MOST_BELOW]

    @strawberry.field(
        extensions=[signed_in()],
        description="What I have brought so far, or a volunteer of the ground I lead.",
    )
    async def contribution(
        self,
        info: Info[Context, None],
        volunteer: Annotated[
            strawberry.ID | None, strawberry.argument(description="Which volunteer; me where none is named.")
        ] = None,
    ) -> Contribution:
        me = info.context.me
        person = (
            (await volunteers.led(me, nodes.row_of("Volunteer", volunteer))).person_id
            if volunteer
            else me.person
        )
        return Contribution(**await counting.brought(person))


async def _calls(info: Info[Context, None], place: Row, days: int) -> dict[str, dict[str, int]]:
    """Counted once, though a board asks for the whole and for its parts."""
    return await info.context.loader(counting.calls).load((place["path"], max(1, min(days, LONGEST))))


def _counts(place: Row, counted: dict[str, int]) -> SupplyCounts:
    return SupplyCounts(grid=grids.grid_of(place), **counted)


def _pooled(row: Row) -> PooledNeed:
    item = catalogue.known(row["item_id"])
    return PooledNeed(
        item=wording.item_of(item),
        variety=wording.answers_of(item, row["variety"]),
        households=row["households"],
        quantity=row["needed"],
        left=row["left"],
        runs_out_at=row["runs_out_at"],
    )
