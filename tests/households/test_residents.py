"""Who lives behind a door: registered, added, let in, moved and gone, over HTTP."""

from typing import Any
from uuid import uuid4

import pytest

from backend.access.models import Deed, Person, Role
from backend.households.models import Household, Invitation, Need, Resident
from backend.kit import nodes
from tests import community
from tests.community import Town
from tests.households.builders import household, living
from tests.households.documents import (
    ADD,
    CHANGE,
    CHANGE_RESIDENT,
    CLEAR,
    CLOSE,
    INVITE,
    MINE,
    MOVE,
    MOVE_OUT,
    ONE,
    RECORD,
    REGISTER,
)
from tests.phones import Phone, Phones

MOTHER = {
    "door": {"building": "3", "unit": "2", "room": "502"},
    "residents": [
        {
            "name": "徐静",
            "phone": "13800000008",
            "birthYear": 1991,
            "needs": [{"kind": "INFANT", "month": "2019-09", "note": "牛奶蛋白过敏"}],
        },
        {"name": "徐小宝"},
    ],
    "needs": [{"kind": "NO_SMARTPHONE"}],
    "notes": "电梯坏了",
}


def home_id(home: Household) -> str:
    return nodes.opaque("Household", home.id)


def resident_id(resident: Resident) -> str:
    return nodes.opaque("Resident", resident.id)


async def registered(
    phone: Phone, town: Town, told: dict[str, Any] = MOTHER, key: str = ""
) -> dict[str, Any]:
    answer = await phone.ask(
        REGISTER, grid=nodes.opaque("Grid", town.east.id), input=told, key=key or str(uuid4())
    )
    said: dict[str, Any] = answer["registerHousehold"]
    return said


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


