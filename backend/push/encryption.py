"""Sealing a message so that one phone alone can open it (RFC 8291, in the form of RFC 8188).

Run as a program it does this for another process, so that elliptic curves do not hold up whoever is waiting for
an answer there: frames come in on standard input, bodies go out on standard output.
"""

import hmac
import os
import struct
import sys
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
POINT = 65
"""Bytes of a phone's public key (p256dh)."""
SECRET = 16
"""Bytes of its shared secret (auth)."""
RECORD = 4096
"""Bytes of the one record; push services need not take more."""
STEP = 256
"""Messages are padded to multiples of this, so that their length says nothing."""
LARGEST = RECORD - POINT - 21 - 17 - STEP
"""Bytes of the largest message: what is left beside the header, the tag and the padding."""

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


def sealed(plain: Plain, own: ec.EllipticCurvePrivateKey | None = None, salt: bytes | None = None) -> bytes:
    """The body that goes to the push service. Our key and the salt are fresh each time; a test may set them."""
    own = own or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(16)
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = own.exchange(ec.ECDH(), _point(plain.p256dh))
    secret = _derived(plain.auth, shared, b"WebPush: info\0" + plain.p256dh + point, 32)
    key = _derived(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(salt, secret, b"Content-Encoding: nonce\0", 12)
    header = salt + struct.pack("!IB", RECORD, len(point)) + point
    return header + AESGCM(key).encrypt(nonce, plain.text + b"\x02", None)


def padded(text: bytes) -> bytes:
    """JSON with blanks after it up to the next step."""
    return text + b" " * (-len(text) % STEP)


def _point(p256dh: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, p256dh)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKeys from error


def _derived(salt: bytes, secret: bytes, purpose: bytes, length: int) -> bytes:
    """HKDF with SHA-256 (RFC 5869) for at most one block."""
    return hmac.digest(hmac.digest(salt, secret, "sha256"), purpose + b"\x01", "sha256")[:length]


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
