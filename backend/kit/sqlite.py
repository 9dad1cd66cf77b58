"""An SQLite engine for Tortoise whose transactions survive being cancelled.

Tortoise's own takes the connection's lock and then awaits: a cancellation there never gives the lock back, and
every later call hangs. It also begins transactions deferred and commits whatever a cancelled writer left open.
Here a transaction begins IMMEDIATE, ends to the end even when its task is cancelled, and leftovers are undone.
"""

import sqlite3
from typing import Any

from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
)
from tortoise.connection import get_connection, get_connections
from tortoise.exceptions import DBConnectionError, OperationalError, TransactionManagementError

from backend.kit import metrics
from backend.kit.cancellation import to_the_end


class ImmediateTransaction(SqliteTransactionWrapper):
    async def begin(self) -> None:
        try:
            if self._connection.in_transaction:
                await self._connection.rollback()
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise TransactionManagementError(error) from error

    async def commit(self) -> None:
        if not self._connection.in_transaction:
            # A disk that is full makes SQLite give up the whole transaction, not the one statement.
            raise DBConnectionError("SQLite gave up this transaction")
        await super().commit()


class UncancelledTransaction(SqliteTransactionContext):
    async def __aenter__(self) -> Any:
        with metrics.DATABASE_WAIT.taken():
            await self._trxlock.acquire()
        try:
            await to_the_end(self.ensure_connection())
            await to_the_end(self.connection.begin())
        except BaseException:
            await self._abandon()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        return self.connection

    async def _abandon(self) -> None:
        try:
            connection = self.connection._connection
            if connection is not None and connection.in_transaction:
                await to_the_end(connection.rollback())
        finally:
            self._trxlock.release()

    async def __aexit__(self, kind: Any, error: Any, traceback: Any) -> None:
        try:
            if not self.connection._finalized:
                await to_the_end(self._end(failed=kind is not None))
        finally:
            get_connections().reset(self.token)
            self._trxlock.release()

    async def _end(self, failed: bool) -> None:
        try:
            await (self.connection.rollback() if failed else self.connection.commit())
        except sqlite3.OperationalError as error:
            # A commit that fails (a full disk) leaves the transaction open; undo it before anybody else begins.
            await self.connection._connection.rollback()
            raise OperationalError(error) from error


async def put_away() -> None:
    """Carry what was written lately into the database file: what was erased then stands nowhere any more."""
    connection = get_connection("default")
    if isinstance(connection, Client):
        await connection.execute_query("PRAGMA wal_checkpoint(TRUNCATE)")


class Client(SqliteClient):
    """Tortoise's client with transactions of the kind above."""

    def _in_transaction(self) -> UncancelledTransaction:
        return UncancelledTransaction(ImmediateTransaction(self), self._lock)

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        async with self._in_transaction() as transaction:
            await transaction.execute_many(query, values)


client_class = Client
