"""Shifts that are alike: the same work at the same hours by the clock, repeated by one rule or rota."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q

from backend.shifts import wording
from backend.shifts.models import Shift, WorkKind

HALF_A_DAY = timedelta(hours=12)
_COLUMNS = ("id", "series", "rota_id", "grid_id", "kind", "starts_at", "ends_at", "grid__time_zone")

Span = tuple[datetime, datetime]
"""From when until when something is."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When shifts of a line begin by the clock on the wall, and how long they last by it."""

    begins: datetime
    """Of the first of them."""
    length: timedelta
    here: ZoneInfo

    @classmethod
    def of(cls, span: Span, time_zone: str) -> "Hours":
        """Those of a shift."""
        here = wording.zone(time_zone)
        begins = _wall(span[0], here)
        return cls(begins, _wall(span[1], here) - begins, here)

    def on(self, day: date) -> Span:
        """The same hours on another day, whatever the clocks did meanwhile."""
        return self._from(datetime.combine(day, self.begins.time()))

    def fit(self, span: Span) -> bool:
        """Whether a shift is at these hours of its own day."""
        return self.on(_wall(span[0], self.here).date()) == span

    def moved(self, to: "Hours", span: Span) -> Span:
        """When one at these hours is once they are others: it goes past midnight where that is near, and keeps its day else."""
        by = to.begins - self.begins
        if abs(by) > HALF_A_DAY:
            by = datetime.combine(self.begins, to.begins.time()) - self.begins
        day = _wall(span[0], self.here).date()
        return to._from(datetime.combine(day, self.begins.time()) + by)

    def _from(self, begins: datetime) -> Span:
        return wording.on_wall(begins, self.here), wording.on_wall(begins + self.length, self.here)


def _wall(at: datetime, here: ZoneInfo) -> datetime:
    return at.astimezone(here).replace(tzinfo=None)


def later(first: Shift, others: Iterable[Shift]) -> list[Shift]:
    """Those of these shifts that are alike and come after it, the next one first."""
    hours = Hours.of((first.starts_at, first.ends_at), first.grid.time_zone)
    found = [
        one
        for one in others
        if _follows((first.kind, first.starts_at), (one.kind, one.starts_at))
        and hours.fit((one.starts_at, one.ends_at))
    ]
    return sorted(found, key=lambda one: one.starts_at)


def _follows(first: tuple[WorkKind, datetime], other: tuple[WorkKind, datetime]) -> bool:
    return other[0] is first[0] and other[1] > first[1]


async def after(shifts: Sequence[UUID]) -> list[list[UUID]]:
    """Which shifts that are to come are alike and follow each of these, in two statements."""
    named = {row["id"]: row for row in await Shift.filter(id__in=shifts).values(*_COLUMNS)}
    series = {row["series"] for row in named.values() if row["series"]}
    rotas = {row["rota_id"] for row in named.values() if row["rota_id"]}
    if not series and not rotas:
        return [[] for _ in shifts]
    together = Q(series__in=series) | Q(rota_id__in=rotas)
    lines: defaultdict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in await Shift.filter(Shift.upcoming(), together).order_by("starts_at").values(*_COLUMNS):
        lines[_line(row)].append(row)
    return [_after(named[shift], lines) if shift in named else [] for shift in shifts]


def _line(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["grid_id"], row["series"], row["rota_id"]


def _after(row: dict[str, Any], lines: dict[tuple[Any, ...], list[dict[str, Any]]]) -> list[UUID]:
    if row["series"] is None and row["rota_id"] is None:
        return []
    hours = Hours.of((row["starts_at"], row["ends_at"]), row["grid__time_zone"])
    return [
        other["id"]
        for other in lines.get(_line(row), [])
        if _follows((row["kind"], row["starts_at"]), (other["kind"], other["starts_at"]))
        and hours.fit((other["starts_at"], other["ends_at"]))
    ]
