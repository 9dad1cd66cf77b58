"""Households as the graph shows them."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from strawberry.types import Info
from tortoise.queryset import QuerySet

from backend.access.actor import Actor
from backend.access.context import Context
from backend.access.models import Person
from backend.grids import graph as grids
from backend.households import contacts, listing, models, reading, rules
from backend.households.models import NeedKind
from backend.households.people_shown import (
    LOOK,
    Door,
    HouseholdContact,
    HouseholdParticulars,
    Look,
    NamedLiaison,
    contact_of,
    door_of,
    look_of,
    need_of_row,
    resident_of,
)
from backend.kit import clock, nodes, pages, plain
from backend.kit.arguments import After, First
from backend.kit.nodes import Node
from backend.kit.pages import Connection
from backend.kit.words import Language

if TYPE_CHECKING:
    from backend.households.invitations_shown import Invitation

ShownInvitation = Annotated["Invitation", strawberry.lazy("backend.households.invitations_shown")]

strawberry.enum(
    listing.Missing,
    name="MissingInHousehold",
    description="What a household still lacks: known residents, a liaison, or an answer to who waits at its door.",
)


@strawberry.type(description="One door, and whoever lives behind it.")
class Household(Node):
    row: strawberry.Private[UUID]
    liaison_post: strawberry.Private[UUID | None]
    sealed_notes: strawberry.Private[bytes | None]
    alone: strawberry.Private[bool]
    """Whether it was asked for by itself: what is personal is not shown in lists."""
    known_needs: strawberry.Private[list[NeedKind] | None] = None
    known_residents: strawberry.Private[int | None] = None
    known_waiting: strawberry.Private[int | None] = None
    door: Door = strawberry.field(description="Which door.")
    grid: grids.Grid = strawberry.field(description="The grid it belongs to.")
    language: Language = strawberry.field(description="The language they read best.")
    is_vacant: bool = strawberry.field(description="Whether nobody lives there at present.")
    liaison: NamedLiaison | None = strawberry.field(
        description="The liaison who looks after it, if one is named."
    )
    version: int = strawberry.field(description="Give this back when you change it.")

    @strawberry.field(
        description="What matters when help is needed, by kind only.",
        metadata={plain.KNOWN_AS: "known_needs"},
    )
    async def needs(self, info: Info[Context, None]) -> list[NeedKind]:
        return reading.kinds(await info.context.loader(reading.needs).load(self.row))

    @strawberry.field(
        description="How many people live there, as far as is known.",
        metadata={plain.KNOWN_AS: "known_residents"},
    )
    async def resident_count(self, info: Info[Context, None]) -> int:
        return len(reading.here(await self._people(info)))

    @strawberry.field(
        description="How many people wait to be let in.", metadata={plain.KNOWN_AS: "known_waiting"}
    )
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
            residents=[resident_of(row, info.context.me) for row in reading.here(people)],
            waiting=[resident_of(row, info.context.me) for row in people if row["admitted_at"] is None],
            needs=[need_of_row(row) for row in await info.context.loader(reading.needs).load(self.row)],
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
        rows = models.Look.filter(household_id=self.row)
        page = await pages.page(rows, *LOOK, order=("-at", "-id"), first=first, after=after)
        tiers = await reading.tiers_of_lookers(page.rows, self.grid.path)
        return page.of(lambda row: look_of(row, tiers.get(row["id"])))

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


async def know(shown: Sequence[Household], wanted: Collection[str]) -> None:
    """Read beforehand, in one statement for each, what a list shows of these households."""
    rows = [household.row for household in shown]
    if "needs" in wanted:
        for household, told in zip(shown, await reading.kinds_told(rows), strict=True):
            household.known_needs = told
    if not {"residentCount", "waitingCount"}.isdisjoint(wanted):
        for household, counted in zip(shown, await reading.people_counted(rows), strict=True):
            household.known_residents, household.known_waiting = counted


def _liaison(row: Mapping[str, Any], prefix: str) -> NamedLiaison | None:
    post, until = row[f"{prefix}liaison_id"], row[f"{prefix}liaison__until"]
    is_over = row[f"{prefix}liaison__ended_at"] is not None or (until is not None and until <= clock.now())
    if post is None or is_over:
        return None
    person = row[f"{prefix}liaison__person_id"]
    name = Person.opened("name", person, row[f"{prefix}liaison__person__name"])
    return NamedLiaison(post=nodes.opaque("Post", post), name=name)


@nodes.loads("Household")
async def _load(actor: Actor, household: UUID) -> Household | None:
    return await one(rules.visible(actor).filter(id=household))
