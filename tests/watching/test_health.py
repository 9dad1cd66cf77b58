"""Who may be asked, and what is missing where somebody may not."""

import asyncio
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from tortoise.connection import get_connection

from backend import database, watching
from backend.kit import live, stopping
from tests.phones import Phones

SET = watching.PATIENCE
"""Seconds; tests have more."""


@pytest.fixture(autouse=True)
def _looked_at_anew() -> Iterator[None]:
    with patch.object(watching, "KEPT", 0), patch.object(watching, "_redis_was_there", new=False):
        yield
    stopping.forget()


async def readiness(phones: Phones) -> tuple[int, dict[str, Any]]:
    """What a proxy hears."""
    answer = await (await phones()).get("/health/ready")
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, answer.json()


async def test_a_process_that_has_all_it_needs_is_ready(phones: Phones) -> None:
    assert await readiness(phones) == (200, {"ready": True, "missing": []})


async def test_a_process_whose_migrations_are_not_applied_is_not_ready_until_they_are(phones: Phones) -> None:
    connection = get_connection("default")
    [last] = await connection.execute_query_dict(
        "SELECT * FROM tortoise_migrations ORDER BY name DESC LIMIT 1"
    )
    await connection.execute_query(f"UPDATE tortoise_migrations SET name = 'x' WHERE name = '{last['name']}'")
    try:
        assert await readiness(phones) == (503, {"ready": False, "missing": ["migrations"]})
    finally:
        await connection.execute_query(
            f"UPDATE tortoise_migrations SET name = '{last['name']}' WHERE name = 'x'"
        )
    assert await readiness(phones) == (200, {"ready": True, "missing": []})


async def test_an_older_process_stays_ready_when_a_newer_one_has_migrated(phones: Phones) -> None:
    with patch.object(
        database, "own_migrations", return_value=frozenset(sorted(database.own_migrations())[:-1])
    ):
        assert await readiness(phones) == (200, {"ready": True, "missing": []})


async def test_without_its_database_it_is_alive_and_not_ready(phones: Phones) -> None:
    with patch.object(watching, "get_connection", side_effect=OSError):
        assert await readiness(phones) == (503, {"ready": False, "missing": ["database"]})
    assert (await (await phones()).get("/health/live")).text == "alive"


async def test_a_database_that_does_not_answer_is_missing_before_a_proxy_has_lost_patience(
    phones: Phones,
) -> None:
    answers = asyncio.Event()

    async def waits() -> bool:
        await answers.wait()
        return True

    parts = {"database": watching.Part(waits)}
    with patch.object(watching, "PARTS", parts), patch.object(watching, "PATIENCE", 0.01):
        assert await readiness(phones) == (503, {"ready": False, "missing": ["database"]})
        answers.set()
    assert SET < 1


async def test_many_who_ask_at_once_are_answered_by_one_look(phones: Phones) -> None:
    looks = []

    async def look() -> bool:
        looks.append(1)
        await asyncio.sleep(0)
        return True

    with patch.dict(watching.PARTS, database=watching.Part(look)), patch.object(watching, "KEPT", 60):
        await asyncio.gather(*(readiness(phones) for _ in range(20)))
    assert looks == [1]


async def test_redis_must_have_been_reached_once_and_may_be_away_later(phones: Phones) -> None:
    with patch.object(live, "answers", side_effect=ConnectionError):
        assert await readiness(phones) == (503, {"ready": False, "missing": ["redis"]})
    assert (await readiness(phones))[0] == 200
    with patch.object(live, "answers", side_effect=ConnectionError):
        assert await readiness(phones) == (200, {"ready": True, "missing": []})


async def test_a_process_that_is_told_to_end_is_not_ready_at_once_and_lets_go_of_connections(
    phones: Phones,
) -> None:
    stopping.begin()
    status, said = await readiness(phones)
    assert (status, said["ready"]) == (503, False)
    answer = await (await phones()).get("/health/live")
    assert (answer.status_code, answer.headers["connection"]) == (200, "close")
