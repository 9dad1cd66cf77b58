"""Binding a grid's chat groups: only robots of chats, nothing of our own network, and nobody reads the address again."""

import os
from unittest.mock import patch
from uuid import uuid4

import pytest

from backend import settings
from backend.access.models import Deed
from backend.kit import nodes
from backend.kit.refusals import BadInput
from backend.notices.channel_models import ChatGroup
from backend.notices.channels import gateways, groups
from tests import community
from tests.community import Town
from tests.notices.channel_documents import BIND, GROUPS, REMOVE, TRY
from tests.notices.gateways import Group
from tests.phones import Phone, Phones

ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7a0c-4bc4-97a0-0ec2sifa5aaa"


async def bind(phone: Phone, town: Town, url: str, name: str = "3栋业主群") -> dict[str, object]:
    answer = await phone.ask(
        BIND, grid=nodes.opaque("Grid", town.east.id), name=name, url=url, key=str(uuid4())
    )
    done: dict[str, object] = answer["done"]
    return done


async def test_a_group_is_bound_by_the_address_that_its_robot_shows_and_nobody_reads_it_again(
    town: Town, phones: Phones
) -> None:
    phone = await phones(town.leader)
    bound = await bind(phone, town, ROBOT)
    assert bound | {"id": ""} == {
        "id": "",
        "__typename": "ChatGroup",
        "name": "3栋业主群",
        "service": "企业微信",
        "boundBy": "王芳",
        "lastPostedAt": None,
        "failingSince": None,
        "version": 1,
    }
    [row] = await ChatGroup.all().values()
    assert b"693a91f6" not in bytes(row["url"])
    listed = await phone.answer(GROUPS, grid=nodes.opaque("Grid", town.east.id))
    assert "693a91f6" not in str(listed)
    assert listed["data"]["chatGroups"][0]["name"] == "3栋业主群"
    assert [deed.verb for deed in await Deed.all()] == ["bindChatGroup"]
    assert "693a91f6" not in str(await Deed.all().values())


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "file:///etc/passwd",
        "mailto://somebody:secret@mail.example.org",
        "https://example.org/hook",
        "json://gateway.example.org/x",
        "jsons://127.0.0.1/x",
        "jsons://localhost/x",
        "jsons://10.0.0.7/x",
        "jsons://gateway/x",
        "jsons://gateway.example.org:8443/x",
        "jsons://[::1]/x",
        "syslog://",
        "wecombot://",
        "wecombot://" + "k" * 600,
    ],
)
@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
async def test_nothing_but_a_robot_of_a_chat_or_a_public_gateway_is_bound(
    town: Town, phones: Phones, url: str
) -> None:
    done = await bind(await phones(town.leader), town, url)
    assert (done["__typename"], done["field"]) == ("BadInput", "url")
    assert await ChatGroup.all().count() == await Deed.all().count() == 0


async def test_a_group_is_bound_once_and_a_grid_has_no_more_than_it_can_use(
    town: Town, phones: Phones
) -> None:
    phone = await phones(town.leader)
    await bind(phone, town, ROBOT)
    again = await bind(phone, town, ROBOT)
    assert (again["__typename"], again["message"]) == ("BadInput", "This group is bound here already.")
    leader = await community.actor(town.leader)
    for number in range(groups.MOST - 1):
        await groups.bind(leader, town.east.id, f"{number}号群", f"wecombot://key-{number:04}")
    assert (await bind(phone, town, "wecombot://one-more"))["__typename"] == "TooManyGroups"
    assert await ChatGroup.all().count() == groups.MOST


@pytest.mark.parametrize("name", ["", " ", "名" * 41])
async def test_a_group_has_a_name(town: Town, phones: Phones, name: str) -> None:
    done = await bind(await phones(town.leader), town, ROBOT, name)
    assert (done["__typename"], done["field"]) == ("BadInput", "name")
    assert await ChatGroup.all().count() == 0


async def test_a_line_is_posted_to_see_that_it_works(town: Town, phones: Phones, chat: Group) -> None:
    phone = await phones(town.leader)
    bound = await bind(phone, town, chat.url)
    tried = (await phone.ask(TRY, group=bound["id"]))["done"]
    assert chat.texts == [
        "This group is bound to Lianxin. Notices of 第一网格 will be posted here by themselves."
    ]
    assert (tried["lastPostedAt"], tried["failingSince"]) == ("2020-01-29T11:00:00+00:00", None)


async def test_a_group_that_takes_nothing_is_shown_as_failing(
    town: Town, phones: Phones, chat: Group
) -> None:
    chat.status = 500
    phone = await phones(town.leader)
    bound = await bind(phone, town, chat.url)
    assert (await phone.ask(TRY, group=bound["id"]))["done"]["__typename"] == "GroupSilent"
    [listed] = (await phone.ask(GROUPS, grid=nodes.opaque("Grid", town.east.id)))["chatGroups"]
    assert (listed["lastPostedAt"], listed["failingSince"]) == (None, "2020-01-29T11:00:00+00:00")
    chat.status = 200
    assert (await phone.ask(TRY, group=bound["id"]))["done"]["failingSince"] is None


async def test_a_gateway_does_not_lead_us_elsewhere(town: Town, phones: Phones, chat: Group) -> None:
    chat.status, chat.location = 307, f"http://{chat.host}/elsewhere"
    phone = await phones(town.leader)
    bound = await bind(phone, town, chat.url)
    assert (await phone.ask(TRY, group=bound["id"]))["done"]["__typename"] == "GroupSilent"
    assert len(chat.texts) == 1


async def test_a_gateway_that_was_let_in_once_is_looked_at_again_by_the_settings_of_now(
    town: Town, phones: Phones, chat: Group
) -> None:
    phone = await phones(town.leader)
    bound = await bind(phone, town, chat.url)
    with patch.dict(os.environ, LIANXIN_PUSH_HOSTS="[]"):
        settings.settings.cache_clear()
        assert (await phone.ask(TRY, group=bound["id"]))["done"]["__typename"] == "GroupSilent"
    assert chat.texts == []


async def test_whoever_tries_again_and_again_is_asked_to_wait(town: Town, phones: Phones) -> None:
    leader = await community.actor(town.leader)
    group = await groups.bind(leader, town.east.id, "群", "nothing")
    phone = await phones(town.leader)
    named = nodes.opaque("ChatGroup", group.id)
    answers = [(await phone.ask(TRY, group=named))["done"]["__typename"] for _ in range(11)]
    assert answers == ["GroupSilent"] * 10 + ["TooOften"]


async def test_of_a_group_that_was_removed_the_address_is_forgotten(town: Town, phones: Phones) -> None:
    phone = await phones(town.leader)
    bound = await bind(phone, town, ROBOT)
    done = (await phone.ask(REMOVE, group=bound["id"], key=str(uuid4())))["done"]
    assert done == {"id": bound["id"], "__typename": "RemovedChatGroup"}
    assert (await ChatGroup.get()).url == ""
    assert (await phone.ask(GROUPS, grid=nodes.opaque("Grid", town.east.id)))["chatGroups"] == []
    again = (await phone.ask(REMOVE, group=bound["id"], key=str(uuid4())))["done"]
    assert again["__typename"] == "NotFound"


async def test_what_has_no_robots_form_is_refused_before_anything_is_asked() -> None:
    with pytest.raises(BadInput):
        await gateways.read("jsons://169.254.169.254/latest")
