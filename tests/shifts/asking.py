"""Asking about shifts over HTTP."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from backend.access.models import Person
from backend.kit import clock, nodes
from backend.shifts.models import Shift, ShiftRole
from tests.community import Town
from tests.phones import Phone
from tests.shifts import builders, documents


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


async def seen(phone: Phone, shift: Shift) -> dict[str, Any]:
    """A shift as this phone shows it."""
    found: dict[str, Any] = (await phone.ask(documents.ONE, id=named("Shift", shift)))["shift"]
    return found


async def people(town: Town, *names: str) -> list[Person]:
    """Volunteers of the east grid."""
    return [await builders.volunteer(town, name) for name in names]


async def role_of(shift: Shift) -> str:
    """The only role of a shift, as clients name it."""
    return named("ShiftRole", await ShiftRole.get(shift_id=shift.id))
