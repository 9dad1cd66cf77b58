"""Opening a database that is not the place's own: a copy that is to become it, or the one that it moves to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from cryptography.exceptions import InvalidTag
from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.connection import get_connection

from backend import database, settings
from backend.kit.models import Row
from backend.safekeeping import tables


class NoPlace(Exception):
    """What was to be read is no database of Lianxin's."""


class Newer(Exception):
    """A newer version of Lianxin has written it."""


class OtherKeys(Exception):
    """The keys at hand do not open what is sealed in it."""


@asynccontextmanager
async def opened(**urls: str) -> AsyncIterator[dict[str, BaseDBAsyncClient]]:
    """Databases by name, open at the same time; the one called `default` is the place's own meanwhile."""
    configuration = settings.tortoise_orm()
    configuration["connections"] = {name: settings.connection_to(url) for name, url in urls.items()}
    # Tortoise keeps the statements that it wrote for one engine under names that the other has too.
    EXECUTOR_CACHE.clear()
    await Tortoise.init(config=configuration, _enable_global_fallback=True)
    try:
        connections = {name: get_connection(name) for name in urls}
        for connection in connections.values():
            await connection.create_connection(with_db=True)
        yield connections
    finally:
        await Tortoise.close_connections()
        EXECUTOR_CACHE.clear()


async def has(connection: BaseDBAsyncClient, table: str) -> bool:
    """Whether there is a table of this name."""
    listed = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
        "postgres": "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
    }
    rows = await connection.execute_query_dict(listed[connection.capabilities.dialect])
    return any(row["name"] == table for row in rows)


async def check(connection: BaseDBAsyncClient) -> None:
    """Refuse what this version and these keys cannot serve from."""
    if not await has(connection, "tortoise_migrations"):
        raise NoPlace
    rows = await connection.execute_query_dict("SELECT name FROM tortoise_migrations")
    if not {row["name"] for row in rows} <= database.own_migrations():
        raise Newer


async def check_keys() -> None:
    """Open the first and the last value of every sealed column: other keys would show only when somebody asks."""
    for model in tables.in_order():
        if issubclass(model, Row):
            for column in model.sealed_columns():
                for order in ("id", "-id"):
                    await _open_one(model, column, order)


async def _open_one(model: type[Row], column: str, order: str) -> None:
    there = model.filter(**{f"{column}__isnull": False}).order_by(order).limit(1)
    for row, blob in await there.values_list("id", column):
        try:
            model.opened(column, UUID(str(row)), blob)
        except (InvalidTag, KeyError) as error:
            raise OtherKeys(f"{model.__name__}.{column}") from error
