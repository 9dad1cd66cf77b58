"""How often something may be tried, counted over all processes where REDIS_URL is set."""

import contextlib
import logging
import math
import time
from collections.abc import AsyncIterator
from functools import cache
from uuid import UUID

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from backend import settings
from backend.kit import setback, work
from backend.kit.refusals import TooOften
from backend.kit.work import Doer

log = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds that Redis may take."""
AWAY = 5.0
"""Seconds for which Redis is not asked again once it did not answer: whoever asks for help must not wait for it."""

_away_until = 0.0
"""By the seconds that really go by."""


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
        # What it takes goes on to Redis's own library, whatever kind it is.
        retry=at_once(),  # type: ignore[arg-type]
    )


def at_once() -> Retry:
    """Not to try again where Redis is away: its library would, for seconds, while somebody waits."""
    return Retry(NoBackoff(), 0)


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
    if not await _counted_by_all(limit, *who):
        await _count(_by_itself(), _parsed(limit), *who)


async def count_change(limit: str, what: str, actor: Doer, key: UUID) -> None:
    """Count a change that somebody asks for. One that has its answer already gets it again, however often it was tried:
    a phone whose answers are lost on the way must not read that nothing was done."""
    try:
        await count(limit, what, str(actor.id))
    except TooOften:
        if not await work.is_answered(actor, key):
            raise


async def _counted_by_all(limit: str, *who: str) -> bool:
    global _away_until
    if time.monotonic() < _away_until:
        return False
    try:
        await _count(_limiter(), _parsed(limit), *who)
    except StorageError:
        log.warning("Redis is away; tries are counted by each process for itself")
        _away_until = time.monotonic() + AWAY
        return False
    return True


async def _count(limiter: MovingWindowRateLimiter, item: RateLimitItem, *who: str) -> None:
    if not await limiter.hit(item, *who):
        window = await limiter.get_window_stats(item, *who)
        raise TooOften(seconds=max(1, math.ceil(window.reset_time - time.time())))


async def forget() -> None:
    """Start counting anew."""
    await _storage().reset()


@setback.follows
async def forget_what_lies_ahead() -> None:
    """Start counting anew: tries of a time that has still to come would count until it has."""
    try:
        await forget()
    except StorageError:
        log.warning("Redis is away; tries that were counted by a clock that was ahead go on counting")


@contextlib.asynccontextmanager
async def counting() -> AsyncIterator[None]:
    """While open, tries are counted; afterwards no connection is left open."""
    global _away_until
    try:
        yield
    finally:
        _away_until = 0.0
        storage = _storage()
        if isinstance(storage, RedisStorage):
            await storage.bridge.storage.aclose()  # type: ignore[attr-defined]
        for kept in (_storage, _limiter, _by_itself):
            kept.cache_clear()
