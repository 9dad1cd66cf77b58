"""How many of the households that a notice has not reached are whose to visit."""

from dataclasses import dataclass
from uuid import UUID

from backend.access.models import Person
from backend.kit import clock, sql
from backend.notices.reach import audiences
from backend.notices.reach.scope import Scope

MOST = 50


@dataclass(frozen=True, slots=True)
class Share:
    """What is left of a liaison's households; those that have no liaison are one share without a name."""

    post: UUID | None
    name: str
    households: int


async def of(scope: Scope) -> list[Share]:
    """The liaisons who have most households left, first, and before those that have none; at most fifty."""
    condition, values = audiences.belonging(await audiences.of(scope.notice.id))
    doors, whose = scope.doors
    found = await sql.rows(
        f"""SELECT post.id AS post, person.id AS person, person.name AS name, count(*) AS households
        FROM tally JOIN grid ON grid.id = tally.grid_id
        JOIN household ON household.grid_id = grid.id
        LEFT JOIN receipt ON receipt.notice_id = tally.notice_id AND receipt.household_id = household.id
        LEFT JOIN post ON post.id = household.liaison_id AND post.ended_at IS NULL
        AND (post.until IS NULL OR post.until > ?)
        LEFT JOIN person ON person.id = post.person_id
        WHERE tally.notice_id = ? AND tally.reached < tally.households AND grid.path >= ? AND grid.path <= ?
        AND receipt.id IS NULL AND {audiences.LIVED_IN} AND {condition} AND {doors}
        GROUP BY post.id, person.id, person.name ORDER BY households DESC, CASE WHEN post.id IS NULL THEN 1 ELSE 0 END, post.id LIMIT {MOST}""",
        clock.now(),
        scope.notice.id,
        *scope.range,
        *values,
        *whose,
    )
    return [_share(row) for row in found]


def _share(row: sql.Row) -> Share:
    if row["post"] is None:
        return Share(None, "", row["households"])
    name = Person.opened("name", sql.id_of(row["person"]), row["name"])
    return Share(sql.id_of(row["post"]), name, row["households"])
