"""Grids as the graph shows them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry.types import Info

from backend.access.actor import Actor
from backend.access.context import Context
from backend.grids import loaders, rules
from backend.grids.models import Tier
from backend.kit import nodes
from backend.kit.nodes import Node

graph_tier = strawberry.enum(
    Tier, name="Tier", description="The level of a grid; a place uses the tiers that it has."
)


@strawberry.type(description="A piece of ground that somebody answers for. Grids nest to any depth.")
class Grid(Node):
    row: strawberry.Private[UUID]
    path: strawberry.Private[str]
    code: str = strawberry.field(
        description="Its number in the official list, or one made from its parent's."
    )
    name: str = strawberry.field(description="Its name.")
    tier: Tier = strawberry.field(description="Its level.")
    tier_name: str = strawberry.field(
        description="What people here call this level (大网格, 中网格); empty for the usual word."
    )
    closed_at: datetime | None = strawberry.field(description="Since when nobody answers for it any more.")
    version: int = strawberry.field(description="Give this back when you change it.")

    @strawberry.field(description="The grids around this one, from the top down to its parent.")
    async def above(self, info: Info[Context, None]) -> list["Grid"]:
        rows = await info.context.loader(loaders.by_path).load_many(rules.ancestors(self.path)[:-1])
        return [grid_of(row) for row in rows if row]

    @strawberry.field(
        description="Its name with those of the town and community around it: 朝天镇 / 明月社区."
    )
    async def label(self, info: Info[Context, None]) -> str:
        rows = await info.context.loader(loaders.by_path).load_many(rules.ancestors(self.path)[:-1])
        return label_of([*(row for row in rows if row), {"name": self.name, "tier": self.tier}])

    @strawberry.field(description="How many open grids stand right below it.")
    async def child_count(self, info: Info[Context, None]) -> int:
        return await info.context.loader(loaders.child_counts).load(self.row)


COLUMNS = ("id", "code", "name", "tier", "tier_name", "path", "closed_at", "version")


def columns(prefix: str = "") -> tuple[str, ...]:
    """What to read by `.values()` for `grid_of` with the same prefix (`grid__` from a row that has a grid)."""
    return tuple(prefix + column for column in COLUMNS)


def grid_of(row: Mapping[str, Any], prefix: str = "") -> Grid:
    """A grid read by `.values(*columns(prefix))` as a graph node."""
    return Grid(
        id=nodes.opaque("Grid", row[prefix + "id"]),
        row=row[prefix + "id"],
        path=row[prefix + "path"],
        code=row[prefix + "code"],
        name=row[prefix + "name"],
        tier=Tier(row[prefix + "tier"]),
        tier_name=row[prefix + "tier_name"],
        closed_at=row[prefix + "closed_at"],
        version=row[prefix + "version"],
    )


def label_of(chain: list[Mapping[str, Any]]) -> str:
    """A grid's name as people here say it: what lies above the town goes without saying."""
    said = [row["name"] for row in chain if Tier(row["tier"]).rank >= Tier.TOWN.rank]
    return " / ".join(said or [chain[-1]["name"]])


@nodes.loads("Grid")
async def _load(actor: Actor, grid: UUID) -> Grid | None:
    found = await rules.visible(actor).filter(id=grid).limit(1).values(*COLUMNS)
    return grid_of(found[0]) if found else None
