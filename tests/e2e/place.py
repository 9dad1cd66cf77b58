"""A place where Lianxin runs as people run it: its own process, its own rows, phones that reach it over a road."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from backend import database
from backend.kit import clock, work
from backend.supplies import seeds
from tests import databases, held_server, servers
from tests.e2e import road as roads
from tests.e2e.road import Road
from tests.patience import LONG
from tests.push.stand_in import StandIn, in_background


@dataclass(frozen=True, slots=True)
class Place:
    """One running Lianxin."""

    address: str
    rows: Path
    road: Road
    push: StandIn

    def found(self, statement: str) -> list[Any]:
        """What the server's tables hold now: one value, or a tuple of them, a row."""
        with closing(sqlite3.connect(f"file:{self.rows}?mode=ro", uri=True)) as tables:
            rows = tables.execute(statement).fetchall()
        return [row[0] if len(row) == 1 else row for row in rows]

    def takes(self, write: str, times: int = 1) -> AbstractContextManager[None]:
        """What is pressed meanwhile writes this, and the server takes it."""
        return self.road.ear.hears(write, times)

    def happens(self, *statements: str) -> None:
        """What no phone can do, such as the passing of days; all of it at once."""
        with closing(sqlite3.connect(self.rows)) as tables, tables:
            for statement in statements:
                tables.execute(statement)

    def at_its_computer(self, *command: str) -> str:
        """What `lianxin` prints there."""
        ran = subprocess.run(
            [sys.executable, "-m", "backend.cli", *command],
            env=os.environ | {"LIANXIN_HOME": str(self.rows.parent)},
            capture_output=True,
            text=True,
            timeout=LONG,
            check=True,
        )
        return ran.stdout


def settled(
    template: Path, folder: Path, *settle: Callable[[], Awaitable[None]], at: datetime | None = None
) -> Path:
    """A database file in which these have done their work: at the real time, unless the server runs at another."""
    url = databases.sqlite_copy(template, folder)

    async def build() -> None:
        async with database.opened():
            await seeds.seed()
            for one in settle:
                await work.unit(one)

    with databases.pointing_to(url), clock.held(at or datetime.now(UTC)), ThreadPoolExecutor(1) as thread:
        # In a thread of its own: a browser's loop may be running in this one.
        thread.submit(asyncio.run, build()).result()
    return Path(url.removeprefix("sqlite://"))


@contextmanager
def running(rows: Path, home: Path, at: datetime | None = None) -> Iterator[Place]:
    """Lianxin over a copy of these rows; only the app's own documents run, and sign-in codes stand on the screen.

    Its clock goes on, unless it is to stand still at a moment.
    """
    if at:
        held_server.shows(home, at)
    own = home / "lianxin.sqlite3"
    shutil.copyfile(rows, own)
    with roads.laid() as road, in_background() as push:
        settings = {
            "LIANXIN_DEMO": "1",
            "LIANXIN_ANY_DOCUMENT": "0",
            "LIANXIN_ORIGIN": road.address,
            "LIANXIN_PUSH_HOSTS": orjson.dumps([push.host]).decode(),
        }
        with servers.lianxin(home, held_server.__name__ if at else "backend.cli", **settings) as address:
            road.leads_to(urlsplit(address).port or 0)
            yield Place(road.address, own, road, push)
