"""What leaders do to the tree."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.access.gates import only
from backend.access.models import Role
from backend.grids import closing, moves, rules, zones
from backend.grids.graph import Grid, node_of
from backend.grids.models import Tier
from backend.grids.refusals import (
    BelowItself,
    CodeTaken,
    GridClosed,
    GridInUse,
    NameTaken,
    TooDeep,
    WrongTier,
)
from backend.kit import nodes
from backend.kit.arguments import Key, Version
from backend.kit.refusals import BadInput, Changed, KeyReused, NotFound

Which = Annotated[strawberry.ID, strawberry.argument(description="Which grid.")]


@strawberry.input(description="A new grid.")
class AddGridInput:
    name: str = strawberry.field(description="Its name, 1 to 40 characters.")
    tier: Tier = strawberry.field(description="Its level; not above that of the grid around it.")
    tier_name: str = strawberry.field(
        default="", description="What people here call this level, up to 20 characters."
    )
    code: str | None = strawberry.field(
        default=None, description="Its official number; without one it gets its own."
    )


@strawberry.input(description="What a grid is called.")
class RenameGridInput:
    name: str = strawberry.field(description="Its name, 1 to 40 characters.")
    tier_name: str = strawberry.field(
        default="", description="What people here call this level; empty for the usual word."
    )
    version: int = strawberry.field(description="The version that was read.")


AddGridResult = Annotated[
    Grid | CodeTaken | NameTaken | GridClosed | WrongTier | TooDeep | NotFound | BadInput | KeyReused,
    strawberry.union("AddGridResult", description="The new grid, or why there is none."),
]
RenameGridResult = Annotated[
    Grid | NameTaken | Changed | NotFound | BadInput | KeyReused,
    strawberry.union("RenameGridResult", description="The grid as it is now called, or why not."),
]
SetTimeZoneResult = Annotated[
    Grid | Changed | NotFound | BadInput | KeyReused,
    strawberry.union("SetTimeZoneResult", description="The grid with its clock, or why not."),
]
MoveGridResult = Annotated[
    Grid | BelowItself | GridClosed | WrongTier | NameTaken | TooDeep | Changed | NotFound | KeyReused,
    strawberry.union("MoveGridResult", description="The grid where it stands now, or why it was not moved."),
]
CloseGridResult = Annotated[
    Grid | GridInUse | Changed | NotFound | KeyReused,
    strawberry.union("CloseGridResult", description="The closed grid, or what keeps it open."),
]
ReopenGridResult = Annotated[
    Grid | GridClosed | NameTaken | Changed | NotFound | KeyReused,
    strawberry.union("ReopenGridResult", description="The open grid, or why it stays closed."),
]


@strawberry.type
class TreeMutation:
    @strawberry.mutation(
        extensions=[only(Role.LEADER)], description="Put a new grid below one that you lead."
    )
    async def add_grid(
        self,
        info: Info[Context, None],
        parent: Annotated[strawberry.ID, strawberry.argument(description="The grid above the new one.")],
        input: Annotated[AddGridInput, strawberry.argument(description="The new grid.")],  # noqa: A002
        key: Key,
    ) -> AddGridResult:
        above = nodes.row_of("Grid", parent)
        return node_of(
            await rules.add(
                info.context.me,
                above,
                input.name,
                input.tier,
                tier_name=input.tier_name,
                code=input.code,
                key=key,
            )
        )

    @strawberry.mutation(
        extensions=[only(Role.LEADER)], description="Call a grid, and its level, by other names."
    )
    async def rename_grid(
        self,
        info: Info[Context, None],
        grid: Which,
        input: Annotated[RenameGridInput, strawberry.argument(description="What it is called from now on.")],  # noqa: A002
        key: Key,
    ) -> RenameGridResult:
        row = nodes.row_of("Grid", grid)
        return node_of(
            await rules.rename(
                info.context.me, row, input.name, version=input.version, tier_name=input.tier_name, key=key
            )
        )

    @strawberry.mutation(
        extensions=[only(Role.LEADER)],
        description="Show times in a grid, and in all below it, by another clock.",
    )
    async def set_time_zone(
        self,
        info: Info[Context, None],
        grid: Which,
        time_zone: Annotated[
            str, strawberry.argument(description="The zone (IANA: Asia/Urumqi); empty for the place's own.")
        ],
        version: Version,
        key: Key,
    ) -> SetTimeZoneResult:
        row = nodes.row_of("Grid", grid)
        return node_of(await zones.set_time_zone(info.context.me, row, time_zone, version=version, key=key))

    @strawberry.mutation(
        extensions=[only(Role.LEADER)],
        description="Put a grid, with all below it, under another parent; you lead both.",
    )
    async def move_grid(
        self,
        info: Info[Context, None],
        grid: Which,
        parent: Annotated[strawberry.ID, strawberry.argument(description="The grid above it from now on.")],
        version: Version,
        key: Key,
    ) -> MoveGridResult:
        row, goal = nodes.row_of("Grid", grid), nodes.row_of("Grid", parent)
        return node_of(await moves.move(info.context.me, row, goal, version=version, key=key))

    @strawberry.mutation(
        extensions=[only(Role.LEADER)],
        description="Close a grid below one that you lead, when nothing stands on it; its posts end.",
    )
    async def close_grid(
        self, info: Info[Context, None], grid: Which, version: Version, key: Key
    ) -> CloseGridResult:
        row = nodes.row_of("Grid", grid)
        return node_of(await closing.close(info.context.me, row, version=version, key=key))

    @strawberry.mutation(
        extensions=[only(Role.LEADER)], description="Open a closed grid again; posts are given anew."
    )
    async def reopen_grid(
        self, info: Info[Context, None], grid: Which, version: Version, key: Key
    ) -> ReopenGridResult:
        row = nodes.row_of("Grid", grid)
        return node_of(await closing.reopen(info.context.me, row, version=version, key=key))
