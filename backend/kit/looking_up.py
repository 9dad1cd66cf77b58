"""Whoever asks at the same moment is looked up together, so that a whole district opening a notice costs a few
statements and not two for each. Nothing is remembered: each is looked up after they asked, and what was changed anywhere
(a session that was ended, a notice that was withdrawn) is changed at once.
"""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Collection, Hashable
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

MOST = 128
"""How many are looked up by one statement."""

Read = Callable[[Collection[K]], Awaitable[dict[K, V]]]
"""What stands under each of these; nothing under those for which there is nothing."""


class LookUp(Generic[K, V]):
    """Looks things up in groups: whoever comes while one group is looked up is in the next."""

    def __init__(self, read: Read[K, V]) -> None:
        self._read = read
        self._waiting: dict[K, asyncio.Future[V | None]] = {}
        self._going: asyncio.Task[None] | None = None

    async def of(self, wanted: K) -> V | None:
        """What stands under this; None where nothing does."""
        loop = asyncio.get_running_loop()
        found = self._waiting.get(wanted)
        if found is None:
            found = self._waiting[wanted] = loop.create_future()
        if self._going is None or self._going.done():
            # In a context of its own: the group belongs to none of those who ask.
            self._going = loop.create_task(self._go(), context=contextvars.Context())
        # Whoever goes away must not take the answer from who asked for the same.
        return await asyncio.shield(found)

    async def _go(self) -> None:
        while self._waiting:
            some = list(self._waiting)[:MOST]
            group = {wanted: self._waiting.pop(wanted) for wanted in some}
            try:
                found = await self._read(group.keys())
            except Exception as error:
                for future in group.values():
                    future.set_exception(error)
                    # Said to whoever still waits; where nobody does, it is nothing to complain of.
                    future.exception()
            else:
                for wanted, future in group.items():
                    future.set_result(found.get(wanted))


_here: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[Any, LookUp[Any, Any]]] = WeakKeyDictionary()


def here(read: Read[K, V]) -> LookUp[K, V]:
    """The one of this loop that reads like this."""
    ours = _here.setdefault(asyncio.get_running_loop(), {})
    if read not in ours:
        ours[read] = LookUp(read)
    return ours[read]


def padded(values: Collection[V]) -> list[V]:
    """The same values, some of them repeated, so that there are few lengths: each is a statement of its own."""
    some = list(values)
    length = 1
    while length < len(some):
        length *= 2
    return some + some[-1:] * (length - len(some))
