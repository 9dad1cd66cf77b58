"""While the database is away, or has no room, whoever asks is told kindly to come again; nothing was done."""

import logging
import secrets

import orjson
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.kit import away
from backend.kit.words import Language

log = logging.getLogger(__name__)

SHORTEST, LONGEST = 3, 8
"""Seconds after which to come again; not all at the same moment."""
TRY_AGAIN_LATER = 1013
"""The code with which a socket closes (RFC 6455 and its register)."""


class Pausing:
    """Answers 503 with Retry-After where a request failed because the database is away."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, sent)
        except Exception as error:
            if begun or scope["type"] not in ("http", "websocket") or not away.is_away(error):
                raise
            log.warning("the database is away: %s", type(error).__name__)
            await (_come_again(scope, send) if scope["type"] == "http" else _close(send))


async def _come_again(scope: Scope, send: Send) -> None:
    message = away.AWAY.text(Language.best(Headers(scope=scope).get("accept-language")))
    body = orjson.dumps({"errors": [{"message": message, "extensions": {"code": away.CODE}}]})
    seconds = SHORTEST + secrets.randbelow(LONGEST - SHORTEST + 1)
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"retry-after", str(seconds).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _close(send: Send) -> None:
    await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
