"""How much memory the server takes after 10,000 requests, against what it took when all of it was warm."""

import asyncio
from itertools import cycle, islice

from aiohttp import ClientSession

from bench import _figures, _place, screens
from bench._screens import Screen
from tests import servers

WARM = 500
REQUESTS = 10_000
AT_ONCE = 8
MEGABYTE = 1_000_000


async def ask(client: ClientSession, address: str, asked: list[Screen], times: int) -> None:
    """So many requests, of each screen in turn."""
    waiting = islice(cycle(asked), times)

    async def ask_on() -> None:
        for screen in waiting:
            await screen.ask(client, address)

    await asyncio.gather(*(ask_on() for _ in range(AT_ONCE)))


async def taken(client: ClientSession, address: str) -> float:
    """Megabytes that the server takes now."""
    async with client.get(f"{address}/memory") as answer:
        return int(await answer.text()) / MEGABYTE


async def measured(asked: list[Screen], address: str) -> None:
    async with ClientSession() as client:
        await ask(client, address, asked, WARM)
        warm = await taken(client, address)
        await ask(client, address, asked, REQUESTS)
        _figures.show(
            f"memory after {REQUESTS:,} requests, SQLite",
            await taken(client, address),
            "MB",
            compared_with=f"after {WARM}",
            compared_value=warm,
            aim="ratio ≤ 1.2",
        )


def main() -> None:
    with _place.home() as folder:
        url = f"sqlite://{folder / 'lianxin.sqlite3'}"
        asked = asyncio.run(screens.prepared(url))
        with servers.lianxin(folder, "bench._server", DATABASE_URL=url) as address:
            asyncio.run(measured(asked, address))


if __name__ == "__main__":
    main()
