"""A chat group on this machine into which notices may be posted."""

import os
from collections.abc import Iterator
from unittest.mock import patch

import orjson
import pytest

from backend import settings
from backend.kit import sms
from tests.notices import gateways
from tests.notices.gateways import Group


@pytest.fixture
def chat(engine: str) -> Iterator[Group]:
    """A group whose gateway lies inside, as the settings allow it."""
    with (
        gateways.group() as made,
        patch.dict(os.environ, LIANXIN_PUSH_HOSTS=orjson.dumps([made.host]).decode()),
    ):
        settings.settings.cache_clear()
        yield made
    settings.settings.cache_clear()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What an SMS gateway was given."""
    given: list[tuple[str, str]] = []

    async def send(phone: str, text: str) -> bool:
        given.append((phone, text))
        return True

    monkeypatch.setattr(sms, "is_possible", lambda: True)
    monkeypatch.setattr(sms, "send", send)
    return given
