"""Sealing a message so that one phone alone can open it (RFC 8291, in the form of RFC 8188): `webpush` does it.

Run as a program it does this for another process, so that elliptic curves do not hold up whoever is waiting for
an answer there: frames come in on standard input, bodies go out on standard output.
"""

import struct
import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO, NamedTuple

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from pydantic import AnyHttpUrl
from webpush import WebPush, WebPushSubscription
from webpush.types import WebPushKeys
from webpush.vapid import VAPID

CURVE = ec.SECP256R1()
POINT = 65
"""Bytes of a phone's public key (p256dh)."""
SECRET = 16
"""Bytes of its shared secret (auth)."""
STEP = 256
"""Messages are padded to multiples of this, so that their length says nothing."""
NOWHERE = AnyHttpUrl("https://push.example")
"""The library wants an endpoint for the token that we do not let it sign."""

FRAME = struct.Struct(f"!{POINT}s{SECRET}sI")
LENGTH = struct.Struct("!I")


class Plain(NamedTuple):
    """A message, and the keys of the phone that is to open it."""

    p256dh: bytes
    auth: bytes
    text: bytes


class BadKeys(ValueError):
    """These are not the keys of a phone."""


def check(p256dh: bytes, auth: bytes) -> None:
    """Raise `BadKeys` unless a message can be sealed for these keys."""
    if len(p256dh) != POINT or len(auth) != SECRET:
        raise BadKeys
    _point(p256dh)


class Unsigned(VAPID):
    """Signs nothing: a token is signed once for many messages (vapid.py), where the library signs each anew."""

    def __init__(self) -> None:
        pass

    def get_authorization_header(self, *_given: object, **_named: object) -> str:
        return ""


@cache
def _webpush() -> WebPush:
    """The library's encryption alone; it asks for keys of its own even where nothing is signed with them."""
    key = ec.generate_private_key(CURVE)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    webpush = WebPush(private, public, subscriber="nobody@lianxin.example")
    webpush.vapid = Unsigned()
    return webpush


def sealed(plain: Plain) -> bytes:
    """The body that goes to the push service."""
    keys = WebPushKeys(p256dh=_text(plain.p256dh), auth=_text(plain.auth))
    try:
        message = _webpush().get(plain.text, WebPushSubscription(endpoint=NOWHERE, keys=keys))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKeys from error
    return message.encrypted


def _text(key: bytes) -> str:
    return urlsafe_b64encode(key).decode().rstrip("=")


def key_of(text: str) -> bytes:
    """A key as browsers write it: base64url with or without its padding; `ValueError` where it is none."""
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def padded(text: bytes) -> bytes:
    """JSON with blanks after it up to the next step."""
    return text + b" " * (-len(text) % STEP)


def _point(p256dh: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, p256dh)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKeys from error


def frame(plain: Plain) -> bytes:
    """A message as it is handed to the other process."""
    return FRAME.pack(plain.p256dh, plain.auth, len(plain.text)) + plain.text


def _asked(source: BinaryIO) -> Iterator[Plain]:
    while head := source.read(FRAME.size):
        p256dh, auth, length = FRAME.unpack(head)
        yield Plain(p256dh, auth, source.read(length))


def _serve(source: BinaryIO, answers: BinaryIO) -> None:
    """Answer each frame with a body, an empty one where the keys are no keys."""
    for plain in _asked(source):
        try:
            body = sealed(plain)
        except BadKeys:
            body = b""
        answers.write(LENGTH.pack(len(body)) + body)
        answers.flush()


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
