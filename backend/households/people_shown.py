"""Doors, the people behind them and what is known of them, as the graph shows them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from backend.access.actor import Actor
from backend.access.models import Person, Role
from backend.grids.models import Tier
from backend.households import contacts, models, reading
from backend.households.doors import Door as DoorParts
from backend.households.models import NeedKind, Reason
from backend.kit import nodes

strawberry.enum(
    NeedKind, name="NeedKind", description="What neighbours must know about a household when help is needed."
)
strawberry.enum(Reason, name="LookReason", description="Why somebody looked at a household's particulars.")
LOOK = ("person_id", "person__name", "role", "reason", "at")


@strawberry.type(description="A door, as it was written, and as one says it.")
class Door:
    building: str = strawberry.field(description="The building; may be empty.")
    unit: str = strawberry.field(description="The unit or stairwell; may be empty.")
    room: str = strawberry.field(description="The room or house number; may be empty.")
    label: str = strawberry.field(description="All of it: 3栋2单元1202.")


def door_of(row: Mapping[str, Any], prefix: str = "") -> Door:
    """A door read by `.values()`."""
    door = DoorParts(row[f"{prefix}building"], row[f"{prefix}unit"], row[f"{prefix}room"])
    return Door(building=door.building, unit=door.unit, room=door.room, label=door.label)


@strawberry.type(description="Whom a household can call.")
class HouseholdContact:
    post: strawberry.ID = strawberry.field(description="The post they hold.")
    name: str = strawberry.field(description="Their name.")
    role: Role = strawberry.field(description="What they answer for.")
    phone: str = strawberry.field(description="Their number; empty where there is none to call.")


def contact_of(contact: contacts.Contact) -> HouseholdContact:
    """A contact as a graph object."""
    return HouseholdContact(
        post=nodes.opaque("Post", contact.post), name=contact.name, role=contact.role, phone=contact.phone
    )


@strawberry.type(description="The liaison who looks after a household.")
class NamedLiaison:
    post: strawberry.ID = strawberry.field(description="The post they hold.")
    name: str = strawberry.field(description="Their name.")


@strawberry.type(description="Somebody who lives behind a door, or waits to be let in.")
class Resident:
    id: strawberry.ID = strawberry.field(description="By which it is named in changes.")
    name: str = strawberry.field(description="Their name.")
    phone: str = strawberry.field(description="A number to call; empty where there is none.")
    birth_year: int | None = strawberry.field(description="The year they were born in, where it was told.")
    is_head: bool = strawberry.field(description="Whether they decide who belongs to the household.")
    is_me: bool = strawberry.field(description="Whether it is whoever asks.")
    has_account: bool = strawberry.field(description="Whether they use Lianxin themselves.")
    person: strawberry.ID | None = strawberry.field(
        description="Their account, for giving them a sign-in code in person; null where they have none."
    )
    since: datetime = strawberry.field(description="Since when they are on the list.")
    version: int = strawberry.field(description="Give this back when you change it.")


@strawberry.type(description="Something that matters when help is needed.")
class Need:
    id: strawberry.ID = strawberry.field(description="By which it is named in changes.")
    kind: NeedKind = strawberry.field(description="What it is.")
    resident: strawberry.ID | None = strawberry.field(
        description="Whose it is; null where it is the whole household's."
    )
    month: str = strawberry.field(
        description="YYYY-MM: an infant's birth month, a pregnancy's due month; empty otherwise."
    )
    note: str = strawberry.field(description="What else to know; may be empty.")
    since: datetime = strawberry.field(description="Since when it is known.")


@strawberry.type(
    description="What only those see who live there, or who look after the household; their look is recorded."
)
class HouseholdParticulars:
    address: str = strawberry.field(description="Where it is, from the town down to the door.")
    notes: str = strawberry.field(description="What whoever looks after it wrote down; may be empty.")
    residents: list[Resident] = strawberry.field(description="Who lives there, the head first.")
    waiting: list[Resident] = strawberry.field(description="Who waits to be let in.")
    needs: list[Need] = strawberry.field(description="What matters when help is needed.")


@strawberry.type(description="Somebody was shown this household's particulars.")
class Look:
    id: strawberry.ID = strawberry.field(description="By which it is named in changes.")
    name: str = strawberry.field(description="Who looked.")
    role: Role | None = strawberry.field(description="The post they looked as; null for a volunteer.")
    tier: Tier | None = strawberry.field(description="The level of that post's grid.")
    reason: Reason = strawberry.field(description="Why.")
    at: datetime = strawberry.field(description="When.")


def resident_of(row: reading.Row, reader: Actor) -> Resident:
    """A resident read by `reading.residents` as a graph object."""
    person, said = row["person_id"], models.Resident.opened
    year = said("birth_year", row["id"], row["birth_year"])
    return Resident(
        id=nodes.opaque("Resident", row["id"]),
        name=said("name", row["id"], row["name"]),
        phone=said("phone", row["id"], row["phone"]),
        birth_year=int(year) if year else None,
        is_head=row["head_of"] is not None,
        is_me=person == reader.id,
        has_account=person is not None,
        person=nodes.opaque("Person", person) if person else None,
        since=row["joined_at"],
        version=row["version"],
    )


def need_of_row(row: reading.Row) -> Need:
    """A need read by `reading.needs` as a graph object."""
    return Need(
        id=nodes.opaque("Need", row["id"]),
        kind=NeedKind(row["kind"]),
        resident=nodes.opaque("Resident", row["resident_id"]) if row["resident_id"] else None,
        month=models.Need.opened("month", row["id"], row["month"]),
        note=models.Need.opened("note", row["id"], row["note"]),
        since=row["since"],
    )


def need_of(need: models.Need) -> Need:
    """A need as a graph object."""
    return Need(
        id=nodes.opaque("Need", need.id),
        kind=need.kind,
        resident=nodes.opaque("Resident", need.resident_id) if need.resident_id else None,
        month=need.month or "",
        note=need.note or "",
        since=need.since,
    )


def look_of(row: dict[str, Any], tier: Tier | None) -> Look:
    """A look read by `.values(*LOOK)`, at the level of a post, as a graph object."""
    return Look(
        id=nodes.opaque("Look", row["id"]),
        name=Person.opened("name", row["person_id"], row["person__name"]),
        role=Role(row["role"]) if row["role"] else None,
        tier=tier,
        reason=Reason(row["reason"]),
        at=row["at"],
    )