async def test_the_head_adds_family_and_another_resident_does_not(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 502")
    head, daughter = await phones(await living(home, "陈明")), await phones(await living(home, "陈晨"))
    added = await head.ask(ADD, household=home_id(home), input={"name": "奶奶"}, key=str(uuid4()))
    assert [one["name"] for one in added["addResident"]["particulars"]["residents"]] == [
        "陈明",
        "陈晨",
        "奶奶",
    ]
    refused = await daughter.ask(ADD, household=home_id(home), input={"name": "路人"}, key=str(uuid4()))
    assert refused["addResident"]["__typename"] == "NotFound"
    assert await Resident.filter(household_id=home.id).count() == 3


async def test_a_number_written_down_by_the_head_is_no_way_into_an_account(
    town: Town, phones: Phones
) -> None:
    home = await household(town, "3栋 502")
    head = await phones(await living(home, "陈明"))
    people = await Person.all().count()
    await head.ask(
        ADD, household=home_id(home), input={"name": "邻居", "phone": "13900000009"}, key=str(uuid4())
    )
    assert await Person.all().count() == people
    assert (await Resident.filter(person_id=None).get()).phone == "+8613900000009"


async def test_a_resident_corrects_themselves_and_others_meanwhile_are_not_overwritten(
    town: Town, phones: Phones
) -> None:
    home = await household(town, "3栋 502")
    await living(home, "陈明")
    daughter = await phones(await living(home, "陈晨"))
    me = await Resident.get(home_of__not_isnull=True, head_of=None)
    change = {
        "resident": resident_id(me),
        "input": {"name": "陈晨晨", "phone": "13900000001", "isHead": True},
    }

    changed = await daughter.ask(CHANGE_RESIDENT, **change, version=1, key=str(uuid4()))

    shown = changed["changeResident"]["particulars"]["residents"][1]
    assert (shown["name"], shown["phone"], shown["isHead"]) == ("陈晨晨", "+8613900000001", False)
    late = await daughter.ask(CHANGE_RESIDENT, **change, version=1, key=str(uuid4()))
    assert late["changeResident"] == {"__typename": "Changed", "latest": 2}
    other = await Resident.get(head_of=home.id)
    answer = await daughter.ask(
        CHANGE_RESIDENT, **change | {"resident": resident_id(other)}, version=1, key=str(uuid4())
    )
    assert answer["changeResident"]["__typename"] == "NotFound"
    await other.refresh_from_db()
    assert other.version == 1


async def test_when_the_head_leaves_who_has_an_account_is_head(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 502", "陈明", "奶奶")
    await living(home, "陈晨")
    head = await Resident.get(head_of=home.id)
    await (await phones(town.member)).ask(MOVE_OUT, resident=resident_id(head), key=str(uuid4()))
    assert (await Resident.get(head_of=home.id)).home_of is not None
    assert (await Household.get(id=home.id)).moved_away_at is None


async def test_after_the_last_one_the_door_stays_and_the_past_is_not_the_next_family_s(
    town: Town, phones: Phones
) -> None:
    home = await household(town, "3栋 502")
    phone = await phones(await living(home, "陈明"))
    await phone.ask(RECORD, household=home_id(home), input={"kind": "CHRONIC_ILLNESS"}, key=str(uuid4()))
    await phone.ask(INVITE, household=home_id(home), days=1, uses=1, key=str(uuid4()))
    me = await Resident.get()

    gone = await phone.ask(MOVE_OUT, resident=resident_id(me), key=str(uuid4()))

    assert gone["moveOut"] == {"__typename": "Left"}
    old, fresh = await Household.all().order_by("id")
    assert (old.id, old.seat) == (home.id, None)
    assert old.moved_away_at is not None
    assert (fresh.door.label, fresh.moved_away_at, fresh.vacant_since is not None) == ("3栋502", None, True)
    assert (await Need.get()).cleared_at is not None
    assert (await Invitation.get()).revoked_at is not None
    assert (await phone.ask(ONE, id=home_id(home)))["household"] is None
    member = await phones(town.member)
    assert (await member.ask(ONE, id=home_id(home)))["household"] is None
    assert (await member.ask(ONE, id=home_id(fresh)))["household"]["particulars"]["residents"] == []


async def test_who_moves_takes_their_needs_along(town: Town, phones: Phones) -> None:
    member = await phones(town.member)
    await registered(member, town)
    new = await household(town, "5栋 101")
    mother = await Resident.get(head_of__not_isnull=True)

    moved = await member.ask(MOVE, resident=resident_id(mother), household=home_id(new), key=str(uuid4()))

    known = moved["moveResident"]["particulars"]
    assert [(one["name"], one["isHead"]) for one in known["residents"]] == [("徐静", True)]
    assert [(need["kind"], need["month"], need["note"]) for need in known["needs"]] == [
        ("INFANT", "2019-09", "牛奶蛋白过敏")
    ]
    assert await Need.filter(household_id=new.id, cleared_at=None).count() == 1
    old = await Household.get(order_key__not=new.order_key)
    assert await Resident.filter(Resident.here(), household_id=old.id).count() == 1
    elsewhere = await household(town, "1栋 1", grid=town.west.id)
    answer = await member.ask(
        MOVE,
        resident=resident_id(await Resident.get(name__not_isnull=True, household_id=old.id, left_at=None)),
        household=home_id(elsewhere),
        key=str(uuid4()),
    )
    assert answer["moveResident"]["__typename"] == "NotFound"


async def test_a_need_told_again_is_one_need_and_what_is_over_is_forgotten(
    town: Town, phones: Phones
) -> None:
    home = await household(town, "3栋 502")
    phone = await phones(await living(home, "陈明"))
    told = {"household": home_id(home), "input": {"kind": "PREGNANCY", "month": "2020年4月"}}
    first = (await phone.ask(RECORD, **told, key=str(uuid4())))["recordNeed"]
    assert first["month"] == "2020-04"
    again = told | {"input": {"kind": "PREGNANCY", "month": "2020-05", "note": "双胞胎"}}
    second = (await phone.ask(RECORD, **again, key=str(uuid4())))["recordNeed"]
    assert (second["id"], second["month"], second["note"]) == (first["id"], "2020-05", "双胞胎")

    assert (await phone.ask(CLEAR, need=first["id"], key=str(uuid4())))["clearNeed"][
        "__typename"
    ] == "Household"
    need = await Need.get()
    assert (need.seat, need.month, need.note) == (None, None, None)
    answer = await phone.ask(CLEAR, need=first["id"], key=str(uuid4()))
    assert answer["clearNeed"]["__typename"] == "NotFound"


async def test_the_trail_says_that_a_need_was_told_and_not_which(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 502")
    phone = await phones(await living(home, "陈明"))
    told = await phone.ask(
        RECORD, household=home_id(home), input={"kind": "CHRONIC_ILLNESS"}, key=str(uuid4())
    )
    await phone.ask(CLEAR, need=told["recordNeed"]["id"], key=str(uuid4()))
    deeds = await Deed.filter(verb__in=["recordNeed", "clearNeed"]).order_by("id")
    assert [(deed.verb, deed.detail) for deed in deeds] == [("recordNeed", {}), ("clearNeed", {})]


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
    code = await liaison.refused(
        REGISTER, grid=nodes.opaque("Grid", town.east.id), input=MOTHER, key=str(uuid4())
    )
    assert code == "FORBIDDEN"
    assert await Household.all().count() == 0
