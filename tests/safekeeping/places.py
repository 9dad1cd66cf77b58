"""Places in a test, each with a database of its own that can be opened and closed."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from tortoise.connection import get_connection
from typer.testing import CliRunner

from backend import cli, database
from backend.safekeeping import moving, tables
from backend.safekeeping.tables import Fingerprint
from tests import databases


def at(url: str, act: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """Do something in the place at this database."""

    async def whole() -> Any:
        async with database.opened():
            return await act()

    with databases.pointing_to(url):
        return asyncio.run(whole())


async def held() -> dict[str, Fingerprint]:
    """What each table holds."""
    return await tables.fingerprints(get_connection("default"))


def said(url: str, *words: str) -> str:
    """What a command prints; it must have done what it was told."""
    with databases.pointing_to(url):
        told = CliRunner().invoke(cli.app, list(words))
    assert told.exit_code == 0, told.output
    return told.stdout


def refused(url: str, *words: str) -> str:
    """What a command prints that does nothing."""
    with databases.pointing_to(url):
        told = CliRunner().invoke(cli.app, list(words))
    assert (told.exit_code, told.stdout) == (1, ""), told.output
    return told.stderr


def carried(source: str, target: str) -> dict[str, Fingerprint]:
    """Move a place, as the command does."""
    with databases.pointing_to(source):
        return asyncio.run(moving.move(target, lambda _table, _rows: None))
