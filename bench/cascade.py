"""From the mutation to the last of 70,000 phones: Chaotian's 139 communities, 3,500 grids of 20 households.

A notice is published by its mutation, over HTTP, at a server of its own; the time ends when the push service took the
message for the last phone. Then once more with a push service that behaves badly, and workers that are killed.

python -m bench.cascade [SQLite | PostgreSQL] [well | faulty]
"""

import asyncio
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import orjson
from tortoise.connection import get_connection

from backend import database, settings
from backend.access import sessions
from backend.kit import ids
from backend.push.broadcast_models import Broadcast, Chunk, Remainder
from backend.push.models import Subscription
from backend.supplies import seeds
from bench import _cascade_service, _chaotian, _figures, _fleet, _place, pushes
from bench._cascade_service import Listening
from bench._chaotian import PHONES, District
from bench._fleet import Fleet
from tests import databases, servers
from tests.notices import documents
from tests.push.stand_in import Handset

AIM = 30.0
"""Seconds that the whole district may take."""
AIM_WITH_FAULTS = 120.0
AIM_OF_MEMORY = 500
"""MB."""
LONGEST = 600.0
KILLS = 20
WORKERS = {"SQLite": 0, "PostgreSQL": 2}
"""Beside the server, which works too."""
THEIRS = 300


@dataclass(frozen=True, slots=True)
class Place:
    """A district that is served."""

    engine: str
    url: str
    home: Path
    district: District
    service: Listening

    @contextmanager
    def served(self, redis: str) -> Iterator[Fleet]:
        """While open, its server and workers run."""
        given = {
            "DATABASE_URL": self.url,
            "REDIS_URL": redis if self.engine == "PostgreSQL" else "",
            "LIANXIN_PUSH_HOSTS": orjson.dumps([self.service.host]).decode(),
            "LIANXIN_ANY_DOCUMENT": "1",
            # A server and two workers share two cores: one carrying process each is plenty.
            "LIANXIN_PUSH_PROCESSES": "1" if WORKERS[self.engine] else "0",
        }
        with _fleet.running(self.home, WORKERS[self.engine], **given) as fleet:
            yield fleet


@contextmanager
def editing(place: Place, fleet: Fleet) -> Iterator[httpx.Client]:
    """The phone of the district's editor."""
    headers = {"x-lianxin": "1", "origin": fleet.address}
    cookies = {sessions.cookie_name(): place.district.cookie}
    with httpx.Client(base_url=fleet.address, headers=headers, cookies=cookies, timeout=60) as phone:
        yield phone


def draft(place: Place, phone: httpx.Client) -> dict[str, object]:
    """A notice for the whole district, not out yet."""
    texts = [{"language": "ZH_HANS", "headline": "请大家今晚不要出门", "short": "有一位确诊病例，请看行程。"}]
    return _ask(
        phone,
        documents.DRAFT,
        grid=ids.opaque("Grid", place.district.grid),
        input={"kind": "ORDER", "texts": texts, "urgency": "IMMEDIATE"},
    )


def publish(phone: httpx.Client, drafted: dict[str, object]) -> float:
    """Publish it by its mutation; when that was sent, by the machine's own clock."""
    begun = time.monotonic()
    published = _ask(phone, documents.PUBLISH, notice=drafted["id"], version=drafted["version"])
    assert published["state"] == "PUBLISHED", published
    return begun


def published(place: Place, fleet: Fleet) -> float:
    """Write and publish one; when it was published."""
    with editing(place, fleet) as phone:
        return publish(phone, draft(place, phone))


def _ask(phone: httpx.Client, document: str, **variables: object) -> dict[str, object]:
    asked = {"query": document, "variables": variables | {"key": str(ids.new())}}
    answer = phone.post("/graphql", json=asked).json()
    assert "errors" not in answer, answer
    done: dict[str, object] = answer["data"]["done"]
    return done


