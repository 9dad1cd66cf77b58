"""Volunteers as the graph shows them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import strawberry

from backend.access import people
from backend.access.actor import Actor
from backend.access.models import Person
from backend.grids import graph as grids
from backend.grids.models import Tier
from backend.kit import clock, nodes
from backend.kit.nodes import Node
from backend.volunteers import models, rules
from backend.volunteers.models import QualificationKind, Skill, VolunteerHours, VolunteerSkill, VolunteerState

strawberry.enum(VolunteerState, name="VolunteerState", description="How far an offer to help has come.")
strawberry.enum(Skill, name="Skill", description="What a volunteer can do.")
strawberry.enum(QualificationKind, name="QualificationKind", description="A paper that a leader has seen.")


@strawberry.type(name="VolunteerHours", description="A stretch of a week in which a volunteer has time.")
class ShownHours:
    weekday: int = strawberry.field(description="1 is Monday, 7 is Sunday.")
    begins: time = strawberry.field(name="from", description="By the clock of their grid.")
    ends: time = strawberry.field(
        name="to", description="By the clock of their grid; 00:00 is the midnight after."
    )


@strawberry.type(description="A paper that a leader has seen.")
class Qualification:
    id: strawberry.ID = strawberry.field(description="Opaque; stays the same for ever.")
    kind: QualificationKind = strawberry.field(description="What it says.")
    note: str = strawberry.field(description="What the leader wrote beside it; may be empty.")
    expires_on: date = strawberry.field(description="The last day on which it holds.")
    checked_by: str = strawberry.field(description="The name of who saw it.")


@strawberry.type(description="How many volunteers a grid has, everything below it counted in.")
class VolunteerCounts:
    waiting: int = strawberry.field(description="Wait to be decided about.")
    active: int = strawberry.field(description="Can be asked to help at this moment.")
    paused: int = strawberry.field(description="Take a break.")


@strawberry.type(
    description="A volunteer's number, shown because somebody has to call them. The look was noted."
)
class VolunteerPhone:
    phone: str = strawberry.field(description="The number in international form; empty where there is none.")


@strawberry.type(description="A person who offered time to a grid.")
class Volunteer(Node):
    person: strawberry.ID = strawberry.field(description="Who it is.")
    name: str = strawberry.field(description="Their name.")
    phone: str = strawberry.field(
        description="Their number with its middle hidden; `showVolunteerPhone` shows all of it."
    )
    grid: grids.Grid = strawberry.field(description="The grid whose leader answers for them.")
    reach: Tier = strawberry.field(description="The widest level within which they go.")
    ground: grids.Grid = strawberry.field(
        description="The grid that this comes to: they go everywhere in it."
    )
    state: VolunteerState = strawberry.field(description="How far their offer has come.")
    is_active: bool = strawberry.field(description="Whether they can be asked to help at this moment.")
    paused_until: datetime | None = strawberry.field(description="When their break ends; null without one.")
    partner_group: str = strawberry.field(
        description="The firm, school or group they come with; may be empty."
    )
    reason: str = strawberry.field(description="Why they were declined or ended; empty otherwise.")
    applied_at: datetime = strawberry.field(description="When they last applied.")
    decided_at: datetime | None = strawberry.field(description="When that was decided.")
    skills: list[Skill] = strawberry.field(description="What they can do.")
    hours: list[ShownHours] = strawberry.field(description="When they have time, in the order of the week.")
    qualifications: list[Qualification] = strawberry.field(
        description="Papers that hold today, the first to end first."
    )
    version: int = strawberry.field(description="Give this back when you change it.")


COLUMNS = (
    *("id", "person_id", "person__name", "person__phone", "reach", "state", "paused_until"),
    *("partner_group", "reason", "applied_at", "decided_at", "version"),
    *grids.columns("grid__"),
    *grids.columns("ground__"),
)
DETAILS = frozenset({"skills", "hours", "qualifications"})
"""Fields that are read only when a document asks for them."""


async def one(actor: Actor, volunteer: UUID, wanted: Collection[str] = DETAILS) -> Volunteer | None:
    """A volunteer whom the actor may see, as a graph node."""
    rows = await rules.visible(actor).filter(id=volunteer).limit(1).values(*COLUMNS)
    made = await several(rows, wanted)
    return made[0] if made else None


async def several(rows: list[dict[str, Any]], wanted: Collection[str]) -> list[Volunteer]:
    """Rows of COLUMNS as graph nodes, with one statement more for each of DETAILS that is wanted."""
    ids = [row["id"] for row in rows]
    skills = await _skills(ids) if "skills" in wanted else {}
    hours = await _hours(ids) if "hours" in wanted else {}
    papers = await _papers(ids) if "qualifications" in wanted else {}
    return [
        _made(row, skills.get(row["id"], []), hours.get(row["id"], []), papers.get(row["id"], []))
        for row in rows
    ]


def _made(
    row: Mapping[str, Any], skills: list[Skill], hours: list[ShownHours], papers: list[Qualification]
) -> Volunteer:
    phone = Person.opened("phone", row["person_id"], row["person__phone"])
    paused = row["paused_until"] if row["paused_until"] and row["paused_until"] > clock.now() else None
    return Volunteer(
        id=nodes.opaque("Volunteer", row["id"]),
        person=nodes.opaque("Person", row["person_id"]),
        name=Person.opened("name", row["person_id"], row["person__name"]),
        phone=people.masked(phone),
        grid=grids.grid_of(row, "grid__"),
        reach=row["reach"],
        ground=grids.grid_of(row, "ground__"),
        state=row["state"],
        is_active=row["state"] is VolunteerState.APPROVED and paused is None,
        paused_until=paused,
        partner_group=models.Volunteer.opened("partner_group", row["id"], row["partner_group"]),
        reason=models.Volunteer.opened("reason", row["id"], row["reason"]),
        applied_at=row["applied_at"],
        decided_at=row["decided_at"],
        skills=skills,
        hours=hours,
        qualifications=papers,
        version=row["version"],
    )


async def _skills(volunteers: list[UUID]) -> dict[UUID, list[Skill]]:
    found: dict[UUID, list[Skill]] = defaultdict(list)
    for row in await VolunteerSkill.filter(volunteer_id__in=volunteers).values("volunteer_id", "skill"):
        found[row["volunteer_id"]].append(row["skill"])
    order = list(Skill)
    return {volunteer: sorted(skills, key=order.index) for volunteer, skills in found.items()}


async def _hours(volunteers: list[UUID]) -> dict[UUID, list[ShownHours]]:
    rows = (
        await VolunteerHours.filter(volunteer_id__in=volunteers)
        .order_by("weekday", "begins")
        .values("volunteer_id", "weekday", "begins", "ends")
    )
    found: dict[UUID, list[ShownHours]] = defaultdict(list)
    for row in rows:
        found[row["volunteer_id"]].append(
            ShownHours(
                weekday=row["weekday"], begins=clock.of_day(row["begins"]), ends=clock.of_day(row["ends"])
            )
        )
    return found


async def _papers(volunteers: list[UUID]) -> dict[UUID, list[Qualification]]:
    rows = (
        await models.Qualification.filter(volunteer_id__in=volunteers, removed_at=None)
        .order_by("expires_on", "id")
        .values(
            "id",
            "volunteer_id",
            "kind",
            "note",
            "expires_on",
            "checked_by_id",
            "checked_by__name",
            "volunteer__grid__time_zone",
        )
    )
    found: dict[UUID, list[Qualification]] = defaultdict(list)
    for row in rows:
        if row["expires_on"] >= rules.today(row["volunteer__grid__time_zone"]):
            found[row["volunteer_id"]].append(_paper(row))
    return found


def _paper(row: Mapping[str, Any]) -> Qualification:
    return Qualification(
        id=nodes.opaque("Qualification", row["id"]),
        kind=row["kind"],
        note=models.Qualification.opened("note", row["id"], row["note"]),
        expires_on=row["expires_on"],
        checked_by=Person.opened("name", row["checked_by_id"], row["checked_by__name"]),
    )


@nodes.loads("Volunteer")
async def _load(actor: Actor, volunteer: UUID) -> Node | None:
    return await one(actor, volunteer)
