"""How shifts and their times are said."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from backend import settings
from backend.kit.words import Words

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def zone(time_zone: str) -> ZoneInfo:
    """The clock of a grid; that of the place where it has none of its own."""
    return ZoneInfo(time_zone or settings.settings().time_zone)


def when(begins: datetime, ends: datetime, time_zone: str) -> Words:
    """From when until when, by the clock of the grid: 11月23日 20:00–08:00."""
    here = zone(time_zone)
    first, last = begins.astimezone(here), ends.astimezone(here)
    hours = f"{first:%H:%M}–{last:%H:%M}"
    chinese = f"{first.month}月{first.day}日 {hours}"
    return Words(chinese, chinese, f"{first.day} {MONTHS[first.month - 1]}, {hours}")


def on_wall(at: datetime, here: ZoneInfo) -> datetime:
    """The moment at which the clocks of a place show this."""
    return at.replace(tzinfo=here).astimezone(UTC)
