"""Screens that listen to what changes, over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import orjson
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from tests.patience import LONG

PROTOCOL = "graphql-transport-ws"
HINTS = "subscription { changes { what } }"


@dataclass
class Screen:
    """One screen that is open."""

    socket: ClientWebSocketResponse
    hints: list[str] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self) -> None:
        """Hear until the socket is closed."""
        async for message in self.socket:
            if message.type is WSMsgType.TEXT and (said := orjson.loads(message.data))["type"] == "next":
                self.hints.append(said["payload"]["data"]["changes"]["what"])
                self.heard.set()
        self.gone.set()

    async def hears(self, seconds: float = LONG) -> None:
        """Wait for the next hint."""
        self.heard.clear()
        await asyncio.wait_for(self.heard.wait(), seconds)


@asynccontextmanager
async def open_on(
    session: ClientSession, address: str, cookie: str, many: int = 1
) -> AsyncIterator[list[Screen]]:
    """So many screens of somebody, all of which listen."""
    screens = [await _opened(session, address, cookie) for _ in range(many)]
    listening = [asyncio.create_task(screen.listen()) for screen in screens]
    try:
        yield screens
    finally:
        for screen in screens:
            await screen.socket.close()
        await asyncio.gather(*listening)


async def _opened(session: ClientSession, address: str, cookie: str) -> Screen:
    socket = await session.ws_connect(
        f"{address}/graphql", protocols=[PROTOCOL], headers={"cookie": cookie, "origin": address}
    )
    await socket.send_json({"type": "connection_init"})
    assert (await socket.receive_json(timeout=LONG))["type"] == "connection_ack"
    await socket.send_json({"id": "1", "type": "subscribe", "payload": {"query": HINTS}})
    return Screen(socket)
