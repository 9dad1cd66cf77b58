"""Who I am, in the graph: my name, my posts, and how I change what others see of me."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.types import Info

from backend import settings
from backend.access import own_account, people, sessions
from backend.access.actor import Actor
from backend.access.context import Context
from backend.access.gates import anyone, on_device
from backend.access.models import Person, Post, Role
from backend.kit import nodes
from backend.kit.nodes import Node
from backend.kit.refusals import BadInput
from backend.kit.words import Language

graph_language = strawberry.enum(Language, name="Language", description="A language somebody reads.")

POST_COLUMNS = (
    "id",
    "role",
    "since",
    "until",
    "grid_id",
    "grid__name",
    "grid__tier",
    "grid__path",
    "grid__parent__name",
)
PERSON_COLUMNS = ("id", "name", "phone", "language", "created_at", "grid__time_zone")


@strawberry.type(
    description="The ground of a post, as far as its holder's screens name it; ask `grid` for more."
)
class PostGrid(Node):
    name: str = strawberry.field(description="Its name.")
    label: str = strawberry.field(
        description="Its name behind that of the grid around it: 朝天镇 / 明月社区."
    )
    tier: str = strawberry.field(
        description="Its level: CITY, DISTRICT, TOWN, COMMUNITY, GRID or MICRO_GRID."
    )
    path: str = strawberry.field(
        description="Where it stands in the tree; a grid below starts with the same."
    )


@strawberry.type(description="A post that I hold.")
class MyPost:
    id: strawberry.ID = strawberry.field(description="The post.")
    role: Role = strawberry.field(description="What I answer for.")
    grid: PostGrid = strawberry.field(description="Where.")
    since: datetime = strawberry.field(description="From when on.")
    until: datetime | None = strawberry.field(description="Until when, where an end is set.")


@strawberry.type(description="Whoever is asking.")
class Me(Node):
    actor: strawberry.Private[Actor]
    name: str = strawberry.field(description="The name others see; empty until I said it.")
    phone: str = strawberry.field(
        description="My number, in the middle of it stars; empty where I have none."
    )
    language: Language = strawberry.field(description="The language in which messages reach me.")
    since: datetime = strawberry.field(description="Since when I am here.")
    time_zone: str = strawberry.field(description="The clock of my grid (IANA): by it times are shown to me.")

    @strawberry.field(description="The posts I hold now.")
    async def posts(self) -> list[MyPost]:
        held = Post.filter(
            Post.held_now(),
            id__in=[holding.post for holding in self.actor.holdings],
            grid__closed_at__isnull=True,
        )
        return [_post(row) for row in await held.order_by("grid__path", "role").values(*POST_COLUMNS)]


def _post(row: Mapping[str, Any]) -> MyPost:
    above = row["grid__parent__name"]
    return MyPost(
        id=nodes.opaque("Post", row["id"]),
        role=row["role"],
        grid=PostGrid(
            id=nodes.opaque("Grid", row["grid_id"]),
            name=row["grid__name"],
            label=f"{above} / {row['grid__name']}" if above else row["grid__name"],
            tier=getattr(row["grid__tier"], "value", row["grid__tier"]),
            path=row["grid__path"],
        ),
        since=row["since"],
        until=row["until"],
    )


async def me_of(actor: Actor) -> Me:
    """The actor as a graph node."""
    [row] = await Person.filter(id=actor.id).limit(1).values(*PERSON_COLUMNS)
    return Me(
        id=nodes.opaque("Person", row["id"]),
        actor=actor,
        name=Person.opened("name", row["id"], row["name"]),
        phone=people.masked(Person.opened("phone", row["id"], row["phone"])),
        language=row["language"],
        since=row["created_at"],
        time_zone=row["grid__time_zone"] or settings.settings().time_zone,
    )


@nodes.loads("Person")
async def _load(actor: Actor, person: UUID) -> Me | None:
    return await me_of(actor) if person == actor.id else None


UpdateMeResult = Annotated[
    Me | BadInput, strawberry.union("UpdateMeResult", description="Me as I am now, or why not.")
]


@strawberry.type
class MeQuery:
    @strawberry.field(extensions=[anyone()], description="Who I am; null when signed out.")
    async def me(self, info: Info[Context, None]) -> Me | None:
        context = info.context
        if context.actor is None:
            return None
        if context.actor.session:
            context.headers += sessions.staying(context.connection)
        return await me_of(context.actor)


@strawberry.type
class MeMutation:
    @strawberry.mutation(
        extensions=[on_device()], description="Change what others see of me, and my language."
    )
    async def update_me(
        self,
        info: Info[Context, None],
        name: Annotated[str | None, strawberry.argument(description="My name, 1 to 40 characters.")] = None,
        language: Annotated[
            Language | None, strawberry.argument(description="The language in which messages reach me.")
        ] = None,
    ) -> UpdateMeResult:
        await own_account.change(info.context.me, name=name, language=language)
        return await me_of(info.context.me)
