"""A process that rings a crowd lets people through first who wait for it, for a while."""

import asyncio

import pytest

from backend.kit import room as rooms
from backend.kit.room import Room, Ticket
from backend.push.broadcasting import pace
from tests.patience import LONG, turns


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> Ticket:
    """Somebody is inside, and has been for long."""
    seconds = iter([0.0, 0.0])
    room = Room(now=lambda: next(seconds, 60.0))
    ticket = Ticket()
    room.enter(ticket)
    monkeypatch.setattr(rooms, "of_this_process", room)
    return ticket


async def test_where_nobody_waits_nothing_is_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "of_this_process", Room())
    monkeypatch.setattr(pace, "PAGE", LONG)
    await asyncio.wait_for(pace.give_way(), LONG / 2)


async def test_pages_wait_until_people_are_through(crowded: Ticket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "PAGE", LONG)
    monkeypatch.setattr(pace, "STEP", 0.0)
    pages = [asyncio.create_task(pace.give_way()) for _ in range(3)]
    await turns()
    assert not any(page.done() for page in pages)

    rooms.of_this_process.leave(crowded)

    await asyncio.wait_for(asyncio.gather(*pages), LONG / 2)


async def test_people_are_rung_however_many_wait(crowded: Ticket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "PAGE", 0.0)
    await asyncio.wait_for(pace.give_way(), LONG)
    assert rooms.of_this_process.is_crowded()
