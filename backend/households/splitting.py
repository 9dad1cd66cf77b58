"""What households do when their grid changes: a split shares them out, and where they stand no grid closes."""

from itertools import pairwise
from uuid import UUID

from tortoise.expressions import Subquery

from backend.access.actor import Actor
from backend.access.models import Person
from backend.grids import closing
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.households import doors
from backend.households.models import Household, Invitation, Resident
from backend.kit import live, work
from backend.kit.words import Words

LEEWAY = 10
"""In percent of a share: by how much it may differ, so that a building need not be cut in two."""


@work.verb
async def split(actor: Actor, grid: UUID, names: list[str], *, key: UUID | None = None) -> Grid:
    """Make micro-grids below a grid and share its doors out among them; the people behind the doors go with them."""
    parts = await grids.split(actor, grid, names)
    whole = await grids.visible(actor).get(id=grid)
    standing = (
        await Household.filter(grid_id=grid, moved_away_at__isnull=True)
        .order_by("order_key")
        .values("order_key", "building")
    )
    cuts = share([doors.building_key(row["building"]) for row in standing], len(parts))
    ends = [standing[cut]["order_key"] if cut < len(standing) else None for cut in cuts]
    for part, (begin, end) in zip(parts, pairwise([None, *ends, None]), strict=True):
        await _hand_over(grid, part.id, begin, end)
    live.changed("Household", path=whole.path)
    return whole


def share(buildings: list[str], parts: int) -> list[int]:
    """Where to cut a row of doors, given by their buildings, into this many parts of near the same size.

    The answer is where the second part begins, and the third, and so on.
    """
    size = len(buildings) / parts
    leeway = size * LEEWAY / 100
    between = [place for place in range(1, len(buildings)) if buildings[place] != buildings[place - 1]]
    cuts: list[int] = []
    for number in range(1, parts):
        even = round(number * size)
        near = [place for place in between if abs(place - even) <= leeway]
        cuts.append(min(near, key=lambda place: (abs(place - even), place), default=even))
    return cuts


async def _hand_over(whole: UUID, part: UUID, begin: str | None, end: str | None) -> None:
    """Give the doors from `begin` to before `end` to a part; an open end is the first or the last door."""
    given = Household.filter(grid_id=whole)
    if begin is not None:
        given = given.filter(order_key__gte=begin)
    if end is not None:
        given = given.filter(order_key__lt=end)
    behind = Resident.filter(household_id__in=Subquery(given.values("id")), home_of__isnull=False)
    await Person.filter(id__in=Subquery(behind.values("home_of")), grid_id=whole).update(grid_id=part)
    await Invitation.filter(household_id__in=Subquery(given.values("id"))).update(grid_id=part)
    await given.update(grid_id=part)


@closing.stands(Words("户人家", "戶人家", "households"))
async def standing(grid: UUID) -> int:
    """How many doors keep a grid from being closed."""
    return await Household.filter(grid_id=grid, moved_away_at__isnull=True).count()
