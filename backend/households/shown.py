"""Households as the graph shows them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.types import Info
from tortoise.queryset import QuerySet

from backend.access.actor import Actor
from backend.access.context import Context
from backend.access.models import Person, Role
from backend.grids import graph as grids
from backend.households import liaisons, listing, looking, models, rules
from backend.households.doors import Door as DoorParts
from backend.households.models import Household as HouseholdRow
from backend.households.models import NeedKind, Reason
from backend.kit import clock, nodes, pages
from backend.kit.nodes import Node
from backend.kit.pages import Connection
from backend.kit.words import Language

strawberry.enum(
    NeedKind, name="NeedKind", description="What neighbours must know about a household when help is needed."
)
strawberry.enum(Reason, name="LookReason", description="Why somebody looked at a household's particulars.")
strawberry.enum(
    listing.Missing,
    name="MissingInHousehold",
    description="What a household still lacks: known residents, a liaison, or an answer to who waits at its door.",
)

First = Annotated[int, strawberry.argument(description="How many, at most 50.")]
After = Annotated[str | None, strawberry.argument(description="`endCursor` of the page before.")]


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


def contact_of(contact: liaisons.Contact) -> HouseholdContact:
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
    reason: Reason = strawberry.field(description="Why.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(description="One door, and whoever lives behind it.")
class Household(Node):
    row: strawberry.Private[UUID]
    alone: strawberry.Private[bool]
    door: Door = strawberry.field(description="Which door.")
    grid: grids.Grid = strawberry.field(description="The grid it belongs to.")
    language: Language = strawberry.field(description="The language they read best.")
    is_vacant: bool = strawberry.field(description="Whether nobody lives there at present.")
    liaison: NamedLiaison | None = strawberry.field(
        description="The liaison who looks after it, if one is named."
    )
    version: int = strawberry.field(description="Give this back when you change it.")

    @strawberry.field(description="What matters when help is needed, by kind only.")
    async def needs(self, info: Info[Context, None]) -> list[NeedKind]:
        return await info.context.loader(listing.needs_of).load(self.row)

    @strawberry.field(description="How many people live there, as far as is known.")
    async def resident_count(self, info: Info[Context, None]) -> int:
        return (await info.context.loader(listing.resident_counts).load(self.row))[0]

    @strawberry.field(description="How many people wait to be let in.")
    async def waiting_count(self, info: Info[Context, None]) -> int:
        return (await info.context.loader(listing.resident_counts).load(self.row))[1]

    @strawberry.field(
        description="Names, numbers and needs. Asked by whoever looks after the household, the look is recorded. Null in lists."
    )
    async def particulars(self, info: Info[Context, None]) -> HouseholdParticulars | None:
        if not self.alone:
            return None
        return _particulars(await looking.particulars(info.context.me, self.row), info.context.me)

    @strawberry.field(
        description="Whom they can call: their liaison, else whoever answers for the nearest grid."
    )
    async def contact(self, info: Info[Context, None]) -> HouseholdContact | None:
        if not self.alone:
            return None
        home = await rules.get(info.context.me, self.row)
        contact = await liaisons.contact_of(home)
        return contact_of(contact) if contact else None

    @strawberry.field(description="Whether I decide who belongs to it. False in lists.")
    async def may_decide(self, info: Info[Context, None]) -> bool:
        return self.alone and await rules.decides(info.context.me, self.row)

    @strawberry.field(description="Who looked at our particulars, the latest first; null for anybody else.")
    async def looks(
        self, info: Info[Context, None], first: First = pages.MOST, after: After = None
    ) -> Connection[Look] | None:
        rows = await looking.visible(info.context.me, self.row) if self.alone else None
        if rows is None:
            return None
        columns = ("person_id", "person__name", "role", "reason", "at")
        page = await pages.page(rows, *columns, order=("-at", "-id"), first=first, after=after)
        return page.of(_look)


COLUMNS = (
    *("id", "building", "unit", "room", "language", "vacant_since", "version"),
    *("liaison_id", "liaison__person_id", "liaison__person__name", "liaison__ended_at", "liaison__until"),
    *grids.columns("grid__"),
)


async def one(rows: QuerySet[HouseholdRow]) -> Household | None:
    """The one household that `rows` finds, with all that is only shown of one at a time."""
    found = await rows.limit(1).values(*COLUMNS)
    return household_of(found[0], alone=True) if found else None


def household_of(row: Mapping[str, Any], alone: bool = False) -> Household:
    """A household read by `.values(*COLUMNS)` as a graph node."""
    return Household(
        id=nodes.opaque("Household", row["id"]),
        row=row["id"],
        alone=alone,
        door=door_of(row),
        grid=grids.grid_of(row, "grid__"),
        language=Language(row["language"]),
        is_vacant=row["vacant_since"] is not None,
        liaison=_liaison(row),
        version=row["version"],
    )


def _liaison(row: Mapping[str, Any]) -> NamedLiaison | None:
    over = row["liaison__until"] is not None and row["liaison__until"] <= clock.now()
    if row["liaison_id"] is None or row["liaison__ended_at"] is not None or over:
        return None
    name = Person.opened("name", row["liaison__person_id"], row["liaison__person__name"])
    return NamedLiaison(post=nodes.opaque("Post", row["liaison_id"]), name=name)


def _particulars(known: looking.Known, reader: Actor) -> HouseholdParticulars:
    return HouseholdParticulars(
        address=known.address,
        notes=known.notes,
        residents=[_resident(resident, reader) for resident in known.residents],
        waiting=[_resident(resident, reader) for resident in known.waiting],
        needs=[need_of(need) for need in known.needs],
    )


def _resident(resident: models.Resident, reader: Actor) -> Resident:
    person = resident.person_id
    return Resident(
        id=nodes.opaque("Resident", resident.id),
        name=resident.name,
        phone=resident.phone or "",
        birth_year=int(resident.birth_year) if resident.birth_year else None,
        is_head=resident.is_head,
        is_me=person == reader.id,
        has_account=person is not None,
        person=nodes.opaque("Person", person) if person else None,
        since=resident.joined_at,
        version=resident.version,
    )


def need_of(need: models.Need) -> Need:
    """A need as a graph node."""
    return Need(
        id=nodes.opaque("Need", need.id),
        kind=need.kind,
        resident=nodes.opaque("Resident", need.resident_id) if need.resident_id else None,
        month=need.month or "",
        note=need.note or "",
        since=need.since,
    )


def _look(row: dict[str, Any]) -> Look:
    return Look(
        id=nodes.opaque("Look", row["id"]),
        name=Person.opened("name", row["person_id"], row["person__name"]),
        role=Role(row["role"]) if row["role"] else None,
        reason=Reason(row["reason"]),
        at=row["at"],
    )


@nodes.loads("Household")
async def _load(actor: Actor, household: UUID) -> Household | None:
    return await one(rules.visible(actor).filter(id=household))
