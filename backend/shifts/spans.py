"""Times that somebody asks about: only such as there can be shifts at."""

from datetime import UTC, date, datetime

from backend.kit import moments
from backend.kit.refusals import BadInput
from backend.kit.words import Words

FIRST_YEAR = 2000
LAST_YEAR = 2200
STRANGE = Words("请选一个近一点的日子。", "請選一個近一點的日子。", "Choose a day that is nearer.")


def moment(at: datetime, field: str) -> datetime:
    """A moment as it was asked about; `BadInput` for one of no time zone, or of no time of ours."""
    day(moments.zoned(at, field).date(), field)
    # SQLite compares times as they are written: all in the same zone.
    return at.astimezone(UTC)


def day(at: date, field: str) -> date:
    """A day as it was asked about; `BadInput` for one of no time of ours."""
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise BadInput(field=field, reason=STRANGE)
    return at
