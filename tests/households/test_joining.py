"""Coming in by an invitation, over HTTP, as the app asks it."""

import asyncio
import contextvars
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.access.models import Person
from backend.households import doors, joining, registering
from backend.households.models import Household, Invitation, Resident
from backend.households.refusals import DoorTaken
from backend.kit import clock, nodes
from backend.push.models import Message
from tests import community
from tests.community import Town
from tests.households.asking import DOOR, grid_id, invited, joined
from tests.households.builders import household, living
from tests.households.documents import ACCEPT, ADMIT, MINE, MOVE_OUT, WELCOME
from tests.phones import Phones


async def test_a_mother_comes_in_by_a_code_and_is_at_home(town: Town, phones: Phones) -> None:
    leader, mother = await phones(town.leader), await phones()
    made = await invited(leader, grid=grid_id(town))
    assert made["link"].endswith(f"/join/{made['code'].replace(' ', '')}")
    assert made["qr"].startswith("data:image/svg+xml")
    welcome = await mother.ask(WELCOME, code=made["code"])
    assert welcome["invitation"] == {
        "__typename": "Welcome",
        "place": "余新镇 / 金星社区 / 第一网格",
        "door": None,
        "buildings": [],
    }

    answer = await joined(mother, made["code"].lower(), phone="13900000001", door=DOOR)

    assert answer == {"__typename": "Joined", "isWaiting": False, "door": {"label": "3栋2单元1202"}}
    mine = await mother.ask(MINE)
    assert mine["me"] == {"name": "林晓"}
    home = mine["myHousehold"]
    assert [(one["name"], one["isHead"], one["isMe"]) for one in home["particulars"]["residents"]] == [
        ("林晓", True, True)
    ]
    assert home["particulars"]["address"] == "余新镇 金星社区 第一网格 3栋2单元1202"
    assert home["contact"] == {"name": "李建平", "role": "MEMBER", "phone": ""}
    assert (await Invitation.get()).used == 1
    person = await Person.get(id=(await Resident.get()).person_id)
    assert person.phone is None
    assert person.grid_id == town.east.id


async def test_a_phone_that_lost_the_answer_asks_again_and_is_signed_in_once_more(
    town: Town, phones: Phones
) -> None:
    made = await invited(await phones(town.leader), grid=grid_id(town))
    request = {"code": made["code"], "input": {"name": "林晓", "door": DOOR}, "key": str(uuid4())}
    await (await phones()).ask(ACCEPT, **request)
    # Whoever changes the language of the page meanwhile is still the same one.
    again = await phones(language="zh-Hant")
    answer = await again.ask(ACCEPT, **request)
    assert answer["acceptInvitation"]["__typename"] == "Joined"
    assert (await again.ask(MINE))["me"] == {"name": "林晓"}
    assert await Resident.all().count() == 1
    assert (await Invitation.get()).used == 1

    clock.advance(joining.SIGN_IN_WITHIN + timedelta(seconds=1))
    late = await phones()
    await late.ask(ACCEPT, **request)
    assert not late.cookies


