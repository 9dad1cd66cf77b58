"""/graphql as a socket: it carries hints, for as long as its reader is signed in."""

from datetime import timedelta
from json import JSONDecodeError
from typing import Any

import orjson
from starlette.requests import Request
from starlette.websockets import WebSocket, WebSocketState
from strawberry.asgi import ASGIWebSocketAdapter, GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL

from backend.access import origin
from backend.access.context import Context
from backend.endpoint import context_of
from backend.schema import schema

SIGNED_OUT = 4401
"""The code with which a socket closes when its reader is signed out."""


class Adapter(ASGIWebSocketAdapter):
    """Closes the socket once it has said that its reader is signed out."""

    async def send_json(self, message: Any) -> None:
        if self.ws.application_state == WebSocketState.DISCONNECTED:
            return
        await super().send_json(message)
        if _says_signed_out(message):
            await self.close(SIGNED_OUT, "Please sign in.")


def _says_signed_out(message: Any) -> bool:
    payload = message.get("payload")
    errors = payload if isinstance(payload, list) else (payload or {}).get("errors", [])
    return any(error.get("extensions", {}).get("code") == "SIGNED_OUT" for error in errors)


class Socket(GraphQL[Context, None]):
    """graphql-transport-ws only, subscriptions only, for our own page and for programs with a key."""

    websocket_adapter_class = Adapter

    def __init__(self) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
            connection_init_wait_timeout=timedelta(seconds=5),
            max_subscriptions_per_connection=5,
        )

    async def get_context(self, request: Request | WebSocket, response: Any) -> Context:
        return await context_of(request)

    async def on_ws_connect(self, context: Context) -> Any:
        # No page can send a program's key along with a socket, so whoever has one comes from where they like.
        if context.actor is None or not (context.actor.token or origin.is_ours(context.connection)):
            raise ConnectionRejectionError
        return await super().on_ws_connect(context)

    def decode_json(self, data: str | bytes) -> object:
        """A message as the protocol has it; anything else closes the socket."""
        try:
            message = orjson.loads(data)
        except (orjson.JSONDecodeError, RecursionError) as error:
            raise JSONDecodeError("no JSON", "", 0) from error
        if not _is_message(message):
            raise JSONDecodeError("no message", "", 0)
        return message


def _is_message(message: Any) -> bool:
    if not isinstance(message, dict) or not isinstance(message.get("id", ""), str):
        return False
    payload = message.get("payload") or {}
    return isinstance(payload, dict) and (
        message.get("type") != "subscribe"
        or (
            isinstance(payload.get("query"), str)
            and isinstance(payload.get("variables") or {}, dict)
            and isinstance(payload.get("operationName") or "", str)
        )
    )
