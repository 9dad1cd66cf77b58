"""The neighbour who offers help, for every test of volunteers."""

import pytest

from backend.access.models import Person
from tests import community
from tests.community import Town


@pytest.fixture
async def lin(town: Town) -> Person:
    """A resident of the east grid who holds no post."""
    return await community.resident("林晓", town.east)
