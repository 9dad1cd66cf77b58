"""Hours: how fairly they fell on people, and the file that leaders take away, which no program takes for formulas."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import openpyxl
import pytest

from backend.access.models import Deed, Person, Role
from backend.grids.models import Grid
from backend.kit import clock, nodes
from backend.kit.refusals import BadInput, NotFound
from backend.shifts import attendance, leaving, planning
from backend.shifts.hours import fairness, routes, sheets
from backend.shifts.hours.fairness import PersonHours
from backend.shifts.models import Shift, Signup, SignupState
from tests import community, statements
from tests.community import Town
from tests.phones import Phone, Phones
from tests.shifts import builders

MONDAY = datetime(2020, 2, 2, 16, tzinfo=UTC)
"""The midnight in Jiaxing with which the week begins."""
WEEK = (MONDAY, MONDAY + timedelta(days=7))
SATURDAY_NIGHT = MONDAY + timedelta(days=5, hours=20)


async def shift_at(town: Town, begins: datetime, hours: float = 4, grid: Grid | None = None) -> Shift:
    return await builders.shift(town, builders.plan(begins, hours=hours, number=5), grid)


async def stood(person: Person, shift: Shift, minutes: int) -> None:
    """Somebody has stood a shift, and a leader approved it."""
    signup = await builders.joined(person, shift)
    await Signup.filter(id=signup.id).update(
        state=SignupState.STOOD, minutes=minutes, approved_at=clock.now()
    )


async def fell(town: Town, person: Person | None = None) -> list[PersonHours]:
    """How the week fell on everybody, as the leader sees it."""
    actor = await community.actor(person or town.leader)
    return await fairness.of_grid(actor, town.east.id, *WEEK)


@pytest.fixture
async def helped(town: Town) -> dict[str, Person]:
    """陈晨 stood a day, which was approved, and a Saturday night; 周舟 missed one and left one late."""
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    day = await shift_at(town, MONDAY + timedelta(hours=8))
    night = await shift_at(town, SATURDAY_NIGHT, 12)
    await stood(chen, day, 240)
    await builders.joined(chen, night)
    missed = await builders.joined(zhou, day)
    await Signup.filter(id=missed.id).update(state=SignupState.MISSED, minutes=0)
    await builders.joined(zhou, night)
    with clock.held(SATURDAY_NIGHT - timedelta(hours=1)):
        await leaving.leave(await community.actor(zhou), night.id)
    return {"chen": chen, "zhou": zhou}


async def test_everybody_is_summed_up(town: Town, helped: dict[str, Person]) -> None:
    chen, zhou = helped["chen"].id, helped["zhou"].id
    assert await fell(town) == [
        PersonHours(zhou, "周舟", missed=1, left_late=1),
        PersonHours(chen, "陈晨", shifts=2, nights=1, weekends=1, to_come=720, counted=240, approved=240),
    ]


async def test_only_what_begins_within_the_time_and_was_not_cancelled_counts(town: Town) -> None:
    person = await builders.volunteer(town, "陈晨")
    for begins in (WEEK[0] - timedelta(minutes=1), WEEK[0] + timedelta(days=2), WEEK[1]):
        await builders.joined(person, await shift_at(town, begins))
    off = await shift_at(town, WEEK[0] + timedelta(days=4))
    await builders.joined(person, off)
    await planning.cancel(await community.actor(town.leader), off.id)
    assert [(one.person, one.shifts, one.minutes) for one in await fell(town)] == [(person.id, 1, 240)]


async def test_nights_and_weekends_are_those_of_the_grids_clock(town: Town) -> None:
    await Grid.filter(id=town.east.id).update(time_zone="America/New_York")
    person = await builders.volunteer(town, "陈晨")
    # Nine on Monday morning in Jiaxing is eight on Sunday evening in New York.
    await builders.joined(person, await shift_at(town, MONDAY + timedelta(hours=9)))
    [one] = await fell(town)
    assert (one.nights, one.weekends) == (0, 1)


async def test_a_subtree_is_summed_up_and_nothing_beside_it(town: Town) -> None:
    person = await community.appointed("徐立", Role.MEMBER, town.community)
    for number, grid in enumerate((town.east, town.west, town.community)):
        begins = MONDAY + timedelta(days=number)
        above = await community.actor(town.above)
        shift = await planning.create(above, grid.id, builders.plan(begins))
        await builders.joined(person, shift)
    assert [one.shifts for one in await fell(town)] == [1]
    all_of_it = await fairness.of_grid(await community.actor(town.above), town.community.id, *WEEK)
    assert [one.shifts for one in all_of_it] == [3]


async def test_it_costs_three_statements_however_many_there_are(
    town: Town, helped: dict[str, Person]
) -> None:
    actor = await community.actor(town.leader)
    with statements.counted() as sent:
        await fairness.of_grid(actor, town.east.id, *WEEK)
    assert len(sent) == 3


async def test_others_see_nobodys_hours(town: Town, helped: dict[str, Person]) -> None:
    for person in (town.neighbour, helped["chen"]):
        with pytest.raises(NotFound):
            await fell(town, person)


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        (WEEK[1], WEEK[0]),
        (WEEK[0], WEEK[0]),
        (WEEK[0], WEEK[0] + timedelta(days=367)),
        (WEEK[0].replace(tzinfo=None), WEEK[1]),
        (datetime(1, 1, 1, tzinfo=UTC), datetime(1, 1, 2, tzinfo=UTC)),
        (datetime(9999, 12, 30, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)),
    ],
)
async def test_a_time_that_makes_no_sense_is_refused(town: Town, begins: datetime, ends: datetime) -> None:
    with pytest.raises(BadInput):
        await fairness.of_grid(await community.actor(town.leader), town.east.id, begins, ends)


async def test_too_much_at_once_is_refused(
    town: Town, helped: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fairness, "MOST", 3)
    with pytest.raises(BadInput) as refused:
        await fell(town)
    assert refused.value.reason == fairness.TOO_MUCH


async def asked(phone: Phone, ending: str, ground: Grid, /, **other: str) -> Any:
    """The answer to a leader who downloads the hours of a week."""
    span = {"from": "2020-02-03", "until": "2020-02-10"}
    params = {"grid": nodes.opaque("Grid", ground.id), **span, **other}
    return await phone.get(f"/hours.{ending}", params=params)


async def test_leaders_take_hours_away_as_text(phones: Phones, town: Town, helped: dict[str, Person]) -> None:
    answer = await asked(await phones(town.leader), "csv", town.east)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="lianxin-hours-2020-02-03.csv"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert lines == [
        [title.zh_hans for title in sheets.COLUMNS],
        ["周舟", "0", "0", "0", "0.0", "0.0", "0.0", "1", "1"],
        ["陈晨", "2", "1", "1", "4.0", "4.0", "12.0", "0", "0"],
    ]
    deed = await Deed.get(verb="exportHours")
    assert (deed.actor, deed.row, deed.detail) == (town.leader.id, town.east.id, {"people": 2})


async def test_leaders_take_hours_away_as_a_workbook_in_their_language(
    phones: Phones, town: Town, helped: dict[str, Person]
) -> None:
    answer = await asked(await phones(town.leader), "xlsx", town.east, language="en")
    assert answer.headers["content-disposition"].endswith('.xlsx"')
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    [sheet] = book.worksheets
    assert (sheet.title, sheet.freeze_panes) == ("Hours", "B2")
    assert [list(row) for row in sheet.values] == [
        [title.en for title in sheets.COLUMNS],
        ["周舟", 0, 0, 0, 0, 0, 0, 1, 1],
        ["陈晨", 2, 1, 1, 4, 4, 12, 0, 0],
    ]


@pytest.mark.parametrize("name", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_a_name_is_never_calculated(name: str) -> None:
    people = [PersonHours(town_person, name) for town_person in (Person().id,)]
    [_, [said, *_]] = csv.reader(io.StringIO(sheets.csv_of(people).decode("utf-8-sig"), newline=""))
    assert said == "'" + name.strip()
    cell = openpyxl.load_workbook(io.BytesIO(sheets.xlsx_of(people))).worksheets[0]["A2"]
    assert (cell.data_type, cell.value) == ("s", said)


async def test_others_take_nothing_away(phones: Phones, town: Town, helped: dict[str, Person]) -> None:
    refused = {
        None: 401,
        helped["chen"]: 403,
        await community.appointed("陈敏", Role.LIAISON, town.east): 403,
        town.neighbour: 404,
    }
    for person, status in refused.items():
        for ending in ("csv", "xlsx"):
            answer = await asked(await phones(person), ending, town.east)
            assert answer.status_code == status
            assert "周舟" not in answer.text
    assert not await Deed.filter(verb="exportHours").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": "2020-02-03"},
        {"until": "2021-02-10"},
        {"from": "yesterday"},
        {"from": ""},
        {"from": "9999-12-31T23:59:59-14:00"},
        {"from": "0001-01-01"},
    ],
)
async def test_a_bad_span_is_said_in_words(phones: Phones, town: Town, wrong: dict[str, str]) -> None:
    answer = await asked(await phones(town.leader), "csv", town.east, **wrong)
    assert (answer.status_code, answer.text) == (400, fairness.BAD_SPAN.zh_hans)


async def test_another_thing_than_a_grid_has_no_hours(phones: Phones, town: Town) -> None:
    phone = await phones(town.leader)
    for grid in ("", "x", nodes.opaque("Shift", town.east.id)):
        assert (await asked(phone, "csv", town.east, grid=grid)).status_code == 404


async def test_moments_as_the_app_sends_them_are_taken(
    phones: Phones, town: Town, helped: dict[str, Person]
) -> None:
    span = {"from": "2020-02-02T16:00:00.000Z", "until": "2020-02-03T16:00:00.000Z"}
    answer = await asked(await phones(town.leader), "csv", town.east, **span)
    assert "2020-02-03" in answer.headers["content-disposition"]
    assert len(answer.text.splitlines()) == 3


async def test_a_leader_who_asks_without_end_waits(
    phones: Phones, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "PER_PERSON", "1 per hour")
    phone = await phones(town.leader)
    assert (await asked(phone, "csv", town.east)).status_code == 200
    answer = await asked(phone, "xlsx", town.east)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


async def test_hours_are_counted_and_approved_through_the_verbs(town: Town) -> None:
    person = await builders.volunteer(town, "陈晨")
    shift = await shift_at(town, MONDAY + timedelta(hours=8))
    signup = await builders.joined(person, shift)
    leader = await community.actor(town.leader)
    with clock.held(shift.starts_at):
        await attendance.check_in(leader, shift.id, person=person.id)
    with clock.held(shift.ends_at - timedelta(hours=1)):
        await attendance.check_out(leader, shift.id, person=person.id)
        [one] = await fell(town)
        assert (one.counted, one.approved, one.to_come) == (180, 0, 0)
        await attendance.approve_hours(leader, signup.id, minutes=200)
        [one] = await fell(town)
        assert (one.counted, one.approved, one.to_come) == (200, 200, 0)
