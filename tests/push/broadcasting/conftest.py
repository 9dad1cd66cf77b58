"""A row of people, and something that carries what they are told."""

from collections.abc import AsyncIterator

import pytest

from backend.push.broadcasting import chunks
from backend.push.carrying import carriers
from backend.push.courier import Courier
from tests.push.broadcasting.crowd import Here, Row


@pytest.fixture
async def carrying(carrier: Courier) -> AsyncIterator[Here]:
    """This process may tell crowds, by itself."""
    here = Here(carrier)
    async with carriers.working(here):
        yield here


@pytest.fixture
def row(engine: str, monkeypatch: pytest.MonkeyPatch) -> Row:
    """Nobody yet; chunks are of four."""
    monkeypatch.setattr(chunks, "SIZE", 4)
    made = Row()
    made.register()
    return made
