"""How long every village of the country takes to load: 700,000 rows, a town of 24 villages after the other."""

import asyncio
import json
import os
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests import databases, servers

VILLAGES = 700_000
LIMIT = 120.0
"""Seconds that it may take."""


def country() -> bytes:
    """A file of 31 provinces' worth of cities, districts, towns and villages."""
    rows = ["code,name,tier,parent_code"]
    for number in range(VILLAGES):
        city, district, town, village = number // 20_000, number // 2_000, number // 25, number % 25
        if number % 20_000 == 0:
            rows.append(f"c{city},第{city}市,city,")
        if number % 2_000 == 0:
            rows.append(f"d{district},第{district}区,district,c{city}")
        rows.append(
            f"v{number},第{village}村村民委员会,community,t{town}"
            if village
            else f"t{town},第{town}镇,town,d{district}"
        )
    return "\n".join(rows).encode()


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[None]:
    from backend import database

    with databases.pointing_to(url):
        async with database.opened():
            await database.migrate()
            yield


async def measured(url: str, engine: str) -> dict[str, object]:
    from backend.grids import imports

    content = country()
    async with opened(url):
        begun = time.perf_counter()
        outcome = await imports.load(content)
        seconds = time.perf_counter() - begun
    return {
        "figure": f"loading {outcome.added:,} grids from a file, {engine}",
        "value": round(seconds, 1),
        "unit": "s",
        "compared_with": "the longest that it may take",
        "compared_value": LIMIT,
        "ratio": round(seconds / LIMIT, 2),
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, servers.postgres() as postgres:
        os.environ["LIANXIN_HOME"] = folder
        for url, engine in (
            (f"sqlite://{Path(folder) / 'lianxin.sqlite3'}", "SQLite"),
            (postgres, "PostgreSQL"),
        ):
            print(json.dumps(asyncio.run(measured(url, engine))), flush=True)


if __name__ == "__main__":
    main()
