"""Fresh, migrated databases: made once a run, copied for every test."""

import asyncio
import importlib
import itertools
import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import asyncpg
from tortoise import Tortoise
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.migrations import api
from tortoise.migrations.autodetector import MigrationAutodetector

from backend import database, settings

_numbers = itertools.count()


@contextmanager
def pointing_to(url: str, redis: str = "") -> Iterator[None]:
    """Settings whose rows are at `url` and whose hints and limits are at `redis`."""
    with patch.dict(os.environ, DATABASE_URL=url, REDIS_URL=redis):
        settings.settings.cache_clear()
        # Tortoise keeps the statements that it wrote for one engine under names that the other has too.
        EXECUTOR_CACHE.clear()
        yield
    settings.settings.cache_clear()


def sqlite_template(folder: Path) -> Path:
    """A migrated SQLite file to copy."""
    file = folder / "template.sqlite3"
    with pointing_to(f"sqlite://{file}"):
        asyncio.run(_migrate(folder))
    return file


def sqlite_copy(template: Path, folder: Path) -> str:
    """The URL of a copy of a migrated SQLite file."""
    file = folder / "lianxin.sqlite3"
    shutil.copyfile(template, file)
    return f"sqlite://{file}"


def postgres_template(server: str, folder: Path) -> str:
    """The name of a migrated database on this server, to copy."""

    async def make() -> None:
        await _on(server, "CREATE DATABASE template_lianxin")
        await _migrate(folder)

    with pointing_to(_named(server, "template_lianxin")):
        asyncio.run(make())
    return "template_lianxin"


@asynccontextmanager
async def postgres_copy(server: str, template: str) -> AsyncIterator[str]:
    """The URL of a copy of a migrated database, which is dropped afterwards."""
    name = f"lianxin_{next(_numbers)}"
    # Copying files costs half of what writing them through the log does.
    await _on(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    try:
        yield _named(server, name)
    finally:
        await _on(server, f"DROP DATABASE {name} WITH (FORCE)")


def _named(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?")


async def _on(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _migrate(folder: Path) -> None:
    async with database.opened():
        if await database.drift():
            await _make_what_the_models_say(folder)
        else:
            await database.migrate()


async def _make_what_the_models_say(folder: Path) -> None:
    """While a model is being changed its migration is not there yet: its rules can be tested all the same.

    tests/test_migrations.py says that the migration is missing.
    """
    configuration = _with_migrations_in(folder, "migrations_of_the_models")
    for migration in await MigrationAutodetector(Tortoise.apps, configuration["apps"]).changes():
        migration.write()
    importlib.invalidate_caches()
    await api.migrate(config=configuration)


def _with_migrations_in(folder: Path, package: str) -> dict[str, Any]:
    (folder / package).mkdir()
    (folder / package / "__init__.py").touch()
    sys.path.insert(0, str(folder))
    configuration: dict[str, Any] = settings.tortoise_orm()
    configuration["apps"]["lianxin"]["migrations"] = package
    return configuration
