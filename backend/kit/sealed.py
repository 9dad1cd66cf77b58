"""Sealed columns: readable only with the keys of this place, and only in the row they were written to.

AES-256-GCM; the model, column and row id are associated data, so that a sealed value copied into another row
does not open. Layout: key id (1 byte), nonce (12), ciphertext and tag.
"""

import hashlib
import hmac
import logging
import os
import time
from functools import cache
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tortoise import Model
from tortoise.fields import Field

from backend import settings

log = logging.getLogger(__name__)

NONCE = 12


LOOKS_EVERY = 1.0
"""Seconds after which a process looks whether whoever runs the place has changed the keys."""

_looked_at = 0.0
_seen = 0.0
"""When the file of the keys that this process uses was written."""


@cache
def _ciphers() -> dict[int, AESGCM]:
    return {number: AESGCM(key) for number, key in settings.secret().sealing.items()}


def newest_key() -> int:
    """The id of the key that seals now."""
    if time.monotonic() > _looked_at + LOOKS_EVERY:
        look_for_new_keys()
    return settings.secret().newest


def number_of_keys() -> int:
    """How many keys this place has."""
    return len(_ciphers())


def look_for_new_keys() -> None:
    """Read the file of the keys once more where it was changed; keys that are given from outside stay as they are."""
    global _looked_at, _seen
    _looked_at = time.monotonic()
    try:
        written = settings.secrets_file().stat().st_mtime
    except OSError:
        return
    if written != _seen:
        _seen = written
        if not settings.can_read_secrets():
            log.warning("the file of the keys cannot be used; the keys that were read before hold")
            return
        settings.secret.cache_clear()
        _ciphers.cache_clear()


def seal(text: str, place: str, row: UUID) -> bytes:
    """Seal a text for one column (`Model.column`) of one row."""
    return seal_bytes(text.encode(), place, row)


def unseal(blob: bytes, place: str, row: UUID) -> str:
    """The text of a sealed value; `InvalidTag` where it was changed or belongs to another place."""
    return unseal_bytes(blob, place, row).decode()


def seal_bytes(content: bytes, place: str, row: UUID) -> bytes:
    """Seal what is no text, such as a photo."""
    number = newest_key()
    nonce = os.urandom(NONCE)
    return bytes([number]) + nonce + _ciphers()[number].encrypt(nonce, content, _bound(place, row))


def unseal_bytes(blob: bytes, place: str, row: UUID) -> bytes:
    """What `seal_bytes` sealed."""
    blob = bytes(blob)
    if blob[0] not in _ciphers():
        # Another process has just begun to seal with a new key.
        look_for_new_keys()
    nonce, sealed = blob[1 : 1 + NONCE], blob[1 + NONCE :]
    return _ciphers()[blob[0]].decrypt(nonce, sealed, _bound(place, row))


def _bound(place: str, row: UUID) -> bytes:
    return place.encode() + b":" + row.bytes


def index(purpose: str, text: str) -> str:
    """A keyed fingerprint by which a sealed value is found again (64 hex digits)."""
    key = settings.secret().index
    return hmac.new(key, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()


class SealedText(Field[str], str):  # type: ignore[misc] # Both have an index; so have Tortoise's own fields.
    """A text column that is sealed in the table and plain on a row's instance (rows derive from `models.Row`)."""

    SQL_TYPE = "BLOB"
    indexable = False

    class _db_postgres:  # noqa: N801 -- Tortoise looks it up by this name
        SQL_TYPE = "BYTEA"

    def to_db_value(self, value: Any, instance: type[Model] | Model | None) -> bytes | None:
        if value is None:
            return None
        if not isinstance(instance, Model):
            raise TypeError(f"{self.model_field_name} is sealed: set it on an instance and save that")
        return seal(value, f"{type(instance).__name__}.{self.model_field_name}", instance.pk)

    def to_python_value(self, value: Any) -> Any:
        # Opened by Row._init_from_db, which knows the row; `.values()` gives the sealed bytes.
        return value
