"""What only one process of a place does at a time, however many are started at once."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, nullcontext
from pathlib import Path

from tortoise.connection import get_connection

from backend import settings

LONGEST = 600
"""Seconds for which one waits for another: a big table may take minutes to bring up to date."""
PREPARING = 7_042_001
"""The number under which PostgreSQL knows this turn among all the locks of a database."""


class TurnTaken(Exception):
    """Another process does it already."""


@asynccontextmanager
async def preparing() -> AsyncIterator[None]:
    """Bring the open database up to date while nobody else does; whoever comes second finds it done."""
    if not settings.settings().on_postgres:
        # Blocking, as nobody waits for an answer of a process that is just starting.
        with _held("preparing", LONGEST):
            yield
        return
    async with get_connection("default").acquire_connection() as connection:
        await connection.execute("SELECT pg_advisory_lock($1)", PREPARING)
        try:
            yield
        finally:
            await connection.execute("SELECT pg_advisory_unlock($1)", PREPARING)


@contextmanager
def running() -> Iterator[None]:
    """Be the process that writes to this place's SQLite file; `TurnTaken` where another one is.

    Two that write at once may corrupt it (SQLite before 3.51.3). PostgreSQL takes any number.
    """
    with nullcontext() if settings.settings().on_postgres else _held("running", 0):
        yield


@contextmanager
def _held(turn: str, seconds: float) -> Iterator[None]:
    """Hold an empty database beside ours: SQLite's own lock works on every system, and goes with its process."""
    file = Path(settings.settings().database.removeprefix("sqlite://") + f".{turn}")
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file, timeout=seconds, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise TurnTaken(str(file)) from error
        yield
