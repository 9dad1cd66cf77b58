"""Counting anew, by the clock: doors come and go while a notice is open, grids are split, and figures follow.

For a week; what a notice has reached by then stands as it is.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from backend import settings
from backend.kit import clock, jobs, sql, work
from backend.notices.models import Notice
from backend.notices.reach import hints, tallies
from backend.notices.reach.growing_old import SETTLED_AFTER

DAY = timedelta(days=1)
ON_THE_DAY, LATER = timedelta(minutes=10), timedelta(hours=1)
"""How old a count may be, on the notice's first day and after it."""
AT_ONCE = 100
"""Grids that are counted in one unit of work: others who write wait for no longer."""

MOST = 1_000
_looked: dict[UUID, datetime] = {}
"""When this process last looked for grids that are new to a notice."""
_MISPLACED = """
    SELECT receipt.id AS receipt, receipt.grid_id AS was, household.grid_id AS now FROM tally
    JOIN grid part ON part.parent_id = tally.grid_id AND part.created_at > tally.arrived_at
    JOIN receipt ON receipt.notice_id = tally.notice_id AND receipt.grid_id = tally.grid_id
    JOIN household ON household.id = receipt.household_id AND household.grid_id = part.id
    JOIN tally there ON there.notice_id = tally.notice_id AND there.grid_id = part.id
    WHERE tally.notice_id = ? AND household.moved_away_at IS NULL"""


@jobs.every(60.0)
async def recount() -> int:
    """Count what was counted longest ago; answers how many grids."""
    opened = clock.now() - SETTLED_AFTER
    notices = await Notice.filter(Notice.open_now(), published_at__gt=opened).values("id", "published_at")
    return sum([await of_notice(row["id"], row["published_at"]) for row in notices])


async def of_notice(notice: UUID, published_at: datetime) -> int:
    """Bring up to date some of a notice's tallies that are due."""
    age = ON_THE_DAY if published_at > clock.now() - DAY else LATER
    before = clock.now() - age
    if _looked.get(notice, before) <= before:
        await work.unit(partial(_look_around, notice))
    return await work.unit(partial(_count_due, notice, before))


async def _look_around(notice: UUID) -> None:
    """Find the grids that have households only now, and those that were split."""
    if len(_looked) >= MOST:
        _looked.clear()
    _looked[notice] = clock.now()
    await tallies.complete(notice)
    await _follow(notice)


async def _count_due(notice: UUID, before: datetime) -> int:
    # What another worker is just counting is left to it.
    locked = "FOR NO KEY UPDATE OF tally SKIP LOCKED" if settings.settings().on_postgres else ""
    due = await sql.rows(
        f"""SELECT tally.grid_id AS grid, tally.households AS households, tally.reached AS reached, grid.path AS path
        FROM tally JOIN grid ON grid.id = tally.grid_id WHERE tally.notice_id = ? AND tally.counted_at < ?
        ORDER BY tally.counted_at LIMIT {AT_ONCE} {locked}""",
        notice,
        before,
    )
    if not due:
        return 0
    grids = [sql.id_of(row["grid"]) for row in due]
    await tallies.recount(notice, grids)
    hints.reached(notice, await _changed(notice, due, grids))
    return len(due)


async def _changed(notice: UUID, due: Collection[sql.Row], grids: Collection[UUID]) -> list[str]:
    """The paths of those grids that have other figures now."""
    counted = await sql.rows(
        f"SELECT grid_id, households, reached FROM tally WHERE notice_id = ? AND grid_id IN ({sql.places([*grids])})",
        notice,
        *grids,
    )
    now = {sql.id_of(row["grid_id"]): (row["households"], row["reached"]) for row in counted}
    return [row["path"] for row in due if now[sql.id_of(row["grid"])] != (row["households"], row["reached"])]


async def _follow(notice: UUID) -> None:
    """Where a grid was split, its receipts go with their doors."""
    found = await sql.rows(_MISPLACED, notice)
    if not found:
        return
    grids = {sql.id_of(row[which]) for row in found for which in ("was", "now")}
    await tallies.hold(notice, grids)
    await sql.run_all(
        "UPDATE receipt SET grid_id = ? WHERE id = ?",
        ([sql.id_of(row["now"]), sql.id_of(row["receipt"])] for row in found),
    )
    await tallies.recount(notice, grids)
