"""What leaders see over HTTP: a week as a board, rotas, who could stand a shift, and how fair it is."""

from datetime import UTC, datetime, timedelta
from typing import Any

from backend.kit import clock
from backend.shifts.models import Shift, ShiftRole
from backend.volunteers.models import QualificationKind
from tests import community
from tests.community import Town
from tests.phones import Phones
from tests.programs import program
from tests.shifts import builders, documents
from tests.shifts.asking import did, named
from tests.statements import counted

SATURDAY = datetime(2020, 2, 1, tzinfo=UTC)
"""Eight in the morning in Jiaxing."""
MOST = 8
"""Statements of a document."""


def rota(*people: Any, **other: Any) -> dict[str, Any]:
    """A week of two shifts a day, one of them at night."""
    return {
        "name": "卡口两班",
        "firstDay": "2020-02-03",
        "weeks": 1,
        "kind": "GUARD",
        "place": "北门",
        "daily": [{"begins": 480, "ends": 1200, "number": 1}, {"begins": 1200, "ends": 480, "number": 1}],
        "people": [named("Person", person) for person in people],
    } | other


async def test_a_week_is_from_monday_to_sunday_by_the_clock_of_the_grid(town: Town, phones: Phones) -> None:
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    sunday_night = SATURDAY + timedelta(days=1, hours=12)
    before = await builders.shift(town, builders.plan(SATURDAY - timedelta(hours=24)))
    mine = await builders.shift(town, builders.plan(SATURDAY))
    night = await builders.shift(town, builders.plan(sunday_night, hours=12))
    await builders.shift(town, builders.plan(sunday_night + timedelta(days=2)))
    for shift in (before, mine):
        await builders.joined(chen, shift)
    await builders.joined(zhou, night)

    phone = await phones(town.leader)
    week = (await phone.ask(documents.WEEK, grid=named("Grid", town.east), day="2020-02-02"))["shiftWeek"]
    assert (week["from"], week["until"]) == ("2020-01-26T16:00:00+00:00", "2020-02-02T16:00:00+00:00")
    assert [one["id"] for one in week["shifts"]] == [named("Shift", one) for one in (before, mine, night)]
    assert [[place["who"] for place in one["signups"]] for one in week["shifts"]] == [
        ["陈晨"],
        ["陈晨"],
        ["周舟"],
    ]
    assert [{**one, "id": ""} for one in week["people"]] == [
        {"id": "", "name": "周舟", "shifts": 1, "nights": 1, "weekends": 1, "minutes": 720},
        {"id": "", "name": "陈晨", "shifts": 2, "nights": 0, "weekends": 1, "minutes": 480},
    ]
    # The night belongs to the week in which it begins, and is seen in the next one too.
    later = (await phone.ask(documents.WEEK, grid=named("Grid", town.east), day="2020-02-03"))["shiftWeek"]
    assert later["shifts"][0]["id"] == named("Shift", night)
    assert later["people"] == []


async def test_a_board_costs_as_many_statements_however_full_it_is(town: Town, phones: Phones) -> None:
    people = [await builders.volunteer(town, f"志愿者{number}") for number in range(4)]
    phone, grid = await phones(town.leader), named("Grid", town.east)

    async def cost() -> int:
        await phone.ask(documents.WEEK, grid=grid, day="2020-02-01")
        with counted() as statements:
            await phone.ask(documents.WEEK, grid=grid, day="2020-02-01")
        return len(statements)

    for hour in range(0, 4, 2):
        shift = await builders.shift(town, builders.plan(SATURDAY + timedelta(hours=hour), hours=2))
        for person in people[hour : hour + 2]:
            await builders.joined(person, shift)
    few = await cost()
    for hour in range(4, 24, 2):
        await builders.shift(town, builders.plan(SATURDAY + timedelta(hours=hour), hours=2))
    assert await cost() == few <= MOST


async def test_every_screen_costs_few_statements(town: Town, phones: Phones) -> None:
    [chen] = [await builders.volunteer(town, "陈晨")]
    paper = QualificationKind.HEALTH_CERTIFICATE
    await builders.paper(chen, town.leader, paper, SATURDAY.date() + timedelta(days=90))
    shifts = [
        await builders.shift(town, builders.plan(SATURDAY + timedelta(days=day), papers=(paper,)))
        for day in range(3)
    ]
    for shift in shifts:
        await builders.joined(chen, shift)
    role = await ShiftRole.get(shift_id=shifts[0].id)
    daily = [{"begins": 480, "ends": 1200, "number": 1, "qualifications": [paper.value]}]
    demanding = {"daily": daily, "byHours": True}
    one = {"id": named("Shift", shifts[1])}
    asked = (
        (documents.ONE, one),
        (documents.LED, one),
        (documents.LIST, {}),
        (documents.MINE, {}),
        (documents.CANDIDATES, {"shift": named("Shift", shifts[0]), "role": named("ShiftRole", role)}),
        (documents.ROTAS, {"grid": named("Grid", town.east)}),
        (documents.PLAN, {"grid": named("Grid", town.east), "input": rota(chen)}),
        (documents.PLAN, {"grid": named("Grid", town.east), "input": rota(chen, **demanding)}),
    )
    costly = {}
    for person in (chen, town.leader):
        phone = await phones(person)
        for document, given in asked:
            await phone.answer(document, **given)
            with counted() as statements:
                await phone.answer(document, **given)
            if len(statements) > MOST:
                costly[f"{person.name} {document[-60:]}"] = statements
    assert costly == {}


