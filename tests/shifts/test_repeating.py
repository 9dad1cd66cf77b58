"""Shifts that a rule repeats: how often, at which hours, and what is none."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend.grids import zones
from backend.kit.refusals import BadInput
from backend.shifts import planning, plans, repeating
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, refused

BERLIN = ZoneInfo("Europe/Berlin")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def test_a_rule_repeats_until_its_last_day_whole(town: Town) -> None:
    wanted = builders.plan(hours=12)
    shifts = await builders.created(town, wanted, "FREQ=DAILY;UNTIL=20200203")
    assert [shift.starts_at - wanted.starts_at for shift in shifts] == [DAY * number for number in range(4)]
    assert {shift.series for shift in shifts} == {shifts[0].id}
    assert {(await builders.role_of(shift)).needed for shift in shifts} == {2}
    assert [len(await builders.dues(shift)) for shift in shifts] == [2, 2, 2, 2]


async def test_the_last_moment_of_a_rule_is_said_by_any_clock(town: Town) -> None:
    # Two in the afternoon of the 2nd in UTC is ten in the evening there, after the shift begins.
    assert len(await builders.created(town, builders.plan(), "RRULE:FREQ=DAILY;UNTIL=20200202T140000Z")) == 3


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ("FREQ=DAILY", 367),
        ("FREQ=DAILY;COUNT=999", 367),
        ("FREQ=DAILY;UNTIL=20990101", 367),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 261),
        ("FREQ=MONTHLY;BYMONTHDAY=31", 8),
        ("FREQ=MONTHLY;BYDAY=-1SU", 12),
        ("FREQ=DAILY;INTERVAL=3;COUNT=5", 5),
    ],
)
async def test_a_rule_that_repeats_for_ever_is_cut_at_a_year(town: Town, rule: str, number: int) -> None:
    shifts = await builders.created(town, builders.plan(), rule)
    assert len(shifts) == number
    assert shifts[-1].starts_at <= shifts[0].starts_at + timedelta(days=366)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY",
        "FREQ=YEARLY",
        "FREQ=DAILY;BYSECOND=1",
        "FREQ=DAILY;INTERVAL=7;BYDAY=XX",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=2;COUNT=3",
        "FREQ=DAILY;COUNT=2;UNTIL=20200301",
        "FREQ=DAILY;UNTIL=20209999",
        "FREQ=DAILY;UNTIL=20209999T000000Z",
        "FREQ=DAILY;UNTIL=20200101",
        "FREQ=DAILY\nFREQ=DAILY",
        "RRULE:RRULE:FREQ=DAILY",
        "DTSTART:20200101T000000\nRRULE:FREQ=DAILY",
        "每天",
        "FREQ=" + "A" * 5000,
    ],
)
async def test_a_rule_that_cannot_be_followed_is_refused(town: Town, rule: str) -> None:
    before = await builders.everything()
    with refused(BadInput, field="repeats", reason=repeating.BAD_RULE):
        await planning.create(await acting(town.leader), town.east.id, builders.plan(), repeats=rule)
    assert await builders.everything() == before


async def test_the_hours_stay_what_they_are_when_the_clocks_change_in_the_night(town: Town) -> None:
    await zones.set_time_zone(await acting(town.above), town.east.id, "Europe/Berlin", version=1)
    wanted = builders.plan(datetime(2020, 3, 27, 20, 0, tzinfo=BERLIN), hours=12)
    shifts = await builders.created(town, wanted, "FREQ=DAILY;COUNT=3")
    walls = [
        (one.starts_at.astimezone(BERLIN).hour, one.ends_at.astimezone(BERLIN).hour, one.length)
        for one in shifts
    ]
    assert walls == [(20, 8, 12 * HOUR), (20, 8, 11 * HOUR), (20, 8, 12 * HOUR)]


async def test_a_whole_day_that_repeats_into_the_night_that_is_an_hour_longer_is_refused(town: Town) -> None:
    await zones.set_time_zone(await acting(town.above), town.east.id, "Europe/Berlin", version=1)
    wanted = builders.plan(datetime(2020, 10, 23, 8, 0, tzinfo=BERLIN), hours=24)
    before = await builders.everything()
    with refused(BadInput, field="endsAt", reason=plans.TOO_LONG):
        await planning.create(await acting(town.leader), town.east.id, wanted, repeats="FREQ=DAILY;COUNT=3")
    assert await builders.everything() == before


async def test_an_hour_that_there_is_not_begins_when_it_would_have(town: Town) -> None:
    await zones.set_time_zone(await acting(town.above), town.east.id, "Europe/Berlin", version=1)
    wanted = builders.plan(datetime(2020, 3, 28, 2, 30, tzinfo=BERLIN), hours=4)
    shifts = await builders.created(town, wanted, "FREQ=DAILY;COUNT=2")
    assert [shift.starts_at for shift in shifts] == [
        datetime(2020, 3, 28, 1, 30, tzinfo=UTC),
        datetime(2020, 3, 29, 1, 30, tzinfo=UTC),
    ]
    # Of which the second shows 3:30 on the wall.
    assert shifts[1].length == 3 * HOUR


async def test_a_shift_that_the_lost_hour_swallows_is_refused(town: Town) -> None:
    await zones.set_time_zone(await acting(town.above), town.east.id, "Europe/Berlin", version=1)
    wanted = builders.plan(datetime(2020, 3, 28, 2, 0, tzinfo=BERLIN), hours=1)
    before = await builders.everything()
    with refused(BadInput, field="repeats"):
        await planning.create(await acting(town.leader), town.east.id, wanted, repeats="FREQ=DAILY;COUNT=2")
    assert await builders.everything() == before
