"""The figures of a notice on one part of the tree: added up from the tallies, and what came of going to doors."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from backend.grids.paths import DEEPEST, LAST, STEP
from backend.kit import sql
from backend.notices.reach import audiences, tallies
from backend.notices.reach.scope import Scope
from backend.notices.reach_models import Outcome

SUMMED = ("households", *tallies.COUNTED)
_SUMS = ", ".join(f"sum(tally.{name}) AS {name}" for name in SUMMED)
_IN_SCOPE = "grid.path >= ? AND grid.path <= ?"
CAME_TO = """EXISTS (SELECT 1 FROM grid ground CROSS JOIN tally
    WHERE tally.notice_id = notice.id AND tally.grid_id = ground.id AND ground.path >= ? AND ground.path <= ?)"""
"""That the `notice` of a statement came to households of a ground. From the ground on: it is the smaller of the two."""


@dataclass(slots=True)
class Figures:
    """How many households a notice is for on some ground, and how far it has come with them."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SUMMED, 0))
    waiting: int = 0
    """Households to which it is still being handed down."""
    arrived_at: datetime | None = None

    @property
    def households(self) -> int:
        return self.counts["households"] + self.waiting

    @property
    def reached(self) -> int:
        return self.counts["reached"]

    def with_(self, other: "Figures") -> "Figures":
        """Those of two grounds together."""
        came = [at for at in (self.arrived_at, other.arrived_at) if at]
        return Figures(
            {name: self.counts[name] + other.counts[name] for name in SUMMED},
            self.waiting + other.waiting,
            min(came, default=None),
        )


async def by_part(scope: Scope, *, is_waiting: bool) -> dict[str, Figures]:
    """For each grid right below, by its path; what belongs to the grid itself is under its own.

    `is_waiting` says whether there are grids at which the notice still waits to be passed on.
    """
    length = len(scope.path) + STEP
    parts = await _summed(scope, length)
    for part, number in (await _waiting(scope, length) if is_waiting else {}).items():
        parts.setdefault(part, Figures()).waiting = number
    return dict(sorted(parts.items()))


async def by_grid(scope: Scope) -> dict[str, Figures]:
    """For each grid that has households of its own, by its path."""
    return await _summed(scope, STEP * DEEPEST)


def with_all_above(scope: Scope, own: Mapping[str, Figures]) -> dict[str, Figures]:
    """For each grid that has some in it or below it, all of them together; in the order of the tree."""
    found: dict[str, Figures] = {}
    for path, one in own.items():
        for length in range(len(scope.path), len(path) + STEP, STEP):
            found[path[:length]] = found.get(path[:length], Figures()).with_(one)
    return dict(sorted(found.items()))


async def _summed(scope: Scope, length: int) -> dict[str, Figures]:
    """Added up for each beginning of so many characters of the grids' paths."""
    found = await sql.rows(
        f"""SELECT substr(grid.path, 1, ?) AS part, min(tally.arrived_at) AS came, {_SUMS}
        FROM tally JOIN grid ON grid.id = tally.grid_id
        WHERE tally.notice_id = ? AND {_IN_SCOPE} GROUP BY part ORDER BY part""",
        length,
        scope.notice.id,
        *scope.range,
    )
    return {row["part"]: _figures(row) for row in found}


def _figures(row: sql.Row) -> Figures:
    return Figures({name: int(row[name]) for name in SUMMED}, arrived_at=sql.moment_of(row["came"]))


async def _waiting(scope: Scope, length: int) -> dict[str, int]:
    """The households, by part, to which it has not come yet."""
    condition, values = audiences.belonging(await audiences.of(scope.notice.id))
    found = await sql.rows(
        f"""SELECT substr(grid.path, 1, ?) AS part, count(*) AS number
        FROM relay JOIN grid top ON top.id = relay.grid_id
        JOIN grid ON grid.path >= top.path AND grid.path <= top.path || ?
        JOIN household ON household.grid_id = grid.id
        WHERE relay.notice_id = ? AND relay.passed_at IS NULL
        AND {_IN_SCOPE} AND {audiences.LIVED_IN} AND {condition} GROUP BY part""",
        length,
        LAST,
        scope.notice.id,
        *scope.range,
        *values,
    )
    return {row["part"]: row["number"] for row in found}


async def of_notices(notices: Collection[UUID], scope: Scope) -> dict[UUID, Figures]:
    """The figures of several notices on this ground."""
    found = await sql.rows(
        f"""SELECT tally.notice_id AS notice, min(tally.arrived_at) AS came, {_SUMS}
        FROM tally JOIN grid ON grid.id = tally.grid_id
        WHERE tally.notice_id IN ({sql.places([*notices])}) AND {_IN_SCOPE} GROUP BY tally.notice_id""",
        *notices,
        *scope.range,
    )
    return {sql.id_of(row["notice"]): _figures(row) for row in found}


async def outcomes(scope: Scope) -> dict[Outcome, int]:
    """What was noted last at the doors that it has not reached."""
    doors, whose = scope.doors
    found = await sql.rows(
        f"""SELECT notice_contact.outcome AS outcome, count(*) AS number FROM notice_contact
        JOIN household ON household.id = notice_contact.household_id JOIN grid ON grid.id = household.grid_id
        LEFT JOIN receipt ON receipt.notice_id = notice_contact.notice_id
        AND receipt.household_id = notice_contact.household_id
        WHERE notice_contact.notice_id = ? AND notice_contact.last_of IS NOT NULL AND receipt.id IS NULL
        AND {_IN_SCOPE} AND {doors} GROUP BY notice_contact.outcome""",
        scope.notice.id,
        *scope.range,
        *whose,
    )
    return {Outcome(row["outcome"]): row["number"] for row in found}
