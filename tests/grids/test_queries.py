"""The tree and its posts as phones show them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from backend.access.models import Post, Role
from backend.grids import rules
from backend.grids.models import Grid, Tier
from backend.kit import clock, nodes
from tests import community
from tests.community import Town
from tests.grids.documents import GRID, GRIDS, POSTS, named
from tests.phones import Phone, Phones
from tests.statements import counted


async def names(phone: Phone, **variables: Any) -> list[str]:
    """The grids of a list, in its order."""
    answer = await phone.ask(GRIDS, **variables)
    return [row["name"] for row in answer["grids"]["nodes"]]


async def test_a_grid_is_shown_with_its_way_up_and_who_answers_for_it(town: Town, phones: Phones) -> None:
    phone = await phones(await community.resident("林晓", town.east))
    answer = (await phone.ask(GRID, id=named(town.east)))["grid"]
    assert answer == {
        "id": named(town.east),
        "code": town.east.code,
        "name": "第一网格",
        "tier": "GRID",
        "tierName": "",
        "label": "余新镇 / 金星社区 / 第一网格",
        "closedAt": None,
        "version": 1,
        "childCount": 0,
        "may": [],
        "above": [
            {"name": "余新镇", "leader": {"name": "沈国强"}},
            {"name": "金星社区", "leader": None},
        ],
        "posts": [
            {"role": "LEADER", "name": "王芳", "phone": None, "standsInFor": None, "until": None, "may": []},
            {
                "role": "MEMBER",
                "name": "李建平",
                "phone": None,
                "standsInFor": None,
                "until": None,
                "may": [],
            },
        ],
    }


async def test_who_lives_elsewhere_sees_the_grid_and_not_its_people(town: Town, phones: Phones) -> None:
    phone = await phones(town.neighbour)
    answer = (await phone.ask(GRID, id=named(town.east)))["grid"]
    assert (answer["name"], answer["posts"], answer["may"]) == ("第一网格", None, [])
    assert (await phone.ask(POSTS, grid=named(town.east)))["posts"]["nodes"] == []


async def test_a_screen_offers_what_its_reader_may_do(town: Town, phones: Phones) -> None:
    leader, above = await phones(town.leader), await phones(town.above)
    assert (await leader.ask(GRID, id=named(town.east)))["grid"]["may"] == [
        "ADD",
        "RENAME",
        "SET_TIME_ZONE",
        "APPOINT",
        "SPLIT",
        "KEEP_SUPPLIES",
    ]
    answer = (await above.ask(GRID, id=named(town.east)))["grid"]
    assert answer["may"] == [
        "ADD",
        "RENAME",
        "SET_TIME_ZONE",
        "APPOINT",
        "SPLIT",
        "MOVE",
        "CLOSE",
        "APPOINT_LEADER",
        "KEEP_SUPPLIES",
    ]
    assert answer["posts"][0]["may"] == ["END", "REPLACE", "STAND_IN", "GIVE_CODE"]
    own = (await above.ask(GRID, id=named(town.town)))["grid"]
    assert own["posts"][0]["may"] == ["REPLACE", "STAND_IN"]


async def test_an_id_that_names_no_grid_answers_nothing(town: Town, phones: Phones) -> None:
    phone = await phones(town.above)
    for wrong in (nodes.opaque("Grid", uuid4()), nodes.opaque("Post", town.east.id), "x"):
        assert (await phone.ask(GRID, id=wrong))["grid"] is None


async def test_nobody_signed_out_sees_the_tree(town: Town, phones: Phones) -> None:
    phone = await phones()
    assert await phone.refused(GRIDS) == "SIGNED_OUT"
    assert await phone.refused(GRID, id=named(town.east)) == "SIGNED_OUT"


async def test_the_way_down_starts_at_the_top_and_goes_by_pages(town: Town, phones: Phones) -> None:
    phone = await phones(town.above)
    assert await names(phone) == ["余新镇"]
    assert await names(phone, parent=named(town.community)) == ["第一网格", "第二网格"]
    first = (await phone.ask(GRIDS, parent=named(town.community), first=1))["grids"]
    assert first["pageInfo"]["hasNextPage"]
    assert await names(phone, parent=named(town.community), after=first["pageInfo"]["endCursor"]) == [
        "第二网格"
    ]


async def test_a_grid_is_found_by_part_of_its_name_or_the_beginning_of_its_code(
    town: Town, phones: Phones
) -> None:
    phone = await phones(town.above)
    assert await names(phone, search=" 网格 ") == ["第一网格", "第二网格"]
    assert await names(phone, search="二网", parent=named(town.community)) == ["第二网格"]
    assert await names(phone, search="网格", parent=named(town.east)) == []
    assert await names(phone, search=town.east.code) == ["第一网格"]
    assert await names(phone, search="%") == []


async def test_grids_that_nobody_leads_are_found_and_closed_ones_only_when_asked_for(
    town: Town, phones: Phones
) -> None:
    phone = await phones(town.above)
    assert await names(phone, vacant=True) == ["金星社区"]
    await Grid.filter(id=town.west.id).update(closed_at=clock.now())
    assert await names(phone, parent=named(town.community)) == ["第一网格"]
    assert await names(phone, parent=named(town.community), closed=True) == ["第二网格"]


async def test_in_a_micro_grid_a_liaison_answers(town: Town, phones: Phones) -> None:
    part = await community.grid("甲", Tier.MICRO_GRID, town.east)
    await community.appointed("朱阿宝", Role.LIAISON, town.east)
    phone = await phones(town.leader)
    assert await names(phone, vacant=True) == ["金星社区", "甲"]
    liaison = await community.appointed("朱美珍", Role.LIAISON, part)
    assert await names(phone, vacant=True) == ["金星社区"]
    rows = (await phone.ask(GRIDS, parent=named(town.east)))["grids"]["nodes"]
    assert rows[0]["leader"] == {"name": liaison.name}


async def test_who_has_no_leader_above_is_offered_to_hand_over_and_not_to_leave(
    town: Town, phones: Phones
) -> None:
    await Post.filter(grid_id=town.town.id).update(ended_at=clock.now(), seat=None)
    phone = await phones(town.leader)
    posts = (await phone.ask(GRID, id=named(town.east)))["grid"]["posts"]
    assert posts[0]["may"] == ["REPLACE", "STAND_IN"]


async def test_posts_are_listed_by_grid_and_with_all_below(town: Town, phones: Phones) -> None:
    phone = await phones(town.above)
    assert (await phone.ask(POSTS, grid=named(town.community)))["posts"]["nodes"] == []
    below = (await phone.ask(POSTS, grid=named(town.town), below=True))["posts"]["nodes"]
    assert [(row["name"], row["grid"]["name"]) for row in below] == [
        ("沈国强", "余新镇"),
        ("王芳", "第一网格"),
        ("李建平", "第一网格"),
        ("朱美珍", "第二网格"),
    ]
    members = (await phone.ask(POSTS, grid=named(town.town), below=True, role="MEMBER"))["posts"]["nodes"]
    assert [row["name"] for row in members] == ["李建平"]


async def test_a_stand_in_is_the_leader_that_is_named(town: Town, phones: Phones) -> None:
    person = await community.resident("徐明", town.east)
    leads = await Post.get(grid_id=town.east.id, role=Role.LEADER)
    until = clock.now() + timedelta(days=1)
    await Post.create(
        person=person, grid=town.east, role=Role.LEADER, stands_in_for=leads, until=until, seat="x"
    )
    phone = await phones(town.leader)
    rows = (await phone.ask(GRIDS, parent=named(town.community)))["grids"]["nodes"]
    assert rows[0]["leader"] == {"name": "徐明"}
    shown = (await phone.ask(GRID, id=named(town.east)))["grid"]["posts"]
    assert [(row["name"], row["standsInFor"], row["may"]) for row in shown] == [
        ("王芳", None, ["END", "STAND_IN"]),
        ("徐明", "王芳", ["END"]),
        ("李建平", None, ["END", "REPLACE", "STAND_IN"]),
    ]


async def test_a_screen_of_grids_costs_a_handful_of_statements_however_many_rows(
    town: Town, phones: Phones
) -> None:
    above = await community.actor(town.above)
    for number in range(30):
        await rules.add(above, town.community.id, f"{number}号", Tier.GRID)
    phone = await phones(town.above)
    with counted() as statements:
        assert len(await names(phone, parent=named(town.community))) == 32
    assert len(statements) == 5, statements
    with counted() as statements:
        await phone.ask(GRID, id=named(town.east))
    assert len(statements) == 7, statements
