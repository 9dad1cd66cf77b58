"""How often something may be tried, counted over all processes where REDIS_URL is set."""

import contextlib
import logging
import math
import time
from collections.abc import AsyncIterator
from functools import cache

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError

from backend import settings
from backend.kit.refusals import TooOften

log = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds that Redis may take."""


@cache
def _storage() -> Storage:
    url = settings.settings().redis_url
    if not url:
        return MemoryStorage()
    return RedisStorage(
        f"async+{url}",
        implementation="redispy",
        wrap_exceptions=True,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
    )


@cache
def _limiter() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(_storage())


@cache
def _by_itself() -> MovingWindowRateLimiter:
    """What counts while Redis is away: losing it must not keep people from signing in."""
    return MovingWindowRateLimiter(MemoryStorage())


@cache
def _parsed(limit: str) -> RateLimitItem:
    return parse(limit)


async def count(limit: str, *who: str) -> None:
    """Count one try of `who` against a limit such as "5 per hour"; `TooOften` where it is one too many."""
    try:
        await _count(_limiter(), _parsed(limit), *who)
    except StorageError:
        log.warning("Redis is away; tries are counted by each process for itself")
        await _count(_by_itself(), _parsed(limit), *who)


async def _count(limiter: MovingWindowRateLimiter, item: RateLimitItem, *who: str) -> None:
    if not await limiter.hit(item, *who):
        window = await limiter.get_window_stats(item, *who)
        raise TooOften(seconds=max(1, math.ceil(window.reset_time - time.time())))


async def forget() -> None:
    """Start counting anew."""
    await _storage().reset()


@contextlib.asynccontextmanager
async def counting() -> AsyncIterator[None]:
    """While open, tries are counted; afterwards no connection is left open."""
    try:
        yield
    finally:
        storage = _storage()
        if isinstance(storage, RedisStorage):
            await storage.bridge.storage.aclose()  # type: ignore[attr-defined]
        for kept in (_storage, _limiter, _by_itself):
            kept.cache_clear()
