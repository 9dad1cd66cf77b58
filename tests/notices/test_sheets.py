"""How far a notice came as a file: one line a grid, for whoever oversees the ground."""

import csv
from datetime import timedelta

from backend.access.models import Deed
from backend.kit import clock, nodes
from backend.notices.kinds import Earnest
from tests import community
from tests.community import Town
from tests.notices import builders
from tests.notices.reach_documents import BEHIND, READ
from tests.notices.stairs import built
from tests.phones import Phones

LAST = """query ($grid: ID!) { lastReached(grid: $grid) { notice { headline } households reached } }"""


async def test_each_grid_has_a_line_with_its_clock(town: Town, phones: Phones) -> None:
    stairs = await built(town)
    clock.advance(timedelta(seconds=90))
    await (await phones(stairs.people[3])).ask(READ, **stairs.named)
    leader = await phones(town.above)
    answer = await leader.get("/reach.csv", params={**stairs.named, "language": "en"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    header, *lines = csv.reader(answer.content.decode("utf-8-sig").splitlines())
    assert header[:6] == ["Notice", "Code", "Grid", "Tier", "Households", "Reached"]
    assert {line[0] for line in lines} == {"停水通知"}
    assert [(*line[2:6], *line[-3:]) for line in lines] == [
        ("余新镇", "Town", "4", "1", "", "", ""),
        ("余新镇 / 金星社区", "Community", "4", "1", "", "", ""),
        ("余新镇 / 金星社区 / 第一网格", "Grid", "3", "0", "", "", ""),
        ("余新镇 / 金星社区 / 第二网格", "Grid", "1", "1", "90", "90", "90"),
    ]
    assert (await Deed.get(verb="exportReach")).actor == town.above.id


async def test_a_grid_with_others_below_has_the_clock_of_all_of_them(town: Town, phones: Phones) -> None:
    stairs = await built(town)
    for person in (stairs.people[3], stairs.people[0], stairs.people[1], stairs.people[2]):
        clock.advance(timedelta(seconds=10))
        await (await phones(person)).ask(READ, **stairs.named)
    answer = await (await phones(town.above)).get("/reach.csv", params={**stairs.named, "language": "en"})
    lines = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))[1:]
    assert [(line[3], *line[-3:]) for line in lines] == [
        ("Town", "20", "40", "40"),
        ("Community", "20", "40", "40"),
        ("Grid", "30", "40", "40"),
        ("Grid", "10", "10", "10"),
    ]


async def test_the_file_is_for_who_oversees_the_ground(town: Town, phones: Phones) -> None:
    stairs = await built(town)
    east = {**stairs.named, "grid": nodes.opaque("Grid", town.east.id)}
    assert (await (await phones()).get("/reach.csv", params=stairs.named)).status_code == 401
    assert (await (await phones(stairs.people[0])).get("/reach.csv", params=stairs.named)).status_code == 403
    assert (await (await phones(stairs.liaison)).get("/reach.csv", params=stairs.named)).status_code == 403
    assert (await (await phones(town.neighbour)).get("/reach.csv", params=east)).status_code == 404
    assert await Deed.filter(verb="exportReach").count() == 0


async def test_the_boards_figure_is_of_the_last_notice_that_was_meant(town: Town, phones: Phones) -> None:
    leader, grid = await phones(town.leader), nodes.opaque("Grid", town.east.id)
    assert (await leader.ask(LAST, grid=grid))["lastReached"] is None
    stairs = await built(town)
    await (await phones(stairs.people[0])).ask(READ, **stairs.named)
    clock.advance(timedelta(minutes=1))
    await builders.published(town.above, town.town, builders.draft("演练", earnest=Earnest.EXERCISE))
    await builders.published(town.above, town.town, builders.draft("西边", grounds=[town.west]))
    assert (await leader.ask(LAST, grid=grid))["lastReached"] == {
        "notice": {"headline": "停水通知"},
        "households": 3,
        "reached": 1,
    }
    elsewhere = nodes.opaque("Grid", town.west.id)
    assert (await leader.ask(LAST, grid=elsewhere))["lastReached"] is None
    assert (
        await (await phones(await community.resident("住户", town.east))).refused(LAST, grid=grid)
        == "FORBIDDEN"
    )


async def test_what_went_to_others_hides_nothing_that_came_here(town: Town, phones: Phones) -> None:
    await built(town)
    for number in range(21):
        clock.advance(timedelta(minutes=1))
        await builders.published(town.above, town.town, builders.draft(f"西边 {number}", grounds=[town.west]))
    leader, grid = await phones(town.leader), nodes.opaque("Grid", town.east.id)
    last = (await leader.ask(LAST, grid=grid))["lastReached"]
    assert (last["notice"]["headline"], last["households"]) == ("停水通知", 3)
    clock.advance(timedelta(minutes=1))
    later = await builders.published(town.above, town.town, builders.draft("来水了"))
    asked = {"notice": nodes.opaque("Notice", later.id), "grid": grid}
    [before] = (await leader.ask(BEHIND, **asked))["reach"]["earlier"]
    assert (before["notice"]["headline"], before["households"]) == ("停水通知", 3)
