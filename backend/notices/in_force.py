"""By which settings a grid publishes and reaches: its own, else those of the nearest grid above that has some."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import Subquery

from backend.grids import paths
from backend.grids.models import Grid
from backend.notices.channel_models import Channel, NoticeSettings

RELAY_MINUTES = 10
USUAL = ((Channel.PUSH, 0), (Channel.GROUPS, 0), (Channel.SMS, 3), (Channel.DOOR, 15))
"""The channels' turns where nobody set any: each so many minutes after a notice has come to a ground."""


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds for a grid, and whose settings these are."""

    two_people: bool = False
    steps: tuple[tuple[Channel, int], ...] = USUAL
    relay_minutes: int = RELAY_MINUTES
    set_by: UUID | None = None
    """The grid that set them; none where nobody did."""
    version: int = 0


async def at(path: str) -> InForce:
    """What holds for the grid at this path."""
    return (await at_all([path]))[path]


async def at_all(wanted: list[str]) -> dict[str, InForce]:
    """What holds for each of these grids, in one statement."""
    around = {above for path in wanted for above in paths.ancestors(path)}
    grids = Subquery(Grid.filter(path__in=sorted(around)).values("id"))
    rows = await NoticeSettings.filter(grid_id__in=grids).values(
        "grid_id", "grid__path", "two_people", "steps", "relay_minutes", "version"
    )
    by_path = {row["grid__path"]: _read(row) for row in rows}
    return {path: _nearest(path, by_path) for path in wanted}


def _nearest(path: str, by_path: dict[str, InForce]) -> InForce:
    return next((by_path[above] for above in reversed(paths.ancestors(path)) if above in by_path), InForce())


def _read(row: dict[str, Any]) -> InForce:
    return InForce(
        two_people=row["two_people"],
        steps=tuple((Channel(step["channel"]), int(step["minutes"])) for step in row["steps"]),
        relay_minutes=row["relay_minutes"],
        set_by=row["grid_id"],
        version=row["version"],
    )
