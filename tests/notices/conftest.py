"""A chat group on this machine into which notices may be posted."""

import os
from collections.abc import Iterator
from unittest.mock import patch

import orjson
import pytest

from backend import settings
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