async def test_a_rota_is_shown_then_saved(town: Town, phones: Phones) -> None:
    people = [await builders.volunteer(town, f"志愿者{number}") for number in range(4)]
    phone, grid = await phones(town.leader), named("Grid", town.east)
    plan = (await phone.ask(documents.PLAN, grid=grid, input=rota(*people)))["plannedRota"]
    assert (len(plan["shifts"]), plan["openPlaces"]) == (14, 0)
    assert sum(one["shifts"] for one in plan["people"]) == 14
    assert {one["minutes"] for one in plan["people"]} <= {3 * 720, 4 * 720}
    assert "All 14 shifts are filled." in plan["note"]
    assert await Shift.all().count() == 0

    made = await did(phone, documents.CREATE_ROTA, grid=grid, input=rota(*people))
    assert {name: made[name] for name in ("name", "weeks", "shiftCount", "openPlaces")} == {
        "name": "卡口两班",
        "weeks": 1,
        "shiftCount": 14,
        "openPlaces": 0,
    }
    [listed] = (await phone.ask(documents.ROTAS, grid=grid))["rotas"]["nodes"]
    assert (listed["firstDay"], listed["shiftCount"], listed["grid"]) == (
        "2020-02-03",
        14,
        {"name": "第一网格"},
    )
    node = (await phone.ask(documents.NODE, id=listed["id"]))["node"]
    assert (node["__typename"], node["name"]) == ("Rota", "卡口两班")
    week = (await phone.ask(documents.WEEK, grid=grid, day="2020-02-05"))["shiftWeek"]
    shown = [[person["name"] for person in one["people"]] for one in plan["shifts"]]
    assert [[place["who"] for place in one["signups"]] for one in week["shifts"]] == shown
    assert {one["isRepeated"] for one in week["shifts"]} == {True}

    first = week["shifts"][0]
    await did(phone, documents.LEAVE, shift=first["id"], person=first["signups"][0]["person"])
    await did(phone, documents.CANCEL, shift=week["shifts"][1]["id"])
    [counted_] = (await phone.ask(documents.ROTAS, grid=grid))["rotas"]["nodes"]
    assert (counted_["shiftCount"], counted_["openPlaces"]) == (13, 1)


async def test_a_rota_that_cannot_be_is_refused(town: Town, phones: Phones) -> None:
    phone, grid = await phones(town.leader), named("Grid", town.east)
    stranger = await community.resident("过客", town.east)
    for given in (rota(stranger), rota(town.leader, weeks=13), rota(town.leader, daily=[])):
        assert await phone.refused(documents.PLAN, grid=grid, input=given) == "BAD_DOCUMENT"
        assert (await did(phone, documents.CREATE_ROTA, grid=grid, input=given))["__typename"] == "BadInput"
    assert await Shift.all().count() == 0


async def test_who_can_be_put_on_a_shift_and_why_others_cannot(town: Town, phones: Phones) -> None:
    chen, zhou, wu = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴优")]
    shift = await builders.shift(town, builders.plan(SATURDAY))
    beside = await builders.shift(town, builders.plan(SATURDAY))
    await builders.joined(chen, beside)
    await builders.joined(wu, shift)
    role = named("ShiftRole", await ShiftRole.get(shift_id=shift.id))
    phone = await phones(town.leader)
    found = (await phone.ask(documents.CANDIDATES, shift=named("Shift", shift), role=role))["candidates"]
    reasons = {one["name"]: one["whyNot"] and one["whyNot"]["__typename"] for one in found}
    assert reasons == {"王芳": None, "李建平": None, "周舟": None, "陈晨": "ShiftOverlaps"}
    assert found[-1]["name"] == "陈晨"
    put = await did(
        phone, documents.ASSIGN, shift=named("Shift", shift), role=role, person=named("Person", zhou)
    )
    assert {one["who"] for one in put["signups"]} == {"周舟", "吴优"}
    west = await phones(town.neighbour)
    assert await west.refused(documents.CANDIDATES, shift=named("Shift", shift), role=role) == "FORBIDDEN"


async def test_how_fair_it_was_is_for_leaders_and_their_programs(town: Town, phones: Phones) -> None:
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, await builders.shift(town, builders.plan(SATURDAY)))
    time = {"from": clock.now().isoformat(), "until": (SATURDAY + timedelta(days=7)).isoformat()}
    expected = [{"name": "陈晨", "shifts": 1, "nights": 0, "weekends": 1, "minutes": 240}]
    reader = await program(phones, town.leader, town.east)
    for phone in (await phones(town.leader), reader):
        found = await phone.ask(documents.FAIRNESS, grid=named("Grid", town.east), **time)
        assert found["shiftFairness"] == expected
    assert await (await phones(chen)).refused(documents.FAIRNESS, grid=named("Grid", town.east), **time) == (
        "FORBIDDEN"
    )


async def test_a_leader_says_yes_and_no(town: Town, phones: Phones) -> None:
    shift = await builders.shift(town, builders.plan(by_approval=True))
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    places = [named("Signup", await builders.joined(person, shift)) for person in (chen, zhou)]
    phone = await phones(town.leader)
    yes = await did(phone, documents.APPROVE, signup=places[0], accepted=True)
    no = await did(phone, documents.APPROVE, signup=places[1], accepted=False)
    states = {one["who"]: one["state"] for one in no["signups"]}
    assert (yes["__typename"], states) == ("Shift", {"陈晨": "JOINED", "周舟": "DECLINED"})
    again = await did(phone, documents.APPROVE, signup=places[1], accepted=True)
    assert again["__typename"] == "DecidedAlready"
