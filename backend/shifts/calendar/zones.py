"""The rules of a time zone as calendars want them told (VTIMEZONE, RFC 5545), read off the clocks of its places.

icalendar writes them too, but the hour at which summer time begins as it is after the change, where the standard
wants it as before: a calendar that goes by it is an hour late for the first hours of that day.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """What the clocks of a place show at some moment: how far ahead of UTC, and under which name."""

    ahead: timedelta
    name: str
    is_summer: bool

    @classmethod
    def of(cls, at: datetime, here: ZoneInfo) -> "Clock":
        """What they show then."""
        local = at.astimezone(here)
        return cls(local.utcoffset() or timedelta(), local.tzname() or here.key, bool(local.dst()))


@cache
def rules(name: str, first: int, last: int) -> Timezone:
    """What the clocks of a zone do from the beginning of one year to the end of another."""
    here = ZoneInfo(name)
    begins, ends = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    before = Clock.of(begins, here)
    written = Timezone()
    written.add("tzid", name)
    written.add_component(_observance(before, before, [begins.replace(tzinfo=None)]))

    onsets: dict[tuple[Clock, Clock], list[datetime]] = {}
    for at, after in _changes(here, begins, ends):
        # The moment of a change is written by the clock that is about to be turned.
        onsets.setdefault((before, after), []).append((at + before.ahead).replace(tzinfo=None))
        before = after
    for (old, new), moments in onsets.items():
        written.add_component(_observance(old, new, moments))
    return written


def _changes(here: ZoneInfo, begins: datetime, ends: datetime) -> Iterator[tuple[datetime, Clock]]:
    """Every moment at which the clocks are turned, and what they show from then on."""
    at, shown = begins, Clock.of(begins, here)
    while at < ends:
        later = Clock.of(at + DAY, here)
        if later != shown:
            yield _moment(here, at, at + DAY), later
        at, shown = at + DAY, later


def _moment(here: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Between these two, when the clocks are turned."""
    shown = Clock.of(before, here)
    while after - before > SECOND:
        middle = before + (after - before) // 2
        middle -= timedelta(microseconds=middle.microsecond)
        if Clock.of(middle, here) == shown:
            before = middle
        else:
            after = middle
    return after


def _observance(old: Clock, new: Clock, onsets: Sequence[datetime]) -> TimezoneStandard | TimezoneDaylight:
    written = TimezoneDaylight() if new.is_summer else TimezoneStandard()
    written.add("dtstart", onsets[0])
    written.add("tzoffsetfrom", old.ahead)
    written.add("tzoffsetto", new.ahead)
    written.add("tzname", new.name)
    if rule := _yearly(onsets):
        written.add("rrule", rule)
    else:
        # The first stands there already, but some programs count only what a rule or a list names.
        written.add("rdate", list(onsets))
    return written


def _yearly(onsets: Sequence[datetime]) -> dict[str, object] | None:
    """The rule by which clocks are turned each year, such as on the last Sunday of March; None where there is none."""
    first = onsets[0]
    together = {(at.month, at.weekday(), at.time()) for at in onsets}
    years = [at.year for at in onsets]
    if len(onsets) < 3 or len(together) > 1 or years != list(range(first.year, first.year + len(onsets))):
        return None
    weeks = {(at.day - 1) // 7 + 1 for at in onsets}
    if all(at.day + 7 > monthrange(at.year, at.month)[1] for at in onsets):
        weeks = {-1}
    if len(weeks) > 1:
        return None
    return {"freq": "yearly", "bymonth": first.month, "byday": f"{weeks.pop()}{DAYS[first.weekday()]}"}
