"""What leaders and post-holders do about posts; persons only, for a post outlives the token that would give it."""

from datetime import datetime
from typing import Annotated

import strawberry
from strawberry.types import Info

from backend.access import models
from backend.access.context import Context
from backend.access.gates import on_device, only
from backend.access.models import Role
from backend.grids import graph, loaders, posts
from backend.grids.graph import Post
from backend.grids.refusals import AppointedFromAbove, GridClosed, LastLeader, SeatTaken
from backend.kit import nodes
from backend.kit.arguments import Key
from backend.kit.refusals import BadInput, KeyReused, NotFound

Which = Annotated[strawberry.ID, strawberry.argument(description="Which post.")]


@strawberry.input(description="Who gets which post.")
class AppointInput:
    role: Role = strawberry.field(description="What they answer for.")
    name: str = strawberry.field(description="Their name; who is known keeps the name they gave themselves.")
    phone: str = strawberry.field(description="The number with which they sign in.")
    until: datetime | None = strawberry.field(
        default=None, description="When it ends by itself, within a year."
    )
    instead_of: strawberry.ID | None = strawberry.field(
        default=None, description="The post that ends at the same moment: same grid, same role."
    )


@strawberry.input(description="Who takes somebody's place for a time.")
class StandInInput:
    name: str = strawberry.field(description="Their name; who is known keeps the name they gave themselves.")
    phone: str = strawberry.field(description="The number with which they sign in.")
    until: datetime = strawberry.field(description="When it ends by itself, within a year.")


AppointResult = Annotated[
    Post | SeatTaken | AppointedFromAbove | GridClosed | NotFound | BadInput | KeyReused,
    strawberry.union("AppointResult", description="The post, or why it was not given."),
]
StandInResult = Annotated[
    Post | SeatTaken | NotFound | BadInput | KeyReused,
    strawberry.union("StandInResult", description="The stand-in's post, or why it was not given."),
]
EndPostResult = Annotated[
    Post | LastLeader | NotFound | KeyReused,
    strawberry.union("EndPostResult", description="The post that is over, or why it goes on."),
]


@strawberry.type
class PostsMutation:
    @strawberry.mutation(
        extensions=[only(Role.LEADER), on_device()],
        description="Give somebody a post: leaders are appointed from above, others by their grid's leader or above.",
    )
    async def appoint(
        self,
        info: Info[Context, None],
        grid: Annotated[strawberry.ID, strawberry.argument(description="Where.")],
        input: Annotated[AppointInput, strawberry.argument(description="Whom, and as what.")],  # noqa: A002
        key: Key,
    ) -> AppointResult:
        post = await posts.appoint(
            info.context.me,
            nodes.row_of("Grid", grid),
            input.role,
            input.name,
            input.phone,
            until=input.until,
            instead_of=nodes.row_of("Post", input.instead_of) if input.instead_of else None,
            key=key,
        )
        return await _shown(post, info)

    @strawberry.mutation(
        extensions=[only(*Role), on_device()],
        description="Have somebody stand in for a post of yours, or of whom you appoint.",
    )
    async def stand_in(
        self,
        info: Info[Context, None],
        post: Which,
        input: Annotated[StandInInput, strawberry.argument(description="Who stands in, and for how long.")],  # noqa: A002
        key: Key,
    ) -> StandInResult:
        row = nodes.row_of("Post", post)
        deputy = await posts.stand_in(info.context.me, row, input.name, input.phone, input.until, key=key)
        return await _shown(deputy, info)

    @strawberry.mutation(
        extensions=[only(*Role), on_device()], description="End a post of yours, or of whom you appoint."
    )
    async def end_post(self, info: Info[Context, None], post: Which, key: Key) -> EndPostResult:
        ended = await posts.end(info.context.me, nodes.row_of("Post", post), key=key)
        return await _shown(ended, info)


async def _shown(post: models.Post, info: Info[Context, None]) -> Post:
    [row] = await models.Post.filter(id=post.id).limit(1).values(*loaders.POST)
    return graph.post_of(row, info.context.me)
