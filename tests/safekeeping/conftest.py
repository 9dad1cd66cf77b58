"""Databases that these tests may fill, copy and throw away."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from backend.kit import clock
from tests import databases
from tests.conftest import EVENING
from tests.safekeeping import filling, places


@pytest.fixture(scope="session")
def filled_rows(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with something in every table, to copy."""
    url = databases.sqlite_copy(sqlite_template, tmp_path_factory.mktemp("filled"))
    with clock.held(EVENING):
        places.at(url, filling.fill)
    return Path(url.removeprefix("sqlite://"))


@pytest.fixture(scope="session")
def carried_rows(filled_rows: Path, postgres_server: str) -> str:
    """The name of a database of the PostgreSQL server with the same in it, to copy."""
    with clock.held(EVENING):
        places.carried(f"sqlite://{filled_rows}", asyncio.run(new_database(postgres_server, "carried")))
    return "carried"


@pytest.fixture
def filled(filled_rows: Path, tmp_path: Path) -> str:
    """A place on SQLite with something in every table."""
    return databases.sqlite_copy(filled_rows, tmp_path)


@pytest.fixture
def fresh(postgres_server: str, tmp_path: Path) -> str:
    """An empty database of the PostgreSQL server."""
    return asyncio.run(new_database(postgres_server, tmp_path.name))


async def new_database(server: str, name: str, like: str = "template1") -> str:
    """One more database of this server; or one with what another holds."""
    connection = await asyncpg.connect(server)
    await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    await connection.close()
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["embedded", "scaled"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place with something in every table, on either engine."""
    if request.param == "embedded":
        return str(request.getfixturevalue("filled"))
    server, rows = request.getfixturevalue("postgres_server"), request.getfixturevalue("carried_rows")
    return asyncio.run(new_database(server, tmp_path.name, like=rows))
