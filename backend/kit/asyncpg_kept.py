"""A PostgreSQL engine for Tortoise that keeps its connections as they are.

asyncpg sends four statements along whenever somebody is done with a connection, to undo what they set on it: a second
way to the database for each one that a screen asks. We leave nothing on a connection: a transaction ends before it is
given back (asyncpg looks), and the one lock that outlives a statement is taken and released by `turns`.

Tortoise's migrations know an engine by its module's name: `asyncpg` has to stand in it.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import PoolConnectionWrapper, TransactionContextPooled
from tortoise.connection import get_connections
from tortoise.exceptions import DBConnectionError

from backend.kit import metrics


class Connection(asyncpg.Connection):  # type: ignore[misc] # asyncpg tells no types.
    def get_reset_query(self) -> str:
        return ""


@contextmanager
def _reaching() -> Iterator[None]:
    """A server that is down refuses at its door, or has no door at all."""
    try:
        yield
    except OSError as error:
        raise DBConnectionError(error) from error


class Awaited(PoolConnectionWrapper[asyncpg.Connection]):
    """A connection of the pool; how long it was waited for is noted."""

    client: "Client"

    async def __aenter__(self) -> asyncpg.Connection:
        with _reaching(), metrics.DATABASE_WAIT.taken():
            await self.ensure_connection()
            self.connection = await self.client.taken()
        return self.connection

    async def __aexit__(self, *_raised: object) -> None:
        self.client.give_back(self.connection)


class AwaitedTransaction(TransactionContextPooled):
    """The same for a transaction, with its BEGIN; it gives its connection back even where it could not begin.

    Tortoise's own keeps it for ever: a server that is stopped and started takes the whole pool with it.
    """

    client: TransactionWrapper

    def __init__(self, whole: "Client") -> None:
        super().__init__(TransactionWrapper(whole), whole._pool_init_lock)
        self._whole = whole

    async def __aenter__(self) -> TransactionWrapper:
        with _reaching(), metrics.DATABASE_WAIT.taken():
            await self.ensure_connection()
            self.client._connection = await self._whole.taken()
            self.token = get_connections().set(self.connection_name, self.client)
            try:
                await self.client.begin()
            except BaseException:
                self._give_back()
                raise
        return self.client

    async def __aexit__(self, exc_type: type[BaseException] | None, *_raised: object) -> None:
        try:
            if not self.client._finalized:
                await (self.client.rollback() if exc_type else self.client.commit())
        finally:
            self._give_back()

    def _give_back(self) -> None:
        get_connections().reset(self.token)
        self._whole.give_back(self.client._connection)


class Client(AsyncpgDBClient):
    """Tortoise's client with connections of the kind above, given out in the order in which they were asked for.

    asyncpg's own queue lets whoever comes at the right moment pass those who wait.
    """

    connection_class = Connection

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._places = asyncio.Semaphore(self.pool_maxsize)
        self._going_back: set[asyncio.Task[None]] = set()

    async def taken(self) -> asyncpg.Connection:
        """The next connection that is free, for whoever has waited longest."""
        await self._places.acquire()
        try:
            # Whoever takes one has opened the pool before.
            return await self._pool.acquire()  # type: ignore[union-attr]
        except BaseException:
            self._places.release()
            raise

    def give_back(self, connection: asyncpg.Connection) -> None:
        """It is looked over and free in a moment, for which nobody has to wait."""
        going = asyncio.create_task(self._given_back(connection))
        self._going_back.add(going)
        going.add_done_callback(self._going_back.discard)

    async def _given_back(self, connection: asyncpg.Connection) -> None:
        # Where that fails asyncpg has closed it, and whoever is next opens another.
        with suppress(Exception):
            if self._pool:
                await self._pool.release(connection)
        self._places.release()

    def acquire_connection(self) -> Awaited:
        return Awaited(self, self._pool_init_lock)

    def _in_transaction(self) -> AwaitedTransaction:
        return AwaitedTransaction(self)


client_class = Client
