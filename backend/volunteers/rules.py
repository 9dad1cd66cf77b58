"""Who sees which volunteers, who of them can be asked, and how far they go."""

from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from backend.access import actor as access
from backend.access.actor import Actor
from backend.access.models import Role
from backend.grids import rules as grids
from backend.grids.models import Grid, Tier
from backend.kit.refusals import NotFound
from backend.volunteers.models import Skill, Volunteer

DECIDE = (Role.LEADER, Role.MEMBER)
"""Who says yes or no to a volunteer, for their grid and everything below it."""

TIERS = tuple(Tier)
"""The tiers from the widest down."""


def visible(actor: Actor) -> QuerySet[Volunteer]:
    """Volunteers whom the actor may see: themselves, and those of the ground they lead."""
    return Volunteer.filter(Q(person_id=actor.id) | access.under(actor.reach(*DECIDE), "grid__path"))


async def of(actor: Actor) -> Volunteer | None:
    """What the actor offered, with the ground it reaches; None where they never did."""
    return await Volunteer.get_or_none(person_id=actor.id).select_related("grid", "ground")


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
    found = Volunteer.filter(Volunteer.active_now(), ground__path__in=grids.ancestors(path))
    return found.filter(skills__skill=skill) if skill else found


def reaches(volunteer: Volunteer, path: str) -> bool:
    """Whether a volunteer read with their grid and ground goes as far as the grid at this path."""
    return path.startswith(ground_path(volunteer))


def ground_path(volunteer: Volunteer) -> str:
    """The path of the ground a volunteer goes in: only their own grid, once that was moved out of the ground."""
    mine, ground = volunteer.grid.path, volunteer.ground.path
    return ground if mine.startswith(ground) else mine


async def ground_of(grid: Grid, reach: Tier) -> Grid:
    """The widest grid around this one that is not wider than `reach`; at the least the grid itself."""
    widest = TIERS.index(reach)
    for around in await Grid.filter(path__in=grids.ancestors(grid.path)).order_by("path"):
        if TIERS.index(around.tier) >= widest:
            return around
    return grid
