"""A place whose processes can be killed at any moment while people write: its people, its processes, its rows."""

import asyncio
import os
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aiohttp import ClientError, ClientSession, DummyCookieJar, TCPConnector

from backend import database
from backend.kit import away, clock, nodes
from backend.kit.words import Language
from backend.supplies import seeds
from tests import community, databases, servers
from tests.faults import people
from tests.faults.phones import Phone, Unclean, Write, outcome
from tests.faults.processes import Mortal, Nursery
from tests.faults.writes import Hands
from tests.patience import LONG
from tests.push.stand_in import StandIn

READY = 5.0
"""Seconds within which a process that was started answers."""


@dataclass
class Place:
    """People with phones, and processes that serve them over one database."""

    url: str
    redis: str
    processes: list[Mortal]
    phones: list[Phone]
    visitor: Phone
    """Whoever leads; their phone was not used for an hour, and only asks."""
    grid: str
    """The grid that they lead."""
    session: ClientSession
    starts: list[float] = field(default_factory=list)
    """Seconds that each start took until it answered."""
    _over: asyncio.Event = field(default_factory=asyncio.Event)
    _using: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def serving(self) -> list[Mortal]:
        return [one for one in self.processes if one.what == "serve"]

    @property
    def writes(self) -> list[Write]:
        return [write for phone in [*self.phones, self.visitor] for write in phone.writes]

    @property
    def unclean(self) -> list[Unclean]:
        return [answer for phone in [*self.phones, self.visitor] for answer in phone.unclean]

    @property
    def put_off(self) -> int:
        """How often somebody was asked to come again because the database is away; not because too many asked."""
        said = away.AWAY.text(Language.ZH_HANS)
        return sum(phone.put_off.count(said) for phone in self.phones)

    async def start(self) -> None:
        """Start every process, and wait until each is ready."""
        for process in self.processes:
            await self.start_one(process)

    async def start_one(self, process: Mortal) -> None:
        """Start one process again, and wait until it says that it is ready."""
        begun = time.monotonic()
        await process.start()
        while not await self._is_ready(process):
            assert time.monotonic() - begun < LONG, process.printed()
            await asyncio.sleep(0.02)
        self.starts.append(time.monotonic() - begun)

    async def _is_ready(self, process: Mortal) -> bool:
        with suppress(ClientError, TimeoutError):
            async with self.session.get(f"{process.address}/health/ready") as said:
                return said.status == 200
        return False

    async def answered(
        self, process: Mortal, phone: Phone, document: str, **variables: Any
    ) -> dict[str, Any]:
        """What a process answers, asked again where it has too much to do at this moment."""
        ends = time.monotonic() + LONG
        while (said := await phone.ask(self.session, process.address, document, **variables)) is None:
            assert time.monotonic() < ends, process.printed()[-3000:]
            await asyncio.sleep(0.05)
        return said

    def begin(self) -> None:
        """Have everybody use their phone until `finish`."""
        addresses = [process.address for process in self.serving]
        self._using = [
            asyncio.create_task(phone.use(self.session, lambda: addresses, self._over))
            for phone in self.phones
        ]

    async def finish(self, seconds: float = LONG) -> None:
        """Let everybody get the answer to what they did last, and put their phones away."""
        self._over.set()
        await asyncio.wait_for(asyncio.gather(*self._using), seconds)
        self._over.clear()

    async def is_put_off(self, more: int, seconds: float = LONG) -> None:
        """Wait until so many more writes were asked to come again."""
        await self.until(lambda: self.put_off, more, seconds)

    async def acknowledged(self, more: int, seconds: float = LONG) -> None:
        """Wait until so many more writes were acknowledged."""
        await self.until(self._acknowledged, more, seconds)

    async def until(self, count: Callable[[], int], more: int, seconds: float = LONG) -> None:
        """Wait until there are so many more of something."""
        until, ends = count() + more, time.monotonic() + seconds
        while count() < until:
            assert time.monotonic() < ends, [process.printed()[-2000:] for process in self.processes]
            await asyncio.sleep(0.01)

    def _acknowledged(self) -> int:
        return sum(write.is_acknowledged for write in self.writes)

    async def says_once_more(self, process: Mortal, words: str) -> None:
        """Wait until a process writes these words down once more."""
        await self.until(lambda: process.printed().count(words), 1)

    async def repeat(self, most: int) -> None:
        """Send some of what was acknowledged once more: each gets the answer that it got before."""
        sent = [(phone, write) for phone in self.phones for write in phone.writes]
        answered = [one for one in sent if one[1].is_acknowledged and one[1].kind.has_key]
        for phone, write in answered[:: len(answered) // most + 1]:
            said = await self.answered(
                self.serving[0], phone, write.kind.document, **write.variables, key=write.key
            )
            assert outcome(said["done"]) == write.answer

    async def end(self) -> float:
        """End every process as one does; the seconds of the slowest."""
        return max([await process.end() for process in self.processes if process.pid])


@asynccontextmanager
async def opened(url: str, redis: str, push: StandIn) -> AsyncIterator[None]:
    """The rows of a place, for whoever looks at them or does what is due from here."""
    hosts = patch.dict(os.environ, LIANXIN_PUSH_HOSTS=hosts_of(push))
    with hosts, databases.pointing_to(url, redis), clock.held(datetime.now(UTC)):
        async with database.opened():
            yield


def hosts_of(push: StandIn) -> str:
    """The setting that lets a place send to this push service."""
    return f'["{push.host}"]'


@dataclass
class Plan:
    """How big a place is: its processes, and how many people use their phones."""

    serving: int = 1
    working: int = 0
    households: int = 10
    volunteers: int = 6
    seed: int = 1


@asynccontextmanager
async def settled(
    nursery: Nursery, home: Path, url: str, redis: str, plan: Plan, push: StandIn, **environment: str
) -> AsyncIterator[Place]:
    """A place with its people, whose processes are not started yet; they are ended with it."""
    async with opened(url, redis, push):
        await database.migrate()
        await seeds.seed()
        town = await community.build()
        phones = await people.settle(town, plan.households, plan.volunteers, plan.seed, push)
        visitor = await people.phone_of(
            town.leader, "household", Hands(random.Random(plan.seed), phones[0].hands.known)
        )
        grid = nodes.opaque("Grid", town.east.id)
    told = dict(os.environ) | {
        "DATABASE_URL": url,
        "REDIS_URL": redis,
        "LIANXIN_HOME": str(home),
        # No proxy has to see that one of them ends.
        "LIANXIN_DRAIN_SECONDS": "0",
        "LIANXIN_PUSH_HOSTS": hosts_of(push),
    }
    names = ["serve"] * plan.serving + ["work"] * plan.working
    async with (
        AsyncExitStack() as keeping,
        ClientSession(connector=TCPConnector(limit=0), cookie_jar=DummyCookieJar()) as session,
    ):
        processes = [
            Mortal(
                nursery,
                name,
                told | environment,
                home / f"{name}{at}.log",
                keeping.enter_context(servers.kept_port()),
            )
            for at, name in enumerate(names)
        ]
        place = Place(url, redis, processes, phones, visitor, grid, session)
        try:
            yield place
        finally:
            for task in place._using:
                task.cancel()
            for process in processes:
                await process.kill()
