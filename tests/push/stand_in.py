"""A push service of our own: it takes messages, opens them with the phones' keys, and answers as it is told to."""

import asyncio
import itertools
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

import http_ece
import jwt
import orjson
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HANG = 0
"""Answer nothing until the other side gives up."""


@dataclass(frozen=True, slots=True)
class Received:
    """A message as a phone gets it."""

    said: dict[str, Any]
    length: int
    """Bytes of the body on the way."""
    headers: dict[str, str]
    claims: dict[str, Any]
    """What its sender's token claims; the signature is checked."""


@dataclass
class Handset:
    """A phone that subscribed: only it has the private key."""

    endpoint: str
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    secret: bytes = field(default_factory=lambda: os.urandom(16))
    received: list[Received] = field(default_factory=list)
    rang: Event = field(default_factory=Event)
    """Set when it was told something, for tests in another thread."""

    @property
    def p256dh(self) -> str:
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return urlsafe_b64encode(point).decode().rstrip("=")

    @property
    def auth(self) -> str:
        return urlsafe_b64encode(self.secret).decode().rstrip("=")

    @property
    def said(self) -> list[dict[str, Any]]:
        """What it was told, in order."""
        return [received.said for received in self.received]

    def opened(self, body: bytes) -> dict[str, Any]:
        """A body, opened by an implementation that is not ours."""
        text = http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret, version="aes128gcm")
        said: dict[str, Any] = orjson.loads(text)
        return said


class StandIn:
    """A push service on this machine. `answers[endpoint]` holds what it answers there next, then 201 again."""

    def __init__(self) -> None:
        self.handsets: dict[str, Handset] = {}
        self.answers: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
        self.asked = 0
        """How many requests came in, taken or not."""
        self.host = ""
        self._numbers = itertools.count(1)
        self._closing = asyncio.Event()

    def handset(self) -> Handset:
        """One more phone that subscribed here."""
        made = Handset(f"http://{self.host}/push/{next(self._numbers)}")
        return self.adopt(made)

    def adopt(self, handset: Handset) -> Handset:
        """Take messages for a phone whose keys were made elsewhere."""
        self.handsets[handset.endpoint] = handset
        return handset

    def will_answer(self, handset: Handset, status: int, times: int = 1, **headers: str) -> None:
        """What the next requests for this phone are answered with."""
        self.answers[handset.endpoint] += [(status, headers)] * times

    async def _take(self, request: web.Request) -> web.Response:
        self.asked += 1
        endpoint = f"http://{request.host}{request.path}"
        if waiting := self.answers[endpoint]:
            status, headers = waiting.pop(0)
            if status == HANG:
                await self._closing.wait()
            return web.Response(status=status or 201, headers=headers)
        handset = self.handsets.get(endpoint)
        if handset is None:
            return web.Response(status=404)
        body = await request.read()
        claims = claims_of(request.headers["Authorization"])
        handset.received.append(Received(handset.opened(body), len(body), dict(request.headers), claims))
        handset.rang.set()
        return web.Response(status=201)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["StandIn"]:
        """The service, for as long as this is open."""
        app = web.Application(client_max_size=4096)
        app.router.add_post("/{path:.*}", self._take)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.host = "{}:{}".format(*runner.addresses[0][:2])
        try:
            yield self
        finally:
            self._closing.set()
            await runner.cleanup()


def claims_of(authorization: str) -> dict[str, Any]:
    """What a sender claims in its Authorization header; the signature must be right."""
    scheme, _, rest = authorization.partition(" ")
    assert scheme == "vapid"
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    point = _bytes(parts["k"])
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    # Tests hold their own clock still, in the past.
    claims: dict[str, Any] = jwt.decode(
        parts["t"], key, algorithms=["ES256"], options={"verify_exp": False, "verify_aud": False}
    )
    return claims


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@contextmanager
def in_background() -> Iterator[StandIn]:
    """The service in a thread of its own, for tests whose own loop is busy with a browser."""
    loop = asyncio.new_event_loop()
    service, done = StandIn(), asyncio.Event()
    started = asyncio.Event()

    async def serve() -> None:
        async with service.serving():
            started.set()
            await done.wait()

    thread = Thread(target=loop.run_until_complete, args=[serve()], daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(started.wait(), loop).result(10)
    try:
        yield service
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(10)
        loop.close()
