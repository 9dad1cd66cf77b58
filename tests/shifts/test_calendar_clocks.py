"""A calendar is right when clocks are turned: read by another program, and by the letter of the standard."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend.grids.models import Grid
from backend.kit import clock
from backend.shifts.calendar import zones
from tests.community import Town
from tests.phones import Phones
from tests.shifts import builders, calendars
from tests.shifts.following import followed, of, read

WINTER_AGAIN = datetime(2020, 10, 25, 1, 0, tzinfo=UTC)
"""When clocks in Berlin are turned back from three to two."""
SUMMER = datetime(2020, 3, 29, 1, 0, tzinfo=UTC)


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
