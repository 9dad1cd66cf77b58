"""The calendar that phones follow: somebody's own shifts, as they are now, in their own words."""

from datetime import UTC, timedelta

from backend.access.models import Person
from backend.kit import clock
from backend.kit.words import Language
from backend.shifts import changing, leaving, planning, plans
from backend.shifts.models import CalendarFeed
from tests import community
from tests.community import Town
from tests.phones import Phones
from tests.shifts import builders, calendars
from tests.shifts.following import followed, of, read

NASTY = "一、先量体温；再登记, then; wave\\now\n二、夜里很冷🧣" + "请多穿衣服，" * 40


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
