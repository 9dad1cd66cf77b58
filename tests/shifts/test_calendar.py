"""The calendar that phones follow: read by another program, right when clocks are turned, and nobody else's."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx
import pytest
from httpx import Response

from backend.access.models import Person
from backend.grids.models import Grid
from backend.kit import clock
from backend.kit.refusals import NotFound
from backend.kit.words import Language
from backend.shifts import changing, leaving, planning, plans
from backend.shifts.calendar import feeds, routes, zones
from backend.shifts.models import CalendarFeed, Shift
from tests import community, databases, servers
from tests.community import Town
from tests.phones import HOST, Phones
from tests.shifts import builders, calendars

WINTER_AGAIN = datetime(2020, 10, 25, 1, 0, tzinfo=UTC)
"""When clocks in Berlin are turned back from three to two."""
SUMMER = datetime(2020, 3, 29, 1, 0, tzinfo=UTC)


async def followed(person: Person) -> str:
    """The path of somebody's calendar."""
    return path_of(await feeds.make(await community.actor(person)))


def path_of(feed: CalendarFeed) -> str:
    """Where it is read."""
    return feeds.address(feed.secret).removeprefix(HOST)


async def read(phones: Phones, path: str, **headers: str) -> Response:
    """What a phone's calendar gets, which has no cookie and is no page of ours."""
    program = await phones()
    program.headers = httpx.Headers(headers)
    return await program.get(path)


async def of(town: Town, *wanted: plans.Plan) -> tuple[Person, list[Shift]]:
    """A volunteer who is on all of these shifts."""
    person = await builders.volunteer(town, "陈晨")
    shifts = [await builders.shift(town, plan) for plan in wanted]
    for shift in shifts:
        await builders.joined(person, shift)
    return person, shifts


async def test_a_calendar_reads_its_owners_shifts_and_no_others(town: Town, phones: Phones) -> None:
    person, [mine] = await of(town, builders.plan())
    await builders.joined(await builders.volunteer(town, "周舟"), await builders.shift(town))
    answer = await read(phones, await followed(person))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"].startswith("private")
    assert "set-cookie" not in answer.headers
    [event] = calendars.read(answer.content).events
    assert (event.summary, event.location, event.status) == ("值班：守卡口", "北门岗亭", "CONFIRMED")
    assert event.dtstart.astimezone(UTC) == mine.starts_at
    assert event.dtend is not None
    assert event.dtend.astimezone(UTC) == mine.ends_at
    [alarm] = event.alarm
    assert (alarm.action, alarm.trigger) == ("DISPLAY", -timedelta(hours=1))


