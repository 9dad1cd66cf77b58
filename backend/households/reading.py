"""What a screen shows of households, read for all of its rows in one statement each."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from tortoise.functions import Count

from backend.access.actor import Actor
from backend.access.models import Post
from backend.grids import rules as grids
from backend.grids.models import Tier
from backend.households import rules
from backend.households.models import Need, NeedKind, Reason, Resident
from backend.kit import work

Row = dict[str, Any]

RESIDENT = (
    *("id", "household_id", "person_id", "home_of", "head_of", "name", "phone", "birth_year"),
    *("joined_at", "admitted_at", "version"),
)
NEED = ("id", "household_id", "kind", "resident_id", "month", "note", "since")


async def residents(households: list[UUID]) -> list[list[Row]]:
    """Who lives in each of these households or waits at its door, first the head, then by when they came."""
    rows = (
        await Resident.filter(household_id__in=households, left_at__isnull=True)
        .order_by("joined_at", "id")
        .values(*RESIDENT)
    )
    rows.sort(key=lambda row: row["head_of"] is None)
    return _each(rows, households)


async def needs(households: list[UUID]) -> list[list[Row]]:
    """What matters in each of these households."""
    rows = (
        await Need.filter(household_id__in=households, cleared_at__isnull=True)
        .order_by("since", "id")
        .values(*NEED)
    )
    return _each(rows, households)


async def kinds_told(households: list[UUID]) -> list[list[NeedKind]]:
    """What matters in each of these households, by kind only."""
    told = Need.filter(household_id__in=households, cleared_at__isnull=True)
    return [kinds(rows) for rows in _each(await told.values("household_id", "kind"), households)]


async def people_counted(households: list[UUID]) -> list[tuple[int, int]]:
    """How many live in each of these households, and how many wait at its door."""
    rows = (
        await Resident.filter(household_id__in=households, left_at__isnull=True)
        .annotate(everybody=Count("id"), living=Count("admitted_at"))
        .group_by("household_id")
        .values("household_id", "everybody", "living")
    )
    counted = {row["household_id"]: (row["living"], row["everybody"] - row["living"]) for row in rows}
    return [counted.get(household, (0, 0)) for household in households]


def _each(rows: list[Row], households: list[UUID]) -> list[list[Row]]:
    found: dict[UUID, list[Row]] = {household: [] for household in households}
    for row in rows:
        found[row["household_id"]].append(row)
    return [found[household] for household in households]


def kinds(told: list[Row]) -> list[NeedKind]:
    """The kinds of these needs, each once."""
    known = {NeedKind(row["kind"]) for row in told}
    return [kind for kind in NeedKind if kind in known] if known else []


def here(people: list[Row]) -> list[Row]:
    """Those who live there, without those who wait at the door."""
    return [row for row in people if row["admitted_at"] is not None]


def lives_among(actor: Actor, people: list[Row]) -> bool:
    """Whether the actor lives with these."""
    return actor.person is not None and any(row["home_of"] == actor.person for row in here(people))


async def decides(actor: Actor, household: UUID, path: str, liaison: UUID | None, people: list[Row]) -> bool:
    """Whether the actor, who may see a household, may also decide who belongs to it."""
    if await rules.looks_after(actor, household, path, liaison):
        return True
    heads = {row["person_id"] for row in people if row["head_of"] is not None} - {None}
    return not heads or actor.id in heads


@work.verb
async def record_look(actor: Actor, household: UUID, path: str) -> None:
    """Record that whoever looks after a household was shown its particulars."""
    await rules.note_look(actor, household, path, Reason.WORK)


@work.verb
async def record_looks(actor: Actor, shown: Mapping[UUID, str]) -> None:
    """The same for many households, each with the path of its grid."""
    await rules.note_looks(actor, shown, Reason.WORK)


async def tiers_of_lookers(looks: list[Row], path: str) -> dict[UUID, Tier]:
    """At which level each looked who held a post around this grid then: the nearest, if at several."""
    if not looks:
        return {}
    posts = (
        await Post.filter(
            person_id__in={look["person_id"] for look in looks}, grid__path__in=grids.ancestors(path)
        )
        .order_by("grid__path")
        .values("person_id", "role", "since", "ended_at", "grid__tier")
    )
    return {
        look["id"]: Tier(post["grid__tier"])
        for look in looks
        for post in posts
        if (post["person_id"], post["role"]) == (look["person_id"], look["role"])
        and post["since"] <= look["at"]
        and (post["ended_at"] is None or look["at"] <= post["ended_at"])
    }
