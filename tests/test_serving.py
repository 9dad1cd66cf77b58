"""`lianxin serve` as a process: it ends when it is told to, starts again, and two at once harm nothing."""

import asyncio
import json
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import httpx
import pytest
import uvicorn
import uvloop
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from backend import database
from backend.access import sessions
from backend.access.models import Person, Session
from backend.grids.models import Grid
from backend.kit import clock
from backend.serving import AT_ONCE, QUIET, Server
from backend.supplies.models import Item, SupplyRequest
from tests import databases, servers
from tests.patience import LONG


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


def test_it_ends_with_a_socket_open_and_starts_again(sqlite_template: Path, tmp_path: Path) -> None:
    # The server's clock does not stand still.
    with (
        databases.pointing_to(databases.sqlite_copy(sqlite_template, tmp_path)),
        clock.held(datetime.now(UTC)),
    ):
        cookie = asyncio.run(_signed_in())
    with ExitStack() as phone:
        with servers.lianxin(tmp_path) as address:
            screen = phone.enter_context(opened_socket(address, cookie))
        with pytest.raises(ConnectionClosed):
            screen.recv(LONG)

    with servers.lianxin(tmp_path) as address:
        assert httpx.post(f"{address}/graphql", timeout=LONG).status_code == 403


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
        assert json.loads(socket.recv(LONG))["type"] == "connection_ack"
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
        assert [httpx.post(f"{one.result()}/graphql", timeout=LONG).status_code for one in both] == [403, 403]
    with databases.pointing_to(url):
        assert asyncio.run(_counts()) == DEMO


def test_a_second_one_over_the_same_file_says_so_and_ends(tmp_path: Path) -> None:
    with servers.lianxin(tmp_path, LIANXIN_DEMO="1"):
        second = subprocess.run(
            [sys.executable, "-m", "backend.cli", "serve", "--port", "0"],
            env=os.environ | {"LIANXIN_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=LONG,
            check=False,
        )
    assert (second.returncode, second.stdout) == (1, "")
    assert "runs in this folder already" in second.stderr
    assert "Traceback" not in second.stderr
    with databases.pointing_to(f"sqlite://{tmp_path / 'lianxin.sqlite3'}"):
        assert asyncio.run(_counts()) == DEMO


def test_it_takes_up_many_that_come_at_once_in_one_turn_of_its_loop() -> None:
    assert uvloop.run(_taken_up(AT_ONCE)) == AT_ONCE


async def _taken_up(many: int) -> int:
    """How many of them a server that has just begun to listen knows after a turn."""
    server = Server(uvicorn.Config(Starlette(), host="127.0.0.1", port=0, lifespan="off", **QUIET))
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup()
    address = server.servers[0].sockets[0].getsockname()
    with ExitStack() as phones:
        for _ in range(many):
            phones.enter_context(closing(socket.create_connection(address)))
        # They are found in the first turn, and each is told so in the second.
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        known = len(server.server_state.connections)
    await server.shutdown()
    return known
