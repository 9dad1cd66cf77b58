"""Moments that somebody sends: one that names no time zone is no moment."""

from datetime import datetime

from backend.kit import clock
from backend.kit.refusals import BadInput
from backend.kit.words import Words

NO_ZONE = Words("时间要带时区。", "時間要帶時區。", "The time has to name its time zone.")


def zoned(at: datetime, field: str) -> datetime:
    """The moment; `BadInput` where it names no time zone."""
    if at.tzinfo is None:
        raise BadInput(field=field, reason=NO_ZONE)
    return at


def was(at: datetime | None, field: str, *, since: datetime | None) -> datetime:
    """When somebody did something, by a phone that may have had no signal, and whose clock may be wrong.

    Not before it could be done, nor in a time to come; now where nothing is said.
    """
    now = clock.now()
    return min(max(zoned(at, field), since or now), now) if at else now
