"""How a grid publishes and reaches, and what publishing would set going."""

from typing import Any
from uuid import uuid4

import pytest

from backend.access.models import Deed, Role
from backend.grids.models import Tier
from backend.households.models import Need, NeedKind
from backend.kit import nodes
from backend.notices import in_force
from backend.notices.channel_models import NoticeSettings
from backend.notices.models import Notice
from tests import community
from tests.community import Town
from tests.households import builders as doors
from tests.notices.documents import REFUSAL
from tests.phones import Phones

SETTINGS = """fragment Settings on NoticeSettings {
  grid { name } setHere twoPeople relayMinutes version mayChange steps { channel minutes }
}"""
READ = f"{SETTINGS} query ($grid: ID!) {{ noticeSettings(grid: $grid) {{ ...Settings }} }}"
SET = f"""{SETTINGS} mutation ($grid: ID!, $input: NoticeSettingsInput!, $version: Int!, $key: UUID!) {{
  done: setNoticeSettings(grid: $grid, input: $input, version: $version, key: $key) {{ ...Settings {REFUSAL} }}
}}"""
PLAN = """query ($grid: ID!, $input: DraftNoticeInput!) {
  noticePlan(grid: $grid, input: $input) { households sms tiers { tier grids byHand } nobody { name } }
}"""
WANTED = {
    "twoPeople": True,
    "relayMinutes": 7,
    "steps": [{"channel": "PUSH", "minutes": 0}, {"channel": "DOOR", "minutes": 9}],
}


async def test_a_grid_has_the_settings_of_the_nearest_above_that_set_some(town: Town, phones: Phones) -> None:
    east, west = (nodes.opaque("Grid", grid.id) for grid in (town.east, town.west))
    leader = await phones(town.leader)
    usual = (await leader.ask(READ, grid=east))["noticeSettings"]
    assert usual == {
        "grid": {"name": "第一网格"},
        "setHere": False,
        "twoPeople": False,
        "relayMinutes": 10,
        "version": 0,
        "mayChange": True,
        "steps": [
            {"channel": "PUSH", "minutes": 0},
            {"channel": "GROUPS", "minutes": 0},
            {"channel": "SMS", "minutes": 3},
            {"channel": "DOOR", "minutes": 15},
        ],
    }
    above, key = await phones(town.above), str(uuid4())
    place = nodes.opaque("Grid", town.community.id)
    done = (await above.ask(SET, grid=place, input=WANTED, version=0, key=key))["done"]
    assert (done["setHere"], done["version"], done["steps"]) == (True, 1, WANTED["steps"])
    told = (await leader.ask(READ, grid=east))["noticeSettings"]
    assert (told["setHere"], told["twoPeople"], told["relayMinutes"]) == (False, True, 7)

    own = WANTED | {"twoPeople": False}
    await leader.ask(SET, grid=east, input=own, version=0, key=str(uuid4()))
    holds = await in_force.at_all([town.east.path, town.west.path, town.town.path])
    assert [one.two_people for one in holds.values()] == [False, True, False]
    assert await leader.refused(READ, grid=west) == "FORBIDDEN"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"steps": []}, "steps"),
        ({"steps": [{"channel": "PUSH", "minutes": 0}]}, "steps"),
        ({"steps": [{"channel": "DOOR", "minutes": 1}, {"channel": "PUSH", "minutes": 2}]}, "steps"),
        ({"steps": [{"channel": "PUSH", "minutes": 5}, {"channel": "DOOR", "minutes": 4}]}, "steps"),
        ({"steps": [{"channel": "DOOR", "minutes": 1441}]}, "steps"),
        ({"steps": [{"channel": "DOOR", "minutes": 1}] * 2}, "steps"),
        ({"relayMinutes": 0}, "relayMinutes"),
        ({"relayMinutes": 1441}, "relayMinutes"),
    ],
)
async def test_settings_that_cannot_be_are_refused(
    town: Town, phones: Phones, change: dict[str, Any], field: str
) -> None:
    east = nodes.opaque("Grid", town.east.id)
    leader = await phones(town.leader)
    asked = {"grid": east, "input": WANTED | change, "version": 0, "key": str(uuid4())}
    done = (await leader.ask(SET, **asked))["done"]
    assert (done["__typename"], done["field"]) == ("BadInput", field)
    assert await NoticeSettings.all().count() == await Deed.all().count() == 0


async def test_who_looked_at_older_settings_is_told(town: Town, phones: Phones) -> None:
    east = nodes.opaque("Grid", town.east.id)
    leader = await phones(town.leader)
    await leader.ask(SET, grid=east, input=WANTED, version=0, key=str(uuid4()))
    done = (await leader.ask(SET, grid=east, input=WANTED, version=0, key=str(uuid4())))["done"]
    assert done["__typename"] == "Changed"
    assert (await NoticeSettings.get(grid_id=town.east.id)).version == 1
    editor = await phones(await community.appointed("林编辑", Role.EDITOR, town.east))
    assert (await editor.ask(READ, grid=east))["noticeSettings"]["mayChange"] is False
    assert await editor.refused(SET, grid=east, input=WANTED, version=1, key=str(uuid4())) == "FORBIDDEN"


async def test_a_plan_says_for_how_many_it_is_and_who_passes_it_on(town: Town, phones: Phones) -> None:
    homes = [await doors.household(town, f"1栋 10{number}", "某人") for number in range(1, 4)]
    await doors.household(town, "1栋 101", "某人", grid=town.west.id, phones={"某人": "13912345678"})
    await Need.create(household=homes[0], kind=NeedKind.INFANT)
    await community.grid("第三网格", Tier.GRID, town.community)
    above, place = await phones(town.above), nodes.opaque("Grid", town.town.id)

    async def plan(**more: Any) -> dict[str, Any]:
        wanted = {"kind": "BULLETIN", "texts": [{"language": "EN", "headline": "Water"}]} | more
        planned: dict[str, Any] = (await above.ask(PLAN, grid=place, input=wanted))["noticePlan"]
        return planned

    assert await plan() == {"households": 4, "sms": 0, "tiers": [], "nobody": []}
    assert (await plan(urgency="IMMEDIATE"))["sms"] == 1
    assert (await plan(audience=["INFANTS"]))["households"] == 1
    assert (await plan(grounds=[nodes.opaque("Grid", town.west.id)]))["households"] == 1
    down = await plan(way="RELAYED", relayedDownTo="GRID")
    assert down["tiers"] == [
        {"tier": "COMMUNITY", "grids": 1, "byHand": 0},
        {"tier": "GRID", "grids": 3, "byHand": 2},
    ]
    assert [grid["name"] for grid in down["nobody"]] == ["金星社区", "第三网格"]
    assert await Notice.all().count() == 0
