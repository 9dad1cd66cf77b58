"""Doors come onto the list, are corrected there, stand empty and go, over HTTP."""

from typing import Any
from uuid import uuid4

import pytest

from backend.access.models import Deed, Person, Role
from backend.households.models import Household, Need, Resident
from tests import community
from tests.community import Town
from tests.households.asking import MOTHER, grid_id, home_id, registered
from tests.households.builders import household
from tests.households.documents import CHANGE, CLOSE, MINE, REGISTER
from tests.phones import Phones


async def test_a_grid_member_registers_a_door_and_who_opened_it(town: Town, phones: Phones) -> None:
    member = await phones(town.member)
    home = await registered(member, town)

    assert home["door"]["label"] == "3栋2单元502"
    assert home["needs"] == ["INFANT", "NO_SMARTPHONE"]
    known = home["particulars"]
    assert known["notes"] == "电梯坏了"
    assert [(one["name"], one["phone"], one["isHead"], one["hasAccount"]) for one in known["residents"]] == [
        ("徐静", "+8613800000008", True, True),
        ("徐小宝", "", False, False),
    ]
    assert [(need["kind"], need["month"], need["note"]) for need in known["needs"]] == [
        ("INFANT", "2019-09", "牛奶蛋白过敏"),
        ("NO_SMARTPHONE", "", ""),
    ]
    mother = await Person.get(phone_index=Person.index_of("+8613800000008"))
    mine = (await (await phones(mother)).ask(MINE))["myHousehold"]
    assert mine["id"] == home["id"]
    [deed] = await Deed.filter(verb="registerHousehold")
    assert (deed.actor, deed.detail) == (town.member.id, {})


async def test_the_same_sending_registers_once_and_the_same_door_is_taken(town: Town, phones: Phones) -> None:
    member, key = await phones(town.member), str(uuid4())
    first = await registered(member, town, key=key)
    assert (await registered(member, town, key=key))["id"] == first["id"]
    again = await registered(
        member, town, {"door": {"building": "三号楼", "unit": "二单元", "room": "502室"}}
    )
    assert again == {
        "__typename": "DoorTaken",
        "household": first["id"],
        "message": "This door is already registered. Please open that household.",
    }
    assert await Household.all().count() == 1
    assert await Resident.all().count() == 2


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"door": {}}, "door"),
        ({"door": {"room": "1" * 21}}, "door"),
        ({"door": {"room": "1"}, "residents": [{"name": " "}]}, "name"),
        ({"door": {"room": "1"}, "residents": [{"name": "陈", "phone": "12"}]}, "phone"),
        ({"door": {"room": "1"}, "residents": [{"name": "陈", "birthYear": 1800}]}, "birthYear"),
        ({"door": {"room": "1"}, "residents": [{"name": "陈"}] * 21}, "residents"),
        ({"door": {"room": "1"}, "needs": [{"kind": "LANGUAGE", "note": "语" * 201}]}, "note"),
        ({"door": {"room": "1"}, "needs": [{"kind": "INFANT", "month": "2009-10"}]}, "month"),
        ({"door": {"room": "1"}, "notes": "长" * 501}, "notes"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_written(
    town: Town, phones: Phones, told: dict[str, Any], field: str
) -> None:
    answer = await registered(await phones(town.member), town, told)
    assert (answer["__typename"], answer["field"]) == ("BadInput", field)
    assert await Household.all().count() + await Resident.all().count() + await Need.all().count() == 0


async def test_a_door_is_corrected_and_two_at_once_do_not_overwrite_each_other(
    town: Town, phones: Phones
) -> None:
    home = await household(town, "3栋 502")
    await household(town, "3栋 503")
    member = await phones(town.member)
    change = {
        "household": home_id(home),
        "input": {"door": {"building": "3栋", "room": "504"}, "language": "EN", "notes": "门铃坏"},
    }

    changed = (await member.ask(CHANGE, **change, version=1, key=str(uuid4())))["changeHousehold"]

    assert (changed["door"]["label"], changed["language"], changed["particulars"]["notes"]) == (
        "3栋504",
        "EN",
        "门铃坏",
    )
    late = await member.ask(CHANGE, **change, version=1, key=str(uuid4()))
    assert late["changeHousehold"] == {"__typename": "Changed", "latest": 2}
    taken = change | {"input": {"door": {"building": "3", "room": "503"}}}
    answer = await member.ask(CHANGE, **taken, version=2, key=str(uuid4()))
    assert answer["changeHousehold"]["__typename"] == "DoorTaken"
    assert (await Household.get(id=home.id)).version == 2


async def test_a_door_where_people_live_is_neither_vacant_nor_gone(town: Town, phones: Phones) -> None:
    lived_in, empty = await household(town, "3栋 502", "陈明"), await household(town, "3栋 503")
    member = await phones(town.member)
    vacant = {"input": {"isVacant": True}, "version": 1}
    answer = await member.ask(CHANGE, household=home_id(lived_in), **vacant, key=str(uuid4()))
    assert answer["changeHousehold"] == {"__typename": "StillLivedIn", "residents": 1}
    answer = await member.ask(CLOSE, household=home_id(lived_in), key=str(uuid4()))
    assert answer["closeDoor"] == {"__typename": "StillLivedIn", "residents": 1}
    answer = await member.ask(CHANGE, household=home_id(empty), **vacant, key=str(uuid4()))
    assert answer["changeHousehold"]["isVacant"] is True
    answer = await member.ask(CLOSE, household=home_id(empty), key=str(uuid4()))
    assert answer["closeDoor"] == {"__typename": "Left"}
    assert [home.id for home in await Household.filter(moved_away_at=None)] == [lived_in.id]


async def test_only_who_keeps_the_list_registers(town: Town, phones: Phones) -> None:
    assert (await registered(await phones(town.neighbour), town))["__typename"] == "NotFound"
    liaison = await phones(await community.appointed("联络员", Role.LIAISON, town.east))
    code = await liaison.refused(REGISTER, grid=grid_id(town), input=MOTHER, key=str(uuid4()))
    assert code == "FORBIDDEN"
    assert await Household.all().count() == 0
