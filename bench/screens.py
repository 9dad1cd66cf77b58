"""Requests a second of the heaviest screens, against the same rows by plain SQL and orjson on the same server."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import ClientSession

from bench import _figures, _place, _screens
from bench._screens import Screen
from tests import servers

AT_ONCE = 8
ROUNDS = 5
SECONDS = 1.0
"""Of each of the two in each round: they take turns, so that whatever else the machine does hits both."""
HOUSEHOLDS = 200
HELPERS = 5

Ask = Callable[[ClientSession, str], Awaitable[bytes]]


async def answered(client: ClientSession, address: str, ask: Ask) -> int:
    """How many requests are answered in SECONDS."""
    until = time.perf_counter() + SECONDS
    done = 0

    async def ask_on() -> None:
        nonlocal done
        while time.perf_counter() < until:
            await ask(client, address)
            done += 1

    await asyncio.gather(*(ask_on() for _ in range(AT_ONCE)))
    return done


async def compare(screen: Screen, address: str, engine: str) -> None:
    async with ClientSession() as client:
        shown, rows = await screen.ask(client, address), await screen.read_plainly(client, address)
        assert b'"errors"' not in shown, shown
        counted = [(await answered(client, address, ask)) for _ in range(ROUNDS) for ask in _both(screen)]
    _figures.show(
        f"{screen.name}, {len(shown) / 1000:.0f} kB, {engine}",
        sum(counted[::2]) / ROUNDS / SECONDS,
        "requests/s",
        compared_with=f"the same rows by plain SQL and orjson, {len(rows) / 1000:.0f} kB",
        compared_value=sum(counted[1::2]) / ROUNDS / SECONDS,
        aim="ratio ≥ 0.2",
    )


def _both(screen: Screen) -> tuple[Ask, Ask]:
    return screen.ask, screen.read_plainly


async def prepared(url: str) -> list[Screen]:
    """A place whose screens are full."""
    async with _place.opened(url):
        return await _screens.heaviest(await _place.settled(HELPERS, HOUSEHOLDS, tins=7))


def main() -> None:
    with _place.engines() as engines:
        home = Path(os.environ["LIANXIN_HOME"])
        for engine, url in engines.items():
            screens = asyncio.run(prepared(url))
            with servers.lianxin(home, "bench._server", DATABASE_URL=url) as address:
                for screen in screens:
                    asyncio.run(compare(screen, address, engine))


if __name__ == "__main__":
    main()
