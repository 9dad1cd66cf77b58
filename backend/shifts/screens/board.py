"""The leader's board: one week of a grid's ground, its shifts and everybody who stands them."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from strawberry.types import Info

from backend.access.actor import Actor, subtree
from backend.access.context import Context
from backend.grids import loaders
from backend.kit import nodes
from backend.kit.refusals import BadInput, NotFound
from backend.kit.words import Words
from backend.shifts import models, nights, rules, wording
from backend.shifts.hours.fairness import PersonHours
from backend.shifts.limits import Stretch
from backend.shifts.models import ShiftState
from backend.shifts.screens import reading
from backend.shifts.screens.leading_shown import ShiftPerson, ShiftWeek
from backend.shifts.screens.reader import ON_IT
from backend.shifts.screens.shown import Shift

MOST = 1000
"""Shifts on one board."""
SMALLER = Words(
    "这一周的班次太多了，请选下面的一个网格。",
    "這一週的班次太多了，請選下面的一個網格。",
    "There are too many shifts in this week. Choose one of the grids below.",
)


async def led(info: Info[Context, None], grid: str) -> Mapping[str, Any]:
    """A grid that I lead, read once however many fields of a document name it; `NotFound` otherwise."""
    place = await info.context.loader(loaders.by_id).load(nodes.row_of("Grid", grid))
    if place is None or not info.context.me.answers_for(place["path"], *rules.ANSWER):
        raise NotFound
    return place


async def week(actor: Actor, ground: Mapping[str, Any], day: date, wanted: Collection[str]) -> ShiftWeek:
    """The week in which a day lies, from Monday to Sunday by the clock of the grid."""
    begins, ends = span(day, ground["time_zone"])
    found = models.Shift.filter(subtree(ground["path"], "grid__path"), rules.between(begins, ends)).order_by(
        "starts_at", "id"
    )
    asked = {*wanted, "signups"}
    rows = await found.limit(MOST + 1).values(*reading.columns(asked))
    if len(rows) > MOST:
        raise BadInput(field="grid", reason=SMALLER)
    shifts = await reading.shifts(actor, rows, asked)
    zones = {row["id"]: row["grid__time_zone"] for row in rows}
    return ShiftWeek(begins=begins, until=ends, shifts=shifts, people=_people(shifts, zones, begins))


def span(day: date, time_zone: str) -> tuple[datetime, datetime]:
    """From when until when the week of a day is; it may be an hour longer than others."""
    here = wording.zone(time_zone)
    monday = datetime.combine(day - timedelta(days=day.isoweekday() - 1), time())
    return wording.on_wall(monday, here), wording.on_wall(monday + timedelta(days=7), here)


def _people(shifts: list[Shift], zones: Mapping[UUID, str], begins: datetime) -> list[ShiftPerson]:
    """What everybody stands in this week; a shift from the evening before belongs to the week before."""
    found: dict[str, ShiftPerson] = {}
    for shift in shifts:
        if shift.state is ShiftState.CANCELLED or shift.starts_at < begins:
            continue
        here, stretch = wording.zone(zones[shift.row]), Stretch(shift.starts_at, shift.ends_at)
        night, weekend = nights.is_night(stretch, here), nights.is_weekend(stretch, here)
        length = round(stretch.length.total_seconds() / 60)
        for signup in shift.signups:
            if signup.state not in ON_IT or signup.person is None:
                continue
            one = found.get(signup.person)
            if one is None:
                one = found[signup.person] = ShiftPerson(
                    id=signup.person, name=signup.who, shifts=0, nights=0, weekends=0, minutes=0
                )
            one.shifts += 1
            one.nights += night
            one.weekends += weekend
            one.minutes += length if signup.minutes is None else signup.minutes
    return sorted(found.values(), key=lambda one: (one.name, one.id))


def person_of(one: PersonHours) -> ShiftPerson:
    """What somebody stands, as the graph shows it."""
    return ShiftPerson(
        id=nodes.opaque("Person", one.person),
        name=one.name,
        shifts=one.shifts,
        nights=one.nights,
        weekends=one.weekends,
        minutes=one.minutes,
    )
