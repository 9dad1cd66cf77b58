"""Which shifts lie in the night or on a weekend: the ones that have to fall on everybody alike."""

from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from backend.shifts.limits import DAY, Stretch

NIGHT = (timedelta(hours=22), timedelta(hours=30))
"""From ten in the evening until six in the morning, by the clock of the grid, counted from midnight."""
NIGHT_HOURS = timedelta(hours=3)
"""A shift of which at least so much lies in the night is a night shift."""


@lru_cache(maxsize=4096)
def is_weekend(stretch: Stretch, here: ZoneInfo) -> bool:
    """Whether a shift begins on a Saturday or Sunday."""
    return stretch.begins.astimezone(here).isoweekday() > 5


@lru_cache(maxsize=4096)
def is_night(stretch: Stretch, here: ZoneInfo) -> bool:
    """Whether enough of a shift lies between ten in the evening and six in the morning."""
    wall = Stretch(*(at.astimezone(here).replace(tzinfo=None) for at in (stretch.begins, stretch.ends)))
    midnight = datetime.combine(wall.begins.date(), time())
    nights = [midnight + DAY * number for number in (-1, 0, 1)]
    dark = [wall.within(night + NIGHT[0], night + NIGHT[1]) for night in nights]
    return sum(dark, timedelta()) >= NIGHT_HOURS
