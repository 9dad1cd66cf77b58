"""API tokens, in the graph."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.types import Info

from backend.access import tokens
from backend.access.actor import Actor
from backend.access.context import Context
from backend.access.gates import on_device, only
from backend.access.models import Person, Role
from backend.access.tokens import EnoughTokens
from backend.kit import nodes
from backend.kit.nodes import Node
from backend.kit.refusals import BadInput, NotFound

COLUMNS = ("id", "name", "may_write", "created_at", "used_at", "expires_at", "grid_id", "grid__name")
MAKER = ("maker_id", "maker__name")


@strawberry.type(description="A key by which another program asks, in one grid and below.")
class ApiToken(Node):
    name: str = strawberry.field(description="Which program it is for.")
    grid_name: str = strawberry.field(description="The grid that it reaches, with all below.")
    may_write: bool = strawberry.field(description="Whether it may change something, or only read.")
    made_by: str = strawberry.field(description="The leader who made it; it can do no more than they can.")
    since: datetime = strawberry.field(description="When it was made.")
    last_used: datetime | None = strawberry.field(description="When it was last used, to ten minutes.")
    expires_at: datetime = strawberry.field(description="When it ends.")


@strawberry.type(description="A new key, with the secret that is shown this once.")
class FreshApiToken:
    token: ApiToken = strawberry.field(description="The key.")
    secret: str = strawberry.field(
        description="Send it as `Authorization: Bearer …`. Nobody can see it again."
    )


MakeApiTokenResult = Annotated[
    FreshApiToken | NotFound | BadInput | EnoughTokens,
    strawberry.union("MakeApiTokenResult", description="The new key, or why not."),
]


@strawberry.type(description="A key that no longer opens anything.")
class RevokedApiToken:
    id: strawberry.ID = strawberry.field(description="Which one it was.")


RevokeApiTokenResult = Annotated[
    RevokedApiToken | NotFound,
    strawberry.union("RevokeApiTokenResult", description="What was stopped, or why not."),
]


def token_of(row: dict[str, Any]) -> ApiToken:
    """A token read by `.values(*COLUMNS, *MAKER)` as a graph node."""
    return ApiToken(
        id=nodes.opaque("ApiToken", row["id"]),
        name=row["name"],
        grid_name=row["grid__name"],
        may_write=row["may_write"],
        made_by=Person.opened("name", row["maker_id"], row["maker__name"]),
        since=row["created_at"],
        last_used=row["used_at"],
        expires_at=row["expires_at"],
    )


@nodes.loads("ApiToken")
async def _load(actor: Actor, token: UUID) -> ApiToken | None:
    found = await tokens.visible(actor).filter(id=token).limit(1).values(*COLUMNS, *MAKER)
    return token_of(found[0]) if found and actor.session else None


@strawberry.type
class TokenQuery:
    @strawberry.field(
        extensions=[only(Role.LEADER), on_device()],
        description="The keys of the grids I lead that still work.",
    )
    async def api_tokens(self, info: Info[Context, None]) -> list[ApiToken]:
        rows = await tokens.visible(info.context.me).order_by("-id").limit(100).values(*COLUMNS, *MAKER)
        return [token_of(row) for row in rows]


@strawberry.type
class TokenMutation:
    @strawberry.mutation(
        extensions=[only(Role.LEADER), on_device()], description="Make a key for a program; it is shown once."
    )
    async def make_api_token(
        self,
        info: Info[Context, None],
        grid: Annotated[
            strawberry.ID, strawberry.argument(description="How far it reaches: this grid and below.")
        ],
        name: Annotated[str, strawberry.argument(description="Which program it is for, 1 to 80 characters.")],
        days: Annotated[int, strawberry.argument(description="How long it works, 1 to 366 days.")],
        may_write: Annotated[
            bool, strawberry.argument(description="Whether it may change something, or only read.")
        ] = False,
    ) -> MakeApiTokenResult:
        actor = info.context.me
        fresh = await tokens.make(actor, nodes.row_of("Grid", grid), name, may_write=may_write, days=days)
        return FreshApiToken(token=await _shown(actor, fresh), secret=fresh.secret)

    @strawberry.mutation(extensions=[only(Role.LEADER), on_device()], description="Stop a key at once.")
    async def revoke_api_token(
        self,
        info: Info[Context, None],
        token: Annotated[strawberry.ID, strawberry.argument(description="Which one.")],
    ) -> RevokeApiTokenResult:
        row = await tokens.revoke(info.context.me, nodes.row_of("ApiToken", token))
        return RevokedApiToken(id=nodes.opaque("ApiToken", row.id))


async def _shown(actor: Actor, fresh: tokens.FreshToken) -> ApiToken:
    [row] = await tokens.visible(actor).filter(id=fresh.row.id).values(*COLUMNS, *MAKER)
    return token_of(row)
