"""Hints over Redis carry the ids that PostgreSQL gives."""

import asyncio

import pytest

from backend.access.models import Person
from backend.kit import live
from backend.kit.live import Change


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
