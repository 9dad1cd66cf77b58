"""The PostgreSQL engine asks the database what was asked of it, and nothing more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from unittest.mock import patch

import asyncpg
import pytest
from tortoise.connection import get_connection

from backend.access.models import Person

pytestmark = pytest.mark.usefixtures("scaled")


MOST = 5
"""Connections of one process, where its place says nothing else."""


@asynccontextmanager
async def _taken(many: int) -> AsyncIterator[None]:
    async with AsyncExitStack() as all_of_them:
        for _ in range(many):
            await all_of_them.enter_async_context(get_connection("default").acquire_connection())
        yield


async def test_a_connection_is_given_back_without_a_word() -> None:
    said: list[str] = []

    async def heard(_connection: asyncpg.Connection, statement: str, *_given: object) -> None:
        said.append(statement)

    with patch.object(asyncpg.Connection, "execute", heard):
        assert await Person.all().count() == 0
    assert said == []


async def test_what_somebody_left_open_is_undone() -> None:
    pool = get_connection("default")
    async with _taken(MOST - 1):
        async with pool.acquire_connection() as connection:
            process = connection.get_server_pid()
            await connection.execute("BEGIN")
        async with pool.acquire_connection() as connection:
            assert connection.get_server_pid() == process
            assert not connection.is_in_transaction()


async def test_whoever_has_waited_longest_is_next() -> None:
    pool = get_connection("default")
    # All of them are there, so that none is waited for until it is.
    async with _taken(MOST):
        pass
    served: list[int] = []

    async def waits(number: int) -> None:
        async with pool.acquire_connection() as connection:
            served.append(number)
            assert await connection.fetchval("SELECT 1") == 1

    # In each turn of the loop somebody else comes, and nobody passes those who wait.
    coming = []
    for number in range(200):
        coming.append(asyncio.create_task(waits(number)))
        await asyncio.sleep(0)
    await asyncio.gather(*coming)
    assert served == list(range(200))
