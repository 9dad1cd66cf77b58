"""Opening the database, and bringing it up to date."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.migrations import api
from tortoise.migrations.autodetector import MigrationAutodetector

from backend import settings
from backend.kit import constraints

constraints.install()


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
    await api.migrate(config=settings.tortoise_orm())


async def drift() -> list[str]:
    """What the models say and the migrations do not; empty when they agree."""
    changes = await MigrationAutodetector(Tortoise.apps, settings.tortoise_orm()["apps"]).changes()
    return [str(operation) for writer in changes for operation in writer.operations]
