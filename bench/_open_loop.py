"""Requests at a constant rate, whatever the server answers: as people come, who do not wait for each other.

A process of its own sends them. How long one took is counted from the moment at which it was to be sent, so that a
server that stands still for a second is seen to have kept a second's requests waiting, and not just one.
"""

import asyncio
import multiprocessing
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlsplit

import httptools
import uvloop

CONNECTIONS = 2_000
"""At the most, as of a proxy that keeps its connections: who comes when all of them wait for an answer has to wait too."""
LAST = 15.0
"""Seconds that an answer may take; a phone gives up then too."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to send where, so many a second for so many seconds; the requests go in turn, and in turn again."""

    address: str
    requests: Sequence[bytes]
    rate: float
    seconds: float
    wrong: bytes = b'"errors"'
    """What does not stand in a good answer."""

    @property
    def many(self) -> int:
        return int(self.rate * self.seconds)


@dataclass(slots=True)
class Outcome:
    """What became of the requests of a plan, in the order in which they were sent."""

    waits: list[float] = field(default_factory=list)
    """Seconds from when each was to be sent until it was answered."""
    statuses: list[int] = field(default_factory=list)
    """200 and so on; 0 where no answer came, 1 where what came was not good."""
    retries: list[int] = field(default_factory=list)
    """What Retry-After said, of those that were sent away."""
    took: float = 0.0
    """Seconds until the last was answered."""
    worked: float = 0.0
    """Seconds for which sending all this kept a processor busy, which the server did not have."""

    def good(self) -> list[float]:
        """How long those waited that were answered well."""
        return [wait for wait, status in zip(self.waits, self.statuses, strict=True) if status == 200]

    def failed(self) -> int:
        return sum(status not in (200, 503) for status in self.statuses)

    def sent_away(self) -> int:
        return self.statuses.count(503)


def percentile(waits: Sequence[float], part: float) -> float:
    """The wait within which so large a part of them ended."""
    ordered = sorted(waits)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else float("nan")


@contextmanager
def generators(many: int = 1) -> Iterator[ProcessPoolExecutor]:
    """Processes that send plans: `pool.submit(_open_loop.sent, plan)`."""
    with ProcessPoolExecutor(many, multiprocessing.get_context("spawn")) as pool:
        # Started before anything is measured.
        list(pool.map(int, [1] * many))
        yield pool


def sent(plan: Plan) -> Outcome:
    """Send a plan and give what became of it."""
    worked = time.process_time()
    outcome = uvloop.run(_Sending(plan).all())
    outcome.worked = time.process_time() - worked
    return outcome


class _Connection(asyncio.Protocol):
    """One connection that is kept: a request, then its answer."""

    def __init__(self, free: "deque[_Connection]") -> None:
        self.free = free
        self.answered: asyncio.Future[tuple[int, bytes]] | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.transport = transport

    def ask(self, request: bytes) -> "asyncio.Future[tuple[int, bytes]]":
        self.parser = httptools.HttpResponseParser(self)
        self.body: list[bytes] = []
        self.retry = b""
        self.answered = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self.answered

    def on_header(self, name: bytes, value: bytes) -> None:
        if name == b"retry-after":
            self.retry = value

    def on_body(self, body: bytes) -> None:
        self.body.append(body)

    def on_message_complete(self) -> None:
        answered, self.answered = self.answered, None
        if self.parser.should_keep_alive():
            self.free.append(self)
        else:
            self.transport.close()
        if answered and not answered.done():
            answered.set_result((self.parser.get_status_code(), b"".join(self.body)))

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if self in self.free:
            self.free.remove(self)
        if self.answered and not self.answered.done():
            self.answered.set_exception(exc or ConnectionResetError())


class _Sending:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        parts = urlsplit(plan.address)
        self.host, self.port = parts.hostname or "localhost", parts.port or 80
        self.free: deque[_Connection] = deque()
        self.places = asyncio.Semaphore(CONNECTIONS)
        self.outcome = Outcome([0.0] * plan.many, [0] * plan.many)

    async def all(self) -> Outcome:
        begun = time.perf_counter() + 0.2
        requests = cycle(self.plan.requests)
        tasks = []
        for number in range(self.plan.many):
            planned = begun + number / self.plan.rate
            if (early := planned - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            tasks.append(asyncio.create_task(self._one(number, next(requests), planned)))
        await asyncio.gather(*tasks)
        self.outcome.took = time.perf_counter() - begun
        return self.outcome

    async def _one(self, number: int, request: bytes, planned: float) -> None:
        try:
            async with asyncio.timeout(LAST), self.places:
                status, body = await self._answer(request)
        except (OSError, TimeoutError):
            status, body = 0, b""
        self.outcome.waits[number] = time.perf_counter() - planned
        self.outcome.statuses[number] = 1 if status == 200 and self.plan.wrong in body else status

    async def _answer(self, request: bytes) -> tuple[int, bytes]:
        while self.free:
            # One that has rested may be closed in this moment: as a browser does, it is then asked on another.
            with suppress(ConnectionError):
                return await self._asked(self.free.pop(), request)
        return await self._asked(await self._connection(), request)

    async def _asked(self, connection: _Connection, request: bytes) -> tuple[int, bytes]:
        status, body = await connection.ask(request)
        if status == 503 and connection.retry:
            self.outcome.retries.append(int(connection.retry))
        return status, body

    async def _connection(self) -> _Connection:
        loop = asyncio.get_running_loop()
        _, made = await loop.create_connection(lambda: _Connection(self.free), self.host, self.port)
        return made
