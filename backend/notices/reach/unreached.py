"""The households that a notice has not reached, in the order in which one walks: grid, stair, door.

Grids of which all are reached are passed over by their tallies. Where nobody need go again, as the household refused
or has moved away, it is on the list only when asked for.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend import settings
from backend.access.actor import Actor
from backend.access.models import Role
from backend.grids import loaders
from backend.grids.paths import DEEPEST, LAST, STEP
from backend.households import rules as households
from backend.kit import clock, pages, sql
from backend.kit.pages import PageInfo
from backend.kit.words import speaking
from backend.notices.models import OUT, NoticeState
from backend.notices.reach import audiences, headlines
from backend.notices.reach.scope import OVERSEE, of_liaisons, own_posts
from backend.notices.reach_models import Outcome

VISITED_FOR = timedelta(days=7)
"""After this long nobody is sent to a door for a notice any more."""
ORDER = ("path", "order_key", "id")
SETTLED = [outcome.value for outcome in Outcome if outcome.is_settled and not outcome.reaches]

_GRID = ", ".join(f"grid.{column} AS grid__{column}" for column in loaders.GRID)
_COLUMNS = f"""household.id AS id, household.building AS building, household.unit AS unit, household.room AS room,
    household.order_key AS order_key, grid.path AS path, {_GRID},
    post.id AS liaison, post.person_id AS liaison_person, person.name AS liaison_name"""
_LIAISON = """LEFT JOIN post ON post.id = household.liaison_id AND post.ended_at IS NULL
    AND (post.until IS NULL OR post.until > ?) LEFT JOIN person ON person.id = post.person_id"""
_MISSED = """EXISTS (
    SELECT 1 FROM tally JOIN notice ON notice.id = tally.notice_id
    LEFT JOIN receipt ON receipt.notice_id = tally.notice_id AND receipt.household_id = household.id
    WHERE tally.grid_id = grid.id AND tally.notice_id IN ({notices}) AND tally.reached < tally.households
    AND receipt.id IS NULL AND {audience}{settled}{due})"""
_SETTLED = """ AND NOT EXISTS (SELECT 1 FROM notice_contact WHERE notice_contact.outcome IN ({outcomes})
    AND notice_contact.last_of = CAST(tally.notice_id AS text) || CAST(household.id AS text))"""
_DUE = f""" AND EXISTS (
    SELECT 1 FROM grid top JOIN relay ON relay.grid_id = top.id AND relay.notice_id = tally.notice_id
    JOIN notice_step ON notice_step.relay_id = relay.id AND notice_step.channel = 'DOOR' AND notice_step.opens_at <= ?
    WHERE top.path IN ({", ".join(f"substr(grid.path, 1, {end})" for end in range(STEP, STEP * DEEPEST + 1, STEP))})
    AND (relay.covers_below OR top.id = grid.id))"""
"""That it is time to visit this very grid: of a notice that is relayed it is later where somebody passed it on later."""
_BEYOND = """grid.path >= ?
    AND (grid.path > ? OR household.order_key > ? OR (household.order_key = ? AND household.id > ?))"""
_ALL = "1 = 1"

Condition = tuple[str, list[Any]]
"""A piece of a statement, and its values in their order."""


@dataclass(frozen=True, slots=True)
class Doors:
    """Which doors somebody sees: those of whole grids, and those of which they are the liaison."""

    paths: tuple[str, ...]
    liaison: Condition

    @classmethod
    def of(cls, actor: Actor) -> "Doors":
        """The doors that the actor sees by their posts."""
        whole = set(actor.reach(*OVERSEE))
        tops = [path for path in sorted(whole) if not any(path.startswith(o) for o in whole - {path})]
        return cls(tuple(tops), _as_liaison(actor))

    def condition(self) -> Condition:
        """The same for a statement that reads `household` and `grid`."""
        within, ends = _within(self.paths)
        theirs, values = self.liaison
        return f"({within} OR {theirs})", [*ends, *values]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which unreached households are asked for."""

    notice: UUID | None = None
    """Of this notice; else of all whose turn at the door has come."""
    within: str = ""
    """The path of the grid in which they are; empty for wherever the actor looks."""
    settled: bool = False
    """Also those to whom nobody need go again."""

    def notices(self) -> Condition:
        """The ids of the notices, as the inside of `IN (…)`."""
        if self.notice:
            return "SELECT id FROM notice WHERE id = ? AND state IN (?, ?, ?)", [self.notice, *OUT]
        now = clock.now()
        due = """SELECT notice.id FROM notice WHERE notice.state = ? AND notice.published_at > ?
            AND (notice.expires_at IS NULL OR notice.expires_at > ?) AND EXISTS (
                SELECT 1 FROM notice_step WHERE notice_step.notice_id = notice.id
                AND notice_step.channel = 'DOOR' AND notice_step.opens_at <= ?)"""
        return due, [NoticeState.PUBLISHED, now - VISITED_FOR, now, now]

    def missed(self) -> Condition:
        """That one of these notices has not reached a household."""
        notices, which = self.notices()
        audience, whom = audiences.of_the_notice()
        due, now = self.due()
        settled = "" if self.settled else _SETTLED.format(outcomes=sql.places(SETTLED))
        said = _MISSED.format(notices=notices, audience=audience, settled=settled, due=due)
        return said, [*which, *whom, *([] if self.settled else SETTLED), *now]

    def due(self) -> Condition:
        """That it is time to visit a grid for one of them; for a notice that is named it always is."""
        return ("", []) if self.notice else (_DUE, [clock.now()])


