"""How long what is kept: a setting for each kind, and one round that throws away what is over."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend import settings
from backend.kit import clock, jobs, sqlite

log = logging.getLogger(__name__)

Sweeper = Callable[[datetime], Awaitable[int]]
"""Throws away what was over before the given moment; answers how many rows went."""

_kinds: dict[str, "Kept"] = {}


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of rows, kept for so many days unless the settings say otherwise."""

    days: int
    sweep: Sweeper


def keeps(kind: str, days: int) -> Callable[[Sweeper], Sweeper]:
    """Register how long a kind is kept; LIANXIN_KEEP_DAYS='{"answers": 60}' changes it."""

    def register(sweep: Sweeper) -> Sweeper:
        _kinds[kind] = Kept(days, sweep)
        return sweep

    return register


def days() -> dict[str, int]:
    """How many days each kind is kept in this place."""
    return {kind: settings.settings().keep_days.get(kind, kept.days) for kind, kept in _kinds.items()}


def unknown() -> list[str]:
    """Kinds that the settings name and nobody keeps: most likely misspelt."""
    return sorted(settings.settings().keep_days.keys() - _kinds.keys())


@jobs.every(3600.0)
async def sweep() -> int:
    """Throw away what is over."""
    for kind, kept_days in days().items():
        try:
            gone = await _kinds[kind].sweep(clock.now() - timedelta(days=kept_days))
        except Exception:
            log.exception("%s could not be swept; the next round tries again", kind)
            continue
        if gone:
            log.info("%s rows of %s were over", gone, kind)
    await sqlite.put_away()
    return 0
