"""Who sees which volunteers, who of them can be asked, and how far they go."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from backend import settings
from backend.access import actor as access
from backend.access.actor import Actor
from backend.access.models import Role
from backend.grids import closing
from backend.grids import rules as grids
from backend.grids.models import Grid, Tier
from backend.kit import clock
from backend.kit.refusals import NotFound
from backend.kit.words import Words
from backend.volunteers.models import Skill, Volunteer, VolunteerState

DECIDE = (Role.LEADER, Role.MEMBER)
"""Who says yes or no to a volunteer, for their grid and everything below it."""


def visible(actor: Actor) -> QuerySet[Volunteer]:
    """Volunteers whom the actor may see: themselves, and those of the ground they lead."""
    return Volunteer.filter(Q(person_id=actor.person) | access.under(actor.reach(*DECIDE), "grid__path"))


def own(actor: Actor) -> QuerySet[Volunteer]:
    """What the actor offered, if they ever did."""
    return Volunteer.filter(person_id=actor.person)


async def of(actor: Actor) -> Volunteer | None:
    """What the actor offered, with its grid and the ground it reaches; None where they never did."""
    return await own(actor).select_related("grid", "ground").first()


def within(path: str, state: VolunteerState | None = None, skill: Skill | None = None) -> QuerySet[Volunteer]:
    """Volunteers of the grid at this path and everything below it."""
    found = Volunteer.filter(access.subtree(path, "grid__path"), person__erased_at=None)
    if state:
        found = found.filter(state=state)
    return found.filter(skills__skill=skill) if skill else found


async def counts(path: str) -> dict[str, int]:
    """How many volunteers of this ground are `waiting`, `active` and `paused`."""
    paused = Q(paused_until__gt=clock.now())
    rows = (
        await within(path)
        .annotate(number=Count("id"), paused=Count("id", _filter=paused))
        .group_by("state")
        .values("state", "number", "paused")
    )
    by_state = {row["state"]: row for row in rows}
    nobody = {"number": 0, "paused": 0}
    waiting, approved = (
        by_state.get(state, nobody) for state in (VolunteerState.WAITING, VolunteerState.APPROVED)
    )
    return {
        "waiting": waiting["number"],
        "active": approved["number"] - approved["paused"],
        "paused": approved["paused"],
    }


async def led(actor: Actor, volunteer: UUID) -> Volunteer:
    """A volunteer of the ground that the actor leads; `NotFound` otherwise."""
    found = await (
        Volunteer.filter(access.under(actor.reach(*DECIDE), "grid__path"), id=volunteer)
        .select_related("grid", "ground")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def near(path: str, skill: Skill | None = None) -> QuerySet[Volunteer]:
    """Active volunteers who go as far as the grid at this path (and can do this, where a skill is named)."""
    around = Subquery(Grid.filter(path__in=grids.ancestors(path)).values("id"))
    found = Volunteer.filter(Volunteer.active_now(), ground_id__in=around)
    return found.filter(skills__skill=skill) if skill else found


def reaches(volunteer: Volunteer, path: str) -> bool:
    """Whether a volunteer read with their grid and ground goes as far as the grid at this path."""
    return path.startswith(ground_path(volunteer))


def ground_path(volunteer: Volunteer) -> str:
    """The path of the ground a volunteer goes in: only their own grid, once that was moved out of the ground."""
    return settled(volunteer.grid.path, volunteer.ground.path)


async def active_ground(actor: Actor) -> str | None:
    """The same for the actor, as long as they are an active volunteer; None otherwise."""
    found = await own(actor).filter(Volunteer.active_now()).limit(1).values("grid__path", "ground__path")
    return settled(found[0]["grid__path"], found[0]["ground__path"]) if found else None


def settled(mine: str, ground: str) -> str:
    return ground if mine.startswith(ground) else mine


async def ground_of(grid: Grid, reach: Tier) -> Grid:
    """The widest grid around this one that is not wider than `reach`; at the least the grid itself."""
    for around in await Grid.filter(path__in=grids.ancestors(grid.path)).order_by("path"):
        if around.tier.rank >= reach.rank:
            return around
    return grid


def today(time_zone: str) -> date:
    """The day it is in a grid with this time zone; empty means that of the place."""
    return clock.now().astimezone(ZoneInfo(time_zone or settings.settings().time_zone)).date()


@closing.stands(Words("名志愿者", "名志願者", "volunteers"))
async def serving(grid: UUID) -> int:
    """How many volunteers keep a grid from being closed."""
    return await Volunteer.filter(
        grid_id=grid, state__in=[VolunteerState.WAITING, VolunteerState.APPROVED]
    ).count()
