"""Relayed notices for tests: one that comes down a town, where it is, and passing it on."""

from typing import Any

from backend.access.models import Person
from backend.grids.models import Grid, Tier
from backend.notices.kinds import Way
from backend.notices.models import Notice, Relay
from backend.notices.relaying import turns
from tests import community
from tests.community import Town
from tests.notices.builders import draft, published


async def relayed(town: Town, **more: Any) -> Notice:
    """From the town down to its grids, tier by tier."""
    given = {"way": Way.RELAYED, "relayed_down_to": Tier.GRID, "relay_minutes": 5} | more
    return await published(town.above, town.town, draft(**given))


async def standing(notice: Notice) -> list[tuple[str, bool, bool, bool]]:
    """Where it is: which grid, whether somebody was to pass it on, whether it passed, whether it covers all below."""
    rows = await Relay.filter(notice_id=notice.id).order_by("grid__path").select_related("grid")
    return [(row.grid.name, row.by_hand, row.passed_at is not None, row.covers_below) for row in rows]


async def passes_on(person: Person, notice: Notice, grid: Grid, line: str = "") -> Notice:
    return await turns.pass_on(await community.actor(person), notice.id, grid.id, line)
