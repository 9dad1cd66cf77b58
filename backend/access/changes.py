"""The one subscription: hints that something changed, for whoever may be looking at it."""

from collections.abc import AsyncGenerator

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.access.gates import signed_in
from backend.kit import nodes
from backend.kit.live import Change


@strawberry.type(name="Change", description="Something changed; whoever shows it asks again.")
class ChangeHint:
    what: str = strawberry.field(description="The type of what changed.")
    id: strawberry.ID | None = strawberry.field(description="Which one, where it is one.")


@strawberry.type
class ChangesSubscription:
    @strawberry.subscription(
        extensions=[signed_in()], description="Hints at what changed; one may be lost without harm."
    )
    async def changes(self, info: Info[Context, None]) -> AsyncGenerator[ChangeHint, None]:
        # The socket hears of a change once for all who listen, and has it put into the words of each document here.
        change: Change = info.context.change
        yield ChangeHint(what=change.what, id=nodes.opaque(change.what, change.row) if change.row else None)
