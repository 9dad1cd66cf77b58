"""Requests as bytes, as the app on a phone sends them."""

from typing import Any
from urllib.parse import urlsplit

import orjson

from backend.access import sessions


def asked(
    address: str, token: str, document: str, variables: dict[str, Any] | None = None, *, last: bool = False
) -> bytes:
    """One document; after the `last` one the connection ends."""
    # As a browser writes it.
    body = orjson.dumps({"query": document, "variables": variables or {}})
    head = (
        f"POST /graphql HTTP/1.1\r\nhost: {urlsplit(address).netloc}\r\norigin: {address}\r\nx-lianxin: 1\r\n"
        f"content-type: application/json\r\naccept-language: zh-Hans\r\ncookie: {sessions.cookie_name()}={token}\r\n"
        f"connection: {'close' if last else 'keep-alive'}\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def fetched(address: str, path: str) -> bytes:
    """A page, as a browser asks for it."""
    return (
        f"GET {path} HTTP/1.1\r\nhost: {urlsplit(address).netloc}\r\naccept: text/html\r\n"
        "accept-encoding: gzip, deflate, br\r\n\r\n"
    ).encode()
