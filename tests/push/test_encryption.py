"""Messages that one phone alone can open."""

import asyncio
import os

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as some

from backend.push import encryption
from backend.push.encryption import BadKeys, Plain
from backend.push.sealer import Sealer

PRIVATE = ec.generate_private_key(ec.SECP256R1())
POINT = PRIVATE.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
AUTH = bytes(range(16))


def plain(text: bytes = b"{}") -> Plain:
    return Plain(POINT, AUTH, text)


def opened(body: bytes) -> bytes:
    text: bytes = http_ece.decrypt(body, private_key=PRIVATE, auth_secret=AUTH, version="aes128gcm")
    return text


@given(some.binary(max_size=2000))
@settings(max_examples=30, deadline=None)
def test_another_implementation_opens_what_we_seal(text: bytes) -> None:
    assert opened(encryption.sealed(plain(text))) == text


def test_no_two_bodies_share_a_salt_or_a_key() -> None:
    first, second = encryption.sealed(plain()), encryption.sealed(plain())

    assert first[:16] != second[:16]
    assert first[21:86] != second[21:86]


@pytest.mark.parametrize("length", [1, 255, 256, 257, 700])
def test_the_length_of_a_message_says_little(length: int) -> None:
    text = encryption.padded(b"x" * length)

    assert len(text) % 256 == 0
    assert text.rstrip(b" ") == b"x" * length


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [(POINT[:-1], AUTH), (POINT, AUTH + b"x"), (b"\x04" + bytes(64), AUTH), (b"", b"")],
    ids=["short point", "long secret", "no point of the curve", "nothing"],
)
def test_what_is_no_key_of_a_phone_is_refused(p256dh: bytes, auth: bytes) -> None:
    with pytest.raises(BadKeys):
        encryption.check(p256dh, auth)


async def test_the_process_beside_ours_seals_in_order_and_leaves_out_bad_keys() -> None:
    sealer = Sealer()
    texts = [str(number).encode() for number in range(300)]
    messages = [plain(text) for text in texts]
    messages[7] = Plain(b"\x04" + bytes(64), AUTH, b"for nobody")
    try:
        bodies = await sealer.seal(messages)
    finally:
        await sealer.close()

    assert bodies[7] == b""
    assert [opened(body) for number, body in enumerate(bodies) if number != 7] == texts[:7] + texts[8:]


async def test_the_process_beside_ours_starts_again_when_it_was_killed() -> None:
    sealer = Sealer()
    try:
        await sealer.seal([plain()])
        assert sealer._process is not None
        os.kill(sealer._process.pid, 9)
        await sealer._process.wait()

        [body] = await sealer.seal([plain(b"again")])
    finally:
        await sealer.close()

    assert opened(body) == b"again"


async def test_a_sealing_that_was_cancelled_leaves_no_answer_for_the_next() -> None:
    sealer = Sealer()
    try:
        await sealer.seal([plain()])
        forgotten = asyncio.create_task(sealer.seal([plain(b"forgotten")] * 500))
        await asyncio.sleep(0)
        forgotten.cancel()
        with pytest.raises(asyncio.CancelledError):
            await forgotten

        [body] = await sealer.seal([plain(b"wanted")])
    finally:
        await sealer.close()

    assert opened(body) == b"wanted"
