"""What tells that the database is away, or has no room, for a while: nothing is wrong with what was asked, and it may be asked again."""

import sqlite3
from collections.abc import Iterator

import asyncpg
from tortoise.exceptions import DBConnectionError

from backend.kit.words import Words

CODE = "AWAY"
AWAY = Words(
    "系统正在恢复，请稍等几秒再试。您写的内容没有丢。",
    "系統正在恢復，請稍等幾秒再試。您寫的內容沒有遺失。",
    "We are getting back on our feet. Please try again in a few seconds. What you wrote is not lost.",
)

FOR_A_WHILE = frozenset(
    {
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY),
        *(sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL),
    }
)
"""What SQLite says of the disk and of others who use the file; all the rest is about the statement."""

KINDS = (
    DBConnectionError,
    # It cannot be reached, is stopped or starts, or broke off.
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    # Its disk or memory is full, or it has too many guests.
    asyncpg.InsufficientResourcesError,
    asyncpg.PostgresSystemError,
    # It may only be read, as while another one takes over.
    asyncpg.ReadOnlySQLTransactionError,
    # Units of work were in each other's way more often than they are tried.
    asyncpg.TransactionRollbackError,
    # What asyncpg says where a connection breaks off in the moment in which it is used.
    asyncpg.InternalClientError,
)
CLOSED = "closed"
"""asyncpg says so of a connection that broke off, and has no kind of its own for it."""


def is_away(error: BaseException | None) -> bool:
    """Whether this was raised because the database cannot be asked, or cannot write, just now."""
    return any(map(_says_so, _told(error)))


def _told(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what it was raised for; Tortoise wraps what a database says into an error of its own."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        wrapped = error.args[0] if error.args else None
        error = wrapped if isinstance(wrapped, BaseException) else error.__cause__


def _says_so(error: BaseException) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        # The low byte is the kind, the rest of it the particulars.
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in FOR_A_WHILE
    if isinstance(error, asyncpg.InterfaceError):
        return CLOSED in str(error)
    return isinstance(error, KINDS)
