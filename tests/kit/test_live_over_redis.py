"""Hints over Redis carry the ids that PostgreSQL gives, and stay at home where Redis does not answer."""

import asyncio
from unittest.mock import patch
from uuid import uuid4

import pytest

from backend.access.models import Person
from backend.kit import live, rates
from backend.kit.live import Change
from tests.patience import LONG


@pytest.mark.usefixtures("scaled")
async def test_a_hint_about_a_row_read_from_postgres_reaches_the_screens(
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = await Person.create(name="王芳")
    person = await Person.get(id=made.id)
    with live.screen() as screen:
        # The listener may not have subscribed yet; a hint may be lost, so the screen asks until one comes.
        while screen.empty():
            live.changed("Person", person.id, people=[person.id])
            await asyncio.sleep(0)
        assert screen.get_nowait() == Change("Person", made.id, "", (made.id,))
    assert caplog.records == []


async def test_a_hint_reaches_the_screens_of_this_process_where_redis_takes_it_and_says_nothing() -> None:
    async def says_nothing(asked: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        await asked.read()
        answers.close()

    silent = await asyncio.start_server(says_nothing, "127.0.0.1", 0)
    host, port = silent.sockets[0].getsockname()
    row = uuid4()
    async with silent:
        with patch.object(rates, "PATIENCE", 0.05):
            async with asyncio.timeout(LONG), live.over_redis(f"redis://{host}:{port}"):
                with live.screen() as screen:
                    live.changed("Grid", row)
                    assert await screen.get() == Change("Grid", row)
