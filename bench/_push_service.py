"""A push service in a process of its own: it takes every message at once, and does nothing with it.

It is as bare as can be, so that what is measured is the sender. Run as a module it prints the port it listens on.
That what we send can be opened by a phone, tests/push shows.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httptools
import uvloop

TAKEN = b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n"


@contextmanager
def listening() -> Iterator[str]:
    """The `host:port` of such a service, for as long as this is open."""
    command = [sys.executable, "-m", "bench._push_service"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as service:
        try:
            assert service.stdout
            yield f"127.0.0.1:{int(service.stdout.readline())}"
        finally:
            service.terminate()


class _Taker(asyncio.Protocol):
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.transport = transport
        self.parser = httptools.HttpRequestParser(self)

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)

    def on_message_complete(self) -> None:
        self.transport.write(TAKEN)


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Taker, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve())
