"""Nodes: everything big has an opaque id, by which any client can ask for it again."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import strawberry

from backend.kit import ids
from backend.kit.refusals import NotFound


@strawberry.interface(description="Something with an id by which it can be asked for again.")
class Node:
    id: strawberry.ID = strawberry.field(description="Opaque; stays the same for ever.")


Loader = Callable[[Any, UUID], Awaitable[Node | None]]
_loaders: dict[str, Loader] = {}


def loads(kind: str) -> Callable[[Loader], Loader]:
    """Register how a node of this type is read by an actor (and only if it is visible to them)."""

    def register(loader: Loader) -> Loader:
        _loaders[kind] = loader
        return loader

    return register


async def load(actor: Any, node: str) -> Node | None:
    """The node with this id, or None where there is none that the actor may see."""
    named = ids.parse(node)
    if named is None or named[0] not in _loaders:
        return None
    return await _loaders[named[0]](actor, named[1])


def opaque(kind: str, row: UUID) -> strawberry.ID:
    """The id of a row as clients see it."""
    return strawberry.ID(ids.opaque(kind, row))


def row_of(kind: str, node: str) -> UUID:
    """The row that an id names; `NotFound` where it names something else or nothing."""
    named = ids.parse(node)
    if named is None or named[0] != kind:
        raise NotFound
    return named[1]
