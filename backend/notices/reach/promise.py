"""The first promise as a number on the leader's board: reached of all, for the last notice that was meant."""

from dataclasses import dataclass

from backend.grids import rules as grids
from backend.grids.paths import LAST
from backend.kit import sql
from backend.kit.words import speaking
from backend.notices.kinds import Earnest
from backend.notices.models import OUT
from backend.notices.reach import figures, growing_old, headlines
from backend.notices.shown import NoticeEdition

_COUNTED = """SELECT sum(tally.households) AS households, sum(tally.reached) AS reached
    FROM tally JOIN grid ON grid.id = tally.grid_id
    WHERE tally.notice_id = ? AND grid.path >= ? AND grid.path <= ?"""


@dataclass(frozen=True, slots=True)
class Reached:
    """A notice, and how many of a grid's households it has reached."""

    notice: NoticeEdition
    households: int
    reached: int


async def of(path: str) -> Reached | None:
    """The last notice that was no drill and came to households of the grid at this path, or below it."""
    around = grids.ancestors(path)
    last = await sql.rows(
        f"""SELECT {headlines.EDITION} FROM notice JOIN grid ON grid.id = notice.grid_id
        WHERE ((grid.path >= ? AND grid.path <= ?) OR grid.path IN ({sql.places(around)}))
        AND notice.earnest = ? AND notice.state IN (?, ?, ?) AND notice.published_at >= ? AND {figures.CAME_TO}
        ORDER BY notice.published_at DESC, notice.id DESC LIMIT 1""",
        *(speaking(), path, path + LAST, *around, Earnest.ACTUAL, *OUT),
        *(growing_old.ends_before(), path, path + LAST),
    )
    for row in last:
        [counted] = await sql.rows(_COUNTED, sql.id_of(row["id"]), path, path + LAST)
        return Reached(headlines.edition_of(row), int(counted["households"]), int(counted["reached"]))
    return None
