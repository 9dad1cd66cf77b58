"""What every test may ask for: a fresh database of either engine, a clock that stands still, phones."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import orjson
import pytest
import redis as redis_client

from backend import database, secret_keys
from backend.kit import clock, live, rates, rubbish, sms
from tests import databases, patience, servers, statements

if TYPE_CHECKING:
    from backend.access.models import Person
    from tests.community import Town
    from tests.phones import Phones

EVENING = datetime(2020, 1, 29, 11, 0, tzinfo=UTC)
"""Seven in the evening in Jiaxing, when the mother asks for formula."""
KEYS = {
    "sealing_keys": {"1": "c" * 43 + "="},
    "index_key": "d" * 43 + "=",
    "vapid_key": secret_keys.fresh_vapid_key(),
}

os.environ["LIANXIN_SECRETS"] = orjson.dumps(KEYS).decode()
os.environ["LIANXIN_ANY_DOCUMENT"] = "1"
statements.compare_always()
# How long an example takes is this machine's matter.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for rubbish, again and again, took a third of a run."""
    rubbish.look_seldom()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """The URL of a Redis server of this run."""
    with servers.redis() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server of this run."""
    with servers.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_database(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    return databases.postgres_database(postgres_server, tmp_path_factory.mktemp("postgres"))


@pytest.fixture(autouse=True)
def moment() -> Iterator[datetime]:
    """The clock stands still; `clock.advance` moves it on."""
    with clock.held(EVENING):
        yield EVENING


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is given up because this machine has much to do."""
    patience.have(monkeypatch)


@pytest.fixture
async def embedded(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[None]:
    """Lianxin as on one small computer: SQLite and nothing else."""
    with databases.pointing_to(databases.sqlite_copy(sqlite_template, tmp_path)):
        async with database.opened(), rates.counting():
            yield


@pytest.fixture
async def scaled(postgres_database: str, redis_server: str) -> AsyncIterator[None]:
    """Lianxin as in a city: PostgreSQL and Redis."""
    await databases.empty(postgres_database)
    with redis_client.Redis.from_url(redis_server) as server:
        server.flushall()
    with databases.pointing_to(postgres_database, redis_server):
        async with database.opened(), rates.counting(), live.over_redis(redis_server):
            yield


@pytest.fixture(params=["embedded", "scaled"])
def engine(request: pytest.FixtureRequest) -> str:
    """Runs a test twice, once on each engine. The worker does not run: tests go its rounds themselves."""
    request.getfixturevalue(request.param)
    return str(request.param)


@pytest.fixture
async def phones(engine: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator["Phones"]:
    """Makes phones: `await phones()` is signed out, `await phones(person)` is theirs."""
    # Imported here, so that tests of rules do not need the whole graph.
    from backend import app, shedding
    from backend.kit.room import Room
    from tests.phones import Phone

    # Its clock stands still: nobody is sent away because this machine is slow.
    monkeypatch.setattr(shedding, "room", Room(now=lambda: 0.0))
    application = app.create()
    async with AsyncExitStack() as stack:

        async def phone(person: "Person | None" = None, language: str = "en") -> Phone:
            made = await stack.enter_async_context(Phone(application, language))
            if person is not None:
                await made.sign_in(person)
            return made

        yield phone


@pytest.fixture
async def town(engine: str) -> "Town":
    """A town of two grids and the people who answer for them."""
    from tests import community

    return await community.build()


@pytest.fixture
def sent_by_sms(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """An SMS gateway: what it was given, number and text."""
    given: list[tuple[str, str]] = []

    async def send(phone: str, text: str) -> bool:
        given.append((phone, text))
        return True

    monkeypatch.setattr(sms, "is_possible", lambda: True)
    monkeypatch.setattr(sms, "send", send)
    return given
