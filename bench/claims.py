"""How many claims a second are counted exactly, against the barest exact claim in SQL on the same database."""

import asyncio
from itertools import cycle
from uuid import uuid4

from backend.supplies import claims
from backend.supplies.claims import Share
from backend.supplies.models import RequestLine
from bench import _figures, _place, _rate
from bench._place import Place
from bench._plain_claims import Plain
from bench._rate import Call
from tests import community

AT_ONCE = 16
HELPERS = 20
HOUSEHOLDS = 40
TINS = 20
"""Each household needs so many, and each of them is claimed by itself."""


async def by_verb(place: Place) -> list[Call]:
    """Every tin of the place, claimed as the app does it: with a key, a timeline, an audit trail and messages."""
    lines = await RequestLine.all().order_by("id").values("id", "request_id")
    helpers = cycle([await community.actor(person) for person in place.helpers])

    def claim(line: dict[str, object]) -> Call:
        actor, key = next(helpers), uuid4()
        return lambda: claims.claim(actor, line["request_id"], [Share(line["id"], 1)], key=key)

    return [claim(line) for _ in range(TINS) for line in lines]


async def measured(url: str, engine: str) -> None:
    async with _place.opened(url):
        place = await _place.settled(HELPERS, HOUSEHOLDS, TINS)
        async with Plain.on(url, HOUSEHOLDS, TINS) as plain:
            bare = await _rate.per_second(plain.claims(), AT_ONCE)
            assert await plain.promised() == HOUSEHOLDS * TINS
        ours = await _rate.per_second(await by_verb(place), AT_ONCE)
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
