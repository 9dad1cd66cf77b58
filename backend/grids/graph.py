"""Grids and posts as the graph shows them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry.types import Info

import backend.access.gates  # noqa: F401 -- Role is named for the graph there, before any type here speaks of it
from backend.access.actor import Actor
from backend.access.context import Context
from backend.access.models import Person, Role
from backend.grids import loaders, models, posts, rights, rules
from backend.grids.models import Tier
from backend.grids.rights import GridAction, PostAction
from backend.kit import nodes, plain
from backend.kit.nodes import Node
from backend.kit.refusals import NotFound

Row = Mapping[str, Any]
Labels = Mapping[str, str]
"""What grids are called, by path."""
NONE: Labels = {}
ByPath = Callable[[list[str]], Awaitable[Sequence[Row | None]]]
"""Reads grids by their paths: the statement itself, or a loader that other fields of the document use too."""

graph_tier = strawberry.enum(
    Tier, name="Tier", description="The level of a grid; a place uses those that it has."
)
graph_grid_action = strawberry.enum(
    GridAction, name="GridAction", description="Something that can be done to a grid."
)
graph_post_action = strawberry.enum(
    PostAction, name="PostAction", description="Something that can be done to a post."
)


@strawberry.type(description="A piece of ground that somebody answers for. Grids nest to any depth.")
class Grid(Node):
    row: strawberry.Private[UUID]
    path: strawberry.Private[str]
    known_label: strawberry.Private[str | None] = None
    code: str = strawberry.field(
        description="Its number in the official list, or one made from its parent's."
    )
    name: str = strawberry.field(description="Its name.")
    tier: Tier = strawberry.field(description="Its level.")
    tier_name: str = strawberry.field(
        description="What people here call this level (大网格, 中网格); empty for the usual word."
    )
    time_zone: str = strawberry.field(
        description="The clock by which times are shown here (IANA); empty for the place's own."
    )
    closed_at: datetime | None = strawberry.field(description="Since when nobody answers for it any more.")
    version: int = strawberry.field(description="Give this back when you change it.")

    @strawberry.field(description="The grids around this one, from the top down to its parent.")
    async def above(self, info: Info[Context, None]) -> list["Grid"]:
        return [grid_of(row) for row in await _above(self, info)]

    @strawberry.field(
        description="Its name with those of the town and community around it: 朝天镇 / 明月社区.",
        metadata={plain.KNOWN_AS: "known_label"},
    )
    async def label(self, info: Info[Context, None]) -> str:
        return self.known_label or label_of(
            [*await _above(self, info), {"name": self.name, "tier": self.tier}]
        )

    @strawberry.field(description="How many open grids stand right below it.")
    async def child_count(self, info: Info[Context, None]) -> int:
        return await info.context.loader(loaders.child_counts).load(self.row)

    @strawberry.field(
        description="Who answers for it now (a liaison in a micro-grid); null where nobody does, or it is not yours to know."
    )
    async def leader(self, info: Info[Context, None]) -> "Post | None":
        if not posts.may_see(info.context.me, self.path):
            return None
        row = await info.context.loader(loaders.leaders).load(self.row)
        return post_of(row, info.context.me) if row else None

    @strawberry.field(description="Who holds which post in it; null where that is not yours to know.")
    async def posts(self, info: Info[Context, None]) -> "list[Post] | None":
        if not posts.may_see(info.context.me, self.path):
            return None
        rows = await info.context.loader(loaders.posts).load(self.row)
        return [post_of(row, info.context.me) for row in rows]

    @strawberry.field(description="What you may do to it.")
    def may(self, info: Info[Context, None]) -> list[GridAction]:
        return rights.on_grid(info.context.me, self.path, self.tier, self.closed_at is None)


async def _above(grid: Grid, info: Info[Context, None]) -> list[Row]:
    around = rules.ancestors(grid.path)[:-1]
    return [row for row in await info.context.loader(loaders.by_path).load_many(around) if row]


@strawberry.type(description="One person holding one role in one grid.")
class Post(Node):
    role: Role = strawberry.field(description="What they answer for.")
    name: str = strawberry.field(description="Their name.")
    phone: str | None = strawberry.field(description="Their number, where it is for you to call.")
    holder: strawberry.ID = strawberry.field(
        description="The person, by the id under which other fields know them."
    )
    grid: Grid = strawberry.field(description="Where.")
    since: datetime = strawberry.field(description="Since when.")
    until: datetime | None = strawberry.field(description="Until when, where it ends by itself.")
    ended_at: datetime | None = strawberry.field(description="When it ended.")
    stands_in_for: str | None = strawberry.field(description="Whose place they take for a time.")
    person: strawberry.Private[UUID]
    principal: strawberry.Private[UUID | None]

    @strawberry.field(description="What you may do to it.")
    async def may(self, info: Info[Context, None]) -> list[PostAction]:
        if self.ended_at:
            return []
        return await rights.on_post(info.context.me, self.grid.path, self.role, self.person, self.principal)


def columns(prefix: str = "") -> tuple[str, ...]:
    """What to read by `.values()` for `grid_of` with the same prefix (`grid__` from a row that has a grid)."""
    return tuple(prefix + column for column in loaders.GRID)


def grid_of(row: Row, prefix: str = "", known: Labels = NONE) -> Grid:
    """A grid read by `.values(*columns(prefix))` as a graph node; with its label, where that is known."""
    return Grid(
        id=nodes.opaque("Grid", row[prefix + "id"]),
        row=row[prefix + "id"],
        path=row[prefix + "path"],
        code=row[prefix + "code"],
        name=row[prefix + "name"],
        tier=Tier(row[prefix + "tier"]),
        tier_name=row[prefix + "tier_name"],
        time_zone=row[prefix + "time_zone"],
        closed_at=row[prefix + "closed_at"],
        version=row[prefix + "version"],
        known_label=known.get(row[prefix + "path"]),
    )


def node_of(grid: models.Grid) -> Grid:
    """A grid read as a row as a graph node."""
    return grid_of({column: getattr(grid, column) for column in loaders.GRID})


def label_of(chain: list[Row]) -> str:
    """A grid's name as people here say it: what lies above the town goes without saying."""
    said = [row["name"] for row in chain if Tier(row["tier"]).rank >= Tier.TOWN.rank]
    return " / ".join(said or [chain[-1]["name"]])


