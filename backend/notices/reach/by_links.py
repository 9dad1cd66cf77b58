"""From which grids' links the public page of a notice was opened, on one part of the tree."""

from dataclasses import dataclass

from backend.kit import sql
from backend.notices.reach.scope import Scope

MOST = 50


@dataclass(frozen=True, slots=True)
class Opened:
    """The link of one grid."""

    path: str
    times: int


async def of(scope: Scope) -> list[Opened]:
    """The links that were opened, most often first."""
    rows = await sql.rows(
        f"""SELECT grid.path AS path, notice_link.openings AS times
        FROM notice_link JOIN grid ON grid.id = notice_link.grid_id
        WHERE notice_link.notice_id = ? AND notice_link.openings > 0 AND grid.path >= ? AND grid.path <= ?
        ORDER BY notice_link.openings DESC, grid.path LIMIT {MOST}""",
        scope.notice.id,
        *scope.range,
    )
    return [Opened(row["path"], row["times"]) for row in rows]
