"""Thousands of screens that listen for hints, in a process of their own: the socket of the app and nothing else."""

import asyncio
import json
import os
import resource
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import uvloop

AT_ONCE = 50
"""So many are opened at the same time, as phones come back one after another."""
BETWEEN = 1.0
"""Seconds between two writes: what a phone notes is how long one change takes."""
PATIENCE = 30.0
"""Seconds after which a hint that has not come is lost."""
MASK = os.urandom(4)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Whose screens listen where, what the app sends to listen, and what is then written."""

    addresses: Sequence[str]
    """Screens are shared out over these."""
    tokens: Sequence[str]
    document: str
    what: str
    """The kind of hint that is waited for."""
    writes: Sequence[bytes]
    """Each a request that all screens are to hear of; sent to the first address, one after another."""


@dataclass(slots=True)
class Heard:
    """What came of it."""

    waits: list[float] = field(default_factory=list)
    """Seconds from when a write was sent until a screen heard of it, for each screen and write."""
    lost: int = 0
    opening: float = 0.0
    """Seconds until all listened."""
    idle: float = 0.0
    """Bytes of memory of the server while nobody hears anything, and after."""
    after: float = 0.0
    worked: float = 0.0
    """Seconds that the first server kept processors busy, from the first write until the last hint."""


def listened(crowd: Crowd) -> Heard:
    """Open all screens, write, and hear."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return uvloop.run(_Listening(crowd).all())


class _Screen(asyncio.Protocol):
    def __init__(self, listening: "_Listening", address: str, token: str) -> None:
        self.listening = listening
        self.address = address
        self.token = token
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.buffer = b""
        self.is_open = False
        self.heard = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.transport = transport
        host = urlsplit(self.address).netloc
        transport.write(
            f"GET /graphql HTTP/1.1\r\nhost: {host}\r\norigin: {self.address}\r\nupgrade: websocket\r\n"
            "connection: Upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            "sec-websocket-extensions: permessage-deflate; client_max_window_bits\r\n"
            f"sec-websocket-protocol: graphql-transport-ws\r\ncookie: lianxin={self.token}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.is_open:
            head, ended, rest = self.buffer.partition(b"\r\n\r\n")
            if not ended:
                return
            if b" 101 " not in head:
                self.ready.set_exception(ConnectionError(head.decode()))
                return
            self.is_open, self.buffer = True, rest
            self._say({"type": "connection_init"})
        while len(self.buffer) >= 2:
            size, begins = self.buffer[1], 2
            if size == 126:
                size, begins = struct.unpack("!H", self.buffer[2:4])[0], 4
            if len(self.buffer) < begins + size:
                return
            code, said = self.buffer[0] & 15, self.buffer[begins : begins + size]
            self.buffer = self.buffer[begins + size :]
            self._hear(code, said)

    def _hear(self, code: int, said: bytes) -> None:
        if code == 9:
            self._send(10, said)
        elif b'"connection_ack"' in said:
            query = {"query": self.listening.crowd.document}
            self._say({"type": "subscribe", "id": "1", "payload": query})
            # Nothing says that a subscription has begun; a ping that is answered after it does.
            self._say({"type": "ping"})
        elif b'"pong"' in said:
            self.ready.set_result(None)
        elif self.listening.wanted in said:
            self.listening.hear(self)

    def _say(self, message: object) -> None:
        self._send(1, json.dumps(message).encode())

    def _send(self, code: int, said: bytes) -> None:
        masked = bytes(byte ^ MASK[at % 4] for at, byte in enumerate(said))
        size = bytes([128 | len(said)]) if len(said) < 126 else b"\xfe" + struct.pack("!H", len(said))
        self.transport.write(bytes([128 | code]) + size + MASK + masked)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(exc or ConnectionResetError())


class _Listening:
    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.wanted = f'"{crowd.what}"'.encode()
        self.result = Heard()
        self.turn = 0
        self.begun = 0.0
        self.missing = 0
        self.all_heard = asyncio.Event()

    def hear(self, screen: _Screen) -> None:
        """The first hint of this turn that a screen gets counts."""
        if screen.heard == self.turn:
            return
        screen.heard = self.turn
        self.result.waits.append(time.perf_counter() - self.begun)
        self.missing -= 1
        if not self.missing:
            self.all_heard.set()

    async def all(self) -> Heard:
        begun = time.perf_counter()
        waiting = iter(enumerate(self.crowd.tokens))
        screens: list[_Screen] = []

        async def open_on() -> None:
            for number, token in waiting:
                address = self.crowd.addresses[number % len(self.crowd.addresses)]
                screens.append(await self._open(address, token))

        await asyncio.gather(*(open_on() for _ in range(AT_ONCE)))
        self.result.opening = time.perf_counter() - begun
        # Whatever the last of them still sets in motion is to be over.
        await asyncio.sleep(3)
        first = self.crowd.addresses[0]
        self.result.idle = await _number(first, "/memory")
        before = await _number(first, "/worked")
        for request in self.crowd.writes:
            await asyncio.sleep(BETWEEN)
            await self._write(first, request, len(screens))
        self.result.worked = await _number(first, "/worked") - before
        self.result.after = await _number(first, "/memory")
        for screen in screens:
            screen.transport.abort()
        return self.result

    async def _open(self, address: str, token: str) -> _Screen:
        parts = urlsplit(address)
        _, screen = await asyncio.get_running_loop().create_connection(
            lambda: _Screen(self, address, token), parts.hostname, parts.port
        )
        await asyncio.wait_for(screen.ready, PATIENCE)
        return screen

    async def _write(self, address: str, request: bytes, screens: int) -> None:
        self.turn += 1
        self.missing = screens
        self.all_heard.clear()
        self.begun = time.perf_counter()
        answer = await _answered(address, request)
        assert b" 200 " in answer, answer
        assert b'"errors"' not in answer, answer
        try:
            await asyncio.wait_for(self.all_heard.wait(), PATIENCE)
        except TimeoutError:
            self.result.lost += self.missing


async def _answered(address: str, request: bytes) -> bytes:
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    return answer


async def _number(address: str, path: str) -> float:
    host = urlsplit(address).netloc
    answer = await _answered(
        address, f"GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n".encode()
    )
    return float(answer.partition(b"\r\n\r\n")[2])
