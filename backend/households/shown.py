"""Households as the graph shows them."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from strawberry.types import Info
from tortoise.queryset import QuerySet

from backend.access.actor import Actor
from backend.access.context import Context
from backend.access.models import Person, Role
from backend.grids import graph as grids
from backend.households import contacts, listing, models, reading, rules
from backend.households.doors import Door as DoorParts
from backend.households.models import NeedKind, Reason
from backend.kit import clock, nodes, pages
from backend.kit.nodes import Node
from backend.kit.pages import Connection
from backend.kit.words import Language

if TYPE_CHECKING:
    from backend.households.invitations_shown import Invitation

ShownInvitation = Annotated["Invitation", strawberry.lazy("backend.households.invitations_shown")]

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
    reason: Reason = strawberry.field(description="Why.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(description="One door, and whoever lives behind it.")
class Household(Node):
    row: strawberry.Private[UUID]
    liaison_post: strawberry.Private[UUID | None]
    sealed_notes: strawberry.Private[bytes | None]
    alone: strawberry.Private[bool]
    """Whether it was asked for by itself: what is personal is not shown in lists."""
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
        return reading.kinds(await info.context.loader(reading.needs).load(self.row))

    @strawberry.field(description="How many people live there, as far as is known.")
    async def resident_count(self, info: Info[Context, None]) -> int:
        return len(reading.here(await self._people(info)))

    @strawberry.field(description="How many people wait to be let in.")
    async def waiting_count(self, info: Info[Context, None]) -> int:
        people = await self._people(info)
        return len(people) - len(reading.here(people))

    @strawberry.field(
        description="Names, numbers and needs. Asked by whoever looks after the household, the look is recorded. Null in lists."
    )
    async def particulars(self, info: Info[Context, None]) -> HouseholdParticulars | None:
        if not self.alone:
            return None
        people = await self._people(info)
        if not reading.lives_among(info.context.me, people):
            await reading.record_look(info.context.me, self.row, self.grid.path)
        around = await info.context.loader(contacts.around).load(self.grid.path)
        return HouseholdParticulars(
            address=around.address(self.door.label),
            notes=models.Household.opened("notes", self.row, self.sealed_notes),
            residents=[_resident(row, info.context.me) for row in reading.here(people)],
            waiting=[_resident(row, info.context.me) for row in people if row["admitted_at"] is None],
            needs=[_need(row) for row in await info.context.loader(reading.needs).load(self.row)],
        )

    @strawberry.field(
        description="Whom they can call: their liaison, else whoever answers for the nearest grid. Null in lists."
    )
    async def contact(self, info: Info[Context, None]) -> HouseholdContact | None:
        if not self.alone:
            return None
        around = await info.context.loader(contacts.around).load(self.grid.path)
        found = around.contact(self.liaison_post)
        return contact_of(found) if found else None

    @strawberry.field(description="Whether I decide who belongs to it. False in lists.")
    async def may_decide(self, info: Info[Context, None]) -> bool:
        return self.alone and await self._is_mine_to_decide(info)

    @strawberry.field(description="Who looked at our particulars, the latest first; null for anybody else.")
    async def looks(
        self, info: Info[Context, None], first: First = pages.MOST, after: After = None
    ) -> Connection[Look] | None:
        if not self.alone or not reading.lives_among(info.context.me, await self._people(info)):
            return None
        columns = ("person_id", "person__name", "role", "reason", "at")
        rows = models.Look.filter(household_id=self.row)
        page = await pages.page(rows, *columns, order=("-at", "-id"), first=first, after=after)
        return page.of(_look)

    @strawberry.field(
        description="Open invitations to this household, for whoever decides there; empty for others, and in lists."
    )
    async def invitations(self, info: Info[Context, None]) -> list[ShownInvitation]:
        if not self.alone or not await self._is_mine_to_decide(info):
            return []
        from backend.households import invitations_shown

        return await invitations_shown.open_to(self.row)

    async def _people(self, info: Info[Context, None]) -> list[reading.Row]:
        return await info.context.loader(reading.residents).load(self.row)

    async def _is_mine_to_decide(self, info: Info[Context, None]) -> bool:
        people = await self._people(info)
        return await reading.decides(info.context.me, self.row, self.grid.path, self.liaison_post, people)


COLUMNS = (
    *("id", "building", "unit", "room", "language", "vacant_since", "version", "notes"),
    *("liaison_id", "liaison__person_id", "liaison__person__name", "liaison__ended_at", "liaison__until"),
    *grids.columns("grid__"),
)


def columns(prefix: str = "") -> tuple[str, ...]:
    """What to read by `.values()` for `household_of` with the same prefix."""
    return tuple(prefix + column for column in COLUMNS)


async def one(rows: QuerySet[models.Household]) -> Household | None:
    """The one household that `rows` finds, with all that is only shown of one at a time."""
    found = await rows.limit(1).values(*COLUMNS)
    return household_of(found[0], alone=True) if found else None


def household_of(row: Mapping[str, Any], prefix: str = "", alone: bool = False) -> Household:
    """A household read by `.values(*columns(prefix))` as a graph node."""
    return Household(
        id=nodes.opaque("Household", row[f"{prefix}id"]),
        row=row[f"{prefix}id"],
        liaison_post=row[f"{prefix}liaison_id"],
        sealed_notes=row[f"{prefix}notes"],
        alone=alone,
        door=door_of(row, prefix),
        grid=grids.grid_of(row, f"{prefix}grid__"),
        language=Language(row[f"{prefix}language"]),
        is_vacant=row[f"{prefix}vacant_since"] is not None,
        liaison=_liaison(row, prefix),
        version=row[f"{prefix}version"],
    )


def _liaison(row: Mapping[str, Any], prefix: str) -> NamedLiaison | None:
    post, until = row[f"{prefix}liaison_id"], row[f"{prefix}liaison__until"]
    is_over = row[f"{prefix}liaison__ended_at"] is not None or (until is not None and until <= clock.now())
    if post is None or is_over:
        return None
    person = row[f"{prefix}liaison__person_id"]
    name = Person.opened("name", person, row[f"{prefix}liaison__person__name"])
    return NamedLiaison(post=nodes.opaque("Post", post), name=name)


def _resident(row: reading.Row, reader: Actor) -> Resident:
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


def _need(row: reading.Row) -> Need:
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
