"""Whom a notice has reached, in the graph: receipts, figures, the list of whom it has not, and what is noted at doors."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.access.gates import only, signed_in
from backend.access.models import Role
from backend.grids import graph as grids
from backend.households import listing
from backend.kit import nodes, pages, selections
from backend.kit.arguments import After, First, Key
from backend.kit.pages import Connection
from backend.notices import graph
from backend.notices.graph import NoticeId
from backend.notices.reach import board, doors_shown, promise, receipts, results, scope, telling, unreached
from backend.notices.reach.doors_shown import UnreachedHousehold
from backend.notices.reach.receipts import Seen, Sight
from backend.notices.reach.shown import LastReached, Reach
from backend.notices.reach.unreached import Wanted
from backend.notices.reach_models import Outcome, Via
from backend.notices.shown import Notice

ANY_POST = tuple(Role)
By = Annotated[Via, strawberry.argument(description="By what: APP, PUSH, SMS or GROUP.")]
Part = Annotated[
    strawberry.ID | None, strawberry.argument(description="Only this grid and below; all that is mine else.")
]


@strawberry.type
class ReachQuery:
    @strawberry.field(
        extensions=[only(*ANY_POST)],
        description="Whom a notice has reached on my part of the tree; for a liaison, of their own households.",
    )
    async def reach(self, info: Info[Context, None], notice: NoticeId, grid: Part = None) -> Reach:
        part = nodes.row_of("Grid", grid) if grid else None
        found = await scope.of(info.context.me, nodes.row_of("Notice", notice), part)
        return await board.read(info.context.me, found, selections.names(info, "Reach"))

    @strawberry.field(
        extensions=[only(*scope.OVERSEE)],
        description="The first promise in a number: how many households of a grid the last notice that was meant "
        "has reached. Null where there was none, or the grid is not mine.",
    )
    async def last_reached(
        self,
        info: Info[Context, None],
        grid: Annotated[strawberry.ID, strawberry.argument(description="This grid, with all below it.")],
    ) -> LastReached | None:
        path = await grids.path_of(info, nodes.row_of("Grid", grid))
        if not info.context.me.answers_for(path, *scope.OVERSEE):
            return None
        found = await promise.of(path)
        if found is None:
            return None
        return LastReached(notice=found.notice, households=found.households, reached=found.reached)

    @strawberry.field(
        extensions=[only(*ANY_POST)],
        description="Households that a notice has not reached, in the order in which one walks; "
        "without a notice, those that it is time to visit for any.",
    )
    async def unreached_households(
        self,
        info: Info[Context, None],
        notice: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only what this notice has not reached.")
        ] = None,
        grid: Part = None,
        settled: Annotated[
            bool, strawberry.argument(description="Also those who refused or have moved away.")
        ] = False,
        first: First = pages.MOST,
        after: After = None,
    ) -> Connection[UnreachedHousehold]:
        within = await grids.path_of(info, nodes.row_of("Grid", grid)) if grid else ""
        wanted = Wanted(nodes.row_of("Notice", notice) if notice else None, within, settled)
        names = selections.names(info, "UnreachedHousehold")
        return await doors_shown.connection(info.context.me, wanted, names, first, after)


@strawberry.type
class ReachMutation:
    @strawberry.mutation(
        extensions=[signed_in()],
        description="A notice was on my screen. Once for the household, however often it is sent; no key is needed.",
    )
    async def record_shown(
        self, info: Info[Context, None], notice: NoticeId, via: By = Via.APP
    ) -> results.RecordShownResult:
        return await _seen(info, notice, Seen.SHOWN, via)

    @strawberry.mutation(
        extensions=[signed_in()],
        description="I read a notice. Once for the household, however often it is sent; no key is needed.",
    )
    async def record_read(
        self, info: Info[Context, None], notice: NoticeId, via: By = Via.APP
    ) -> results.RecordReadResult:
        return await _seen(info, notice, Seen.READ, via)

    @strawberry.mutation(
        extensions=[only(*listing.LOOK_AFTER)],
        description="Note what came of calling or visiting a household for a notice. Told counts as reached.",
    )
    async def record_contact(
        self,
        info: Info[Context, None],
        notice: NoticeId,
        household: Annotated[strawberry.ID, strawberry.argument(description="Which household.")],
        outcome: Annotated[Outcome, strawberry.argument(description="What came of it.")],
        key: Key,
        at: Annotated[
            datetime | None, strawberry.argument(description="When it was, where there was no signal.")
        ] = None,
        again_at: Annotated[
            datetime | None, strawberry.argument(description="When to try again, where nobody was at home.")
        ] = None,
        note: Annotated[
            str, strawberry.argument(description="What the next one should know; 200 characters.")
        ] = "",
    ) -> results.RecordContactResult:
        which, home = nodes.row_of("Notice", notice), nodes.row_of("Household", household)
        await telling.record(
            info.context.me, which, home, outcome, at=at, again_at=again_at, note=note, key=key
        )
        return await _door(info, which, home)


async def _seen(info: Info[Context, None], notice: str, seen: Seen, via: Via) -> Notice:
    sight = Sight(nodes.row_of("Notice", notice), seen, receipts.on_a_screen(via))
    return await graph.seen(info.context.me, sight, info)


async def _door(info: Info[Context, None], notice: UUID, household: UUID) -> UnreachedHousehold:
    wanted = Wanted(notice, settled=True)
    rows = await unreached.one(info.context.me, household)
    names = selections.names(info, "UnreachedHousehold")
    [made] = await doors_shown.shown(info.context.me, wanted, rows, names)
    return made
