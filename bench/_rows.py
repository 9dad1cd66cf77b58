"""The rows of the heaviest screens, read by plain SQL: what a program would do that only does this.

Each takes the path of a grid. Sealed values are opened, as bytes are no JSON; who asks is not even looked at.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise import connections

from backend.access.actor import LAST
from backend.access.models import Person
from backend.grids import paths
from backend.kit import clock
from backend.shifts import wording
from backend.shifts.screens import board
from backend.supplies.models import RequestLine

Row = dict[str, Any]
ROWS = 30

GRID = (
    "{0}.id AS {0}_id, {0}.code AS {0}_code, {0}.name AS {0}_name, {0}.tier AS {0}_tier, {0}.path AS {0}_path"
)
NEED = f"""SELECT r.id, r.state, r.asked_at, r.runs_out_at, r.household_id, r.version, h.building, h.unit, h.room,
 {GRID.format("home")}, {GRID.format("standing")}
 FROM supply_request r JOIN household h ON h.id = r.household_id
 JOIN grid home ON home.id = h.grid_id LEFT JOIN grid standing ON standing.id = r.passed_to_id
 WHERE {{which}} ORDER BY r.runs_out_at, r.id LIMIT {ROWS + 1}"""
NEAR = """(home.path BETWEEN ? AND ? OR home.path IN ({around}) OR standing.path IN ({around}))
 AND r.state = 'OPEN'"""
BELOW = "home.path BETWEEN ? AND ? AND r.state IN ('OPEN', 'PROMISED')"
LINES = """SELECT id, request_id, quantity, promised, handed_over, variety, answers, item_id
 FROM request_line WHERE request_id IN ({ids}) ORDER BY id"""
ITEMS = "SELECT id, name, unit, questions FROM item WHERE id IN ({ids})"
AROUND = "SELECT path, name, tier FROM grid WHERE path IN ({paths})"

DOORS = f"""SELECT h.id, h.building, h.unit, h.room, h.vacant_since, h.order_key, {GRID.format("home")},
 post.id AS post, person.id AS person_id, person.name AS liaison
 FROM household h JOIN grid home ON home.id = h.grid_id
 LEFT JOIN post ON post.id = h.liaison_id AND post.ended_at IS NULL LEFT JOIN person ON person.id = post.person_id
 WHERE home.path BETWEEN ? AND ? AND h.moved_away_at IS NULL ORDER BY home.path, h.order_key, h.id LIMIT {ROWS + 1}"""
NEEDS = "SELECT DISTINCT household_id, kind FROM need WHERE cleared_at IS NULL AND household_id IN ({ids})"
PEOPLE = """SELECT household_id, count(id) AS everybody, count(admitted_at) AS living FROM resident
 WHERE left_at IS NULL AND household_id IN ({ids}) GROUP BY household_id"""
COUNTED = """SELECT count(*) AS households,
 count(CASE WHEN h.vacant_since IS NULL AND h.id NOT IN (SELECT household_id FROM resident
  WHERE left_at IS NULL AND admitted_at IS NOT NULL) THEN 1 END) AS without_residents,
 count(CASE WHEN h.liaison_id IS NULL OR h.liaison_id NOT IN (SELECT id FROM post
  WHERE role = 'LIAISON' AND ended_at IS NULL) THEN 1 END) AS without_liaison,
 count(CASE WHEN h.id IN (SELECT household_id FROM resident
  WHERE left_at IS NULL AND admitted_at IS NULL) THEN 1 END) AS waiting
 FROM household h JOIN grid home ON home.id = h.grid_id
 WHERE home.path BETWEEN ? AND ? AND h.moved_away_at IS NULL"""

SHIFTS = """SELECT s.id, s.kind, s.place, s.starts_at, s.ends_at, s.state, s.by_approval, s.series, s.rota_id, s.version
 FROM shift s JOIN grid ON grid.id = s.grid_id
 WHERE grid.path BETWEEN ? AND ? AND s.ends_at > ? AND s.starts_at < ? ORDER BY s.starts_at, s.id"""
ROLES = """SELECT id, shift_id, name, needed, taken, qualifications FROM shift_role
 WHERE shift_id IN ({ids}) ORDER BY id"""
SIGNUPS = """SELECT p.id, p.shift_id, p.role_id, p.state, p.person_id, person.name, p.left_late, p.asked_again_at,
 p.offered_at, p.offered_to_id, p.came_at, p.went_at, p.late_at, p.minutes, p.approved_at, p.version
 FROM signup p JOIN person ON person.id = p.person_id WHERE p.shift_id IN ({ids}) ORDER BY p.asked_at, p.id"""


async def needs_near(ground: str) -> dict[str, list[Row]]:
    """What a volunteer sees first: needs near them."""
    ancestors = paths.ancestors(ground)
    which = NEAR.format(around=_marks(ancestors))
    return await _needs(which, [ground, ground + LAST, *ancestors, *ancestors])


async def needs_below(ground: str) -> dict[str, list[Row]]:
    """What a leader sees: the needs of their ground."""
    return await _needs(BELOW, [ground, ground + LAST])


async def doors(ground: str) -> dict[str, list[Row]]:
    """What a leader sees: the doors of their ground, and how many lack something."""
    found = await _read(DOORS, [ground, ground + LAST])
    for row in found:
        row["liaison"] = Person.opened("name", row["person_id"], row["liaison"])
    ids = [row["id"] for row in found]
    return {
        "households": found,
        "needs": await _read(NEEDS.format(ids=_marks(ids)), ids),
        "people": await _read(PEOPLE.format(ids=_marks(ids)), ids),
        "counts": await _read(COUNTED, [ground, ground + LAST]),
    }


async def week(ground: str) -> dict[str, list[Row]]:
    """What a leader sees: everything that is stood on their ground in the week after this one."""
    begins, ends = week_to_come()
    shifts = await _read(SHIFTS, [ground, ground + LAST, begins, ends])
    ids = [row["id"] for row in shifts]
    signups = await _read(SIGNUPS.format(ids=_marks(ids)), ids)
    names: dict[Any, str] = {}
    for row in signups:
        person = row["person_id"]
        if person not in names:
            names[person] = Person.opened("name", UUID(str(person)), row["name"])
        row["name"] = names[person]
    return {"shifts": shifts, "roles": await _read(ROLES.format(ids=_marks(ids)), ids), "signups": signups}


def week_to_come() -> tuple[datetime, datetime]:
    """From Monday to Sunday, by the clock of the place."""
    today = clock.now().astimezone(wording.zone("")).date()
    return board.span(today + timedelta(days=7), "")


async def _needs(which: str, values: list[object]) -> dict[str, list[Row]]:
    found = await _read(NEED.format(which=which), values)
    ids = [row["id"] for row in found]
    lines = await _read(LINES.format(ids=_marks(ids)), ids)
    for line in lines:
        line["answers"] = RequestLine.opened("answers", UUID(str(line["id"])), line["answers"])
    items = sorted({line["item_id"] for line in lines})
    around = sorted({path for row in found for path in paths.ancestors(row["home_path"])})
    return {
        "needs": found,
        "lines": lines,
        "items": await _read(ITEMS.format(ids=_marks(items)), items),
        "grids": await _read(AROUND.format(paths=_marks(around)), around),
    }


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values)) or "NULL"


async def _read(query: str, values: Sequence[object]) -> list[Row]:
    connection = connections.get("default")
    if connection.capabilities.dialect == "postgres":
        query = _numbered(query)
    return [dict(row) for row in await connection.execute_query_dict(query, list(values))]


def _numbered(query: str) -> str:
    first, *rest = query.split("?")
    return first + "".join(f"${number}{part}" for number, part in enumerate(rest, 1))


SCREENS: dict[str, Callable[[str], Awaitable[dict[str, list[Row]]]]] = {
    "needs near": needs_near,
    "needs below": needs_below,
    "doors": doors,
    "week": week,
}
