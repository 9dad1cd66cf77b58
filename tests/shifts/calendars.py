"""Reading a calendar as somebody else's program would, and by the standard alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

LINE = 75
"""A line may have so many octets (RFC 5545, 3.1)."""
UNKNOWN = "Nowhere/Known"


def read(body: bytes) -> Calendar:
    """The one calendar in it, as another program reads it that has never heard of our time zones' names."""
    text = body.decode()
    for name in set(re.findall(r"TZID[:=]([\w/+-]+)", text)):
        text = text.replace(name, f"{UNKNOWN}/{name}")
    return IcsCalendarStream.calendar_from_ics(text)


def lines(body: bytes) -> list[str]:
    """Its lines put together again, each checked as it was sent."""
    assert body.endswith(b"\r\n")
    sent = body.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= LINE for line in sent)
    # No letter may be cut in two: some readers put lines together only after they have read the letters.
    assert all(line.decode() for line in sent)
    assert b"\n" not in b"".join(sent)
    assert b"\r" not in b"".join(sent)
    return body.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def values(body: bytes, name: str) -> list[str]:
    """What stands after a property's name, wherever it stands, with its signs as they were meant."""
    found = [line.partition(":")[2] for line in lines(body) if re.match(rf"{name}[;:]", line)]
    return [re.sub(r"\\([\\;,nN])", lambda sign: "\n" if sign[1] in "nN" else sign[1], one) for one in found]


@dataclass(frozen=True, slots=True)
class Turn:
    """One moment at which the clocks of a VTIMEZONE are turned."""

    at: datetime
    ahead: timedelta


def turns(body: bytes, until: datetime) -> list[Turn]:
    """Every turn of the clocks that a calendar's one VTIMEZONE tells of, by the letter of the standard."""
    text = "\n".join(lines(body))
    [zone] = re.findall(r"BEGIN:VTIMEZONE\n(.*?)END:VTIMEZONE", text, re.DOTALL)
    observances = re.findall(r"BEGIN:(?:STANDARD|DAYLIGHT)\n(.*?)END:", zone, re.DOTALL)
    found = [turn for observance in observances for turn in _turns_of(observance, until)]
    return sorted(found, key=lambda turn: turn.at)


def _turns_of(observance: str, until: datetime) -> Iterator[Turn]:
    told = dict(line.split(":", 1) for line in observance.splitlines())
    first = datetime.strptime(told["DTSTART"], "%Y%m%dT%H%M%S")  # noqa: DTZ007 -- by the clock on the wall
    onsets = [first]
    if "RRULE" in told:
        rule = rrulestr(told["RRULE"], dtstart=first)
        onsets = list(rule.between(first, until.replace(tzinfo=None), inc=True))
    for other in filter(None, told.get("RDATE", "").split(",")):
        onsets.append(datetime.strptime(other, "%Y%m%dT%H%M%S"))  # noqa: DTZ007
    for onset in onsets:
        yield Turn((onset - _offset(told["TZOFFSETFROM"])).replace(tzinfo=UTC), _offset(told["TZOFFSETTO"]))


def _offset(told: str) -> timedelta:
    sign = -1 if told[0] == "-" else 1
    return sign * timedelta(hours=int(told[1:3]), minutes=int(told[3:5]))


def agrees(told: list[Turn], here: ZoneInfo, begins: datetime, ends: datetime) -> bool:
    """Whether a calendar's rules give, for each quarter of an hour, what the clocks of the place show."""
    at = begins
    while at < ends:
        ahead = [turn.ahead for turn in told if turn.at <= at][-1]
        if ahead != at.astimezone(here).utcoffset():
            return False
        at += timedelta(minutes=15)
    return True
