"""What publishing a notice would set going, told before it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q, Subquery

from backend.access import actor as access
from backend.access.actor import Actor
from backend.access.models import Post
from backend.grids.models import Grid, Tier
from backend.households.models import Resident
from backend.kit.refusals import NotFound
from backend.notices import audience, in_force, rules
from backend.notices.channel_models import Channel
from backend.notices.kinds import Audience, Urgency, Way
from backend.notices.writing import checks, drafts
from backend.notices.writing.drafts import Draft

MOST_NAMED = 50
"""Grids without anybody that are named one by one."""


@dataclass(frozen=True, slots=True)
class TierTurn:
    """How many grids of a tier pass a notice on, and in how many of them somebody is there to do it."""

    tier: Tier
    grids: int
    by_hand: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen."""

    households: int
    tiers: list[TierTurn]
    nobody: list[Grid]
    sms: int


async def of(actor: Actor, grid: UUID, said: Draft) -> Plan:
    """What publishing this draft, spoken by a grid, would set going."""
    ground = await Grid.get_or_none(id=grid)
    if ground is None or not rules.may_draft(actor, ground.path):
        raise NotFound
    said = checks.checked(said)
    grounds = await drafts.grounds(ground, said.grounds)
    reached = [one.path for one in grounds]
    passing = await _passing(reached, said.relayed_down_to) if said.way is Way.RELAYED else []
    passing = [one for one in passing if one.id != grid]
    manned = await _manned(passing)
    return Plan(
        households=await audience.households(said.audience)
        .filter(access.under(reached, "grid__path"))
        .count(),
        tiers=_by_tier(passing, manned),
        nobody=[one for one in passing if one.id not in manned][:MOST_NAMED],
        sms=await _by_sms(reached, said.audience) if await _goes_by_sms(said, ground) else 0,
    )


async def _passing(reached: Sequence[str], down_to: Tier) -> list[Grid]:
    """The grids on this ground that pass a notice on: down to a tier, or where nothing lies below any more."""
    found = await Grid.filter(access.under(list(reached)), closed_at__isnull=True).order_by("path")
    by_id = {grid.id: grid for grid in found}
    return [grid for grid in found if _takes_part(grid, by_id, down_to)]


def _takes_part(grid: Grid, by_id: dict[UUID, Grid], down_to: Tier) -> bool:
    """Whether a notice comes to a grid to be passed on: nothing above it, on this ground, covers it."""
    above = by_id.get(grid.parent_id) if grid.parent_id else None
    return above is None or above.tier.rank < down_to.rank


async def _manned(grids: Sequence[Grid]) -> set[UUID]:
    """Those of these grids in which somebody would pass a notice on."""
    if not grids:
        return set()
    held = Post.filter(Post.held_now(), role__in=rules.DECIDE, grid_id__in=[grid.id for grid in grids])
    return {row["grid_id"] for row in await held.values("grid_id")}


def _by_tier(passing: Sequence[Grid], manned: set[UUID]) -> list[TierTurn]:
    turns = []
    for tier in Tier:
        there = [grid for grid in passing if grid.tier is tier]
        if there:
            turns.append(TierTurn(tier, len(there), len([grid for grid in there if grid.id in manned])))
    return turns


async def _goes_by_sms(said: Draft, ground: Grid) -> bool:
    """Whether whom nothing else has reached gets an SMS."""
    steps = (await in_force.at(ground.path)).steps
    return said.urgency is Urgency.IMMEDIATE and any(channel is Channel.SMS for channel, _ in steps)


async def _by_sms(reached: Sequence[str], chosen: Sequence[Audience]) -> int:
    """How many of the households have a number."""
    numbered = Q(phone_index__not_isnull=True) | Q(person__phone_index__not_isnull=True)
    there = Resident.filter(Resident.here(), numbered)
    return await (
        audience.households(chosen)
        .filter(access.under(list(reached), "grid__path"), id__in=Subquery(there.values("household_id")))
        .count()
    )
