"""How many claims a second are counted exactly, against the barest exact claim in SQL on the same database."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from itertools import cycle
from uuid import uuid4

from backend.supplies import claims
from backend.supplies.claims import Share
from backend.supplies.models import RequestLine
from bench import _figures, _place
from bench._place import Place
from bench._plain_claims import Plain
from tests import community

AT_ONCE = 16
HELPERS = 20
HOUSEHOLDS = 40
TINS = 20
"""Each household needs so many, and each of them is claimed by itself."""

Claim = Callable[[], Awaitable[object]]


async def rate(claiming: Iterable[Claim]) -> float:
    """How many of these are done in a second, so many at a time."""
    waiting = iter(claiming)
    done = 0

    async def claim_on() -> None:
        nonlocal done
        for claim in waiting:
            await claim()
            done += 1

    begun = time.perf_counter()
    await asyncio.gather(*(claim_on() for _ in range(AT_ONCE)))
    return done / (time.perf_counter() - begun)


async def by_verb(place: Place) -> list[Claim]:
    """Every tin of the place, claimed as the app does it: with a key, a timeline, an audit trail and messages."""
    lines = await RequestLine.all().order_by("id").values("id", "request_id")
    helpers = cycle([await community.actor(person) for person in place.helpers])

    def claim(line: dict[str, object]) -> Claim:
        actor, key = next(helpers), uuid4()
        return lambda: claims.claim(actor, line["request_id"], [Share(line["id"], 1)], key=key)

    return [claim(line) for _ in range(TINS) for line in lines]


async def measured(url: str, engine: str) -> None:
    async with _place.opened(url):
        place = await _place.settled(HELPERS, HOUSEHOLDS, TINS)
        async with Plain.on(url, HOUSEHOLDS, TINS) as plain:
            bare = await rate(plain.claims())
            assert await plain.promised() == HOUSEHOLDS * TINS
        ours = await rate(await by_verb(place))
        promised = await RequestLine.all().values_list("promised", flat=True)
        assert list(promised) == [TINS] * HOUSEHOLDS
    _figures.show(
        f"claims, {AT_ONCE} at once, {engine}",
        ours,
        "claims/s",
        compared_with="UPDATE where enough is left, and INSERT, in one transaction",
        compared_value=bare,
    )


def main() -> None:
    with _place.engines() as engines:
        for engine, url in engines.items():
            asyncio.run(measured(url, engine))


if __name__ == "__main__":
    main()
