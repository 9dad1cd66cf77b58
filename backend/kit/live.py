"""Hints: "this changed, ask again". They may be lost without harm; the tables are the truth.

Within one process they go from task to task; with REDIS_URL set they reach every process.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID
from weakref import WeakSet

import orjson

from backend.kit import metrics, rates, work

log = logging.getLogger(__name__)

CHANNEL = "lianxin:changes"
STEP = 6
"""Characters of a path that one grid adds to its parent's."""
WAITING = 256
"""Hints that one screen may have waiting; of a slower one the oldest is lost. It asks again when it comes to the front."""

LAG = metrics.timed("hint_lag", "From a commit until a screen was told of it.")


@dataclass(frozen=True, slots=True)
class Change:
    """Something changed that whoever answers for `path`, or one of `people`, may be looking at."""

    what: str
    """The graph type."""
    row: UUID | None = None
    path: str = ""
    """The path of the grid it belongs to."""
    people: tuple[UUID, ...] = field(default=())
    near: bool = False
    """Whether everybody who lives near may know that something of this kind changed (volunteers do)."""
    homes: bool = False
    """Whether everybody who lives on this ground may know of it."""
    grounds: tuple[str, ...] = field(default=())
    """The paths of several grids at once; only who answers for one of them is told."""
    at: float = field(default_factory=time.time, compare=False)
    """When it was made, in seconds by the computer's own clock."""


_screens: set[asyncio.Queue[Change]] = set()
_ears: WeakSet["Ear"] = WeakSet()
_redis: Any = None
_background: set[asyncio.Task[None]] = set()


def changed(
    what: str,
    row: UUID | None = None,
    *,
    path: str = "",
    people: Iterable[UUID] = (),
    near: bool = False,
    homes: bool = False,
    grounds: Iterable[str] = (),
) -> None:
    """Hint at a change as soon as the present unit of work is committed."""
    change = Change(what, row, path, tuple(people), near, homes, tuple(grounds))
    work.afterwards(lambda: _send(change))


def _send(change: Change) -> None:
    if _redis is None:
        _show(change)
        return
    task = asyncio.get_running_loop().create_task(_publish(change))
    _background.add(task)
    task.add_done_callback(_background.discard)


async def _publish(change: Change) -> None:
    try:
        # asyncpg has ids of a class of its own, which orjson does not know.
        said = orjson.dumps(asdict(change), default=str)
        await asyncio.wait_for(_redis.publish(CHANNEL, said), rates.PATIENCE)
    except Exception:
        log.warning("Redis did not take a hint; only this process has it")
        _show(change)


def _show(change: Change) -> None:
    for ear in list(_ears):
        ear.hear(change)
    for queue in _screens:
        if queue.full():
            queue.get_nowait()
        queue.put_nowait(change)


class Ear:
    """Something of this process that is told of every change at once, for as long as somebody keeps it."""

    def __init__(self, hear: Callable[[Change], None]) -> None:
        self.hear = hear
        _ears.add(self)


@contextlib.contextmanager
def screen(waiting: int = WAITING) -> Iterator[asyncio.Queue[Change]]:
    """A queue of everything that changes while it is open; of more than may wait the oldest are lost."""
    queue: asyncio.Queue[Change] = asyncio.Queue(waiting)
    _screens.add(queue)
    try:
        yield queue
    finally:
        _screens.discard(queue)


@contextlib.asynccontextmanager
async def over_redis(url: str) -> AsyncIterator[None]:
    """While open, hints travel over Redis (nothing happens where there is no URL)."""
    global _redis
    if not url:
        yield
        return
    from redis.asyncio import Redis

    # A hint that has to wait is worth less than one that stays within this process.
    _redis = Redis.from_url(
        url, retry=rates.at_once(), socket_connect_timeout=rates.PATIENCE, socket_keepalive=True
    )
    listener = asyncio.create_task(_listen(_redis))
    try:
        yield
    finally:
        listener.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await listener
        await _redis.aclose()
        _redis = None


async def _listen(redis: Any) -> None:
    while True:
        try:
            async with redis.pubsub() as messages:
                await messages.subscribe(CHANNEL)
                async for message in messages.listen():
                    if message["type"] == "message":
                        _show(_read(message["data"]))
        except asyncio.CancelledError:
            raise
        except Exception:
            log.warning("Redis is away; hints stay within this process until it is back")
            await asyncio.sleep(1)


def _read(text: bytes) -> Change:
    said = orjson.loads(text)
    return Change(
        what=said["what"],
        row=UUID(said["row"]) if said["row"] else None,
        path=said["path"],
        people=tuple(UUID(person) for person in said["people"]),
        near=said["near"],
        homes=said.get("homes", False),
        grounds=tuple(said.get("grounds", ())),
        # A process of the version before does not say.
        at=said.get("at", time.time()),
    )


async def answers() -> bool:
    """Whether Redis is there, or none is needed."""
    return _redis is None or bool(await asyncio.wait_for(_redis.ping(), rates.PATIENCE))
