"""How far what is due lags behind, for whoever watches this place: rows that wait, and since when the oldest does.

A worker that stands still shows here first: its rows grow old.
"""

from collections.abc import Callable
from typing import Any

from tortoise.queryset import QuerySet

from backend.kit import clock, metrics

_watched: set[str] = set()

ROWS = metrics.stated("due_rows", "Rows that are due and not done yet, by what they are.", what=_watched)
OLDEST = metrics.stated("due_oldest_seconds", "For how long the oldest of them has been due.", what=_watched)

Due = Callable[[], QuerySet[Any]]


def watched(what: str, due: Due, since: str) -> None:
    """Watch the rows that `due()` finds; the column `since` says from when on each is due."""
    _watched.add(what)

    async def look() -> None:
        rows = due()
        ROWS.set(await rows.count(), what=what)
        oldest: list[Any] = await rows.order_by(since).limit(1).values_list(since, flat=True)
        OLDEST.set(sum((clock.now() - at).total_seconds() for at in oldest), what=what)

    metrics.looked_at(look)
