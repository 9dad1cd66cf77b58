"""Ids: UUIDv7 in the tables, opaque text in the graph."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from uuid import UUID

import uuid_utils.compat


def new() -> UUID:
    """A fresh id; later ones sort after earlier ones (RFC 9562, version 7)."""
    return uuid_utils.compat.uuid7()


def opaque(kind: str, row: UUID) -> str:
    """The id of a row as clients see it."""
    return _written(kind, row.int)


@lru_cache(maxsize=10_000)
def _written(kind: str, row: int) -> str:
    # On a board the same people stand in every other row.
    return urlsafe_b64encode(kind.encode() + b":" + row.to_bytes(16, "big")).decode().rstrip("=")


def parse(text: str) -> tuple[str, UUID] | None:
    """The kind and row that an opaque id names, or None where it names nothing."""
    try:
        kind, _, row = urlsafe_b64decode(text + "=" * (-len(text) % 4)).partition(b":")
        return kind.decode(), UUID(bytes=row)
    except (ValueError, UnicodeError):
        return None
