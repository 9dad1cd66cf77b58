"""Invitations as the graph shows them: to whoever makes them, and to whoever holds one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry.types import Info
from tortoise.queryset import QuerySet

from backend.access.actor import Actor
from backend.access.context import Context
from backend.grids import graph as grids
from backend.grids.models import Grid
from backend.households import contacts, invitations, listing, models, rules
from backend.households.people_shown import Door, HouseholdContact, contact_of, door_of
from backend.households.shown import Household, columns, household_of
from backend.kit import nodes, pages
from backend.kit.nodes import Node


@strawberry.type(description="A code by which residents come in without SMS.")
class Invitation(Node):
    code: str = strawberry.field(description="The code as it is read aloud: ABCD EFGH.")
    link: str = strawberry.field(description="Where the QR code leads.")
    qr: str = strawberry.field(description="The link as a QR code: an SVG picture in a data URI.")
    grid: grids.Grid = strawberry.field(description="The grid it lets people into.")
    door: Door | None = strawberry.field(
        description="The door it is for; null where it is for the whole grid."
    )
    uses: int = strawberry.field(description="For how many people it is.")
    used: int = strawberry.field(description="How many came in by it.")
    made_at: datetime = strawberry.field(description="When it was made.")
    expires_at: datetime = strawberry.field(description="Until when it lets people in.")
    is_open: bool = strawberry.field(description="Whether it lets anybody in now.")


COLUMNS = (
    *("id", "code", "uses", "used", "made_at", "expires_at", "revoked_at", "household_id"),
    *("household__building", "household__unit", "household__room"),
    *grids.columns("grid__"),
)


def invitation_of(row: Mapping[str, Any]) -> Invitation:
    """An invitation read by `.values(*COLUMNS)` as a graph node."""
    code = models.Invitation.opened("code", row["id"], row["code"])
    return Invitation(
        id=nodes.opaque("Invitation", row["id"]),
        code=invitations.spaced(code),
        link=invitations.link(code),
        qr=invitations.qr(code),
        grid=grids.grid_of(row, "grid__"),
        door=door_of(row, "household__") if row["household_id"] else None,
        uses=row["uses"],
        used=row["used"],
        made_at=row["made_at"],
        expires_at=row["expires_at"],
        is_open=row["revoked_at"] is None and row["used"] < row["uses"],
    )


async def open_to(household: UUID) -> list[Invitation]:
    """The invitations that let somebody into a household now, the latest first."""
    found = models.Invitation.filter(models.Invitation.open_now(), household_id=household)
    rows = await found.order_by("-made_at", "-id").limit(pages.MOST).values(*COLUMNS)
    return [invitation_of(row) for row in rows]


async def one(rows: QuerySet[models.Invitation]) -> Invitation | None:
    """The one invitation that `rows` finds."""
    found = await rows.limit(1).values(*COLUMNS)
    return invitation_of(found[0]) if found else None


@strawberry.type(description="A building to choose from.")
class Building:
    name: str = strawberry.field(description="As it is written on the list.")
    units: list[str] = strawberry.field(description="Its units or stairwells; empty where it has none.")
    grid: strawberry.ID = strawberry.field(description="The grid it stands in; give it back with the door.")


@strawberry.type(description="What somebody sees who holds an invitation, before they come in.")
class Welcome:
    place: str = strawberry.field(description="Where it leads: 朝天镇 / 明月社区.")
    door: Door | None = strawberry.field(
        description="The door, where the invitation is for one; otherwise you say which is yours."
    )
    buildings: list[Building] = strawberry.field(
        description="Buildings to choose from; a door that is not among them can be typed."
    )


async def welcome_of(invitation: models.Invitation) -> Welcome:
    """What an open invitation shows: the ground and its buildings, and nobody's name."""
    grid = invitation.grid
    home = invitation.household
    found = [] if home else await listing.buildings(grid.path)
    buildings = [Building(name=name, units=units, grid=nodes.opaque("Grid", of)) for of, name, units in found]
    return Welcome(place=await _place(grid), door=_door(home) if home else None, buildings=buildings)


async def _place(grid: Grid) -> str:
    [around] = await contacts.around([grid.path])
    return grids.label_of(around.grids)


def _door(home: models.Household) -> Door:
    return Door(building=home.building, unit=home.unit, room=home.room, label=home.door.label)


@strawberry.type(
    description="A resident who came in by an invitation, and whether they have to wait at the door."
)
class Joined:
    person: strawberry.ID | None = strawberry.field(
        description="My account; null where this device is not signed in, for the answer was asked again too late."
    )
    door: Door = strawberry.field(description="The door.")
    is_waiting: bool = strawberry.field(
        description="Whether somebody of the household, or who looks after it, has to let them in first."
    )


@strawberry.type(description="A door at which I wait to be let in.")
class WaitingAtDoor:
    resident: strawberry.ID = strawberry.field(description="Myself, for going away again.")
    door: Door = strawberry.field(description="The door.")
    since: datetime = strawberry.field(description="Since when I wait.")
    contact: HouseholdContact | None = strawberry.field(description="Whom I can call.")


def joined_of(resident: models.Resident, home: models.Household, me: Actor | None) -> Joined:
    """Somebody who came in as a graph object."""
    return Joined(
        person=nodes.opaque("Person", me.id) if me else None,
        door=_door(home),
        is_waiting=resident.admitted_at is None,
    )


async def waiting_of(info: Info[Context, None]) -> WaitingAtDoor | None:
    """The door at which the actor waits; None where they wait nowhere."""
    row = await standing_of(info)
    if row is None or row["admitted_at"] is not None:
        return None
    around = await info.context.loader(contacts.around).load(row["household__grid__path"])
    contact = around.contact(row["household__liaison_id"])
    return WaitingAtDoor(
        resident=nodes.opaque("Resident", row["id"]),
        door=door_of(row, "household__"),
        since=row["joined_at"],
        contact=contact_of(contact) if contact else None,
    )


async def home_of(info: Info[Context, None]) -> Household | None:
    """The household in which the actor lives; None where they live in none, or wait to be let in."""
    row = await standing_of(info)
    if row is None or row["admitted_at"] is None:
        return None
    return household_of(row, "household__", alone=True)


async def standing_of(info: Info[Context, None]) -> Mapping[str, Any] | None:
    """Where the actor lives or waits, read once however many fields ask for it."""
    me = info.context.me
    return await info.context.loader(_standing).load(me.person) if me.person else None


async def _standing(people: list[UUID]) -> list[dict[str, Any] | None]:
    rows = await models.Resident.filter(home_of__in=people).values(
        "id", "home_of", "joined_at", "admitted_at", *columns("household__")
    )
    found = {row["home_of"]: row for row in rows}
    return [found.get(person) for person in people]


@nodes.loads("Invitation")
async def _load(actor: Actor, invitation: UUID) -> Invitation | None:
    found = await invitations.visible(actor).get_or_none(id=invitation)
    if found is None or (found.household_id and not await rules.decides(actor, found.household_id)):
        return None
    return await one(models.Invitation.filter(id=invitation))
