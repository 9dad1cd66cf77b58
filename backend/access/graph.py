"""Who I am, and how I sign in and out."""

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.access.gates import anyone, signed_in
from backend.access.actor import Actor
from backend.kit import nodes
from backend.kit.nodes import Node
from backend.kit.words import Language

graph_language = strawberry.enum(Language, name="Language", description="A language somebody reads.")


@strawberry.type(description="Whoever is asking.")
class Me(Node):
    name: str = strawberry.field(description="The name others see.")


def me_of(actor: Actor) -> Me:
    """The actor as a graph node."""
    return Me(id=nodes.opaque("Person", actor.id), name=actor.name)


@strawberry.type
class AccessQuery:
    @strawberry.field(extensions=[anyone()], description="Who I am; null when signed out.")
    async def me(self, info: Info[Context, None]) -> Me | None:
        return me_of(info.context.actor) if info.context.actor else None


@strawberry.type
class AccessMutation:
    @strawberry.mutation(extensions=[signed_in()], description="Sign this device out.")
    async def sign_out(self, info: Info[Context, None]) -> bool:
        return True
