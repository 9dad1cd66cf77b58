"""A grid has grown too large for one pair of eyes: its leader splits it, and no household is lost or counted twice."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from backend.demo.community import acting, grid_id
from backend.demo.people import OTHER_LEADER, SECOND, Neighbour
from backend.households import doors, registering, residents
from tests.e2e import place as places
from tests.e2e.asking import asks_for_formula
from tests.e2e.board import the_board_says
from tests.e2e.conftest import PhoneOf, in_everyday_look
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.e2e.writing import writes

BUILDINGS = {"21": 16, "22": 14, "23": 15, "24": 15}
"""How many doors each has; four parts of near the same size need not cut through any of them."""
FIRST_DOOR = Neighbour("林梅", "13800000101", SECOND)
LAST_DOOR = Neighbour("方勇", "13800000102", SECOND)
GRID_OF_EACH = """
    SELECT g.name, h.building, COUNT(*) FROM household h JOIN grid g ON g.id = h.grid_id
    WHERE h.building LIKE '2_' AND h.moved_away_at IS NULL GROUP BY g.name, h.building ORDER BY h.building, g.name
"""


@pytest.fixture(scope="module")
def quiet_rows(quiet_rows: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The community with sixty doors that stand in the second grid itself."""
    return places.settled(quiet_rows, tmp_path_factory.mktemp("grown"), register_sixty_doors)


async def register_sixty_doors() -> None:
    """Somebody with a phone lives behind the first and behind the last."""
    leader, ground = await acting(OTHER_LEADER), await grid_id(SECOND)
    at = [(building, room) for building, rooms in BUILDINGS.items() for room in range(101, 101 + rooms)]
    living = {at[0]: FIRST_DOOR, at[-1]: LAST_DOOR}
    for building, room in at:
        who = living.get((building, room))
        told = (residents.parse(who.name, who.phone, 1980, is_head=True),) if who else ()
        await registering.register(leader, ground, doors.parse(building, "1", str(room)), told)


@in_everyday_look
@writes("RequestSupplies", "SplitGrid")
def test_every_household_of_a_split_grid_is_in_one_of_its_parts_and_the_numbers_add_up(
    place: Place, phone_of: PhoneOf
) -> None:
    first, last, leader = phone_of(FIRST_DOOR), phone_of(LAST_DOOR), phone_of(OTHER_LEADER)
    asks_for_formula(first)
    the_board_says(leader, asked=1, unclaimed=1)
    households_are(leader, 61)
    assert {grid for grid, _, _ in place.found(GRID_OF_EACH)} == {"第二网格"}

    splits(leader, parts=4, first="锦绣里")
    parts = leader.page.get_by_role("list", name=leader.says("网格", "Grids")).get_by_role("article")
    expect(parts).to_contain_text(["新园路微网格", "锦绣里", "第2微网格", "第3微网格", "第4微网格"])
    assert place.found(GRID_OF_EACH) == [
        ("锦绣里", "21", 16),
        ("第2微网格", "22", 14),
        ("第3微网格", "23", 15),
        ("第4微网格", "24", 15),
    ]
    households_are(leader, 61)

    asks_for_formula(last)
    leader.turn_to("看板", "Board")
    the_board_says(leader, asked=2, unclaimed=2)
    below = leader.page.get_by_role("list", name=leader.says("下级网格", "Grids below")).get_by_role(
        "article"
    )
    # What was asked before goes with its household.
    expect(below).to_have_count(2)
    for grid in ("锦绣里", "第4微网格"):
        expect(below.filter(has_text=grid)).to_contain_text("办完 0 / 1")


def splits(leader: Phone, parts: int, first: str) -> None:
    """Make micro-grids of a grid; one gets a name that people know it by."""
    leader.go_to("/grids")
    leader.page.get_by_role("main").get_by_role("link", name="第二网格").first.click()
    leader.press("分成微网格", "Split")
    leader.count(parts, leader.sheet)
    leader.sheet.get_by_label("第 1 个的名称").fill(first)
    expect(leader.sheet.get_by_role("textbox")).to_have_count(parts)
    leader.press("分成微网格", "Split", leader.sheet)
    expect(leader.sheet).to_have_count(0)


def households_are(leader: Phone, doors: int) -> None:
    """How many doors their list says that they look after."""
    leader.go_to("/households")
    expect(leader.figure("户", "Households")).to_contain_text(str(doors))
