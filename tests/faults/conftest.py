"""What every test of faults may ask for: where processes come from, and a place on either engine."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from tests import databases
from tests.faults import processes
from tests.faults.processes import Nursery
from tests.push.stand_in import StandIn

pytest.register_assert_rewrite("tests.faults.looking", "tests.faults.ending", "tests.faults.killing")


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where Lianxin's processes come from."""
    with processes.nursery() as made:
        yield made


@pytest.fixture
async def push() -> AsyncIterator[StandIn]:
    """A push service on this machine."""
    async with StandIn().serving() as service:
        yield service


@dataclass(frozen=True)
class Rows:
    """Where a place has its rows, its hints and its limits."""

    url: str
    redis: str = ""


@pytest.fixture
def embedded_rows(sqlite_template: Path, tmp_path: Path) -> Rows:
    return Rows(databases.sqlite_copy(sqlite_template, tmp_path))


@pytest.fixture
async def scaled_rows(postgres_server: str, redis_server: str, tmp_path: Path) -> Rows:
    name = f"faults_{tmp_path.name[-40:].replace('-', '_').lower()}"
    connection = await asyncpg.connect(postgres_server)
    try:
        await connection.execute(f'CREATE DATABASE "{name}"')
    finally:
        await connection.close()
    return Rows(postgres_server.replace("/postgres?", f"/{name}?"), redis_server)
