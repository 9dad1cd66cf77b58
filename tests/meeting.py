"""Two who meet in the database: the second begins while the first has written and not committed."""

import asyncio
import contextvars
from collections.abc import Coroutine
from typing import Any

from backend import settings
from backend.kit import sql

TURNS = 100
"""Rounds of the loop after which whoever waits for SQLite's one connection surely waits."""


async def begun(deed: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
    """Something begun by somebody else, which has come to its end or waits for whoever begins it here."""
    # In a context of its own: it is no part of the unit of work in which it is begun.
    task = asyncio.get_running_loop().create_task(deed, context=contextvars.Context())
    turns = 0
    while not task.done() and not await _waits(turns):
        await asyncio.sleep(0)
        turns += 1
    return task


async def _waits(turns: int) -> bool:
    if settings.settings().on_postgres:
        return bool(await sql.rows("SELECT 1 AS one FROM pg_locks WHERE NOT granted LIMIT 1"))
    return turns >= TURNS
