"""Public pages as bytes, made once and handed out until something changes.

A hint throws a page away as soon as its notice changed. Hints may be lost, so no page is handed out for longer than
a few seconds without being made anew.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from backend.kit import live
from backend.pages import File

Key = tuple[str, ...]
"""What it is, of which code, in which language."""

SECONDS = 10.0
MOST_BYTES = 24_000_000
"""Of all pages together; the one that nobody asked for longest goes first."""
ABOUT = "Notice"


@dataclass(frozen=True, slots=True)
class Made:
    """Something to hand out, and what it is about."""

    file: File
    notice: UUID | None
    """None where it is about several, such as a feed: any notice that changes may change it."""
    link: UUID | None = None
    """The short address of one grid by which it was asked for: openings are counted by it."""

    @property
    def size(self) -> int:
        return sum(map(len, self.file.bodies.values()))


Make = Callable[[], Awaitable[Made | None]]


@dataclass(slots=True)
class _Kept:
    made: Made
    until: float


class Shelf:
    """What of the public pages this process has ready."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._making: dict[Key, asyncio.Task[Made | None]] = {}
        self._changes = 0
        self._bytes = 0
        self._ear = live.Ear(self._hear)

    async def get(self, key: Key, make: Make) -> Made | None:
        """What is ready under this key; made by the first who asks, while the others wait for it."""
        kept = self._kept.get(key)
        if kept and kept.until > self._now():
            self._kept.move_to_end(key)
            return kept.made
        task = self._making.get(key)
        if task is None:
            task = self._making[key] = asyncio.create_task(self._make(key, make))
            task.add_done_callback(lambda done: self._made(key, done))
        # Whoever waits may leave; the others still want it.
        return await asyncio.shield(task)

    def _made(self, key: Key, task: asyncio.Task[Made | None]) -> None:
        if self._making.get(key) is task:
            del self._making[key]

    async def _make(self, key: Key, make: Make) -> Made | None:
        changes = self._changes
        made = await make()
        # What changed while it was being made may not be in it.
        if made and changes == self._changes:
            self._keep(key, made)
        return made

    def _keep(self, key: Key, made: Made) -> None:
        self._drop(key)
        self._kept[key] = _Kept(made, self._now() + SECONDS)
        self._bytes += made.size
        while self._bytes > MOST_BYTES and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: Key) -> None:
        if kept := self._kept.pop(key, None):
            self._bytes -= kept.made.size

    def _hear(self, change: live.Change) -> None:
        if change.what != ABOUT:
            return
        self._changes += 1
        # Who asks from now on must not get what is being made out of what was read before.
        self._making.clear()
        about = [key for key, kept in self._kept.items() if kept.made.notice in {None, change.row}]
        for key in about if change.row else list(self._kept):
            self._drop(key)
