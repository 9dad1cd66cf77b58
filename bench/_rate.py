"""How fast something goes when many want it at the same moment."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable

Call = Callable[[], Awaitable[object]]


async def per_second(calls: Iterable[Call], at_once: int) -> float:
    """How many of these are done in a second, so many at a time."""
    waiting = iter(calls)
    done = 0

    async def call_on() -> None:
        nonlocal done
        for call in waiting:
            await call()
            done += 1

    begun = time.perf_counter()
    await asyncio.gather(*(call_on() for _ in range(at_once)))
    return done / (time.perf_counter() - begun)
