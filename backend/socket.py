"""/graphql as a socket (graphql-transport-ws): it carries hints, for as long as its reader is signed in.

Strawberry's own keeps two tasks and executes the document for every screen and hint; with thousands of screens on one
small computer that is minutes of work and half of its memory.
"""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

import orjson
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from backend import hints
from backend.access import gates, listening, origin, sessions
from backend.access.context import Context
from backend.endpoint import context_of
from backend.hints import NotTold, Subscription
from backend.kit import live, metrics, words
from backend.kit.live import Change

OPEN = metrics.stated("sockets_open", "Sockets over which screens are told that something changed.")
PROTOCOL = "graphql-transport-ws"
HELLO_WITHIN = 5.0
"""Seconds that a client may take to say who it is."""
SUBSCRIPTIONS = 5
"""Of one socket."""
WAITING = 256
"""Hints that one screen may have waiting; of a slower one the oldest are lost. It asks again when it comes to the front."""

BAD_MESSAGE, UNAUTHORIZED, FORBIDDEN, NOT_ACCEPTABLE, TOO_LATE, TWICE, TOO_MANY = (
    4400, 4401, 4403, 4406, 4408, 4409, 4429,
)  # fmt: skip
"""The codes of the protocol with which a socket closes."""

PONG = {"type": "pong"}


class Closing(Exception):
    """The socket is to close, with this code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


class Socket:
    """Answers each socket for as long as it is open."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        if PROTOCOL not in scope["subprotocols"]:
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": NOT_ACCEPTABLE, "reason": "Speak " + PROTOCOL})
            return
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        screen = Screen(HTTPConnection(scope), send)
        with OPEN.one_more():
            try:
                await screen.greet(receive)
                while message := await _next(receive):
                    await screen.answer(message)
            except Closing as closing:
                await screen.close(closing.code, closing.reason)
            finally:
                await screen.end()


async def _next(receive: Receive) -> Mapping[str, Any] | None:
    """The next message; None where the client has gone."""
    event = await receive()
    if event["type"] == "websocket.disconnect":
        return None
    try:
        message = orjson.loads(event.get("text") or b"")
    except (orjson.JSONDecodeError, RecursionError):
        message = None
    if not _is_message(message):
        raise Closing(BAD_MESSAGE, "Send messages of graphql-transport-ws.")
    return dict(message)


def _is_message(message: Any) -> bool:
    if not isinstance(message, dict) or not isinstance(message.get("id", ""), str):
        return False
    payload = message.get("payload") or {}
    return isinstance(payload, dict) and (
        message.get("type") != "subscribe"
        or (
            "id" in message
            and isinstance(payload.get("query"), str)
            and isinstance(payload.get("variables"), dict | None)
            and isinstance(payload.get("operationName"), str | None)
        )
    )


class Screen:
    """One socket, whoever listens at it, and what it listens to."""

    def __init__(self, connection: HTTPConnection, send: Send) -> None:
        self.connection = connection
        self.shown = sessions.shown_by(connection)
        self._send = send
        self._context: Context | None = None
        self._subscriptions: dict[str, Subscription] = {}
        self._waiting: dict[Change, None] = {}
        self._telling: asyncio.Task[None] | None = None
        self._is_closed = False

    async def greet(self, receive: Receive) -> None:
        """Wait until the client says hello, and look who it is."""
        try:
            async with asyncio.timeout(HELLO_WITHIN):
                hello = await _next(receive)
                while hello and hello.get("type") in ("ping", "pong"):
                    await self.answer(hello)
                    hello = await _next(receive)
        except TimeoutError:
            raise Closing(TOO_LATE, "Connection initialisation timeout") from None
        if hello is None:
            return
        if hello.get("type") != "connection_init":
            raise Closing(UNAUTHORIZED, "Say connection_init first.")
        context = await context_of(self.connection)
        # No page can send a program's key along with a socket, so whoever has one comes from where they like.
        if context.actor is None or not (context.actor.token or origin.is_ours(self.connection)):
            raise Closing(FORBIDDEN, "Forbidden")
        self._context = context
        await self._say({"type": "connection_ack"})

    async def answer(self, message: Mapping[str, Any]) -> None:
        """Do what a message asks."""
        match message.get("type"):
            case "ping":
                await self._say(PONG)
            case "pong":
                pass
            case "subscribe":
                await self._subscribe(message["id"], message["payload"])
            case "complete":
                self._subscriptions.pop(message.get("id", ""), None)
            case "connection_init":
                raise Closing(TOO_MANY, "Too many initialisation requests")
            case _:
                raise Closing(BAD_MESSAGE, "Unknown message type")

    async def _subscribe(self, name: str, payload: Mapping[str, Any]) -> None:
        context = self._context
        if context is None or context.actor is None:
            raise Closing(UNAUTHORIZED, "Unauthorized")
        if name in self._subscriptions:
            raise Closing(TWICE, "There is a subscription of this id already.")
        if len(self._subscriptions) >= SUBSCRIPTIONS:
            await self._refuse(name, [{"message": "Subscription limit reached"}])
            return
        wanted = Subscription.read(payload, context)
        try:
            with words.reader(context.language):
                await hints.said(wanted, Change(""), context)
        except NotTold as refused:
            await self._refuse(name, refused.errors)
            return
        self._subscriptions[name] = wanted
        listening.here().begin(self, context.actor)

    def hear(self, change: Change) -> None:
        self._waiting[change] = None
        if len(self._waiting) > WAITING:
            del self._waiting[next(iter(self._waiting))]
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell())

    async def _tell(self) -> None:
        context = self._context
        while self._waiting and context and not self._is_closed:
            change = next(iter(self._waiting))
            del self._waiting[change]
            for name, subscription in [*self._subscriptions.items()]:
                try:
                    said = await hints.said(subscription, change, context)
                except NotTold as refused:
                    await self._refuse(name, refused.errors)
                else:
                    await self._say_text(b'{"id":%b,"type":"next","payload":%b}' % (orjson.dumps(name), said))
                    live.LAG.note(time.time() - change.at)

    def sign_out(self) -> None:
        self._waiting.clear()
        before = self._telling
        self._telling = asyncio.create_task(self._sign_out(before))

    async def _sign_out(self, before: "asyncio.Task[None] | None") -> None:
        if before:
            await asyncio.wait([before])
        for name in [*self._subscriptions]:
            await self._refuse(name, [dict(gates.signed_out().formatted)])
        await self.close(UNAUTHORIZED, "Please sign in.")

    async def _refuse(self, name: str, errors: list[dict[str, Any]]) -> None:
        self._subscriptions.pop(name, None)
        await self._say({"id": name, "type": "error", "payload": errors})

    async def _say(self, message: Mapping[str, Any]) -> None:
        await self._say_text(orjson.dumps(message))

    async def _say_text(self, text: bytes) -> None:
        if self._is_closed:
            return
        try:
            await self._send({"type": "websocket.send", "text": text.decode()})
        except OSError:
            # Gone, which `receive` says too.
            self._is_closed = True

    async def close(self, code: int, reason: str) -> None:
        """Close it, if it is not closed yet."""
        if not self._is_closed:
            self._is_closed = True
            await self._send({"type": "websocket.close", "code": code, "reason": reason})

    async def end(self) -> None:
        """Nobody is there any more."""
        self._is_closed = True
        listening.here().end(self)
        if self._telling and not self._telling.done():
            self._telling.cancel()
            await asyncio.wait([self._telling])
