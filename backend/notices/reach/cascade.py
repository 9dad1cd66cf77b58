"""The cascade clock: after how long a notice had reached half of the households, nine in ten, and all; and its curve.

Counted from when it went out, over the households that there are now. Seconds are rounded up: never better than it was.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from backend import settings
from backend.grids.paths import STEP
from backend.kit import sql
from backend.notices.reach import kept
from backend.notices.reach.figures import Figures
from backend.notices.reach.scope import Scope

POINTS = 58
"""Of a curve, besides its first and its last."""
_BY_SECOND = """
    SELECT {key} AS part, max(receipt.reached_at) AS at, count(*) AS number FROM grid
    JOIN receipt ON receipt.grid_id = grid.id AND receipt.notice_id IN ({notices})
    WHERE grid.path >= ? AND grid.path <= ? GROUP BY {key}, {second} ORDER BY at"""
_SECOND = {True: "date_trunc('second', receipt.reached_at)", False: "substr(receipt.reached_at, 1, 19)"}
"""On PostgreSQL, and on SQLite."""

MANY = 5_000
"""Receipts that are read each time somebody looks; what is read of more is kept for a while."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds until a notice had reached so many of its households; None for what has not come yet."""

    half: int | None = None
    ninety: int | None = None
    all: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """After so many seconds so many households had been reached."""

    seconds: int
    reached: int


@dataclass(frozen=True, slots=True)
class Cascade:
    """The clock and the curve of a ground, and the clocks of its parts."""

    clock: Clock
    curve: list[Point]
    parts: dict[str, Clock]


def marks(households: int) -> tuple[int, int, int]:
    """The how-manieth household makes half of them, nine in ten, all."""
    return math.ceil(households / 2), math.ceil(households * 9 / 10), households


async def of(scope: Scope, parts: Mapping[str, Figures]) -> Cascade:
    """The clock of a ground and of each of its parts, read from the receipts at once."""
    reached = sum(one.reached for one in parts.values())
    if reached < MANY:
        return await _read(scope, parts)
    return await kept.while_dear((scope.notice.id, scope.path), partial(_read, scope, parts))


async def _read(scope: Scope, parts: Mapping[str, Figures]) -> Cascade:
    length = len(scope.path) + STEP
    found = await sql.rows(_by_second(f"substr(grid.path, 1, {length})", 1), scope.notice.id, *scope.range)
    whole, by_part = Run(), {part: Run() for part in parts}
    for row in found:
        after = seconds(scope.notice.published_at, row["at"])
        whole.goes_on(after, row["number"])
        by_part.setdefault(row["part"], Run()).goes_on(after, row["number"])
    return Cascade(
        clock=whole.clock(sum(one.households for one in parts.values())),
        curve=whole.curve(),
        parts={part: by_part[part].clock(one.households) for part, one in parts.items()},
    )


class Run:
    """How many were reached after how many seconds, as it went on."""

    def __init__(self) -> None:
        self._points: list[Point] = []

    def goes_on(self, after: int, number: int) -> None:
        """So many more were reached."""
        before = self._points[-1].reached if self._points else 0
        if self._points and self._points[-1].seconds >= after:
            after = self._points.pop().seconds
        self._points.append(Point(after, before + number))

    def clock(self, households: int) -> Clock:
        """When half of so many households had been reached, nine in ten, and all."""
        reached = [point.reached for point in self._points]
        places = [bisect_left(reached, mark) if mark else len(reached) for mark in marks(households)]
        return Clock(*(self._points[place].seconds if place < len(reached) else None for place in places))

    def curve(self) -> list[Point]:
        """Some of its points, the first and the last among them."""
        step = max(1, math.ceil(len(self._points) / POINTS))
        return [*self._points[:-1:step], *self._points[-1:]]


async def of_grids(scope: Scope, counted: Mapping[str, Figures]) -> dict[str, Clock]:
    """The clock of each of these grids that have households of their own, and none below, by its path."""
    found = await sql.rows(
        """WITH numbered AS (
            SELECT grid.id AS grid, grid.path AS path, receipt.reached_at AS at,
            row_number() OVER (PARTITION BY grid.id ORDER BY receipt.reached_at) AS number
            FROM grid JOIN receipt ON receipt.grid_id = grid.id AND receipt.notice_id = ?
            WHERE grid.path >= ? AND grid.path <= ?
        )
        SELECT path, at, number FROM numbered JOIN tally ON tally.grid_id = grid AND tally.notice_id = ?
        WHERE number IN ((households + 1) / 2, (households * 9 + 9) / 10, households)""",
        scope.notice.id,
        *scope.range,
        scope.notice.id,
    )
    after: dict[str, dict[int, int]] = {}
    for row in found:
        after.setdefault(row["path"], {})[row["number"]] = seconds(scope.notice.published_at, row["at"])
    return {path: clock_of(one.households, after.get(path, {})) for path, one in counted.items()}


async def of_tiers(scope: Scope, whole: Mapping[str, Figures]) -> dict[str, Clock]:
    """The clock of each grid with all below it, by its path: of those with others below read tier by tier."""
    above = {path[:-STEP] for path in whole} & set(whole)
    clocks = await of_grids(scope, {path: one for path, one in whole.items() if path not in above})
    for length in sorted({len(path) for path in above}):
        runs = {path: Run() for path in above if len(path) == length}
        for row in await sql.rows(
            _by_second(f"substr(grid.path, 1, {length})", 1), scope.notice.id, *scope.range
        ):
            if row["part"] in runs:
                runs[row["part"]].goes_on(seconds(scope.notice.published_at, row["at"]), row["number"])
        clocks |= {path: run.clock(whole[path].households) for path, run in runs.items()}
    return clocks


async def of_notices(
    published: Mapping[UUID, datetime], counted: Mapping[UUID, Figures], scope: Scope
) -> dict[UUID, Clock]:
    """The clocks of several notices on one ground."""
    if not counted:
        return {}
    runs = {notice: Run() for notice in counted}
    for row in await sql.rows(_by_second("receipt.notice_id", len(counted)), *counted, *scope.range):
        notice = sql.id_of(row["part"])
        runs[notice].goes_on(seconds(published[notice], row["at"]), row["number"])
    return {notice: runs[notice].clock(one.households) for notice, one in counted.items()}


def _by_second(key: str, notices: int) -> str:
    second = _SECOND[settings.settings().on_postgres]
    return _BY_SECOND.format(key=key, notices=sql.places("x" * notices), second=second)


def clock_of(households: int, after: Mapping[int, int]) -> Clock:
    """The clock of so many households, where the how-manieth was reached after how many seconds is known."""
    return Clock(*(after.get(mark) if mark else None for mark in marks(households)))


def seconds(published_at: datetime | None, at: Any) -> int:
    """From when a notice went out to a moment as an engine gave it."""
    if published_at is None:
        raise RuntimeError("a notice that is out has no time at which it went out")
    return max(0, math.ceil((sql.moment_of(at) - published_at).total_seconds()))
