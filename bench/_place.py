"""A place to measure in: a fresh database with a town, households that need something, and volunteers near them."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from backend import database
from backend.access.models import Person
from backend.kit import clock
from backend.supplies import rules, seeds
from backend.supplies.models import SupplyRequest
from tests import community, databases, servers
from tests.community import Town
from tests.households import builders as doors
from tests.supplies import builders as needs
from tests.volunteers import builders as volunteers


@dataclass(frozen=True, slots=True)
class Place:
    """A town, its volunteers, and what its households asked for."""

    town: Town
    helpers: list[Person]
    requests: list[SupplyRequest]
    """Each of one line of formula."""


@contextmanager
def engines() -> Iterator[dict[str, str]]:
    """The URL of an empty database of each engine; what is written there is gone afterwards."""
    with home() as folder, servers.postgres() as postgres:
        yield {"SQLite": f"sqlite://{folder / 'lianxin.sqlite3'}", "PostgreSQL": postgres}


@contextmanager
def home() -> Iterator[Path]:
    """An empty folder in which a place keeps its keys and its database."""
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, LIANXIN_HOME=folder):
        yield Path(folder)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[None]:
    """The database at a URL, migrated."""
    with databases.pointing_to(url):
        async with database.opened():
            await database.migrate()
            await seeds.seed()
            yield


async def settled(helpers: int, households: int, tins: int) -> Place:
    """A town in which each of so many households needs so many tins, and so many volunteers can bring them."""
    town = await community.build()
    people = [await community.resident(f"志愿者{number}", town.east) for number in range(helpers)]
    for person in people:
        await volunteers.volunteer(person, town.leader)
    return Place(town, people, [await _need(town, number, tins) for number in range(households)])


async def _need(town: Town, number: int, tins: int) -> SupplyRequest:
    home = await doors.household(town, f"{number // 40 + 1}栋 {number // 10 % 4 + 1}单元 {number % 10 + 1}01")
    asker = await doors.living(home, f"住户{number}")
    runs_out = clock.now() + timedelta(hours=2 + number % 200)
    return await rules.ask(await community.actor(asker), [await needs.tins(tins)], runs_out)
