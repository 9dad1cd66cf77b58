"""Listening: for phones and browsers, and for whoever watches a worker."""

import asyncio
import contextlib
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Iterator
from types import FrameType
from typing import Any

import uvicorn
from starlette.applications import Starlette

from backend import settings
from backend.kit import descriptors, stopping
from backend.watching import ROUTES

QUIET: dict[str, Any] = {
    "proxy_headers": False,
    "server_header": False,
    "access_log": False,
    # Its own would write down what exceptions say.
    "log_config": None,
    "log_level": "warning",
}

WAITING = 65_535
"""Connections that may wait until they are taken up; the kernel cuts it to its own bound (`net.core.somaxconn`)."""
AT_ONCE = 32
"""Connections that are taken up in one turn of the loop. libuv takes up one (since 1.45), and in a rush, when a turn
takes thirty milliseconds, whoever came as the two hundredth was not heard for six seconds."""
THREADS_TAKE_TURNS = 0.0005
"""Seconds. Each statement on SQLite waits so long for its turn where the loop is busy, and Python's own five
milliseconds, some six times a screen, were most of what people waited for."""


class Server(uvicorn.Server):
    """A server that is told to end says so for a moment, ends what it has begun, and ends well."""

    _ends_at: float | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for server in tuple(self.servers):
            for listening in server.sockets:
                for _ in range(AT_ONCE - 1):
                    self.servers.append(await self._taking_up(listening))

    async def _taking_up(self, listening: socket.socket) -> asyncio.Server:
        """One more that takes up those who wait at the same address, one in each turn of the loop."""
        same = socket.fromfd(listening.fileno(), listening.family, listening.type)
        return await asyncio.get_running_loop().create_server(
            self._connection, sock=same, backlog=self.config.backlog
        )

    def _connection(self) -> asyncio.Protocol:
        return self.config.http_protocol_class(  # type: ignore[call-arg]
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if sig != signal.SIGTERM or stopping.is_under_way():
            # Whoever sits before it does not want to wait.
            super().handle_exit(sig, frame)
        stopping.begin()
        self._ends_at = self._ends_at or time.monotonic() + settings.settings().drain_seconds

    async def on_tick(self, counter: int) -> bool:
        if self._ends_at is not None and time.monotonic() >= self._ends_at:
            self.should_exit = True
        return await super().on_tick(counter)


def serve(host: str, port: int) -> None:
    """Listen until this process is told to end."""
    # With it comes the whole application, which no other command waits for.
    from backend import door

    door.usual()
    descriptors.raise_limit()
    sys.setswitchinterval(THREADS_TAKE_TURNS)
    server = Server(
        uvicorn.Config(
            "backend.app:create",
            factory=True,
            host=host,
            port=port,
            http=door.Door,
            # How many are answered at a time is for `shedding` to say; this limit would count open screens too.
            limit_concurrency=None,
            # As many as the machine allows: whoever finds no place here is not heard for a second, then for three.
            backlog=WAITING,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=8,
            ws="websockets-sansio",
            ws_max_size=65_536,
            # A hint is thirty bytes, and what compresses them takes as much memory as ten sockets.
            ws_per_message_deflate=False,
            **QUIET,
        )
    )
    with contextlib.suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(3)


class _Beside(uvicorn.Server):
    """A server that leaves signals to the process that it is part of."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def watched(port: int) -> AsyncIterator[None]:
    """While open, programs of this computer can ask a worker how it is doing; port 0 means nobody can."""
    if not port:
        yield
        return
    config = uvicorn.Config(Starlette(routes=ROUTES), host="127.0.0.1", port=port, lifespan="off", **QUIET)
    server = _Beside(config)
    listening = asyncio.create_task(server.serve())
    try:
        yield
    finally:
        server.should_exit = True
        await listening
