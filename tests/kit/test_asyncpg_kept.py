"""The PostgreSQL engine asks the database what was asked of it, and nothing more."""

from unittest.mock import patch

import asyncpg
import pytest
from tortoise.connection import get_connection

from backend.access.models import Person

pytestmark = pytest.mark.usefixtures("scaled")


async def test_a_connection_is_given_back_without_a_word() -> None:
    said: list[str] = []

    async def heard(_connection: asyncpg.Connection, statement: str, *_given: object) -> None:
        said.append(statement)

    with patch.object(asyncpg.Connection, "execute", heard):
        assert await Person.all().count() == 0
    assert said == []


async def test_what_somebody_left_open_is_undone() -> None:
    pool = get_connection("default")
    async with pool.acquire_connection() as connection:
        process = connection.get_server_pid()
        await connection.execute("BEGIN")
    async with pool.acquire_connection() as connection:
        assert connection.get_server_pid() == process
        assert not connection.is_in_transaction()
