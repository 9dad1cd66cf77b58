"""Opening the database, and bringing it up to date."""

import asyncio
import importlib
import pkgutil
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, TypeVar

import asyncpg
from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.transactions import in_transaction

from backend import settings
from backend.kit import constraints, remembered_sql, turns

constraints.install()
remembered_sql.install()

T = TypeVar("T")

PATIENCE = 3
"""Seconds for which a change of the tables waits for those who are reading them, before it lets everybody pass."""
TRIES = 100


@asynccontextmanager
async def opened() -> AsyncIterator[None]:
    """The database of the settings, for as long as this is open."""
    await Tortoise.init(config=settings.tortoise_orm(), _enable_global_fallback=True)
    try:
        # Now, and not with the first query: one that is cancelled while it connects never gives its lock back.
        await get_connection("default").create_connection(with_db=True)
        yield
    finally:
        # aiosqlite's thread is no daemon: a connection left open would keep the process from ending.
        await Tortoise.close_connections()


@cache
def own_migrations() -> frozenset[str]:
    """The names of the migrations that this version brings."""
    package = importlib.import_module(settings.tortoise_orm()["apps"]["lianxin"]["migrations"])
    return frozenset(name for _, name, _ in pkgutil.iter_modules(package.__path__) if name[:1].isdigit())


async def migrate(connection: BaseDBAsyncClient | None = None) -> None:
    """Apply the migrations that are not applied yet, all or none; the database must be opened."""
    connection = connection or get_connection("default")
    # The list of what is applied comes first: where it is missing the library asks for it, and spoils a transaction.
    lister = MigrationExecutor(connection, settings.tortoise_orm()["apps"])
    await lister.recorder.ensure_schema(lister._schema_editor(atomic=False))
    for tries_left in reversed(range(TRIES)):
        try:
            async with constraints.set_aside(connection):
                await _migrate(connection)
        except asyncpg.LockNotAvailableError:
            if not tries_left:
                raise
            await asyncio.sleep(1)
        else:
            return


async def _migrate(connection: BaseDBAsyncClient) -> None:
    async with in_transaction(connection.connection_name) as whole:
        if connection.capabilities.dialect == "postgres":
            # Whoever waits for a table has everybody wait behind them who only wants to read it.
            await whole.execute_script(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
        # Not by the library's `migrate`: that begins by closing the connections of whoever calls it. And in one
        # transaction: it notes a migration after it is committed, and a process killed between would do it twice.
        executor = MigrationExecutor(whole, settings.tortoise_orm()["apps"])
        # Its script would end our transaction.
        executor.recorder.ensure_schema = _is_there  # type: ignore[method-assign]
        await executor.migrate([MigrationTarget("lianxin", "__latest__")])


async def _is_there(schema_editor: object) -> None:
    """The list was made before."""


def run(act: Coroutine[Any, Any, T]) -> T:
    """Do something at the place's computer, with the database opened and up to date."""

    async def whole() -> T:
        async with opened():
            async with turns.preparing():
                await migrate()
            return await act

    try:
        return asyncio.run(whole())
    finally:
        # What never began, as the database could not be opened, would be complained of.
        act.close()


async def drift() -> list[str]:
    """What the models say and the migrations do not; empty when they agree."""
    changes = await MigrationAutodetector(Tortoise.apps, settings.tortoise_orm()["apps"]).changes()
    return [str(operation) for writer in changes for operation in writer.operations]