def well(place: Place, redis: str) -> None:
    """Everything goes well."""
    with place.served(redis) as fleet, _fleet.watched(fleet):
        place.service.begin(is_faulty=False)
        begun = published(place, fleet)
        answered = time.monotonic() - begun
        wait(lambda: place.service.figures().taken == PHONES)
        seconds = place.service.figures().last - begun
        memory = fleet.most_memory / 1e6
    theirs = max(by_pywebpush(place) for _ in range(pushes.TIMES))
    aim = f"≤ {AIM:.0f} s"
    _figures.show(
        f"cascade, {place.engine}: from the mutation to the last of {PHONES:,} phones",
        seconds,
        "s",
        compared_with="the aim",
        compared_value=AIM,
        aim=aim,
    )
    _figures.show(
        f"cascade, {place.engine}: messages",
        PHONES / seconds,
        "messages/s",
        compared_with="a loop over pywebpush, to the same service",
        compared_value=theirs,
        aim="ratio ≥ 5",
    )
    _figures.show(
        f"cascade, {place.engine}: memory of all processes of Lianxin",
        memory,
        "MB",
        compared_with="the aim",
        compared_value=AIM_OF_MEMORY,
        aim="ratio < 1",
    )
    _figures.show(
        f"cascade, {place.engine}: until the mutation was answered",
        answered * 1000,
        "ms",
        compared_with="the aim for any mutation",
        compared_value=250,
        aim="ratio ≤ 1",
    )


def by_pywebpush(place: Place) -> float:
    """Messages a second of a loop, to phones that are not ours."""
    handsets = [Handset(f"https://{place.service.host}/push/{PHONES + number}") for number in range(THEIRS)]
    return pushes.by_pywebpush(handsets, b"{}" + b" " * 254)


def faulty(place: Place, redis: str) -> None:
    """Push services behave badly, and workers are killed."""
    with place.served(redis) as fleet:
        place.service.begin(is_faulty=True)
        begun = published(place, fleet)
        fleet.kill_again_and_again(KILLS)
        wait(lambda: asyncio.run(_all_is_final(place)))
        seconds = time.monotonic() - begun
    seen = place.service.figures()
    asyncio.run(_check(place))
    others = PHONES - _of(_cascade_service.GONE_ONES) - _of(_cascade_service.LEADING_AWAY)
    assert seen.taken == others, f"{others - seen.taken} households were left out"
    assert seen.followed == 0, "a redirect was followed"
    _figures.show(
        f"cascade, {place.engine}, with faults and {KILLS} times SIGKILL: until every row is in its final state",
        seconds,
        "s",
        compared_with="the aim",
        compared_value=AIM_WITH_FAULTS,
        aim="ratio ≤ 1",
    )
    _figures.show(
        f"cascade, {place.engine}, with faults: phones that were told twice or more often",
        seen.rung - seen.taken,
        "phones",
        compared_with="all phones",
        compared_value=PHONES,
    )


def _of(ones: range) -> int:
    return _cascade_service.among(PHONES, ones)


async def _all_is_final(place: Place) -> bool:
    with databases.pointing_to(place.url):
        async with database.opened():
            return not await Broadcast.filter(done_at__isnull=True).exists()


async def _check(place: Place) -> None:
    with databases.pointing_to(place.url):
        async with database.opened():
            assert await Remainder.all().count() == 0
            assert await Chunk.filter(done_at__isnull=True).count() == 0
            gone = PHONES - await Subscription.all().count()
    assert gone == _of(_cascade_service.GONE_ONES), f"{gone} phones were forgotten"


def wait(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    until = time.monotonic() + LONGEST
    while not is_so():
        assert time.monotonic() < until, "it never came to an end"
        time.sleep(0.25)


async def settled(engine: str, url: str, home: Path, service: Listening) -> Place:
    """The district, in an empty database."""
    with databases.pointing_to(url):
        async with database.opened():
            await database.migrate()
            await seeds.seed()
            place = Place(engine, url, home, await _chaotian.settle(service.host), service)
            if settings.settings().on_postgres:
                # As it does by itself, a minute later.
                await get_connection("default").execute_query("ANALYZE")
            return place


RUNS = {"well": well, "faulty": faulty}


def main() -> None:
    chosen = sys.argv[1:]
    with (
        _cascade_service.listening() as service,
        servers.redis() as redis,
        _place.engines() as engines,
    ):
        for engine, url in engines.items():
            if chosen and engine in WORKERS.keys() - set(chosen) and WORKERS.keys() & set(chosen):
                continue
            settings.settings.cache_clear()
            place = asyncio.run(settled(engine, url, Path(os.environ["LIANXIN_HOME"]), service))
            for name, run in RUNS.items():
                if name in chosen or not RUNS.keys() & set(chosen):
                    run(place, redis)


if __name__ == "__main__":
    main()
