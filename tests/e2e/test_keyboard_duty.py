"""A leader at a desk without a mouse: a week's rota, and the holes that it leaves."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from backend.demo import community
from backend.demo.people import GRID_LEADER
from tests.e2e import hands
from tests.e2e import place as places
from tests.e2e.desk import Desk
from tests.e2e.duty import on_shifts
from tests.e2e.hands import EIGHT, FREE
from tests.e2e.phone import EVERYDAY
from tests.e2e.place import Place
from tests.e2e.writing import writes

GATE = "北门卡口"
TOO_FEW = (EIGHT[0], EIGHT[2], EIGHT[4])
STATES = "SELECT state, COUNT(*) FROM signup GROUP BY state ORDER BY state"


@pytest.fixture(scope="module")
def quiet_rows(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo community with more volunteers."""
    folder = tmp_path_factory.mktemp("volunteers")
    return places.settled(sqlite_template, folder, community.build, hands.come)


@writes("CreateRota", "AssignShift", "TakeOffShift")
def test_a_rota_is_made_and_its_holes_are_filled_with_nothing_but_keys(
    browser: Browser, place: Place
) -> None:
    leader = Desk(browser, place.address, EVERYDAY)
    leader.sign_in(GRID_LEADER)
    makes_a_rota_for_too_few(place, leader)
    week = leader.page.get_by_role("table", name="一周值班表")
    two = leader.page.get_by_role("button", name="缺 2 人")
    expect(two.first).to_be_visible()
    cell = week.get_by_role("cell").filter(has=two).first
    place_of_two = leader.page.locator(f"#{mark(cell)}")
    fills(place, leader, two.first, FREE[0].name)
    # The focus is where it was, for the next one; and beside it when nobody is missing any more.
    hole = place_of_two.get_by_role("button", name="缺 1 人")
    expect(hole).to_be_focused()
    fills(place, leader, hole, FREE[1].name)
    expect(hole).to_have_count(0)
    expect(place_of_two.locator(":focus")).to_have_count(1)
    first, second = on_shifts(place, FREE)
    assert first.shift == second.shift

    leader.press(FREE[1].name, within=week)
    with place.takes("TakeOffShift"):
        leader.press("从这一班换下", within=leader.sheet)
    expect(week.get_by_role("button", name=FREE[1].name)).to_have_count(0)
    assert [one.who for one in on_shifts(place, FREE)] == [FREE[0]]
    leader.context.close()


def makes_a_rota_for_too_few(place: Place, leader: Desk) -> None:
    """Three people cannot stand all of it: what stays open is said before it is saved."""
    leader.go_to("/duty")
    leader.press("排班")
    leader.fill("在哪里", "", GATE)
    for one in TOO_FEW:
        leader.choose(one.name)
    leader.press("先看看")
    expect(leader.text("还空").first).to_be_visible()
    with place.takes("CreateRota"):
        leader.press("保存并通知大家")


def fills(place: Place, leader: Desk, hole: Locator, name: str) -> None:
    """Open a hole and choose who comes."""
    leader.press_this(hole)
    with place.takes("AssignShift"):
        leader.press(name, within=leader.sheet)
    expect(leader.sheet).to_have_count(0)


def mark(cell: Locator) -> str:
    """Gives a cell a name of its own, by which it is known whatever comes to stand in it."""
    cell.evaluate("cell => { cell.id = 'chosen' }")
    return "chosen"
