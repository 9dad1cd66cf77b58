"""How long every village of the country takes to load: 700,000 rows, a town of 24 villages after the other."""

import asyncio
import time

from backend.grids import imports
from bench import _figures, _place

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


async def measured(url: str, engine: str) -> None:
    content = country()
    async with _place.opened(url):
        begun = time.perf_counter()
        outcome = await imports.load(content)
        seconds = time.perf_counter() - begun
    _figures.show(
        f"loading {outcome.added:,} grids from a file, {engine}",
        seconds,
        "s",
        compared_with="the longest that it may take",
        compared_value=LIMIT,
        aim="ratio ≤ 1",
    )


def main() -> None:
    with _place.engines() as engines:
        for engine, url in engines.items():
            asyncio.run(measured(url, engine))


if __name__ == "__main__":
    main()
