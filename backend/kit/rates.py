"""How often something may be tried, counted over all processes where REDIS_URL is set."""

import contextlib
import math
import time
from collections.abc import AsyncIterator
from functools import cache

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter

from backend import settings
from backend.kit.refusals import TooOften


@cache
def _storage() -> Storage:
    url = settings.settings().redis_url
    return RedisStorage(f"async+{url}", implementation="redispy") if url else MemoryStorage()


@cache
def _limiter() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(_storage())


@cache
def _parsed(limit: str) -> RateLimitItem:
    return parse(limit)


async def count(limit: str, *who: str) -> None:
    """Count one try of `who` against a limit such as "5 per hour"; `TooOften` where it is one too many."""
    item = _parsed(limit)
    if not await _limiter().hit(item, *who):
        window = await _limiter().get_window_stats(item, *who)
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
        _storage.cache_clear()
        _limiter.cache_clear()
