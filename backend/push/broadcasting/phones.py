"""The phones of some people, as a crowd is told: sealed as they lie, with what decides whether they ring now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.push.broadcast_models import Broadcast
from backend.push.models import Preference, Subscription
from backend.push.readers import Quiet

COLUMNS = {
    "id": "id",
    "person": "person_id",
    "endpoint": "endpoint",
    "p256dh": "p256dh",
    "auth": "auth",
    "refusals": "refusals",
    "language": "person__language",
    "begins": "person__quiet_hours__begins",
    "ends": "person__quiet_hours__ends",
    "zone": "person__quiet_hours__zone",
}


@dataclass(frozen=True, slots=True, eq=False)
class Aim:
    """One phone that is to ring."""

    id: UUID
    endpoint: bytes
    p256dh: bytes
    auth: bytes
    refusals: int
    """How often in a row its push service would not take anything."""
    language: str
    is_unwanted: bool
    quiet_until: datetime | None
    """When its owner's quiet hours are over, if they run now."""


async def of(people: Sequence[UUID], broadcast: Broadcast) -> list[Aim]:
    """The phones of these people on which they are signed in, in two statements."""
    return await _aims(broadcast, person_id__in=people) if people else []


async def again(subscriptions: Sequence[UUID], broadcast: Broadcast) -> list[Aim]:
    """These phones, if they are still signed in."""
    return await _aims(broadcast, id__in=subscriptions) if subscriptions else []


async def _aims(broadcast: Broadcast, **which: Any) -> list[Aim]:
    rows = await Subscription.filter(Subscription.signed_in(), **which).values(**COLUMNS)
    unwanted: set[UUID] = set()
    if rows and broadcast.kind.is_optional and not broadcast.urgent:
        people = list({row["person"] for row in rows})
        chosen = Preference.filter(person_id__in=people, kind=broadcast.kind, wanted=False)
        unwanted = {row["person_id"] for row in await chosen.values("person_id")}
    return [_aim(row, broadcast, row["person"] in unwanted) for row in rows]


def _aim(row: dict[str, Any], broadcast: Broadcast, is_unwanted: bool) -> Aim:
    quiet = None
    if row["zone"] is not None and not broadcast.urgent:
        quiet = Quiet(row["begins"], row["ends"], row["zone"]).over_at()
    # Languages come as they lie in the table, and as members of their enumeration, after which engine it is.
    language = str(getattr(row["language"], "value", row["language"]))
    return Aim(
        id=row["id"],
        endpoint=bytes(row["endpoint"]),
        p256dh=bytes(row["p256dh"]),
        auth=bytes(row["auth"]),
        refusals=row["refusals"],
        language=language,
        is_unwanted=is_unwanted,
        quiet_until=quiet,
    )