async def page(
    actor: Actor, wanted: Wanted, first: int = pages.MOST, after: str | None = None
) -> tuple[list[sql.Row], PageInfo]:
    """The next unreached households among the doors that the actor sees."""
    condition, of_actor = Doors.of(actor).condition()
    mine, own = _looked_after(actor)
    missed, of_notices = wanted.missed()
    beyond, place = _beyond(after)
    size = max(1, min(first, pages.MOST))
    found = await sql.rows(
        f"""SELECT {_COLUMNS}, CASE WHEN {mine} THEN 1 ELSE 0 END AS is_mine
        FROM grid {_of_each_grid(f"{condition} AND {audiences.LIVED_IN} AND {beyond} AND {missed}")} {_LIAISON}
        WHERE grid.path >= ? AND grid.path <= ?
        ORDER BY grid.path, household.order_key, household.id LIMIT {size + 1}""",
        *own,
        *of_actor,
        *place,
        *of_notices,
        clock.now(),
        wanted.within,
        wanted.within + LAST,
    )
    shown = found[:size]
    end = pages.cursor(ORDER, {**shown[-1], "id": sql.id_of(shown[-1]["id"])}) if shown else None
    return shown, PageInfo(has_next_page=len(found) > size, end_cursor=end)


def _of_each_grid(condition: str) -> str:
    """The households of a grid for which this holds, looked at grid by grid, until a page is full."""
    if not settings.settings().on_postgres:
        return f"JOIN household ON household.grid_id = grid.id AND {condition}"
    # PostgreSQL would find out about all households of a district first, and then sort them.
    return f"""CROSS JOIN LATERAL (
        SELECT household.* FROM household WHERE household.grid_id = grid.id AND {condition} OFFSET 0) AS household"""


async def one(actor: Actor, household: UUID) -> list[sql.Row]:
    """A household, reached or not, among the doors that the actor sees, as a row of the list."""
    condition, of_actor = Doors.of(actor).condition()
    mine, own = _looked_after(actor)
    return await sql.rows(
        f"""SELECT {_COLUMNS}, CASE WHEN {mine} THEN 1 ELSE 0 END AS is_mine
        FROM household JOIN grid ON grid.id = household.grid_id {_LIAISON}
        WHERE household.id = ? AND {condition}""",
        *own,
        clock.now(),
        household,
        *of_actor,
    )


def _looked_after(actor: Actor) -> Condition:
    """That whoever asks looks after a household themselves."""
    within, ends = _within(actor.reach(*households.KEEP))
    theirs, values = _as_liaison(actor)
    return f"({within} OR {theirs})", [*ends, *values]


def _as_liaison(actor: Actor) -> Condition:
    """That the actor is a household's liaison; a program is that only on its own ground."""
    theirs, values = of_liaisons(own_posts(actor))
    within, ends = _within(actor.reach(Role.LIAISON))
    return f"({theirs} AND {within})", [*values, *ends]


def _within(paths: Collection[str]) -> Condition:
    """That a grid lies on one of these grounds."""
    ranges = " OR ".join("(grid.path >= ? AND grid.path <= ?)" for _ in paths)
    return f"({ranges or '1 = 0'})", [end for path in paths for end in (path, path + LAST)]


def _beyond(after: str | None) -> Condition:
    if after is None:
        return _ALL, []
    path, order_key, household = pages.place(ORDER, after)
    return _BEYOND, [path, path, order_key, order_key, household]


async def missed_by(wanted: Wanted, shown: Collection[UUID]) -> dict[UUID, list[sql.Row]]:
    """Which of the notices have not reached each of these households, with what came of going there last."""
    if not shown:
        return {}
    notices, which = wanted.notices()
    audience, whom = audiences.of_the_notice()
    due, now = wanted.due()
    found = await sql.rows(
        f"""SELECT household.id AS household, notice.id AS notice, notice.kind AS kind, notice.urgency AS urgency,
        notice.earnest AS earnest, notice.published_at AS published_at, {headlines.CHOSEN} AS headline, notice_sms.taken_at AS sms_taken_at,
        last.id AS contact, last.outcome AS outcome, last.at AS at, last.again_at AS again_at, last.note AS note,
        person.id AS by_id, person.name AS by_name
        FROM household JOIN grid ON grid.id = household.grid_id
        JOIN tally ON tally.grid_id = household.grid_id AND tally.notice_id IN ({notices})
        JOIN notice ON notice.id = tally.notice_id
        LEFT JOIN receipt ON receipt.notice_id = notice.id AND receipt.household_id = household.id
        LEFT JOIN notice_sms ON notice_sms.notice_id = notice.id AND notice_sms.household_id = household.id
        LEFT JOIN notice_contact last ON last.last_of = CAST(notice.id AS text) || CAST(household.id AS text)
        LEFT JOIN person ON person.id = last.by_id
        WHERE household.id IN ({sql.places([*shown])}) AND receipt.id IS NULL AND {audience}{due}
        ORDER BY notice.published_at DESC, notice.id""",
        speaking(),
        *which,
        *shown,
        *whom,
        *now,
    )
    missed: dict[UUID, list[sql.Row]] = {}
    for row in found:
        if wanted.settled or row["outcome"] not in SETTLED:
            missed.setdefault(sql.id_of(row["household"]), []).append(row)
    return missed
