"""The one subscription: hints that something changed, for whoever may be looking at it."""

import asyncio
from collections.abc import AsyncGenerator

import strawberry
from strawberry.types import Info

from backend.access import sessions
from backend.access.actor import Actor
from backend.access.context import Context
from backend.access.gates import signed_in, signed_out
from backend.kit import live, nodes
from backend.kit.live import Change

CHECK_EVERY = 30.0
"""Seconds after which a quiet socket asks again whether its session still holds."""
TRUSTED = 1.0
"""Seconds for which a session and its posts are taken as they were; a busy screen must not ask at every hint."""


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
        loop = asyncio.get_running_loop()
        with live.screen() as queue:
            actor, checked = await _still(info), loop.time()
            while True:
                change = await _next(queue, checked + CHECK_EVERY - loop.time())
                if change is None or _is_this_session(change, actor) or loop.time() > checked + TRUSTED:
                    actor, checked = await _still(info), loop.time()
                if change is not None and concerns(change, actor):
                    yield _hint(change)


async def _still(info: Info[Context, None]) -> Actor:
    """Whoever listens, with the posts they hold now; signed out where they no longer are in."""
    actor = await sessions.actor_of(info.context.connection)
    if actor is None:
        raise signed_out()
    return actor


async def _next(queue: asyncio.Queue[Change], seconds: float) -> Change | None:
    """The next hint, or None where there is none for a while."""
    try:
        return await asyncio.wait_for(queue.get(), max(0.0, seconds))
    except TimeoutError:
        return None


def _is_this_session(change: Change, actor: Actor) -> bool:
    return change.what == "Device" and change.row == actor.session


def concerns(change: Change, actor: Actor) -> bool:
    """Whether this actor may know of a change: it is theirs, on their ground, or open to their neighbours."""
    if actor.person in change.people:
        return True
    if not change.path:
        return False
    return actor.answers_for(change.path) or (change.near and _are_near(change.path, actor.home))


def _are_near(path: str, home: str | None) -> bool:
    """Whether a person lives in the same district or town as something: their paths share the first two steps."""
    return home is not None and path[: 2 * live.STEP] == home[: 2 * live.STEP]


def _hint(change: Change) -> ChangeHint:
    return ChangeHint(what=change.what, id=nodes.opaque(change.what, change.row) if change.row else None)
