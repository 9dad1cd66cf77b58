"""The secret address of a calendar: whose it is, until when it works, and that it stands nowhere else."""

import asyncio
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

import httpx
import pytest
from httpx import Response

from backend.access.models import Person
from backend.kit import clock
from backend.kit.refusals import NotFound
from backend.shifts.calendar import feeds, routes
from backend.shifts.models import CalendarFeed
from tests import community, databases, servers
from tests.community import Town
from tests.patience import LONG
from tests.phones import Phones
from tests.shifts import builders
from tests.shifts.following import followed, of, path_of, read


async def test_an_address_ends_when_another_is_made_or_it_is_given_up(town: Town, phones: Phones) -> None:
    person, _ = await of(town, builders.plan())
    actor = await community.actor(person)
    old, new = await followed(person), await followed(person)
    assert old != new
    assert await CalendarFeed.all().count() == 1
    unknown = await read(phones, "/calendar/unknown.ics")
    assert unknown.status_code == 404
    assert same(await read(phones, old), unknown)
    assert (await read(phones, new)).status_code == 200

    await feeds.revoke(actor)
    assert same(await read(phones, new), unknown)
    assert await feeds.of(actor) is None
    with pytest.raises(NotFound):
        await feeds.revoke(actor)


async def test_two_phones_at_the_same_moment_have_one_address(town: Town, phones: Phones) -> None:
    person, _ = await of(town)
    actor, key = await community.actor(person), uuid4()
    made = await asyncio.gather(*(feeds.make(actor) for _ in range(3)), feeds.make(actor, key=key))
    [row] = await CalendarFeed.all()
    assert {feed.id for feed in made} == {row.id}
    works = [(await read(phones, path_of(feed))).status_code for feed in made]
    assert sorted(works) == [200, 404, 404, 404]
    assert (await feeds.make(actor, key=key)).secret == row.secret
    await feeds.revoke(actor)
    with pytest.raises(NotFound):
        await feeds.make(actor, key=key)
    assert not await CalendarFeed.exists()


async def test_nobody_reads_the_calendar_of_somebody_who_was_erased(town: Town, phones: Phones) -> None:
    person, _ = await of(town, builders.plan())
    path = await followed(person)
    await Person.filter(id=person.id).update(erased_at=clock.now())
    assert same(await read(phones, path), await read(phones, "/calendar/unknown.ics"))


def same(one: Response, other: Response) -> bool:
    """Whether two answers cannot be told apart but by the number that each request gets."""
    return (one.status_code, one.content, _headers(one)) == (
        other.status_code,
        other.content,
        _headers(other),
    )


def _headers(answer: Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name != "x-request-id"}


async def test_an_address_and_a_calendar_that_ask_too_often_wait(town: Town, phones: Phones) -> None:
    person, _ = await of(town)
    path = await followed(person)
    with patch.object(routes, "PER_CALENDAR", "2 per hour"):
        assert [(await read(phones, path)).status_code for _ in range(3)] == [200, 200, 429]
        assert [(await read(phones, "/calendar/other.ics")).status_code] == [404]
    with patch.object(routes, "PER_ADDRESS", "2 per hour"):
        asked = [await read(phones, "/calendar/other.ics") for _ in range(3)]
    assert [one.status_code for one in asked] == [404, 404, 429]
    assert int(asked[-1].headers["retry-after"]) > 0


def test_no_secret_stands_in_a_log(sqlite_template: Path, tmp_path: Path) -> None:
    databases.sqlite_copy(sqlite_template, tmp_path)
    with servers.lianxin(tmp_path) as address:
        assert httpx.get(f"{address}/calendar/very-secret.ics", timeout=LONG).status_code == 404
        assert httpx.post(f"{address}/calendar/very-secret.ics", timeout=LONG).status_code == 405
    assert "very-secret" not in (tmp_path / "log").read_text()
