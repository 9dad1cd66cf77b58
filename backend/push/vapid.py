"""How push services know us: a key of this place, and a token signed with it (RFC 8292)."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import cache

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from backend import settings
from backend.kit import clock

LIFETIME = 12 * 60 * 60
"""Seconds a token holds; push services take at most a day."""
SPARE = 60 * 60
"""Seconds before its end at which a token is made anew."""
MOST = 1000
"""Tokens kept; there are a handful of push services, but phones may name others."""


@cache
def _key() -> ec.EllipticCurvePrivateKey:
    key = load_pem_private_key(settings.secret().vapid_key.encode(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("the VAPID key is not of an elliptic curve")
    return key


@cache
def public_key() -> str:
    """What a browser wants to know when it subscribes (`applicationServerKey`)."""
    point = _key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _encoded(point)


@dataclass(frozen=True, slots=True)
class Token:
    """An Authorization header, good for one push service until some time."""

    header: str
    expires_at: int


_tokens: dict[str, Token] = {}


def authorization(origin: str) -> str:
    """The Authorization header for a push service; signed once for many messages, as signing is what costs."""
    now = int(clock.now().timestamp())
    known = _tokens.get(origin)
    # A clock that was ahead has made tokens that no push service takes: they hold for longer than any may.
    if known is None or not SPARE <= known.expires_at - now <= LIFETIME:
        if len(_tokens) >= MOST:
            _tokens.clear()
        known = _tokens[origin] = _signed(origin, now + LIFETIME)
    return known.header


def _signed(origin: str, expires_at: int) -> Token:
    claims = {"aud": origin, "exp": expires_at, "sub": settings.settings().push_contact}
    token = jwt.encode(claims, _key(), algorithm="ES256")
    return Token(f"vapid t={token}, k={public_key()}", expires_at)


def _encoded(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")
