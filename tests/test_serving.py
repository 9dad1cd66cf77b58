"""`lianxin serve` as a process: it ends when it is told to, starts again, and two at once harm nothing."""

import asyncio
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from backend import database
from backend.access import sessions
from backend.access.models import Person, Session
from backend.grids.models import Grid
from backend.kit import clock
from backend.supplies.models import Item, SupplyRequest
from tests import databases, servers


async def _signed_in() -> str:
    """The cookie of somebody who is signed in."""
    token = secrets.token_urlsafe(16)
    async with database.opened():
        await Session.create(
            person=await Person.create(name="陈丽"),
            token=sessions.fingerprint(token),
            device="test",
            expires_at=clock.now() + sessions.LIFETIME,
        )
    return f"{sessions.cookie_name()}={token}"


def test_it_ends_within_ten_seconds_with_a_socket_open_and_starts_again(
    sqlite_template: Path, tmp_path: Path
) -> None:
    # The server's clock does not stand still.
    with (
        databases.pointing_to(databases.sqlite_copy(sqlite_template, tmp_path)),
        clock.held(datetime.now(UTC)),
    ):
        cookie = asyncio.run(_signed_in())
    with ExitStack() as phone:
        with servers.lianxin(tmp_path) as address:
            socket = phone.enter_context(opened_socket(address, cookie))
            told_to_end = time.monotonic()
        assert time.monotonic() - told_to_end < 10
        with pytest.raises(ConnectionClosed):
            socket.recv(10)

    with servers.lianxin(tmp_path) as address:
        assert httpx.post(f"{address}/graphql").status_code == 403


@contextmanager
def opened_socket(address: str, cookie: str) -> Iterator[ClientConnection]:
    """A page of the app that listens to what changes."""
    with connect(
        address.replace("http", "ws") + "/graphql",
        origin=address,  # type: ignore[arg-type] -- a plain text is one
        subprotocols=["graphql-transport-ws"],  # type: ignore[list-item]
        additional_headers={"cookie": cookie},
    ) as socket:
        socket.send('{"type": "connection_init"}')
        assert json.loads(socket.recv(10))["type"] == "connection_ack"
        hints = {"query": "subscription { changes { what } }"}
        socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": hints}))
        yield socket


async def _counts() -> tuple[int, int, int]:
    async with database.opened():
        return await Grid.all().count(), await Item.all().count(), await SupplyRequest.all().count()


DEMO = (1_287, 10, 5)
"""Grids, items and needs of the demo, each of them once."""


def test_two_that_start_at_once_in_a_city_prepare_one_database(postgres_server: str, tmp_path: Path) -> None:
    url = postgres_server.replace("/postgres?", "/started_twice?")

    async def make() -> None:
        connection = await asyncpg.connect(postgres_server)
        await connection.execute("CREATE DATABASE started_twice")
        await connection.close()

    asyncio.run(make())
    with ExitStack() as running, ThreadPoolExecutor(2) as threads:
        both = [
            threads.submit(
                running.enter_context, servers.lianxin(tmp_path / name, DATABASE_URL=url, LIANXIN_DEMO="1")
            )
            for name in ("first", "second")
        ]
        assert [httpx.post(f"{one.result()}/graphql").status_code for one in both] == [403, 403]
    with databases.pointing_to(url):
        assert asyncio.run(_counts()) == DEMO


def test_a_second_one_over_the_same_file_says_so_and_ends(tmp_path: Path) -> None:
    with servers.lianxin(tmp_path, LIANXIN_DEMO="1"):
        second = subprocess.run(
            [sys.executable, "-m", "backend.cli", "serve", "--port", "0"],
            env=os.environ | {"LIANXIN_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert (second.returncode, second.stdout) == (1, "")
    assert "runs in this folder already" in second.stderr
    assert "Traceback" not in second.stderr
    with databases.pointing_to(f"sqlite://{tmp_path / 'lianxin.sqlite3'}"):
        assert asyncio.run(_counts()) == DEMO
