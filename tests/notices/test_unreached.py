"""The list of whom a notice has not reached: in the order in which one walks, and to whom it shows what."""

from datetime import timedelta
from typing import Any

import pytest

from backend.access.models import Post, Role
from backend.households.models import Household, Look
from backend.kit import clock, nodes
from backend.notices.channel_models import Channel, Step
from backend.notices.models import Relay
from backend.notices.reach_models import NoticeContact
from tests import community
from tests.community import Town
from tests.notices import builders
from tests.notices.reach_documents import CONTACT, COUNTED_OUT, READ, UNREACHED
from tests.notices.stairs import Stairs, built
from tests.phones import Phone, Phones
from tests.statements import counted

DOORS = ["3栋1单元1202", "3栋2单元1201", "10栋1单元101", "1栋1单元301"]


@pytest.fixture
async def stairs(town: Town) -> Stairs:
    return await built(town)


async def listed(phone: Phone, **given: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (await phone.ask(UNREACHED, **given))["unreachedHouseholds"]["nodes"]
    return rows


def doors(rows: list[dict[str, Any]]) -> list[str]:
    return [row["door"]["label"] for row in rows]


async def test_it_is_in_the_order_in_which_one_walks(stairs: Stairs, phones: Phones) -> None:
    leader = await phones(stairs.town.above)
    assert doors(await listed(leader, **stairs.named)) == DOORS
    await (await phones(stairs.people[0])).ask(READ, **stairs.named)
    assert doors(await listed(leader, **stairs.named)) == [DOORS[0], *DOORS[2:]]
    west = nodes.opaque("Grid", stairs.town.west.id)
    assert doors(await listed(leader, **stairs.named, grid=west)) == DOORS[3:]


async def test_pages_leave_out_nobody_and_show_nobody_twice(stairs: Stairs, phones: Phones) -> None:
    leader = await phones(stairs.town.above)
    found, after = [], None
    for _ in DOORS:
        page = (await leader.ask(UNREACHED, **stairs.named, first=1, after=after))["unreachedHouseholds"]
        found += doors(page["nodes"])
        after = page["pageInfo"]["endCursor"]
    assert found == DOORS
    assert page["pageInfo"]["hasNextPage"] is False


async def test_a_liaison_sees_their_own_doors_with_number_and_way(stairs: Stairs, phones: Phones) -> None:
    liaison = await phones(stairs.liaison)
    first, second = await listed(liaison, **stairs.named)
    assert (first["door"]["label"], first["phone"], first["name"]) == (
        "3栋2单元1201",
        "+8613800138001",
        "陈明",
    )
    assert first["address"] == "余新镇 金星社区 第一网格 3栋2单元1201"
    assert (second["door"]["label"], second["phone"]) == ("10栋1单元101", None)
    assert [one["headline"] for one in first["missed"]] == ["停水通知"]


async def test_whoever_stands_in_for_the_liaison_has_the_list_too(stairs: Stairs, phones: Phones) -> None:
    helper = await community.appointed("钱代班", Role.LIAISON, stairs.town.east)
    post = await Post.get(person=stairs.liaison)
    await Post.filter(person=helper).update(stands_in_for_id=post.id)
    assert doors(await listed(await phones(helper), **stairs.named)) == DOORS[1:3]


async def test_each_look_at_a_number_is_recorded_once(stairs: Stairs, phones: Phones) -> None:
    liaison = await phones(stairs.liaison)
    await liaison.ask(COUNTED_OUT, **stairs.named)
    assert await Look.all().count() == 0
    for _ in range(2):
        await listed(liaison, **stairs.named)
    looks = await Look.all().order_by("household_id").values("household_id", "person_id", "role")
    assert [look["household_id"] for look in looks] == sorted(home.id for home in stairs.homes[:2])
    assert {(look["person_id"], look["role"]) for look in looks} == {(stairs.liaison.id, Role.LIAISON)}


async def test_who_does_not_look_after_doors_sees_whose_they_are_and_no_more(
    stairs: Stairs, phones: Phones
) -> None:
    editor = await phones(await community.appointed("冯编辑", Role.EDITOR, stairs.town.east))
    rows = await listed(editor, **stairs.named)
    assert [row["liaison"] and row["liaison"]["name"] for row in rows] == [None, "郑联络", "郑联络"]
    assert {(row["door"], row["address"], row["phone"], row["name"]) for row in rows} == {(None,) * 4}
    assert await Look.all().count() == 0


async def test_to_whom_nobody_need_go_again_is_off_the_list(stairs: Stairs, phones: Phones) -> None:
    liaison = await phones(stairs.liaison)
    again = (clock.now() + timedelta(hours=3)).isoformat()
    await liaison.ask(CONTACT, **stairs.contact(0, "NOT_AT_HOME"), againAt=again, note="晚上在家")
    done = (await liaison.ask(CONTACT, **stairs.contact(1, "MOVED_AWAY")))["done"]
    assert [one["lastContact"]["outcome"] for one in done["missed"]] == ["MOVED_AWAY"]
    [row] = await listed(liaison, **stairs.named)
    assert row["missed"][0]["lastContact"] == {
        "outcome": "NOT_AT_HOME",
        "at": clock.now().isoformat(),
        "againAt": again,
        "note": "晚上在家",
        "by": "郑联络",
    }
    assert doors(await listed(liaison, **stairs.named, settled=True)) == DOORS[1:3]


async def test_who_was_told_is_off_the_list_at_once(stairs: Stairs, phones: Phones) -> None:
    liaison = await phones(stairs.liaison)
    done = (await liaison.ask(CONTACT, **stairs.contact(0, "TOLD_BY_PHONE")))["done"]
    assert (done["door"]["label"], done["missed"]) == ("3栋2单元1201", [])
    assert doors(await listed(liaison, **stairs.named)) == DOORS[2:3]


async def test_without_a_notice_it_is_what_is_due_at_the_door(stairs: Stairs, phones: Phones) -> None:
    liaison = await phones(stairs.liaison)
    await builders.published(stairs.town.above, stairs.town.town, builders.draft("明天停电"))
    await Step.all().delete()
    opens = clock.now() + timedelta(minutes=15)
    relay = await Relay.get(notice=stairs.notice)
    await Step.create(notice=stairs.notice, relay=relay, channel=Channel.DOOR, opens_at=opens, due_at=opens)
    assert await listed(liaison) == []
    clock.advance(timedelta(minutes=15))
    rows = await listed(liaison)
    assert doors(rows) == DOORS[1:3]
    assert [one["headline"] for one in rows[0]["missed"]] == ["停水通知"]
    clock.advance(timedelta(days=8))
    assert await listed(liaison) == []


async def test_an_empty_home_is_not_on_the_list(stairs: Stairs, phones: Phones) -> None:
    await Household.filter(id=stairs.homes[0].id).update(vacant_since=clock.now())
    assert doors(await listed(await phones(stairs.liaison), **stairs.named)) == DOORS[2:3]


async def test_a_door_of_somebody_else_is_not_theirs_to_note(stairs: Stairs, phones: Phones) -> None:
    done = (await (await phones(stairs.liaison)).ask(CONTACT, **stairs.contact(2, "TOLD_AT_DOOR")))["done"]
    assert done["__typename"] == "NotFound"
    assert await NoticeContact.all().count() == 0


async def test_a_list_asks_the_tables_a_few_times(stairs: Stairs, phones: Phones) -> None:
    liaison = await phones(stairs.liaison)
    with counted() as statements:
        await listed(liaison, **stairs.named)
    assert len(statements) <= 8, "\n".join(statements)
