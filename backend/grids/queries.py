"""What can be asked about the tree and the people who answer for it."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.access.gates import on_device, signed_in
from backend.access.models import Role
from backend.grids import finding, graph, loaders, rules
from backend.grids.graph import Grid, Post
from backend.kit import nodes, pages
from backend.kit.arguments import After, First
from backend.kit.pages import Connection


@strawberry.type
class GridsQuery:
    @strawberry.field(
        extensions=[signed_in()],
        description="The grids right below a parent, or the topmost ones; with `search` or `vacant` all in that ground.",
    )
    async def grids(
        self,
        info: Info[Context, None],
        parent: Annotated[
            strawberry.ID | None, strawberry.argument(description="The grid above; none for the top.")
        ] = None,
        search: Annotated[str, strawberry.argument(description="Part of a name, or how a code begins.")] = "",
        vacant: Annotated[bool, strawberry.argument(description="Only those that nobody leads.")] = False,
        closed: Annotated[bool, strawberry.argument(description="Only the closed ones.")] = False,
        first: First = pages.MOST,
        after: After = None,
    ) -> Connection[Grid]:
        above = nodes.row_of("Grid", parent) if parent else None
        found = await finding.grids(info.context.me, above, search, vacant=vacant, closed=closed)
        page = await pages.page(found, *loaders.GRID, order=("path", "id"), first=first, after=after)
        return page.of(graph.grid_of)

    @strawberry.field(
        extensions=[on_device()], description="The grid that answers for me; null where none does yet."
    )
    async def my_grid(self, info: Info[Context, None]) -> Grid | None:
        found = (
            await rules.visible(info.context.me)
            .filter(path=info.context.me.home)
            .limit(1)
            .values(*loaders.GRID)
        )
        return graph.grid_of(found[0]) if found else None

    @strawberry.field(extensions=[signed_in()], description="One grid; null where there is none.")
    async def grid(
        self,
        info: Info[Context, None],
        id: Annotated[strawberry.ID, strawberry.argument(description="Which one.")],  # noqa: A002
    ) -> Grid | None:
        found = await nodes.load(info.context.me, id)
        return found if isinstance(found, Grid) else None

    @strawberry.field(
        extensions=[signed_in()],
        description="Who holds posts in a grid, or also in those below it; only what you may know.",
    )
    async def posts(
        self,
        info: Info[Context, None],
        grid: Annotated[strawberry.ID, strawberry.argument(description="Where.")],
        role: Annotated[Role | None, strawberry.argument(description="Only this role.")] = None,
        below: Annotated[bool, strawberry.argument(description="Also in every grid below it.")] = False,
        first: First = pages.MOST,
        after: After = None,
    ) -> Connection[Post]:
        me = info.context.me
        found = await finding.posts(me, nodes.row_of("Grid", grid), role, below=below)
        page = await pages.page(
            found, *loaders.POST, order=("grid__path", "since", "id"), first=first, after=after
        )
        return page.of(lambda row: graph.post_of(row, me))
