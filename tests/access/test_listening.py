"""Telling thousands of screens: all who may know are told, and looking them up takes a few statements."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from backend.access import listening, sessions
from backend.access.actor import Actor
from backend.access.models import Person, Post, Session
from backend.kit import clock, live
from backend.kit.live import Change
from tests import community
from tests.community import Town
from tests.patience import LONG
from tests.statements import counted

SCREENS = 60


class Screen:
    """Notes what it hears."""

    def __init__(self, token: str) -> None:
        self.shown = sessions.fingerprint(token)
        self.heard: list[Change] = []
        self.is_signed_out = False

    def hear(self, change: Change) -> None:
        self.heard.append(change)

    def sign_out(self) -> None:
        self.is_signed_out = True


@asynccontextmanager
async def screens(people: list[Person]) -> AsyncIterator[list[Screen]]:
    """An open screen of each of them."""
    opened = []
    for number, person in enumerate(people):
        token = f"token-{number}"
        await Session.create(
            person=person,
            token=sessions.fingerprint(token),
            device="test",
            expires_at=clock.now() + sessions.LIFETIME,
        )
        screen = Screen(token)
        listening.here().begin(screen, await acting(screen))
        opened.append(screen)
    await until(lambda: bool(live._screens))
    yield opened
    for screen in opened:
        listening.here().end(screen)
    await until(lambda: not live._screens)


async def acting(screen: Screen) -> Actor:
    return (await sessions.still([screen.shown]))[screen.shown]


async def until(comes: object) -> None:
    assert callable(comes)
    async with asyncio.timeout(LONG):
        while not comes():  # noqa: ASYNC110
            await asyncio.sleep(0.001)


@pytest.fixture
async def crowd(town: Town) -> list[Person]:
    return [await community.resident(f"住户{number}", town.east) for number in range(SCREENS)]


async def test_everybody_near_hears_of_it_and_they_are_looked_up_together(
    town: Town, crowd: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "TRUSTED", -1.0)
    async with screens(crowd) as opened:
        with counted() as statements:
            live.changed("Shift", path=town.east.path, near=True)
            await until(lambda: all(screen.heard for screen in opened))
        assert len(statements) == 2
        assert {change.what for screen in opened for change in screen.heard} == {"Shift"}


async def test_who_was_looked_up_within_a_second_is_not_looked_up_again(
    town: Town, crowd: list[Person]
) -> None:
    async with screens(crowd) as opened:
        with counted() as statements:
            live.changed("Shift", path=town.east.path, near=True)
            await until(lambda: all(screen.heard for screen in opened))
        assert statements == []


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
async def test_what_comes_while_some_are_told_is_told_once(town: Town, crowd: list[Person]) -> None:
    async with screens(crowd) as opened:
        for _ in range(1_000):
            live.changed("Shift", town.east.id, path=town.east.path, near=True)
        live.changed("Last", path=town.east.path, near=True)
        await until(lambda: all(screen.heard and screen.heard[-1].what == "Last" for screen in opened))
        assert all([change.what for change in screen.heard] == ["Shift", "Last"] for screen in opened)


async def test_of_many_only_who_was_signed_out_is_and_nobody_else_stops_hearing(
    town: Town, crowd: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "TRUSTED", -1.0)
    async with screens(crowd) as opened:
        gone = opened[7]
        await Session.filter(token=gone.shown).update(revoked_at=clock.now())
        live.changed("Shift", path=town.east.path, near=True)
        await until(lambda: sum(bool(screen.heard) for screen in opened) == SCREENS - 1)
        assert [screen.is_signed_out for screen in opened] == [screen is gone for screen in opened]
        assert gone.heard == []


async def test_a_session_that_is_over_ends_a_silent_screen(
    town: Town, crowd: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "CHECK_EVERY", 0.01)
    async with screens(crowd) as opened:
        clock.advance(sessions.LIFETIME + timedelta(days=1))
        await until(lambda: all(screen.is_signed_out for screen in opened))
        assert all(screen.heard == [] for screen in opened)


async def test_who_gets_a_post_hears_of_its_ground_at_once(town: Town, crowd: list[Person]) -> None:
    newcomer = await community.resident("新来的", town.west)
    async with screens([newcomer]) as [screen]:
        live.changed("Household", path=town.east.path)
        await Post.filter(person_id=town.leader.id).update(person_id=newcomer.id)
        live.changed("Post", path=town.east.path, people=[newcomer.id])
        live.changed("Household", path=town.east.path)
        await until(lambda: len(screen.heard) == 2)
        assert {change.what for change in screen.heard} == {"Post", "Household"}


async def test_screens_go_on_hearing_after_the_database_was_away(
    town: Town, crowd: list[Person], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with screens(crowd) as opened:
        with monkeypatch.context() as patched:
            patched.setattr(listening, "TRUSTED", -1.0)
            patched.setattr(sessions, "still", _away)
            live.changed("Lost", path=town.east.path, near=True)
            await until(lambda: caplog.records)
        live.changed("Shift", path=town.east.path, near=True)
        await until(lambda: all(screen.heard for screen in opened))
        assert {change.what for screen in opened for change in screen.heard} == {"Shift"}


async def _away(shown: object) -> dict[str, Actor]:
    raise ConnectionError
