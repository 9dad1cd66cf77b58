"""A thousand deaths, after one end that was asked for: python -m tests.faults.torture [<kills> [<seed>]]; `make torture`.

Every round is a place of its own with its own seed, on one engine and then on the other. One JSON object a line says
what became of it; a round that finds anything wrong ends the run, and its seed finds it again.
"""

import asyncio
import dataclasses
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import orjson

from tests import conftest, servers
from tests.faults import ending, killing, place, processes
from tests.faults.place import READY, Place, Plan
from tests.faults.processes import Nursery
from tests.push.stand_in import StandIn

assert conftest.KEYS
KILLS = 1000
A_ROUND = 50
ENGINES = {"SQLite": Plan(), "PostgreSQL": Plan(serving=2, working=1)}


async def _ending(nursery: Nursery, engine: str, postgres: str, redis: str) -> None:
    """How soon all processes end when they are told to in the middle of everything: within ten seconds."""
    async with _settled(nursery, engine, ENGINES[engine], postgres, redis, **ending.DRAINED) as (made, push):
        seconds = await ending.well(made, push)
    _print({"fault": "SIGTERM", "engine": engine, "seconds until ended, longest": round(seconds, 2)})


@asynccontextmanager
async def _settled(
    nursery: Nursery, engine: str, plan: Plan, postgres: str, redis: str, **environment: str
) -> AsyncIterator[tuple[Place, StandIn]]:
    """A place of its own on one engine, and its push service."""
    with tempfile.TemporaryDirectory(prefix="lianxin-") as folder:
        home = Path(folder)
        on_sqlite = engine == "SQLite"
        url = f"sqlite://{home / 'lianxin.sqlite3'}" if on_sqlite else await _database(postgres)
        async with (
            StandIn().serving() as push,
            place.settled(nursery, home, url, "" if on_sqlite else redis, plan, push, **environment) as made,
        ):
            yield made, push


async def _round(nursery: Nursery, engine: str, kills: int, seed: int, postgres: str, redis: str) -> None:
    """Kill so often on one engine, and tell what became of it."""
    plan = dataclasses.replace(ENGINES[engine], seed=seed)
    async with _settled(nursery, engine, plan, postgres, redis) as (made, push):
        wrong = "nothing"
        try:
            await killing.survive(made, push, kills, seed)
        except BaseException as error:
            wrong = f"{type(error).__name__}: {error}"
            raise
        finally:
            _tell(engine, kills, seed, made, wrong)


async def _database(server: str) -> str:
    name = f"torture_{uuid4().hex[:12]}"
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f"CREATE DATABASE {name}")
    finally:
        await connection.close()
    return server.replace("/postgres?", f"/{name}?")


def _tell(engine: str, kills: int, seed: int, made: Place, wrong: str) -> None:
    writes = made.writes
    said = {
        "fault": "SIGKILL",
        "engine": engine,
        "seed": seed,
        "kills": kills,
        "writes": len(writes),
        "acknowledged": sum(write.is_acknowledged for write in writes),
        "sent more than once": sum(write.times > 1 for write in writes),
        "found wrong": wrong,
        "seconds until ready, median": round(statistics.median(made.starts), 2),
        "seconds until ready, longest": round(max(made.starts), 2),
        "starts over 5 s": sum(seconds > READY for seconds in made.starts),
    }
    _print(said)


def _print(said: dict[str, Any]) -> None:
    sys.stdout.write(orjson.dumps(said).decode() + "\n")
    sys.stdout.flush()


def main(kills: int, seed: int) -> None:
    """Kill so often, half of it on each engine."""
    with processes.nursery() as nursery, servers.postgres() as postgres, servers.redis() as redis:
        for engine in ENGINES:
            asyncio.run(_ending(nursery, engine, postgres, redis))
        rounds = max(1, kills // A_ROUND)
        for at in range(rounds):
            engine = list(ENGINES)[at % len(ENGINES)]
            asyncio.run(_round(nursery, engine, min(kills, A_ROUND), seed + at, postgres, redis))


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    main(given[0] if given else KILLS, given[1] if given[1:] else 1)
