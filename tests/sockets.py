"""A socket in a test: it speaks graphql-transport-ws with the real application, in the test's own loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import orjson
from starlette.applications import Starlette

from tests.patience import LONG
from tests.phones import HOST

PROTOCOL = "graphql-transport-ws"


class Closed(Exception):
    """The server closed the socket, with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Socket:
    """One end of a socket; the other end is the application."""

    def __init__(self) -> None:
        self.to_server: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.from_server: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def send(self, message: Any) -> None:
        """Send a message: what JSON can say, or a text as it is."""
        text = message if isinstance(message, str) else orjson.dumps(message).decode()
        await self.to_server.put({"type": "websocket.receive", "text": text})

    async def receive(self) -> dict[str, Any]:
        """The next message; `Closed` where there is none any more."""
        event = await asyncio.wait_for(self.from_server.get(), LONG)
        if event["type"] == "websocket.close":
            raise Closed(event["code"])
        message: dict[str, Any] = orjson.loads(event["text"])
        return message

    async def start(self) -> dict[str, Any]:
        """Say hello and give the answer."""
        await self.send({"type": "connection_init"})
        return await self.receive()

    async def subscribe(self, document: str = "subscription { changes { what id } }", id: str = "1") -> None:  # noqa: A002
        """Ask for what a document says."""
        await self.send({"type": "subscribe", "id": id, "payload": {"query": document}})

    async def lose(self) -> None:
        """Go away without a word, as a phone in a lift does."""
        await self.to_server.put({"type": "websocket.disconnect", "code": 1006})

    async def is_silent(self) -> bool:
        """Whether nothing more comes once everything that runs has had its turn."""
        for _ in range(50):
            await asyncio.sleep(0)
        return self.from_server.empty()


@asynccontextmanager
async def connected(
    app: Starlette, token: str = "", origin: str | None = HOST, protocol: str = PROTOCOL, key: str = ""
) -> AsyncIterator[Socket]:
    """A socket to the application; `token` is the session's cookie, `key` the secret of a program."""
    socket = Socket()
    headers = [(b"host", b"localhost:8000")]
    if token:
        headers.append((b"cookie", f"lianxin={token}".encode()))
    if key:
        headers.append((b"authorization", f"Bearer {key}".encode()))
    if origin is not None:
        headers.append((b"origin", origin.encode()))
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0"},
        "scheme": "ws",
        "path": "/graphql",
        "raw_path": b"/graphql",
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 40_000),
        "server": ("localhost", 8000),
        "subprotocols": [protocol],
    }
    await socket.to_server.put({"type": "websocket.connect"})
    running = asyncio.create_task(app(scope, socket.to_server.get, socket.from_server.put))
    try:
        opened = await asyncio.wait_for(socket.from_server.get(), LONG)
        if opened["type"] == "websocket.close":
            raise Closed(opened.get("code", 1000))
        yield socket
    finally:
        await socket.lose()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(running, LONG)
