"""Finding households in a list of doors: by what one types, by need, by what is still missing."""

import re
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from backend.access import actor as access
from backend.access import people
from backend.access.actor import Actor
from backend.access.models import Person, Post, Role
from backend.households import doors, rules
from backend.households.models import Household, Need, NeedKind, Resident
from backend.kit.refusals import BadInput

LOOK_AFTER = (*rules.KEEP, Role.LIAISON)
SEARCH = 60
"""How much of what is typed is looked for."""


class Missing(Enum):
    """What a household still lacks."""

    RESIDENTS = "RESIDENTS"
    LIAISON = "LIAISON"
    ADMISSION = "ADMISSION"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which of the households of a grid are wanted; what is None does not matter."""

    search: str | None = None
    need: NeedKind | None = None
    liaison: UUID | None = None
    missing: Missing | None = None


def within(actor: Actor, path: str, wanted: Filter) -> QuerySet[Household]:
    """The households of the grid at this path and everything below it that the actor looks after."""
    found = rules.looked_after(actor).filter(access.subtree(path, "grid__path"))
    if wanted.search and wanted.search.strip():
        found = found.filter(_matches(wanted.search.strip()[:SEARCH]))
    if wanted.need:
        found = found.filter(_with(Need.filter(kind=wanted.need, cleared_at__isnull=True)))
    if wanted.liaison:
        found = found.filter(liaison_id=wanted.liaison)
    return found.filter(_lacks(wanted.missing)) if wanted.missing else found


def _with(rows: QuerySet[Need] | QuerySet[Resident]) -> Q:
    return Q(id__in=Subquery(rows.values("household_id")))


def _lacks(missing: Missing) -> Q:
    if missing is Missing.LIAISON:
        return _without_liaison()
    if missing is Missing.ADMISSION:
        return _with(Resident.filter(Resident.waiting()))
    return ~_with(Resident.filter(Resident.here())) & Q(vacant_since__isnull=True)


def _without_liaison() -> Q:
    in_force = Subquery(Post.filter(Post.held_now(), role=Role.LIAISON).values("id"))
    return Q(liaison_id__isnull=True) | ~Q(liaison_id__in=in_force)


def _matches(search: str) -> Q:
    """A whole phone number finds who can be called by it; everything else is read as parts of a door."""
    try:
        return _with(
            Resident.filter(Resident.here(), phone_index=Person.index_of(people.parse_phone(search)))
        )
    except BadInput:
        return Q(*(_part(part) for part in doors.parts_of(search)))


def _part(part: str) -> Q:
    key = doors.part_key(part)
    is_a_part = (
        Q(order_key__startswith=f"{key}0")
        | Q(order_key__endswith=f"0{key}")
        | Q(order_key__contains=f"0{key}0")
    )
    if re.fullmatch(r"\d{1,2}", part):
        return is_a_part
    return is_a_part | Q(building__icontains=part) | Q(unit__icontains=part) | Q(room__istartswith=part)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many doors a grid has, and how many of them still lack something."""

    households: int
    without_residents: int
    without_liaison: int
    waiting: int


async def counts(actor: Actor, path: str) -> Counts:
    """The doors of the grid at this path and everything below it, counted."""
    found = within(actor, path, Filter())
    # Over the join with grids Tortoise would count each household by itself.
    [counted] = (
        await Household.filter(id__in=Subquery(found.values("id")))
        .annotate(
            households=Count("id"),
            without_residents=Count("id", _filter=_lacks(Missing.RESIDENTS)),
            without_liaison=Count("id", _filter=_lacks(Missing.LIAISON)),
            waiting=Count("id", _filter=_lacks(Missing.ADMISSION)),
        )
        .values("households", "without_residents", "without_liaison", "waiting")
    )
    return Counts(**counted)


async def buildings(path: str) -> list[tuple[UUID, str, list[str]]]:
    """The buildings of the grid at this path and below it, each with its grid and its units, as one walks."""
    rows = (
        await Household.filter(access.subtree(path, "grid__path"), moved_away_at__isnull=True)
        .exclude(building="")
        .order_by("grid__path", "order_key")
        .values("grid_id", "building", "unit")
    )
    found: dict[tuple[UUID, str], tuple[str, dict[str, str]]] = {}
    for row in rows:
        place = (row["grid_id"], doors.building_key(row["building"]))
        _name, units = found.setdefault(place, (doors.said_building(row["building"]), {}))
        if row["unit"]:
            units.setdefault(doors.part_key(row["unit"]), doors.said_unit(row["unit"]))
    return [(grid, name, list(units.values())) for (grid, _key), (name, units) in found.items()]
