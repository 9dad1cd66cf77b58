"""A push service, a courier that may send to it, an SMS gateway, and a mother to be told."""

import os
from collections.abc import AsyncIterator
from unittest.mock import patch

import orjson
import pytest

from backend import settings
from backend.access.models import Person
from backend.push import courier, vapid
from backend.push.courier import Courier
from tests.push.stand_in import StandIn


@pytest.fixture
async def stand_in() -> AsyncIterator[StandIn]:
    """A push service on this machine."""
    async with StandIn().serving() as service:
        yield service


@pytest.fixture
async def carrier(stand_in: StandIn) -> AsyncIterator[Courier]:
    """This process may send pushes, to the stand-in too."""
    with patch.dict(os.environ, LIANXIN_PUSH_HOSTS=orjson.dumps([stand_in.host]).decode()):
        settings.settings.cache_clear()
        vapid._tokens.clear()
        async with courier.working() as working:
            yield working
    settings.settings.cache_clear()


@pytest.fixture
async def mother(engine: str) -> Person:
    """Whoever is told."""
    return await Person.create(
        name="陈丽", phone="+8613800001111", phone_index=Person.index_of("+8613800001111")
    )
