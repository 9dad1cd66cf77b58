"""The figures of a liaison's own doors: few enough to be looked at one by one."""

from collections.abc import Sequence

from backend.kit import sql
from backend.notices.reach import audiences, tallies
from backend.notices.reach.cascade import Cascade, Run, seconds
from backend.notices.reach.figures import Figures
from backend.notices.reach.homes import RECEIPT
from backend.notices.reach.scope import Scope, of_liaisons
from backend.notices.reach_models import Receipt

_RECEIPT = ", ".join(f"receipt.{column} AS {column}" for column in RECEIPT)


async def counted(scope: Scope) -> tuple[Figures, Cascade]:
    """How far a notice has come with the doors of a liaison, and after how long."""
    receipts, households = await _read(scope)
    figures = Figures()
    for receipt in receipts:
        for name, number in tallies.marks(receipt).items():
            figures.counts[name] += number
    figures.counts["households"] = households
    return figures, _cascade(scope, receipts, households)


async def _read(scope: Scope) -> tuple[list[Receipt], int]:
    condition, values = audiences.belonging(await audiences.of(scope.notice.id))
    theirs, posts = of_liaisons(scope.posts or ())
    found = await sql.rows(
        f"""SELECT {_RECEIPT} FROM household JOIN grid ON grid.id = household.grid_id
        JOIN tally ON tally.grid_id = grid.id AND tally.notice_id = ?
        LEFT JOIN receipt ON receipt.notice_id = tally.notice_id AND receipt.household_id = household.id
        WHERE {theirs} AND grid.path >= ? AND grid.path <= ?
        AND (receipt.id IS NOT NULL OR ({audiences.LIVED_IN} AND {condition})) ORDER BY receipt.reached_at""",
        scope.notice.id,
        *posts,
        *scope.range,
        *values,
    )
    return [Receipt(**row) for row in found if row["id"] is not None], len(found)


def _cascade(scope: Scope, receipts: Sequence[Receipt], households: int) -> Cascade:
    run = Run()
    for receipt in receipts:
        run.goes_on(seconds(scope.notice.published_at, receipt.reached_at), 1)
    return Cascade(run.clock(households), run.curve(), {})
