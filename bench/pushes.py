"""How many push messages a second leave, against a loop over pywebpush that sends the same to the same service."""

import asyncio
import os
import time
from unittest.mock import patch

import orjson
import uvloop
from py_vapid import Vapid
from pywebpush import webpush

from backend import settings
from backend.kit import rubbish
from backend.kit.words import Language
from backend.push import courier, delivery, sending
from backend.push.models import Message, State
from bench import _figures, _place, _push_service
from tests import community
from tests.push import builders
from tests.push.stand_in import Handset

OURS = 3000
THEIRS = 300
TIMES = 3
"""The best of so many tries is theirs."""


async def by_outbox(handsets: list[Handset]) -> tuple[float, bytes]:
    """Messages a second from the outbox to the service, leasing and settling included; and what one of them says."""
    town = await community.build()
    people = [await community.resident(f"住户{number}", town.east) for number in range(OURS)]
    for person, handset in zip(people, handsets, strict=True):
        await builders.subscribed(person, handset)
    await builders.told(*people)
    sample = sending.payload(await Message.all().order_by("id").first(), Language.ZH_HANS)
    # As the server does when it starts.
    rubbish.look_seldom()
    async with courier.working():
        begun = time.perf_counter()
        while await delivery.deliver():
            pass
        seconds = time.perf_counter() - begun
    assert await Message.filter(state=State.ACCEPTED).count() == OURS
    return OURS / seconds, sample


def by_pywebpush(handsets: list[Handset], text: bytes) -> float:
    """Messages a second from a loop, as pywebpush's own documentation has it."""
    key = Vapid.from_pem((settings.secret().vapid_key or "").encode())
    begun = time.perf_counter()
    for handset in handsets:
        answer = webpush(
            {"endpoint": handset.endpoint, "keys": {"p256dh": handset.p256dh, "auth": handset.auth}},
            text,
            vapid_private_key=key,
            vapid_claims={"sub": settings.settings().push_contact},
            ttl=86_400,
        )
        assert answer.status_code == 201
    return len(handsets) / (time.perf_counter() - begun)


async def measured(url: str, host: str) -> tuple[float, float]:
    handsets = [Handset(f"https://{host}/push/{number}") for number in range(OURS)]
    async with _place.opened(url):
        ours, text = await by_outbox(handsets)
    theirs = [await asyncio.to_thread(by_pywebpush, handsets[:THEIRS], text) for _ in range(TIMES)]
    return ours, max(theirs)


def main() -> None:
    with _place.engines() as engines, _push_service.listening() as host:
        allowed = patch.dict(os.environ, LIANXIN_PUSH_HOSTS=orjson.dumps([host]).decode())
        for engine, url in engines.items():
            with allowed:
                settings.settings.cache_clear()
                # The server's own loop, too.
                ours, theirs = uvloop.run(measured(url, host))
            _figures.show(
                f"push messages, {engine}",
                ours,
                "messages/s",
                compared_with="a loop over pywebpush, to the same service",
                compared_value=theirs,
                aim="ratio ≥ 5",
            )


if __name__ == "__main__":
    main()
