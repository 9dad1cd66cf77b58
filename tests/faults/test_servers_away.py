"""PostgreSQL and Redis that stop and start under load: whoever writes is answered or put off, and all goes on by itself."""

import asyncio
import tempfile
import time
from pathlib import Path

from tests.faults import looking, place, screens
from tests.faults.conftest import Rows
from tests.faults.place import Place, Plan
from tests.faults.processes import Mortal, Nursery
from tests.faults.screens import Screen
from tests.patience import LONG
from tests.push.stand_in import StandIn
from tests.servers import Postgres, Redis

CITY = Plan(serving=2, working=1)
FOLD = 2
"""Everybody so often at once: more than a process has connections to its database."""


async def test_postgres_stops_and_starts_under_load_and_every_process_finds_it_again(
    nursery: Nursery, redis_server: str, push: StandIn, tmp_path: Path
) -> None:
    with tempfile.TemporaryDirectory(prefix="lianxin-") as folder, Postgres.started(Path(folder)) as postgres:
        async with place.settled(nursery, tmp_path, postgres.url, redis_server, CITY, push) as city:
            await city.start()
            city.begin()
            for how in ("fast", "immediate", "fast"):
                await city.acknowledged(20)
                await asyncio.to_thread(postgres.stop, how)
                await city.is_put_off(10)
                await asyncio.to_thread(postgres.start)
                await city.acknowledged(20)
            await city.finish()
            assert city.unclean == []
            await have_all_their_connections(city)
            await city.end()
            await looking.everything(city, push)


async def test_redis_stops_and_comes_back_empty_and_nobody_notices_more_than_a_hint_that_is_late(
    nursery: Nursery, scaled_rows: Rows, push: StandIn, tmp_path: Path
) -> None:
    with Redis() as redis:
        async with place.settled(nursery, tmp_path, scaled_rows.url, redis.url, CITY, push) as city:
            await city.start()
            first, second = city.serving
            volunteer = city.phones[-1]
            async with screens.open_on(city.session, first.address, volunteer.cookie) as [screen]:
                city.begin()
                await screen.hears()
                await asyncio.to_thread(redis.stop)
                await city.acknowledged(20)
                # From writes that this very process has taken.
                await screen.hears()
                await asyncio.to_thread(redis.start)
                await city.acknowledged(20)
                await city.finish()
                await hears_of_another_process(city, screen, second)
            assert (city.put_off, city.unclean) == (0, [])
            await city.end()
            await looking.everything(city, push)


async def hears_of_another_process(city: Place, screen: Screen, other: Mortal) -> None:
    """What is written by way of one process is heard by a screen of another, once both have found Redis again."""
    household = city.phones[0]
    ends = time.monotonic() + LONG
    screen.hints.clear()
    while not screen.hints:
        assert time.monotonic() < ends
        await household.do(city.session, other.address)
        await asyncio.sleep(0.2)


async def have_all_their_connections(city: Place) -> None:
    """Each process answers more people at once than it has connections: none of these was lost."""
    asked = [
        city.answered(process, phone, "{ me { name } }")
        for process in city.serving
        for phone in city.phones * FOLD
    ]
    await asyncio.gather(*asked)
