"""Checks of what people type."""

from datetime import datetime, timedelta

from backend.kit import clock
from backend.kit.refusals import BadInput
from backend.kit.words import Words

MOST_OF_ONE = 999
MOST_IN_STORE = 1_000_000
FURTHEST = timedelta(days=60)
NOTE_LENGTH = 500

BAD_QUANTITY = Words(
    "数量请填 1 到 {most}。", "數量請填 1 到 {most}。", "The number must be between 1 and {most}."
)
BAD_TIME = Words(
    "请选从现在起 60 天以内的时间。",
    "請選從現在起 60 天以內的時間。",
    "Please choose a time within the next 60 days.",
)


def quantity(number: int, where: str, most: int = MOST_OF_ONE) -> int:
    """A number of things that somebody can mean; `BadInput` otherwise."""
    if not 0 < number <= most:
        raise BadInput(field=where, reason=BAD_QUANTITY.filled(most=most))
    return number


def deadline(at: datetime) -> datetime:
    """A time not yet past and not too far away; `BadInput` otherwise."""
    if at.tzinfo is None or not clock.now() < at <= clock.now() + FURTHEST:
        raise BadInput(field="runsOutAt", reason=BAD_TIME)
    return at
