"""Figures that took long to work out are shown a little longer: many watch, and each asks again at every hint."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

LONGER = 10
"""Times as long as it took: working it out costs no more than a tenth of the time, however many ask."""
MOST = 500


class Failed:
    """It could not be worked out: the next one who waits tries."""


@dataclass(slots=True)
class Kept:
    """An answer, or one that is on its way, and until when it holds."""

    loop: asyncio.AbstractEventLoop
    answer: "asyncio.Future[Any]"
    until: float | None = None

    def holds(self, loop: asyncio.AbstractEventLoop) -> bool:
        return self.loop is loop and (self.until is None or time.monotonic() < self.until)


_known: dict[Hashable, Kept] = {}


async def while_dear(what: Hashable, work_out: Callable[[], Awaitable[T]]) -> T:
    """The answer of a moment ago, as long as it holds; who asks meanwhile waits for the same one."""
    loop = asyncio.get_running_loop()
    known = _known.get(what)
    if known is not None and known.holds(loop):
        shared: T | Failed = await asyncio.shield(known.answer)
        return await while_dear(what, work_out) if isinstance(shared, Failed) else shared
    if len(_known) >= MOST:
        _known.clear()
    mine = _known[what] = Kept(loop, loop.create_future())
    begun = time.monotonic()
    try:
        answer = await work_out()
    except BaseException:
        _known.pop(what, None)
        mine.answer.set_result(Failed())
        raise
    mine.until = time.monotonic() + LONGER * (time.monotonic() - begun)
    mine.answer.set_result(answer)
    return answer
