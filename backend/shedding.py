"""Sending away what is too much: at once, kindly, and saying when to come back. Calls for help are always answered."""

import json
from collections.abc import Sequence
from functools import cache

import orjson
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.kit import room as rooms
from backend.kit.room import Ticket
from backend.kit.urgency import Documents, Urgency
from backend.kit.words import Language, Words
from backend.pages import built_pwa
from backend.schema import schema

BUSY = Words(
    "现在用的人很多，请过一会儿再试。紧急求助不受影响，随时可以发。",
    "現在使用的人很多，請過一會兒再試。緊急求助不受影響，隨時可以送出。",
    "Very many people are using this now. Please try again in a moment. Asking for help works all the time.",
)

WITHOUT_BODY = ("GET", "HEAD")

room = rooms.of_this_process


def app_documents() -> list[str]:
    """The texts that the built app sends."""
    manifest = built_pwa() / "documents.json"
    return list(json.loads(manifest.read_text()).values()) if manifest.exists() else []


def app_urgency() -> Documents:
    """How urgent each of them is."""
    return _among(tuple(app_documents()))


@cache
def _among(texts: tuple[str, ...]) -> Documents:
    """Read once a process: two hundred documents take a tenth of a second."""
    return Documents(schema._schema, texts)


class Shedding:
    """Lets as many in as can be answered soon; stands before everything that costs something."""

    def __init__(self, app: ASGIApp, costly: Sequence[str]) -> None:
        self.app = app
        self.costly = tuple(costly)
        """How the paths begin that are answered from tables; all others are answered from memory."""
        self.documents = app_urgency()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not scope["path"].startswith(self.costly):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await (self.app if room.has_place() else _close)(scope, receive, send)
        elif room.has_place():
            await self._answer(scope, receive, send, Urgency.USUAL)
        else:
            await self._choose(scope, receive, send)

    async def _choose(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_graphql = scope["method"] == "POST" and scope["path"] == "/graphql"
        body = await _read(receive) if is_graphql else b""
        # A phone sends the picture first and then the call for help that names it.
        is_picture = scope["method"] == "PUT" and scope["path"].startswith("/photos/")
        urgency = Urgency.HELP if is_picture else self._urgency(body)
        if room.admits(urgency):
            await self._answer(scope, _again(body) if is_graphql else receive, send, urgency)
        else:
            await _send_away(scope, send)

    def _urgency(self, body: bytes) -> Urgency:
        try:
            return self.documents.urgency(orjson.loads(body)["query"])
        except (orjson.JSONDecodeError, RecursionError, TypeError, KeyError):
            return Urgency.USUAL

    async def _answer(self, scope: Scope, receive: Receive, send: Send, urgency: Urgency) -> None:
        ticket = Ticket(urgency is Urgency.ENTERING)
        if scope["method"] in WITHOUT_BODY:
            room.enter(ticket)
        else:
            receive = _arriving(receive, ticket)
        try:
            await self.app(scope, receive, _leaving(send, ticket))
        finally:
            room.leave(ticket)


def _arriving(receive: Receive, ticket: Ticket) -> Receive:
    """How long a phone on a slow line takes to send its request says nothing about us."""

    async def received() -> Message:
        message = await receive()
        if message["type"] == "http.request" and not message.get("more_body"):
            room.enter(ticket)
        return message

    return received


def _leaving(send: Send, ticket: Ticket) -> Send:
    """How long it takes to receive the answer neither."""

    async def sent(message: Message) -> None:
        room.leave(ticket)
        await send(message)

    return sent


async def _read(receive: Receive) -> bytes:
    """The body, which can be no longer than the application allows."""
    parts = []
    more = True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def _again(body: bytes) -> Receive:
    """Gives what was read once more."""

    async def received() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return received


async def _send_away(scope: Scope, send: Send) -> None:
    body = said(Language.best(Headers(scope=scope).get("accept-language")))
    own = [*head(body), (b"retry-after", str(room.send_away()).encode())]
    await send({"type": "http.response.start", "status": 503, "headers": own})
    await send({"type": "http.response.body", "body": body})


def head(body: bytes) -> list[tuple[bytes, bytes]]:
    """What stands above this body, besides when to come again."""
    return [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]


@cache
def said(language: Language) -> bytes:
    """The kind word, as the app reads it."""
    return orjson.dumps({"errors": [{"message": BUSY.text(language), "extensions": {"code": "BUSY"}}]})


async def _close(_scope: Scope, _receive: Receive, send: Send) -> None:
    """A screen that cannot listen now tries again by itself."""
    room.send_away()
    await send({"type": "websocket.close", "code": 1013})
