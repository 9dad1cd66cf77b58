"""The people of a need, for every test of supplies."""

import pytest

from tests.community import Town
from tests.supplies import builders
from tests.supplies.builders import Scene


@pytest.fixture
async def scene(town: Town) -> Scene:
    """A household and two volunteers near it."""
    return await builders.build(town)
