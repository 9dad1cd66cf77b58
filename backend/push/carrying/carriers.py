"""The processes beside ours that carry loads: started with the first load, ended when there was none for a while."""

import asyncio
import contextlib
import os
import sys
from asyncio import Future, Task, TimerHandle
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Protocol

from backend import settings
from backend.kit import metrics
from backend.push.carrying import loads
from backend.push.carrying.loads import Answers, Load
from backend.push.carrying.manners import Manners
from backend.push.courier import Said

IDLE = 60.0
"""Seconds after which a process with nothing to carry is ended: it has better uses for its memory."""
MOST = 4
"""Processes at the most, where the settings do not say; more would wait for the same database."""


ANSWERS = metrics.counted(
    "crowd_push_answers",
    "What became of messages for whole crowds, phone by phone.",
    said=[said.value for said in Said],
)


STARVING = 12.0
"""Seconds after which a load of which nothing is known has not had its turn: all its phones together are not waited for so long."""


class CarrierEnded(Exception):
    """A carrying process is not there any more; what it had is carried again when its lease is over."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a load: what was known soon, and the rest when it is known."""

    answers: Answers
    late: "Future[Answers] | None" = None
    """Where some phones took long."""


class Carries(Protocol):
    """Whatever can carry loads."""

    @property
    def at_once(self) -> int:
        """How many loads keep it busy."""

    async def bring(self, load: Load) -> Brought: ...


class Beside:
    """One carrying process, and the loads that it has."""

    def __init__(self, manners: Manners = Manners.LAST) -> None:
        self.manners = manners
        self.busy = 0
        """Loads of which nothing is known yet."""
        self._waiting: dict[int, list[Future[Answers]]] = {}
        """For each load its answers that are still to come."""
        self._numbers = 0
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._reading: Task[None] | None = None
        self._idle: TimerHandle | None = None

    async def bring(self, load: Load) -> Brought:
        loop = asyncio.get_running_loop()
        self._numbers += 1
        number, soon, late = self._numbers, loop.create_future(), loop.create_future()
        late.add_done_callback(_heard)
        self.busy += 1
        try:
            await self._hand_over(number, load, [late, soon])
            answers: Answers = await soon
        except BaseException:
            self._waiting.pop(number, None)
            raise
        finally:
            self.busy -= 1
        return Brought(answers, None if late.cancelled() else late)

    async def close(self) -> None:
        """End the process."""
        async with self._turn:
            await self._end()

    async def _hand_over(self, number: int, load: Load, futures: "list[Future[Answers]]") -> None:
        async with self._turn:
            process = await self._running()
            assert process.stdin is not None  # noqa: S101 -- a pipe, see below
            self._waiting[number] = futures
            process.stdin.write(loads.framed(number, loads.packed(load)))
            with contextlib.suppress(ConnectionError):
                # Who reads its answers learns that it has ended.
                await process.stdin.drain()

    async def _running(self) -> Process:
        if self._idle:
            self._idle.cancel()
        if self._process is None or self._process.returncode is not None or self._reading is None:
            await self._end()
            # -P: the folder of the file is no place to import from.
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-P", "-m", "backend.push.carrying", self.manners.value),
                stdin=PIPE,
                stdout=PIPE,
            )
            self._reading = asyncio.create_task(self._read(self._process))
        return self._process

    async def _read(self, process: Process) -> None:
        assert process.stdout is not None  # noqa: S101 -- a pipe, see above
        while (said := await loads.read(process.stdout)) is not None:
            self._hear(*said)
        self._reading = None
        self._give_up()

    def _hear(self, number: int, said: tuple[bool, Any]) -> None:
        is_last, content = said
        waiting = self._waiting.get(number)
        if not waiting:
            return
        future = waiting.pop()
        if is_last:
            for other in waiting:
                other.cancel()
            del self._waiting[number]
        answers = loads.unpacked_answers(content)
        for answer in answers.values():
            ANSWERS.add(said=answer.said.value)
        if not future.done():
            future.set_result(answers)
        if not self._waiting:
            loop = asyncio.get_running_loop()
            self._idle = loop.call_later(IDLE, lambda: loop.create_task(self._rest()))

    async def _rest(self) -> None:
        async with self._turn:
            if not self._waiting:
                await self._end()
                self.manners = Manners.LAST

    def _give_up(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for futures in waiting.values():
            for future in futures:
                if not future.done():
                    future.set_exception(CarrierEnded())

    async def _end(self) -> None:
        process, self._process = self._process, None
        reading, self._reading = self._reading, None
        if self._idle:
            self._idle.cancel()
        if process and process.returncode is None:
            process.kill()
        if process:
            await process.wait()
        if reading:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
        self._give_up()


def _heard(future: "Future[Answers]") -> None:
    """Nobody may be waiting any more for what was late; that is no reason to complain."""
    if not future.cancelled():
        future.exception()


class Carriers:
    """All carrying processes of this one; a load goes to the one that has the fewest."""

    def __init__(self, processes: int) -> None:
        self._beside = [Beside() for _ in range(processes)]
        self.at_once = 3 * processes

    async def bring(self, load: Load) -> Brought:
        """Carry a load; `CarrierEnded` where its process died over it."""
        one = min(self._beside, key=lambda one: one.busy)
        try:
            async with asyncio.timeout(STARVING if one.manners is Manners.LAST else None):
                return await one.bring(load)
        except TimeoutError:
            await self._insist(one)
        return await self.bring(load)

    async def _insist(self, starved: Beside) -> None:
        """A process to which the others on this machine leave nothing makes room for one that takes its share."""
        if starved in self._beside:
            self._beside[self._beside.index(starved)] = Beside(Manners.LATER)
        if not starved.busy:
            await starved.close()

    async def close(self) -> None:
        await asyncio.gather(*(one.close() for one in self._beside))


_present: Carries | None = None


@contextlib.asynccontextmanager
async def working(carrying: Carries | None = None) -> AsyncIterator[Carries]:
    """While open, this process can tell crowds."""
    global _present
    ours = Carriers(settings.settings().push_processes or min(os.cpu_count() or 1, MOST))
    _present = carrying or ours
    try:
        yield _present
    finally:
        _present = None
        await ours.close()


def present() -> Carries:
    """What carries loads in this process."""
    if _present is None:
        raise RuntimeError("nothing carries loads in this process")
    return _present