async def labels(rows: Iterable[Row], prefix: str = "") -> Labels:
    """What the grids in rows of `columns(prefix)` are called, read for all of them in one statement."""
    grids = {row[prefix + "path"]: row for row in rows}
    chains = {path: _chain(path, row[prefix + "tier"]) for path, row in grids.items()}
    around = sorted({path for chain in chains.values() for path in chain})
    found = {row["path"]: row for row in await loaders.by_path(around) if row} if around else {}
    return {
        path: label_of(
            [
                *(found[above] for above in chains[path] if above in found),
                {"name": row[prefix + "name"], "tier": row[prefix + "tier"]},
            ]
        )
        for path, row in grids.items()
    }


def _chain(path: str, tier: str) -> list[str]:
    """The grids above one that its label may name: a town, and what lies above it, is called by its own name alone."""
    return rules.ancestors(path)[:-1] if Tier(tier).rank > Tier.TOWN.rank else []


async def at(wanted: Iterable[str], by_path: ByPath = loaders.by_path) -> dict[str, Grid]:
    """The grids at these paths with their labels, for a list of many rows: in one statement for all of them."""
    chains = {path: rules.ancestors(path) for path in wanted}
    around = sorted({path for chain in chains.values() for path in chain})
    rows = {row["path"]: row for row in await by_path(around) if row}
    made = {path: grid_of(rows[path]) for path in chains}
    for path, grid in made.items():
        grid.known_label = label_of([rows[above] for above in chains[path] if above in rows])
    return made


async def path_of(info: Info[Context, None], grid: UUID) -> str:
    """The path of a grid. Those of my own posts are at hand, any other is read once for all fields of a document."""
    for holding in info.context.me.holdings:
        if holding.grid == grid:
            return holding.path
    found = await info.context.loader(loaders.by_id).load(grid)
    if found is None:
        raise NotFound
    return str(found["path"])


async def reached(info: Info[Context, None], grid: UUID, *roles: Role) -> str:
    """The path of a grid that one of my posts (of these roles) reaches."""
    path = await path_of(info, grid)
    if not info.context.me.answers_for(path, *roles):
        raise NotFound
    return path


def post_of(row: Row, viewer: Actor) -> Post:
    """A post read by `.values(*loaders.POST)`, as this viewer may see it."""
    holder, principal = row["person_id"], row["stands_in_for__person_id"]
    may_call = posts.may_call(viewer, row["grid__path"], Tier(row["grid__tier"]))
    return Post(
        id=nodes.opaque("Post", row["id"]),
        role=Role(row["role"]),
        name=Person.opened("name", holder, row["person__name"]),
        phone=Person.opened("phone", holder, row["person__phone"]) or None if may_call else None,
        holder=nodes.opaque("Person", holder),
        grid=grid_of(row, "grid__"),
        since=row["since"],
        until=row["until"],
        ended_at=row["ended_at"],
        stands_in_for=Person.opened("name", principal, row["stands_in_for__person__name"])
        if principal
        else None,
        person=holder,
        principal=principal,
    )


@nodes.loads("Grid")
async def _grid(actor: Actor, grid: UUID) -> Grid | None:
    found = await rules.visible(actor).filter(id=grid).limit(1).values(*loaders.GRID)
    return grid_of(found[0]) if found else None


@nodes.loads("Post")
async def _post(actor: Actor, post: UUID) -> Post | None:
    found = await posts.visible(actor).filter(id=post).limit(1).values(*loaders.POST)
    return post_of(found[0], actor) if found else None
