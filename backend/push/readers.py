"""Whom messages are for: their language, their phones, what they want to hear and when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.access.models import Person
from backend.kit import clock
from backend.kit.words import Language
from backend.push import encryption
from backend.push.models import Kind, Preference, QuietHours, Subscription


@dataclass(frozen=True, slots=True, eq=False)
class Phone:
    """A phone that takes messages, with its keys open."""

    id: UUID
    session: UUID
    endpoint: str
    p256dh: bytes
    auth: bytes
    device: str
    refusals: int
    accepted_at: datetime | None


@dataclass(slots=True)
class Reader:
    """Somebody who is to be told something."""

    language: Language = Language.ZH_HANS
    phone_number: tuple[UUID, bytes | None] | None = None
    """Whose number it is, and the number as it is sealed; few messages need it."""
    phones: list[Phone] = field(default_factory=list)
    unwanted: set[Kind] = field(default_factory=set)
    quiet: "Quiet | None" = None

    @property
    def number(self) -> str:
        """Their telephone number; empty where we have none."""
        return Person.opened("phone", *self.phone_number) if self.phone_number else ""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of each day in which nothing rings, in minutes after midnight there."""

    begins: int
    ends: int
    zone: str

    def over_at(self) -> datetime | None:
        """When the quiet hours that run now are over; None outside of them."""
        here = clock.now().astimezone(ZoneInfo(self.zone))
        since_begin = (here.hour * 60 + here.minute - self.begins) % (24 * 60)
        length = (self.ends - self.begins) % (24 * 60)
        if since_begin >= length:
            return None
        return clock.now() + timedelta(minutes=length - since_begin, seconds=-here.second)


async def of(people: Iterable[UUID]) -> dict[UUID, Reader]:
    """These people as readers, in four statements; those who were erased are left out."""
    wanted = list(set(people))
    readers = {row["id"]: _reader(row) for row in await _people(wanted)}
    for row in await _subscriptions(wanted):
        readers[row["person_id"]].phones.append(_phone(row))
    for row in await Preference.filter(person_id__in=wanted, wanted=False).values("person_id", "kind"):
        if row["person_id"] in readers:
            readers[row["person_id"]].unwanted.add(Kind(row["kind"]))
    for row in await QuietHours.filter(person_id__in=wanted).values("person_id", "begins", "ends", "zone"):
        if row["person_id"] in readers:
            readers[row["person_id"]].quiet = Quiet(row["begins"], row["ends"], row["zone"])
    return readers


async def _people(wanted: list[UUID]) -> list[dict[str, Any]]:
    return await Person.filter(id__in=wanted, erased_at__isnull=True).values("id", "language", "phone")


async def _subscriptions(wanted: list[UUID]) -> list[dict[str, Any]]:
    columns = (
        "id",
        "person_id",
        "session_id",
        "endpoint",
        "p256dh",
        "auth",
        "device",
        "refusals",
        "accepted_at",
    )
    return await Subscription.filter(Subscription.signed_in(), person_id__in=wanted).values(*columns)


def _reader(row: dict[str, Any]) -> Reader:
    return Reader(Language(row["language"]), (row["id"], row["phone"]))


def _phone(row: dict[str, Any]) -> Phone:
    def opened(column: str) -> str:
        return Subscription.opened(column, row["id"], row[column])

    return Phone(
        id=row["id"],
        session=row["session_id"],
        endpoint=opened("endpoint"),
        p256dh=encryption.key_of(opened("p256dh")),
        auth=encryption.key_of(opened("auth")),
        device=row["device"],
        refusals=row["refusals"],
        accepted_at=row["accepted_at"],
    )
