"""Telling open screens what changed: one for all of a process, so that thousands of them cost little.

A change is looked at once, and not by every screen. Whoever is to be told is looked up once more together with all
others, where that was not done within the last second: who was signed out, or lost a post, hears nothing.
"""

import asyncio
import contextvars
import itertools
import logging
from collections.abc import Iterable, Sequence
from typing import Protocol
from weakref import WeakKeyDictionary

from backend.access import sessions
from backend.access.actor import Actor
from backend.access.audience import Audience
from backend.kit import live
from backend.kit.live import Change

log = logging.getLogger(__name__)

CHECK_EVERY = 30.0
"""Seconds after which a screen that hears nothing is looked at again: whether its session still holds."""
TRUSTED = 1.0
"""Seconds for which a session and its posts are taken as they were; busy screens must not ask at every hint."""
TOGETHER = 500
"""How many are looked up by one statement."""
AT_A_TIME = 50
"""How many are told before others, who wait for an answer, have their turn."""
SHARE = 1.0
"""What telling took is waited so many times before the next: hints that come meanwhile go out together, and half of
the time is left to those who ask."""
WAITING = 10_000
"""Changes that may wait to be told."""
MADE_ANEW = {"Device", "Post", "Person", "Grid"}
"""Who a change of these names may have other rights than a moment ago."""


class Listener(Protocol):
    """An open screen."""

    shown: str
    """The fingerprint of what it came in by."""

    def __hash__(self) -> int: ...

    def hear(self, change: Change) -> None:
        """Something changed that concerns it."""

    def sign_out(self) -> None:
        """Whoever listened is not signed in any more."""


class Listening:
    """Everybody in this process who listens."""

    def __init__(self) -> None:
        self.audience: Audience[Listener] = Audience()
        self._checked: dict[Listener, float] = {}
        """When each was looked up, the longest ago first."""
        self._telling: asyncio.Task[None] | None = None
        self._queue: asyncio.Queue[Change] | None = None

    def begin(self, listener: Listener, actor: Actor) -> None:
        """Tell this one, who has just been looked up, from now on."""
        self._know(listener, actor)
        if self._telling is None or self._telling.done():
            # In a context of its own: it belongs to none of those who listen.
            self._telling = asyncio.get_running_loop().create_task(
                self._tell_on(), context=contextvars.Context()
            )

    def end(self, listener: Listener) -> None:
        """Tell this one nothing more."""
        self.audience.take(listener)
        self._checked.pop(listener, None)
        if not self._checked and self._queue is not None:
            # Not cancelled: it may be asking the database. It wakes, and finds nobody.
            self._queue.put_nowait(Change(""))

    def _know(self, listener: Listener, actor: Actor) -> None:
        self._checked.pop(listener, None)
        self._checked[listener] = asyncio.get_running_loop().time()
        self.audience.put(listener, actor)

    async def _tell_on(self) -> None:
        loop = asyncio.get_running_loop()
        with live.screen(WAITING) as queue:
            self._queue = queue
            while self._checked:
                changes = await self._next(queue)
                begun = loop.time()
                try:
                    await self._tell(changes)
                except Exception:
                    # The database is away, perhaps: hints may be lost, who listens may not.
                    log.exception("screens were not told of a change")
                await asyncio.sleep(SHARE * (loop.time() - begun))
            self._queue = None

    async def _next(self, queue: asyncio.Queue[Change]) -> list[Change]:
        """What changed, each once; nothing where it is time to look somebody up."""
        oldest = next(iter(self._checked.values()), 0.0)
        patience = oldest + CHECK_EVERY - asyncio.get_running_loop().time()
        try:
            first = await asyncio.wait_for(queue.get(), max(0.0, patience))
        except TimeoutError:
            return []
        rest = [queue.get_nowait() for _ in range(queue.qsize())]
        return list(dict.fromkeys([first, *rest]))

    async def _tell(self, changes: Sequence[Change]) -> None:
        now = asyncio.get_running_loop().time()
        silent = itertools.takewhile(lambda one: self._is_old(one, now - CHECK_EVERY), [*self._checked])
        await self._look_up(silent)
        anew = {one for change in changes if change.what in MADE_ANEW for one in self._named(change)}
        told = {change: self.audience.of(change) for change in changes}
        everybody = set().union(*told.values())
        await self._look_up(anew | {one for one in everybody if self._is_old(one, now - TRUSTED)})
        for change in changes:
            # Looked at again: some may know less than they did, and some more.
            await self._say(change, self.audience.of(change))

    def _is_old(self, listener: Listener, before: float) -> bool:
        return self._checked.get(listener, before) < before

    def _named(self, change: Change) -> Iterable[Listener]:
        return self.audience.of(Change(change.what, people=change.people))

    async def _look_up(self, listeners: Iterable[Listener]) -> None:
        waiting = iter(listeners)
        while some := list(itertools.islice(waiting, TOGETHER)):
            found = await sessions.still({one.shown for one in some})
            for listener in some:
                if listener not in self._checked:
                    # Gone meanwhile.
                    continue
                if actor := found.get(listener.shown):
                    self._know(listener, actor)
                else:
                    self.end(listener)
                    listener.sign_out()

    async def _say(self, change: Change, listeners: Iterable[Listener]) -> None:
        for number, listener in enumerate(listeners, 1):
            if listener in self._checked:
                listener.hear(change)
            if number % AT_A_TIME == 0:
                await asyncio.sleep(0)


_everybody: WeakKeyDictionary[asyncio.AbstractEventLoop, Listening] = WeakKeyDictionary()


def here() -> Listening:
    """Everybody who listens in this loop."""
    return _everybody.setdefault(asyncio.get_running_loop(), Listening())
