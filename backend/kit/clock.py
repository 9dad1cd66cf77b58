"""The time, asked for in one place, so that a test can hold it still."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta

_held: datetime | None = None


def now() -> datetime:
    """The present moment in UTC."""
    return _held or datetime.now(UTC)


@contextmanager
def held(at: datetime) -> Iterator[None]:
    """Hold the clock at one moment."""
    global _held
    before, _held = _held, at
    try:
        yield
    finally:
        _held = before


def of_day(minutes: int) -> time:
    """The time that is so many minutes after midnight; the midnight that ends a day is 00:00."""
    return time(minutes // 60 % 24, minutes % 60)


def written(minutes: int) -> str:
    """The same as people write it; the midnight that ends a day is 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def advance(by: timedelta) -> None:
    """Move a held clock on."""
    global _held
    if _held is None:
        raise RuntimeError("the clock is not held")
    _held += by
