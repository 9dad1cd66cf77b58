"""Whom a notice rings, on a stretch of ground: those who live there and are meant, its volunteers, and who holds a post."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from backend.access.actor import LAST
from backend.access.models import Post
from backend.grids.models import Grid
from backend.households.models import Household, Need, Resident
from backend.kit import clock
from backend.notices import audience
from backend.notices.kinds import Audience
from backend.push.broadcasting import crowds
from backend.push.broadcasting.crowds import Stretch
from backend.volunteers.models import Volunteer, VolunteerState

HOUSEHOLDS = "households"
"""The name of this crowd. Its places are the paths of grids."""


def stretch(path: str, *, covers_below: bool) -> tuple[str, str]:
    """The stretch of a grid with all below it, or of this very grid alone."""
    # A grid's path is the beginning of those below it: they begin right after it, and end before one more z.
    return path, f"{path}{LAST}z" if covers_below else f"{path}0"


def given(chosen: Collection[Audience]) -> dict[str, str]:
    """What this crowd has to know about a notice."""
    return {"audience": audience.written(chosen)}


async def people(ground: Stretch, after: UUID | None, most: int) -> list[UUID]:
    """The next people of a stretch, whichever of these they are."""
    chosen = [Audience(name) for name in ground.given["audience"].split()]
    found: set[UUID] = set()
    for some in _some(ground, chosen):
        later = some.filter(person_id__gt=after) if after else some
        # Once each, before so many are taken: a short page means that nobody is left.
        rows = await later.distinct().order_by("person_id").limit(most).values("person_id")
        found.update(row["person_id"] for row in rows)
    return sorted(found)[:most]


def _some(ground: Stretch, chosen: list[Audience]) -> list[QuerySet[Any]]:
    grids = Subquery(Grid.filter(path__gte=ground.begins, path__lt=ground.before).values("id"))
    homes = audience.households([]).filter(grid_id__in=grids)
    if chosen:
        here = Subquery(homes.values("id"))
        homes = homes.filter(Q(*[_homes(one, here) for one in chosen], join_type="OR"))
    some: list[QuerySet[Any]] = [
        Resident.filter(
            Resident.here(), household_id__in=Subquery(homes.values("id")), person_id__isnull=False
        )
    ]
    if not chosen or Audience.VOLUNTEERS in chosen:
        some.append(Volunteer.filter(grid_id__in=grids, state=VolunteerState.APPROVED))
    if not chosen or Audience.POSTS in chosen:
        some.append(Post.filter(Post.held_now(), grid_id__in=grids))
    return some


def _homes(one: Audience, here: Subquery) -> Q:
    """Those of these households that belong to an audience: sought from them on, as a stretch has few."""
    if need := audience.NEEDS.get(one):
        found: QuerySet[Any] = Need.filter(kind=need, cleared_at__isnull=True, household_id__in=here)
    else:
        found = Resident.filter(Resident.here(), _does(one), household_id__in=here)
    return Q(id__in=Subquery(found.values("household_id")))


def _does(one: Audience) -> Q:
    """Residents who are volunteers, or hold a post now."""
    if one is Audience.VOLUNTEERS:
        return Q(person__volunteering__state=VolunteerState.APPROVED)
    now = clock.now()
    return Q(person__posts__ended_at__isnull=True, person__posts__since__lte=now) & (
        Q(person__posts__until__isnull=True) | Q(person__posts__until__gt=now)
    )


async def beginnings(ground: Stretch, size: int) -> list[str]:
    """The paths at which new stretches begin, so that each has about so many households."""
    rows = await (
        Household.filter(
            Q(grid__path__gte=ground.begins, grid__path__lt=ground.before, moved_away_at__isnull=True)
        )
        .annotate(number=Count("id"))
        .group_by("grid__path")
        .order_by("grid__path")
        .values("grid__path", "number")
    )
    begun, number = [], 0
    for row in rows:
        if number >= size:
            begun.append(row["grid__path"])
            number = 0
        number += row["number"]
    return begun


crowds.register(HOUSEHOLDS, people=people, beginnings=beginnings)
