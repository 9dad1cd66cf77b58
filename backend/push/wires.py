"""Connections to push services: HTTP/1.1, opened when they are needed and kept while they are used.

A message to a phone is one small POST whose answer is a number. A client for everything that HTTP can do cost three
times the CPU for it, and most of what a district's 70,000 phones cost; see docs/decisions/0086.
"""

import asyncio
import ssl
import time
from asyncio import Future, Semaphore, Transport
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple, cast
from urllib.parse import urlsplit

import httptools

from backend.push import addresses

SECONDS = 15.0
"""How long a push service may take altogether."""
SECONDS_TO_CONNECT = 5.0
IDLE = 15.0
"""Seconds after which an unused connection is taken for dead: few servers keep it much longer."""
FINAL = 200
"""Statuses from here on are answers."""
LONGEST_ANSWER = 64 * 1024
"""Bytes; what a push service says beside its status is not read anyway."""


MOST_KNOWN = 1000
"""Push services with connections; there are a handful, but phones may name others."""


class Answered(NamedTuple):
    """What matters of an answer."""

    status: int
    retry_after: str | None


class Place(NamedTuple):
    """Where a push service listens."""

    is_secure: bool
    host: str
    port: int


class Wire(asyncio.Protocol):
    """One connection; it carries one request at a time."""

    def __init__(self) -> None:
        self.is_open = True
        self.free_since = 0.0
        self._answer: Future[Answered] | None = None
        self._begin()

    def _begin(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._retry_after: str | None = None
        self._status = 0
        self._length = 0

    async def post(self, request: bytes) -> Answered:
        """Send a request, and wait for what is answered."""
        self._begin()
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        try:
            return await self._answer
        except BaseException:
            # Whatever comes now belongs to nobody.
            self.close()
            raise

    def close(self) -> None:
        self.is_open = False
        self._transport.abort()

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("Transport", transport)

    def data_received(self, data: bytes) -> None:
        if self._answer is None or self._answer.done():
            # It speaks without being asked.
            self._end()
            return
        self._length += len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._end()
        if self._length > LONGEST_ANSWER:
            self._end()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end()

    # What the parser calls.

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"retry-after":
            self._retry_after = value.decode("latin-1").strip()

    def on_headers_complete(self) -> None:
        self._status = self._parser.get_status_code()

    def on_message_complete(self) -> None:
        if self._status < FINAL:
            # "Go on", and the like: the answer is still to come.
            return
        if not self._parser.should_keep_alive():
            self.close()
        self._settle()

    def _end(self) -> None:
        """It is over; a status that came before is an answer all the same."""
        self.close()
        self._settle()

    def _settle(self) -> None:
        if self._answer is None or self._answer.done():
            return
        if self._status < FINAL:
            self._answer.set_exception(ConnectionResetError("it broke off"))
        else:
            self._answer.set_result(Answered(self._status, self._retry_after))


@dataclass(slots=True)
class Service:
    """One push service, and the connections to it."""

    turns: Semaphore
    free: deque[Wire] = field(default_factory=deque)
    """The one used last is used first, so that those too many grow old."""
    users: int = 0


class Wires:
    """All connections of a courier."""

    def __init__(self, most: int) -> None:
        self._tls = ssl.create_default_context()
        self._turns = Semaphore(most)
        self._most_each = max(1, most // 2)
        self._services: dict[Place, Service] = {}

    async def post(self, endpoint: str, headers: Mapping[str, str], body: bytes) -> Answered:
        """Post to an endpoint that `addresses.check` let pass; `OSError` where nothing sensible comes back in time.

        A redirect is an answer like any other.
        """
        place, request = _place(endpoint), _request(endpoint, headers, body)
        if len(self._services) >= MOST_KNOWN:
            await self.close()
        service = self._services.setdefault(place, Service(Semaphore(self._most_each)))
        service.users += 1
        try:
            async with asyncio.timeout(SECONDS), self._turns, service.turns:
                return await self._exchange(place, service, request)
        finally:
            service.users -= 1
            if not service.users and not service.free:
                self._services.pop(place, None)

    async def close(self) -> None:
        """Hang up everywhere."""
        for service in self._services.values():
            for wire in service.free:
                wire.close()
        self._services.clear()
        # Their transports end in the loop's next round.
        await asyncio.sleep(0)

    async def _exchange(self, place: Place, service: Service, request: bytes) -> Answered:
        while wire := _still_open(service.free):
            # The other side may just have hung up: then it is asked again by another.
            with suppress(ConnectionError):
                return await self._ask(wire, service, request)
        return await self._ask(await self._connected(place), service, request)

    async def _ask(self, wire: Wire, service: Service, request: bytes) -> Answered:
        answered = await wire.post(request)
        if wire.is_open:
            wire.free_since = time.monotonic()
            service.free.append(wire)
        return answered

    async def _connected(self, place: Place) -> Wire:
        async with asyncio.timeout(SECONDS_TO_CONNECT):
            *others, last = await addresses.resolve(place.host, place.port)
            for address in others:
                with suppress(OSError):
                    return await self._connected_to(address, place)
            return await self._connected_to(last, place)

    async def _connected_to(self, address: str, place: Place) -> Wire:
        """Connect to the very address that was looked at."""
        _, wire = await asyncio.get_running_loop().create_connection(
            Wire,
            address,
            place.port,
            ssl=self._tls if place.is_secure else None,
            server_hostname=place.host if place.is_secure else None,
        )
        return wire


def _still_open(free: deque[Wire]) -> Wire | None:
    """A connection that can be used again; those that are too old are closed."""
    oldest = time.monotonic() - IDLE
    while free and free[0].free_since < oldest:
        free.popleft().close()
    while free:
        if (wire := free.pop()).is_open:
            return wire
    return None


def _place(endpoint: str) -> Place:
    parts = urlsplit(endpoint)
    is_secure = parts.scheme == "https"
    return Place(is_secure, parts.hostname or "", parts.port or (443 if is_secure else 80))


def _request(endpoint: str, headers: Mapping[str, str], body: bytes) -> bytes:
    """The request as it goes out: the endpoint is spelled as the push service gave it."""
    parts = urlsplit(endpoint)
    target = endpoint.partition("://")[2][len(parts.netloc) :].partition("#")[0]
    lines = [
        f"POST {target if target.startswith('/') else f'/{target}'} HTTP/1.1",
        f"Host: {parts.netloc.rpartition('@')[2]}",
        "User-Agent: Lianxin",
        f"Content-Length: {len(body)}",
        *[f"{name}: {value}" for name, value in headers.items()],
    ]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body