async def test_whoever_has_the_calendar_already_is_told_so(town: Town, phones: Phones) -> None:
    person, [shift] = await of(town, builders.plan())
    path = await followed(person)
    first = await read(phones, path)
    clock.advance(timedelta(minutes=30))
    again = await read(phones, path, **{"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert again.headers["cache-control"].startswith("private")

    await leaving.leave(await community.actor(person), shift.id)
    fresh = await read(phones, path, **{"if-none-match": first.headers["etag"]})
    assert fresh.status_code == 200
    assert calendars.read(fresh.content).events == []


async def test_what_it_would_get_can_be_asked_without_getting_it(town: Town, phones: Phones) -> None:
    person, _ = await of(town, builders.plan())
    path = await followed(person)
    whole = await read(phones, path)
    head = await (await phones()).head(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-type", "content-length", "cache-control"):
        assert head.headers[name] == whole.headers[name]
    assert (await (await phones()).post(path)).status_code == 405


async def test_what_moves_is_cancelled_or_left_does_so_in_the_calendar(town: Town, phones: Phones) -> None:
    begins = clock.now() + timedelta(days=2)
    plans = [builders.plan(begins + timedelta(days=day)) for day in range(3)]
    person, [moved, off, left] = await of(town, *plans)
    path, leader = await followed(person), await community.actor(town.leader)
    before = {event.uid: event for event in calendars.read((await read(phones, path)).content).events}
    assert len(before) == 3

    await changing.change(leader, moved.id, builders.plan(begins + timedelta(hours=2)), version=moved.version)
    await planning.cancel(leader, off.id, "下雨")
    await leaving.leave(await community.actor(person), left.id)
    there, gone = calendars.read((await read(phones, path)).content).events
    assert {there.uid, gone.uid} < before.keys()
    assert there.dtstart.astimezone(UTC) == begins + timedelta(hours=2)
    assert (gone.status, gone.summary, gone.alarm) == ("CANCELLED", "已取消：守卡口", [])
    assert gone.description is not None
    assert gone.description.startswith("下雨\n")
    for event in (there, gone):
        assert (event.sequence or 0) > (before[event.uid].sequence or 0)
        assert event.dtstamp == before[event.uid].dtstamp

    await builders.joined(person, left)
    again = calendars.read((await read(phones, path)).content).events
    assert {event.uid for event in again} == before.keys()
    [back] = [event for event in again if event.uid not in {there.uid, gone.uid}]
    assert (back.sequence or 0) > (before[back.uid].sequence or 0)


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
    """Whether two answers cannot be told apart."""
    return (one.status_code, one.content, dict(one.headers)) == (
        other.status_code,
        other.content,
        dict(other.headers),
    )


async def test_when_a_calendar_last_read_is_known_to_the_hour(town: Town, phones: Phones) -> None:
    person, _ = await of(town)
    path, made = await followed(person), clock.now()
    for minutes, noted in ((0, made), (59, made), (2, made + timedelta(minutes=61))):
        clock.advance(timedelta(minutes=minutes))
        await read(phones, path)
        assert (await CalendarFeed.get(person_id=person.id)).read_at == noted


async def test_it_speaks_its_owners_language_whoever_asks(town: Town, phones: Phones) -> None:
    person, _ = await of(town, builders.plan())
    path = await followed(person)
    for language, summary in (
        (Language.ZH_HANS, "值班：守卡口"),
        (Language.ZH_HANT, "值班：守卡口"),
        (Language.EN, "Shift: Guarding a gate"),
    ):
        await Person.filter(id=person.id).update(language=language)
        answer = await read(phones, path, **{"accept-language": "fr"})
        assert [event.summary for event in calendars.read(answer.content).events] == [summary]


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


NASTY = "一、先量体温；再登记, then; wave\\now\n二、夜里很冷🧣" + "请多穿衣服，" * 40


async def test_long_and_strange_words_arrive_as_they_were_written(town: Town, phones: Phones) -> None:
    person = await builders.volunteer(town, "陈晨")
    plan = plans.Plan(
        builders.plan().kind,
        "北门；岗亭, gate 🧧\\n:",
        clock.now() + timedelta(days=2),
        clock.now() + timedelta(days=2, hours=4),
        (plans.Needed(1),),
        brief=NASTY,
    )
    shift = await builders.shift(town, plan)
    await builders.joined(person, shift)
    body = (await read(phones, await followed(person))).content
    [event] = calendars.read(body).events
    assert event.location == plan.place
    assert event.description is not None
    assert event.description.startswith(NASTY + "\n")
    assert calendars.values(body, "LOCATION") == [plan.place]
    assert [text for text in calendars.values(body, "DESCRIPTION") if text.startswith(NASTY + "\n")]
    assert calendars.lines(body)[0] == "BEGIN:VCALENDAR"


async def test_an_empty_calendar_is_one_too(town: Town, phones: Phones) -> None:
    person, _ = await of(town)
    body = (await read(phones, await followed(person))).content
    read_back = calendars.read(body)
    assert (read_back.events, [zone.tz_id for zone in read_back.timezones]) == (
        [],
        [f"{calendars.UNKNOWN}/Asia/Shanghai"],
    )
    assert calendars.values(body, "X-WR-CALNAME") == ["连心值班"]
    assert calendars.values(body, "REFRESH-INTERVAL") == ["PT1H"]
    assert calendars.values(body, "X-PUBLISHED-TTL") == ["PT1H"]


@pytest.mark.parametrize("change", [SUMMER, WINTER_AGAIN], ids=["in spring", "in autumn"])
async def test_nights_around_a_clock_change_are_when_the_table_says(
    town: Town, phones: Phones, change: datetime
) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    await Grid.filter(id=town.east.id).update(time_zone=berlin.key)
    with clock.held(change - timedelta(days=3)):
        evening = change - timedelta(hours=4)
        plans = [
            # The night before, of and after; then one that begins just when it is three, and one in the hour
            # that is there twice in autumn.
            *(builders.plan(evening + timedelta(days=day), hours=8) for day in (-1, 0, 1)),
            builders.plan(change + timedelta(days=3), hours=1),
        ]
        person, shifts = await of(town, *plans)
        second = await builders.volunteer(town, "周舟")
        early = await builders.shift(town, builders.plan(change + timedelta(minutes=15), hours=1))
        await builders.joined(second, early)
        body = (await read(phones, await followed(person))).content
        in_the_change = (await read(phones, await followed(second))).content
    assert when(body) == [(shift.starts_at, shift.ends_at) for shift in shifts]
    assert when(in_the_change) == [(early.starts_at, early.ends_at)]

    begins, ends = datetime(2019, 1, 2, tzinfo=UTC), datetime(2022, 1, 1, tzinfo=UTC)
    assert calendars.agrees(calendars.turns(body, ends), berlin, begins, ends)


def when(body: bytes) -> list[tuple[datetime, datetime]]:
    """From when until when the events of a calendar are, in UTC."""
    return [
        (event.dtstart.astimezone(UTC), event.dtend.astimezone(UTC))
        for event in calendars.read(body).events
        if event.dtend
    ]


async def test_at_home_the_clocks_are_never_turned(town: Town, phones: Phones) -> None:
    person, shifts = await of(town, *(builders.plan(clock.now() + timedelta(days=day)) for day in (1, 60)))
    body = (await read(phones, await followed(person))).content
    assert when(body) == [(shift.starts_at, shift.ends_at) for shift in shifts]
    told = calendars.turns(body, datetime(2021, 1, 1, tzinfo=UTC))
    assert {turn.ahead for turn in told} == {timedelta(hours=8)}


@pytest.mark.parametrize(
    "name",
    ["America/New_York", "Africa/Casablanca", "Australia/Lord_Howe", "Europe/Dublin", "Asia/Kathmandu"],
)
def test_other_clocks_are_told_as_they_are_turned(name: str) -> None:
    body = b"BEGIN:VCALENDAR\r\n" + zones.rules(name, 2019, 2022).to_ical() + b"END:VCALENDAR\r\n"
    begins, ends = datetime(2019, 1, 2, tzinfo=UTC), datetime(2023, 1, 1, tzinfo=UTC)
    assert calendars.agrees(calendars.turns(body, ends), ZoneInfo(name), begins, ends)


def test_no_secret_stands_in_a_log(sqlite_template: Path, tmp_path: Path) -> None:
    databases.sqlite_copy(sqlite_template, tmp_path)
    with servers.lianxin(tmp_path) as address:
        assert httpx.get(f"{address}/calendar/very-secret.ics").status_code == 404
        assert httpx.post(f"{address}/calendar/very-secret.ics").status_code == 405
    assert "very-secret" not in (tmp_path / "log").read_text()
