"""A volunteer follows their shifts in a calendar, in a place whose clocks are turned: no night is an hour off."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib import metadata
from zoneinfo import ZoneInfo

import httpx
import pytest
from ical.event import Event
from playwright.sync_api import Browser, expect

from backend.demo.people import CHEN, GRID_LEADER, Neighbour
from tests.e2e.conftest import PhoneOf
from tests.e2e.duty import sets_a_shift
from tests.e2e.phone import EVERYDAY, Phone
from tests.e2e.place import Place
from tests.e2e.writing import writes
from tests.patience import LONG
from tests.shifts import calendars

BERLIN = ZoneInfo("Europe/Berlin")
GATE = "Nordtor"
EVENING, MORNING = time(22), time(6)
NIGHTS = 3


class PhoneInBerlin(Phone):
    """A phone whose own clock is that of the place."""

    zone = BERLIN.key


def turned() -> date:
    """The next day on which the clocks are turned there, for which two nights can still be set before it."""
    day = datetime.now(BERLIN).date() + timedelta(days=4)
    while ahead(day) == ahead(day - timedelta(days=1)):
        day += timedelta(days=1)
    return day


def ahead(day: date) -> timedelta | None:
    """How far the clocks there are ahead at noon."""
    return datetime.combine(day, time(12), BERLIN).utcoffset()


@pytest.fixture
def phone_of(browser: Browser, place: Place) -> Iterator[PhoneOf]:
    """Gives the place's people phones that were bought there."""
    phones: list[Phone] = []

    def phone_of(who: Neighbour) -> Phone:
        phones.append(PhoneInBerlin(browser, place.address, EVERYDAY))
        phones[-1].sign_in(who)
        return phones[-1]

    yield phone_of
    for phone in phones:
        phone.context.close()


@writes("SetTimeZone", "CreateShift", "JoinShift", "MakeCalendarFeed", "RevokeCalendarFeed")
def test_a_calendar_has_the_nights_around_a_clock_change_right(place: Place, phone_of: PhoneOf) -> None:
    leader, change = phone_of(GRID_LEADER), turned()
    hangs_up_another_clock(place, leader)
    sets_a_shift(leader, GATE, change - timedelta(days=2), "22:00", "06:00", 1)
    leader.choose("每天")
    leader.fill("到哪一天为止", "", change.isoformat())
    with place.takes("CreateShift"):
        leader.press(f"加这 {NIGHTS} 个班")

    chen = phone_of(CHEN)
    joins_every_night(place, chen)
    address = asks_for_an_address(place, chen)
    answer = httpx.get(address, timeout=LONG)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    nights = sorted(calendars.read(answer.content).events, key=lambda event: event.dtstart)
    assert [on_the_wall(night) for night in nights] == [
        (evening, datetime.combine(evening.date() + timedelta(days=1), MORNING))
        for evening in (datetime.combine(change - timedelta(days=ago), EVENING) for ago in (2, 1, 0))
    ]
    assert [instants(night) for night in nights] == [
        (in_utc(change - timedelta(days=ago), EVENING), in_utc(change - timedelta(days=ago - 1), MORNING))
        for ago in (2, 1, 0)
    ]
    # Just the night in which they are turned is an hour shorter, or longer.
    before, shorter_or_longer, after = (ends - begins for begins, ends in map(instants, nights))
    assert before == after == timedelta(hours=8)
    assert abs(shorter_or_longer - before) == timedelta(hours=1)

    chen.press("停用这个地址")
    with place.takes("RevokeCalendarFeed"):
        chen.press("停用这个地址", within=chen.sheet)
    expect(chen.button("要一个日历地址")).to_be_visible()
    assert httpx.get(address, timeout=LONG).status_code == 404


def hangs_up_another_clock(place: Place, leader: Phone) -> None:
    """The leader says that the grid keeps the time that their phone keeps."""
    leader.go_to("/people")
    leader.press("网格与岗位")
    leader.press("改时区")
    leader.sheet.get_by_label("时区").select_option(value=BERLIN.key)
    with place.takes("SetTimeZone"):
        leader.press("保存", within=leader.sheet)
    expect(leader.sheet).to_have_count(0)


def joins_every_night(place: Place, chen: Phone) -> None:
    """All of them, one after the other; each is shown by the clock on the wall."""
    chen.go_to("/shifts")
    nights = chen.card(GATE)
    expect(nights).to_have_count(NIGHTS)
    for night in range(NIGHTS):
        expect(nights.nth(night)).to_contain_text("22:00–次日 06:00")
        with place.takes("JoinShift"):
            chen.press("我来", within=nights.nth(night))
    expect(nights.filter(has_text="已排上")).to_have_count(NIGHTS)


def asks_for_an_address(place: Place, chen: Phone) -> str:
    """Where a calendar may read what stands on the phone's screen."""
    chen.go_to("/duties")
    with place.takes("MakeCalendarFeed"):
        chen.press("要一个日历地址")
    return chen.page.locator("code").inner_text()


def on_the_wall(event: Event) -> tuple[datetime, datetime]:
    """From when until when it is by the clock there, as the calendar says it."""
    return _both(event, lambda at: at.replace(tzinfo=None))


def instants(event: Event) -> tuple[datetime, datetime]:
    """From when until when it is, as a program takes it that only knows what the calendar says of the clocks."""
    return _both(event, lambda at: at.astimezone(UTC))


def _both(event: Event, read: Callable[[datetime], datetime]) -> tuple[datetime, datetime]:
    begins, ends = event.dtstart, event.dtend
    assert isinstance(begins, datetime)
    assert isinstance(ends, datetime)
    return read(begins), read(ends)


def in_utc(day: date, at: time) -> datetime:
    """The moment at which the clocks there show this."""
    return datetime.combine(day, at, BERLIN).astimezone(UTC)


def test_whoever_reads_the_calendar_has_nothing_in_common_with_whoever_writes_it() -> None:
    assert not any(needed.startswith("icalendar") for needed in metadata.requires("ical") or [])