async def test_a_door_where_others_live_lets_nobody_in_unasked(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 2单元 1202")
    head = await living(home, "陈明")
    made = await invited(await phones(town.leader), grid=grid_id(town))
    stranger = await phones()

    answer = await joined(
        stranger, made["code"], "路人", door={"building": "3", "unit": "2", "room": "1202室"}
    )

    assert answer["isWaiting"] is True
    mine = await stranger.ask(MINE)
    assert mine["myHousehold"] is None
    assert mine["myWaiting"]["door"] == {"label": "3栋2单元1202"}
    told = {message.person_id: message.link for message in await Message.all()}
    assert told == {
        head.id: "/my-household",
        town.member.id: f"/households/{nodes.opaque('Household', home.id)}",
    }

    at_home = await phones(head)
    [waiting] = (await at_home.ask(MINE))["myHousehold"]["particulars"]["waiting"]
    admitted = await at_home.ask(ADMIT, resident=waiting["id"], key=str(uuid4()))
    assert [one["name"] for one in admitted["admitResident"]["particulars"]["residents"]] == ["陈明", "路人"]
    mine = await stranger.ask(MINE)
    assert mine["myWaiting"] is None
    assert mine["myHousehold"]["mayDecide"] is False
    assert (await stranger.ask(ADMIT, resident=waiting["id"], key=str(uuid4())))["admitResident"] == {
        "__typename": "NotFound"
    }


async def test_who_is_turned_away_waits_no_longer(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 2单元 1202")
    head = await phones(await living(home, "陈明"))
    made = await invited(await phones(town.leader), grid=grid_id(town))
    stranger = await phones()
    await joined(stranger, made["code"], "路人", door=DOOR)
    [waiting] = (await head.ask(MINE))["myHousehold"]["particulars"]["waiting"]

    gone = await head.ask(MOVE_OUT, resident=waiting["id"], key=str(uuid4()))

    assert gone["moveOut"] == {"__typename": "Household"}
    mine = await stranger.ask(MINE)
    assert (mine["myHousehold"], mine["myWaiting"]) == (None, None)
    assert (await Household.get()).moved_away_at is None


async def test_who_is_on_the_list_by_name_comes_in_as_that_resident(town: Town, phones: Phones) -> None:
    await household(town, "3栋 2单元 1202", "陈明", "林晓")
    made = await invited(await phones(town.leader), grid=grid_id(town))
    phone = await phones()

    assert (await joined(phone, made["code"], " 林晓 ", door=DOOR))["isWaiting"] is False

    shown = (await phone.ask(MINE))["myHousehold"]["particulars"]["residents"]
    assert [(one["name"], one["isMe"]) for one in shown] == [("陈明", False), ("林晓", True)]


async def test_who_waits_can_be_known_under_another_name(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 2单元 1202", "陈明", "林晓")
    made = await invited(await phones(town.leader), grid=grid_id(town))
    phone, member = await phones(), await phones(town.member)
    await joined(phone, made["code"], "小林", door=DOOR)
    [waiting] = await Resident.filter(Resident.waiting())
    known = await Resident.filter(Resident.here(), household_id=home.id).order_by("-id").first()
    assert known is not None

    answer = await member.ask(
        ADMIT,
        resident=nodes.opaque("Resident", waiting.id),
        knownAs=nodes.opaque("Resident", known.id),
        key=str(uuid4()),
    )

    assert [
        (one["name"], one["hasAccount"]) for one in answer["admitResident"]["particulars"]["residents"]
    ] == [("陈明", False), ("林晓", True)]
    assert answer["admitResident"]["particulars"]["waiting"] == []


async def test_who_comes_while_a_member_writes_the_same_door_down_finds_one_household(
    town: Town, phones: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await invited(await phones(town.above), grid=nodes.opaque("Grid", town.community.id))
    member, put_on_list = await community.actor(town.member), registering.put_on_list
    writing: list[asyncio.Task[Household]] = []

    async def put_while_somebody_writes(*given: Any) -> Household:
        monkeypatch.setattr(registering, "put_on_list", put_on_list)
        door = doors.parse("3栋", "2单元", "1202")
        # In a context of its own: it is another request, and no part of this unit of work.
        other = asyncio.get_running_loop().create_task(
            registering.register(member, town.east.id, door), context=contextvars.Context()
        )
        writing.append(other)
        await asyncio.wait([other], timeout=0.3)
        return await put_on_list(*given)

    monkeypatch.setattr(registering, "put_on_list", put_while_somebody_writes)
    came = await joined(await phones(), made["code"], door=DOOR, grid=grid_id(town))
    assert came["__typename"] == "Joined"
    with pytest.raises(DoorTaken):
        await writing[0]
    assert await Household.all().count() == 1


async def test_many_at_one_new_door_find_one_household(town: Town, phones: Phones) -> None:
    made = await invited(await phones(town.leader), grid=grid_id(town), uses=9)
    family = [await phones() for _ in range(4)]
    answers = await asyncio.gather(
        *(joined(phone, made["code"], f"家人{number}", door=DOOR) for number, phone in enumerate(family))
    )
    assert sorted(answer["isWaiting"] for answer in answers) == [False, True, True, True]
    assert await Household.all().count() == 1


async def test_who_lives_elsewhere_moves_out_first(town: Town, phones: Phones) -> None:
    made = await invited(await phones(town.leader), grid=grid_id(town))
    home = await household(town, "1栋 101")
    phone = await phones(await living(home, "陈明"))
    assert (await joined(phone, made["code"], "陈明", door=DOOR))["__typename"] == "LivesElsewhere"
    [me] = (await phone.ask(MINE))["myHousehold"]["particulars"]["residents"]
    await phone.ask(MOVE_OUT, resident=me["id"], key=str(uuid4()))
    assert (await joined(phone, made["code"], "陈明", door=DOOR))["__typename"] == "Joined"
    assert (await phone.ask(MINE))["myHousehold"]["door"]["label"] == "3栋2单元1202"
    assert (await Invitation.get()).used == 1


async def test_who_lives_behind_the_door_is_at_home_and_uses_up_nothing(town: Town, phones: Phones) -> None:
    made = await invited(await phones(town.leader), grid=grid_id(town))
    phone = await phones(await living(await household(town, "3栋 2单元 1202"), "陈明"))
    written_otherwise = {"building": "3", "unit": "二单元", "room": "1202室"}
    answer = await joined(phone, made["code"], "陈明", door=written_otherwise)
    assert answer == {"__typename": "Joined", "isWaiting": False, "door": {"label": "3栋2单元1202"}}
    assert (await Invitation.get()).used == 0
    assert await Resident.all().count() == 1


async def test_an_invitation_of_a_community_finds_the_door_in_its_grids(town: Town, phones: Phones) -> None:
    await household(town, "3栋 2单元 1202")
    await household(town, "7栋 1", grid=town.west.id)
    await household(town, "9栋 1")
    await household(town, "9栋 1", grid=town.west.id)
    above = await phones(town.above)
    made = await invited(above, grid=nodes.opaque("Grid", town.community.id))
    east, west = grid_id(town), nodes.opaque("Grid", town.west.id)

    welcome = await above.ask(WELCOME, code=made["code"])
    assert welcome["invitation"]["buildings"] == [
        {"name": "3栋", "units": ["2单元"], "grid": east},
        {"name": "9栋", "units": [], "grid": east},
        {"name": "7栋", "units": [], "grid": west},
        {"name": "9栋", "units": [], "grid": west},
    ]
    nine = {"building": "9栋", "room": "1"}
    assert await joined(await phones(), made["code"], door=nine) == {
        "__typename": "BadInput",
        "field": "door",
        "message": "There are two such doors here. Please choose your building from the list.",
    }
    there = await phones()
    assert (await joined(there, made["code"], door=nine, grid=west))["isWaiting"] is False
    assert (await there.ask(MINE))["myHousehold"]["grid"] == {"name": "第二网格"}
    elsewhere = nodes.opaque("Grid", town.town.id)
    assert (await joined(await phones(), made["code"], door=nine, grid=elsewhere))["__typename"] == "NotFound"
