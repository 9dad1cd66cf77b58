"""Work that is due: small rounds that a worker goes, each leasing its rows, each safe to be killed at any point."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

from backend.kit import traces

log = logging.getLogger(__name__)

Round = Callable[[], Awaitable[int]]
"""Does what is due and answers how many pieces it did; a round that did some is gone again at once."""


@dataclass(slots=True)
class Job:
    """A round and how many seconds it may rest when there was nothing to do."""

    go: Round
    rest: float
    wanted: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        while True:
            self.wanted.clear()
            with traces.under(traces.fresh()):
                done = await self._once()
            if not done:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.wanted.wait(), self.rest)

    async def _once(self) -> int:
        try:
            return await self.go()
        except Exception:
            log.exception("the round %s failed; it goes again after its rest", self.go.__qualname__)
            return 0


_rounds: dict[Round, float] = {}
_running: dict[Round, Job] = {}


def every(seconds: float) -> Callable[[Round], Round]:
    """Register a round that is gone at least this often."""

    def register(go: Round) -> Round:
        _rounds[go] = seconds
        return go

    return register


def wake(go: Round) -> None:
    """Go this round now, if a worker runs in this process; another process finds the rows by itself."""
    if job := _running.get(go):
        job.wanted.set()


@contextlib.asynccontextmanager
async def running() -> AsyncIterator[None]:
    """While open, every round is gone."""
    for go, rest in _rounds.items():
        _running[go] = Job(go, rest)
    tasks = [asyncio.create_task(job.run()) for job in _running.values()]
    try:
        yield
    finally:
        _running.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
