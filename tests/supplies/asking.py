"""Asking about supplies over HTTP."""

from typing import Any
from uuid import UUID, uuid4

from backend.kit import nodes
from backend.supplies.models import Item
from tests.phones import Phone


async def item_id(code: str) -> str:
    """A seeded item as clients name it."""
    return nodes.opaque("Item", (await Item.get(code=code)).id)


def named(kind: str, row: Any) -> str:
    """A row's id in the graph."""
    return nodes.opaque(kind, row if isinstance(row, UUID) else row.id)


async def did(phone: Phone, document: str, **variables: Any) -> dict[str, Any]:
    """What a mutation answered."""
    answer: dict[str, Any] = (await phone.ask(document, key=str(uuid4()), **variables))["done"]
    return answer
