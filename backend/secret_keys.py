"""The keys of a place: what seals, what finds what is sealed, and by what push services know us."""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import BaseModel, ValidationInfo, field_validator

KEY_LENGTH = 32
"""Bytes."""


class Secrets(BaseModel):
    """Keys that must outlive the process; made at the first start and kept in a file only its owner reads."""

    sealing_keys: dict[int, str]
    """Key id → 32 bytes (base64url). The highest id seals, unless another is named; all of them open."""
    seal_with: int | None = None
    """The id of the key that seals while a newer one is still being brought to all computers."""
    index_key: str
    """32 bytes (base64url) for looking up what is sealed."""
    vapid_key: str
    """The private key (PEM) by which push services know us."""

    @field_validator("sealing_keys")
    @classmethod
    def _seal(cls, keys: dict[int, str]) -> dict[int, str]:
        if not keys or not all(0 < number < 256 and _is_key(key) for number, key in keys.items()):
            raise ValueError("number the sealing keys from 1 to 255, each of them 32 bytes in base64url")
        return keys

    @field_validator("seal_with")
    @classmethod
    def _names_a_key(cls, number: int | None, info: ValidationInfo) -> int | None:
        if number is not None and number not in info.data.get("sealing_keys", {}):
            raise ValueError("seal with one of the sealing keys")
        return number

    @field_validator("index_key")
    @classmethod
    def _index(cls, key: str) -> str:
        if not _is_key(key):
            raise ValueError("the index key is 32 bytes in base64url")
        return key

    @property
    def newest(self) -> int:
        """The id of the key that seals."""
        return self.seal_with or max(self.sealing_keys)

    @property
    def sealing(self) -> dict[int, bytes]:
        return {number: urlsafe_b64decode(key) for number, key in self.sealing_keys.items()}

    @property
    def index(self) -> bytes:
        return urlsafe_b64decode(self.index_key)


def _is_key(text: str) -> bool:
    try:
        return len(urlsafe_b64decode(text)) == KEY_LENGTH
    except ValueError:
        return False


def fresh_key() -> str:
    """A new key that seals."""
    return urlsafe_b64encode(secrets.token_bytes(KEY_LENGTH)).decode()


def fresh() -> str:
    """The keys of a new place, as JSON."""
    return json.dumps(
        {"sealing_keys": {"1": fresh_key()}, "index_key": fresh_key(), "vapid_key": fresh_vapid_key()},
        indent=1,
    )


def fresh_vapid_key() -> str:
    """A private key by which push services may know a place, as PEM."""
    return (
        ec.generate_private_key(ec.SECP256R1())
        .private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        .decode()
    )
