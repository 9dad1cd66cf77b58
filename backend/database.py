"""Opening the database, and bringing it up to date."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget

from backend import settings
from backend.kit import constraints, remembered_sql, turns

constraints.install()
remembered_sql.install()

T = TypeVar("T")


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


async def migrate() -> None:
    """Apply the migrations that are not applied yet; the database must be opened."""
    # Not by the library's `migrate`: that begins by closing the connections of whoever calls it.
    executor = MigrationExecutor(get_connection("default"), settings.tortoise_orm()["apps"])
    async with constraints.set_aside(get_connection("default")):
        await executor.migrate([MigrationTarget("lianxin", "__latest__")])


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
