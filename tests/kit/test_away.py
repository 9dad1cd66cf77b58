"""The database being away is told apart from a mistake of ours, and costs nobody a connection."""

import sqlite3
from unittest.mock import patch

import asyncpg
import pytest
from tortoise.backends.asyncpg.client import TransactionWrapper
from tortoise.connection import get_connection
from tortoise.exceptions import DBConnectionError, IntegrityError, OperationalError

from backend.access.models import Person
from backend.kit import away, work

TIMES = 25
"""More than there are connections."""


@pytest.mark.parametrize(
    ("code", "is_away"),
    [
        (sqlite3.SQLITE_FULL, True),
        (sqlite3.SQLITE_IOERR_WRITE, True),
        (sqlite3.SQLITE_BUSY, True),
        (sqlite3.SQLITE_READONLY_DIRECTORY, True),
        (sqlite3.SQLITE_ERROR, False),
        (sqlite3.SQLITE_CORRUPT, False),
    ],
)
def test_what_sqlite_says_of_its_disk_is_not_our_mistake(code: int, is_away: bool) -> None:
    error = sqlite3.OperationalError("told")
    error.sqlite_errorcode = code
    assert away.is_away(error) is is_away
    assert away.is_away(OperationalError(error)) is is_away


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.DiskFullError("told"),
        asyncpg.AdminShutdownError("told"),
        asyncpg.CannotConnectNowError("told"),
        asyncpg.ConnectionDoesNotExistError("told"),
        asyncpg.TooManyConnectionsError("told"),
        asyncpg.InterfaceError("connection is closed"),
        DBConnectionError(ConnectionRefusedError()),
    ],
)
def test_a_server_that_is_away_or_full_is_not_our_mistake(error: Exception) -> None:
    assert away.is_away(error)


@pytest.mark.parametrize(
    "error",
    [
        None,
        KeyError("told"),
        FileNotFoundError("told"),
        IntegrityError(asyncpg.UniqueViolationError("told")),
        OperationalError(asyncpg.UndefinedColumnError("told")),
        asyncpg.InterfaceError("cannot perform operation: another operation is in progress"),
    ],
)
def test_a_mistake_of_ours_stays_one(error: Exception | None) -> None:
    assert not away.is_away(error)


@pytest.mark.usefixtures("scaled")
async def test_a_transaction_that_cannot_begin_gives_its_connection_back() -> None:
    async def broken(_transaction: TransactionWrapper) -> None:
        raise asyncpg.ConnectionDoesNotExistError("told")

    async def count() -> int:
        return await Person.all().count()

    with patch.object(TransactionWrapper, "begin", broken):
        for _ in range(TIMES):
            with pytest.raises(asyncpg.ConnectionDoesNotExistError):
                await work.unit(count)
    assert await work.unit(count) == 0


@pytest.mark.usefixtures("embedded")
async def test_what_sqlite_gave_up_in_the_middle_is_not_said_to_be_done() -> None:
    async def given_up() -> None:
        await Person.create(name="林晓")
        # As SQLite does by itself where the disk is full.
        await get_connection("default").execute_query("ROLLBACK")

    with pytest.raises(DBConnectionError):
        await work.unit(given_up)
    assert await Person.all().count() == 0
    await work.unit(lambda: Person.create(name="林晓"))
    assert await Person.all().count() == 1
