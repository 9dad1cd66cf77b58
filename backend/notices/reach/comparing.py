"""A notice beside the grid's earlier ones: drills beside drills, real ones beside real ones."""

from dataclasses import dataclass

from backend import settings
from backend.kit import sql
from backend.kit.words import speaking
from backend.notices.models import OUT
from backend.notices.reach import cascade, figures, headlines
from backend.notices.reach.cascade import Clock
from backend.notices.reach.figures import Figures
from backend.notices.reach.scope import Scope
from backend.notices.shown import NoticeEdition

MOST = 5
_NO_VERSION = """id NOT IN (WITH RECURSIVE version (id) AS (
    SELECT CAST(? AS {id}) UNION ALL SELECT notice.corrects_id FROM version JOIN notice ON notice.id = version.id
    WHERE notice.corrects_id IS NOT NULL) SELECT id FROM version)"""
"""That a `notice` of a statement is no older version of this one."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier notice on the same ground."""

    notice: NoticeEdition
    figures: Figures
    clock: Clock


async def earlier(scope: Scope) -> list[Earlier]:
    """The last notices before this one of the same grid and as earnest, the latest first; not its own older versions."""
    notice = scope.notice
    is_another = _NO_VERSION.format(id="uuid" if settings.settings().on_postgres else "text")
    rows = await sql.rows(
        f"""SELECT {headlines.EDITION} FROM notice
        WHERE grid_id = ? AND earnest = ? AND state IN (?, ?, ?) AND published_at < ? AND {is_another} AND {figures.CAME_TO}
        ORDER BY published_at DESC, id DESC LIMIT {MOST}""",
        *(speaking(), notice.grid_id, notice.earnest, *OUT, notice.published_at, notice.id, *scope.range),
    )
    if not rows:
        return []
    found = {sql.id_of(row["id"]): row for row in rows}
    counted = await figures.of_notices(list(found), scope)
    published = {one: sql.moment_of(row["published_at"]) for one, row in found.items()}
    clocks = await cascade.of_notices(published, counted, scope)
    return [
        Earlier(headlines.edition_of(row), counted[one], clocks[one])
        for one, row in found.items()
        if one in counted
    ]
