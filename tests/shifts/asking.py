"""Asking about shifts over HTTP."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from backend.kit import clock, nodes
from tests.phones import Phone


def named(kind: str, row: Any) -> str:
    """A row's id in the graph."""
    return nodes.opaque(kind, row if isinstance(row, UUID) else row.id)


async def did(phone: Phone, document: str, **variables: Any) -> dict[str, Any]:
    """What a mutation answered."""
    answer: dict[str, Any] = (await phone.ask(document, key=str(uuid4()), **variables))["done"]
    return answer


def wanted(starts_at: datetime | None = None, **other: Any) -> dict[str, Any]:
    """A shift at the gate for one, as a leader's form sends it; two days from now where nothing else is said."""
    begins = starts_at or clock.now() + timedelta(days=2)
    return {
        "kind": "GUARD",
        "place": "北门岗亭",
        "startsAt": begins.isoformat(),
        "endsAt": (begins + timedelta(hours=4)).isoformat(),
        "roles": [{"number": 1}],
    } | other
