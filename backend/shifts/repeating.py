"""Rules by which a shift repeats (RRULE, RFC 5545), as far as a phone's form can say them."""

import re
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from backend.kit.refusals import BadInput
from backend.kit.words import Words
from backend.shifts import plans, wording

FURTHEST = timedelta(days=366)
"""A rule that repeats for longer, or for ever, is cut here."""
MOST = 400

BAD_RULE = Words(
    "看不懂重复的规则，请重新选每天、每周或每几天。",
    "看不懂重複的規則，請重新選每天、每週或每幾天。",
    "That rule of repeating cannot be read. Choose again: daily, weekly or every few days.",
)

WEEKDAY = "(MO|TU|WE|TH|FR|SA|SU)"
DAY_OF_MONTH = "([1-9]|[12][0-9]|3[01])"
# A rule for each second, or one that no day ever meets, would be followed to the end of all calendars.
ALWAYS = {
    "FREQ": "[A-Z]+",
    "INTERVAL": "[1-9][0-9]?",
    "COUNT": "[1-9][0-9]{0,2}",
    "UNTIL": "[0-9]{8}(T[0-9]{6}Z?)?",
    "WKST": WEEKDAY,
}
READABLE = {
    "DAILY": ALWAYS,
    "WEEKLY": ALWAYS | {"BYDAY": f"{WEEKDAY}(,{WEEKDAY}){{0,6}}"},
    "MONTHLY": ALWAYS
    | {
        "BYDAY": f"[+-]?[1-4]{WEEKDAY}(,[+-]?[1-4]{WEEKDAY}){{0,6}}",
        "BYMONTHDAY": f"{DAY_OF_MONTH}(,{DAY_OF_MONTH}){{0,30}}",
    },
}


def days(
    rule: str, starts_at: datetime, ends_at: datetime, time_zone: str
) -> list[tuple[datetime, datetime]]:
    """When a rule repeats a shift: at the same hours by the clock of its grid, whatever that does meanwhile."""
    here = wording.zone(time_zone)
    rule = _readable(rule.removeprefix("RRULE:"), here)
    # By the clock on the wall: a shift until 8 in the morning ends at 8 where the night is an hour shorter, too.
    begins = starts_at.astimezone(here).replace(tzinfo=None)
    length = ends_at.astimezone(here).replace(tzinfo=None) - begins
    try:
        walls = iter(rrulestr(rule, dtstart=begins, ignoretz=True))
    except (ValueError, TypeError, OverflowError) as error:
        raise BadInput(field="repeats", reason=BAD_RULE) from error
    within = takewhile(lambda day: day <= begins + FURTHEST, islice(walls, MOST))
    found = [(wording.on_wall(day, here), wording.on_wall(day + length, here)) for day in within]
    if not found or any(last <= first for first, last in found):
        raise BadInput(field="repeats", reason=BAD_RULE)
    # In the night in which an hour comes twice a shift of a whole day has twenty-five.
    if any(last - first > plans.LONGEST for first, last in found):
        raise BadInput(field="endsAt", reason=plans.TOO_LONG)
    return found


def _readable(rule: str, here: ZoneInfo) -> str:
    """The rule with its last day by the clock on the wall; `BadInput` where it is none that can be followed."""
    parts = [part.partition("=") for part in rule.split(";")]
    said = {name: value for name, _, value in parts}
    known = READABLE.get(said.get("FREQ", ""))
    if (
        known is None
        or len(said) < len(parts)
        or {"COUNT", "UNTIL"} <= said.keys()
        or {"BYDAY", "BYMONTHDAY"} <= said.keys()
        or not all(name in known and re.fullmatch(known[name], value) for name, value in said.items())
    ):
        raise BadInput(field="repeats", reason=BAD_RULE)
    if "UNTIL" in said:
        said["UNTIL"] = _until(said["UNTIL"], here)
    return ";".join(f"{name}={value}" for name, value in said.items())


def _until(said: str, here: ZoneInfo) -> str:
    """The last moment of a rule, by the clock on the wall; a day is meant whole."""
    try:
        if said.endswith("Z"):
            at = datetime.strptime(said, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            return f"{at.astimezone(here):%Y%m%dT%H%M%S}"
    except (ValueError, OverflowError) as error:
        raise BadInput(field="repeats", reason=BAD_RULE) from error
    return said if "T" in said else f"{said}T235959"
