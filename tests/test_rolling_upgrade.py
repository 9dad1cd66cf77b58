"""A newer process changes the tables while older ones serve from them."""

import asyncio
from pathlib import Path
from unittest.mock import patch

import asyncpg
import pytest
from tortoise.connection import get_connection

from backend import database
from backend.grids.models import Grid
from tests import databases
from tests.patience import LONG
from tests.safekeeping.conftest import new_database
from tests.test_upgrade import NEW_COLUMN, upgrade


async def add_colour(folder: Path) -> None:
    await upgrade(folder, NEW_COLUMN.format(default='db_default="red"'))


@pytest.fixture
def city(postgres_server: str, tmp_path: Path) -> str:
    """The URL of an empty PostgreSQL database that this test may change as it likes."""
    return asyncio.run(new_database(postgres_server, tmp_path.name))


def test_who_reads_a_table_holds_up_its_change_and_nobody_else(city: str, tmp_path: Path) -> None:
    async def meanwhile() -> None:
        reader = await asyncpg.connect(city)
        async with database.opened():
            await database.migrate()
            await reader.execute("BEGIN; SELECT COUNT(*) FROM grid")
            changing = asyncio.create_task(add_colour(tmp_path))
            connection = get_connection("default")
            while not await connection.execute_query_dict("SELECT 1 FROM pg_locks WHERE NOT granted"):
                assert not changing.done()
            async with asyncio.timeout(LONG):
                assert await Grid.all().count() == 0
            assert not changing.done()
            await reader.execute("COMMIT")
            await changing
            assert await connection.execute_query_dict("SELECT colour FROM grid") == []
        await reader.close()

    # However long it takes until this test has looked.
    patient = patch.multiple(database, PATIENCE=0.3, TRIES=1_000)
    with databases.pointing_to(city), patient:
        asyncio.run(meanwhile())
