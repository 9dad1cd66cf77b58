"""A push service in a process of its own that counts what it takes, and may behave as badly as push services do.

Like `_push_service` it speaks TLS and is as bare as can be. How it treats a phone is told by the phone's number alone,
so that a run can be repeated. Beside it a second address counts whoever follows a redirect to it, and gives figures.
"""

import asyncio
import ssl
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen
from urllib.request import urlopen

import httptools
import orjson
import uvloop

from bench import _push_service

ANSWER = "HTTP/1.1 {}\r\ncontent-length: 0\r\n{}\r\n"
TAKEN = ANSWER.format("201 Created", "").encode()
BUSY = ANSWER.format("429 Too Many Requests", "retry-after: 3\r\n").encode()
BROKEN = ANSWER.format("503 Service Unavailable", "").encode()
GONE = ANSWER.format("410 Gone", "").encode()

THOUSAND = 1000
STRIDE = 617
BUSY_ONES = range(10)
BROKEN_ONES = range(10, 15)
GONE_ONES = range(20, 40)
HANGING_ONES = range(40, 45)
LEADING_AWAY = range(45, 46)
"""Of each thousand phones: 1 % are busy, 0.5 % broken and 0.5 % hang at the first try; 2 % are gone; 0.1 % lead away."""


def among(phones: int, ones: range) -> int:
    """How many of so many phones are of a kind."""
    return sum(_place(number) in ones for number in range(phones))


def _place(number: int) -> int:
    """Neighbours are not all of one kind: they are told one after the other."""
    return number * STRIDE % THOUSAND


@dataclass(frozen=True, slots=True)
class Figures:
    """What it has seen so far."""

    taken: int
    """Phones of which it took a message."""
    rung: int
    """Messages that it took."""
    last: float
    """When it took the first message for a phone, of the phone that waited longest; by the machine's own clock."""
    followed: int
    """Connections to where it led away."""


class Service:
    """What one run has seen."""

    def __init__(self) -> None:
        self.away = b""
        self.begin(is_faulty=False)

    def begin(self, *, is_faulty: bool) -> None:
        """Forget what was seen, and behave from now on."""
        self._is_faulty = is_faulty
        self._rung: dict[int, int] = {}
        self._tried: set[int] = set()
        self._last = 0.0
        self._followed = 0

    def answer(self, number: int) -> bytes:
        """What a message for this phone is answered with; empty for nothing at all."""
        fault = self._fault(number) if self._is_faulty else None
        if fault is not None:
            return fault
        if number not in self._rung:
            self._last = time.monotonic()
        self._rung[number] = self._rung.get(number, 0) + 1
        return TAKEN

    def _fault(self, number: int) -> bytes | None:
        place = _place(number)
        if place in GONE_ONES:
            return GONE
        if place in LEADING_AWAY:
            return self.away
        if place in HANGING_ONES or place in BUSY_ONES or place in BROKEN_ONES:
            if number in self._tried:
                return None
            self._tried.add(number)
            return b"" if place in HANGING_ONES else BUSY if place in BUSY_ONES else BROKEN
        return None

    async def tell(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Do what this run asks; anybody else followed a redirect."""
        match (await reader.readline()).split()[1:2]:
            case [b"/figures"]:
                pass
            case [b"/well"]:
                self.begin(is_faulty=False)
            case [b"/faulty"]:
                self.begin(is_faulty=True)
            case _:
                self._followed += 1
        said = orjson.dumps([len(self._rung), sum(self._rung.values()), self._last, self._followed])
        writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n" + said)
        writer.close()


class _Taker(asyncio.Protocol):
    def __init__(self, service: Service) -> None:
        self._answer = service.answer
        self._path = b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.transport = transport
        self.parser = httptools.HttpRequestParser(self)

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)

    def on_url(self, url: bytes) -> None:
        self._path = url

    def on_message_complete(self) -> None:
        if answer := self._answer(int(self._path.rpartition(b"/")[2])):
            self.transport.write(answer)


@dataclass(frozen=True, slots=True)
class Listening:
    """A push service that runs."""

    host: str
    """`host:port` of the service itself."""
    beside: str
    """`host:port` of its second address."""

    def figures(self) -> Figures:
        return self._ask("figures")

    def begin(self, *, is_faulty: bool) -> None:
        """Count anew, and behave well or badly from now on."""
        self._ask("faulty" if is_faulty else "well")

    def _ask(self, what: str) -> Figures:
        with urlopen(f"http://{self.beside}/{what}") as answer:
            return Figures(*orjson.loads(answer.read()))


@contextmanager
def listening(port: int = 0) -> Iterator[Listening]:
    """Such a service, for as long as this is open; meanwhile its certificate is trusted by what is started."""
    with tempfile.TemporaryDirectory() as folder:
        certificate = _push_service.self_signed(Path(folder))
        command = [sys.executable, "-m", "bench._cascade_service", str(certificate), str(port)]
        with _push_service.trusting(certificate), Popen(command, stdout=PIPE, text=True) as service:
            try:
                assert service.stdout
                port, beside = service.stdout.readline().split()
                yield Listening(f"127.0.0.1:{port}", f"127.0.0.1:{beside}")
            finally:
                service.terminate()


async def _serve(certificate: str, port: int) -> None:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    service = Service()
    beside = await asyncio.start_server(service.tell, "127.0.0.1", 0)
    away = beside.sockets[0].getsockname()[1]
    service.away = ANSWER.format(
        "307 Temporary Redirect", f"location: http://127.0.0.1:{away}/trap\r\n"
    ).encode()
    # Who opens many connections at once must not meet a full queue, and wait a second to try again.
    server = await asyncio.get_running_loop().create_server(
        lambda: _Taker(service), "127.0.0.1", port, ssl=tls, backlog=1024
    )
    print(server.sockets[0].getsockname()[1], away, flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve(sys.argv[1], int(sys.argv[2])))
