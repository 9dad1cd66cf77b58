"""Where a notice still waits to be passed on, and where nobody passed it on in time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.access.models import Person
from backend.kit import clock, sql
from backend.notices.reach.scope import Scope

MOST = 50
"""Stalls that are named."""


@dataclass(frozen=True, slots=True)
class Stall:
    """A tier that did not pass a notice on in time, and whose turn it was."""

    grid: UUID
    path: str
    person: str
    phone: str
    arrived_at: datetime
    due_at: datetime
    passed_at: datetime | None


@dataclass(frozen=True, slots=True)
class HandingDown:
    """How far a notice is on its way down to a ground."""

    is_waiting: bool
    """Whether it still waits in some grid, around it or in it."""
    stalls: list[Stall]
    """The first ones first."""


async def of(scope: Scope) -> HandingDown:
    """What waits, and what stalled, on a ground and on the way to it."""
    found = await sql.rows(
        f"""SELECT grid.id AS grid, grid.path AS path, relay.by_hand AS by_hand, relay.arrived_at AS arrived,
        relay.due_at AS due, relay.passed_at AS passed, relay.answerable_id AS answerable, person.name AS name,
        person.phone AS phone
        FROM relay JOIN grid ON grid.id = relay.grid_id LEFT JOIN person ON person.id = relay.answerable_id
        WHERE relay.notice_id = ? AND (relay.passed_at IS NULL OR (relay.by_hand AND relay.passed_by_id IS NULL))
        AND ((grid.path >= ? AND grid.path <= ?) OR grid.path IN ({sql.places(scope.around)}))
        ORDER BY relay.due_at, grid.path""",
        scope.notice.id,
        *scope.range,
        *scope.around,
    )
    return HandingDown(
        is_waiting=any(row["passed"] is None for row in found),
        stalls=[_stall(row) for row in list(filter(_is_stalled, found))[:MOST]],
    )


def _is_stalled(row: sql.Row) -> bool:
    is_over = row["passed"] is not None or sql.moment_of(row["due"]) <= clock.now()
    return bool(row["by_hand"]) and is_over


def _stall(row: sql.Row) -> Stall:
    person = sql.id_of(row["answerable"]) if row["answerable"] else None
    return Stall(
        grid=sql.id_of(row["grid"]),
        path=row["path"],
        person=Person.opened("name", person, row["name"]) if person else "",
        phone=Person.opened("phone", person, row["phone"]) if person else "",
        arrived_at=sql.moment_of(row["arrived"]),
        due_at=sql.moment_of(row["due"]),
        passed_at=sql.perhaps_moment(row["passed"]),
    )
