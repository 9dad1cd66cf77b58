"""The tree and its posts as phones change them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from backend.access.models import Person, Post
from backend.grids.models import Grid
from backend.kit import clock, nodes
from tests import community
from tests.community import Town
from tests.grids.documents import ADD, APPOINT, named
from tests.phones import Phones
from tests.programs import program


async def test_adding_a_grid_answers_it_or_why_not_in_the_readers_language(
    town: Town, phones: Phones
) -> None:
    phone, key = await phones(town.leader), str(uuid4())
    given = {"parent": named(town.east), "input": {"name": "甲", "tier": "MICRO_GRID"}, "key": key}
    added = (await phone.ask(ADD, **given))["added"]
    assert added == {
        "__typename": "Grid",
        "name": "甲",
        "code": f"{town.east.code}-01",
        "above": [{"name": "余新镇"}, {"name": "金星社区"}, {"name": "第一网格"}],
        "version": 1,
        "may": [
            "ADD",
            "RENAME",
            "SET_TIME_ZONE",
            "APPOINT",
            "MOVE",
            "CLOSE",
            "APPOINT_LEADER",
            "KEEP_SUPPLIES",
        ],
    }
    assert (await phone.ask(ADD, **given))["added"] == added
    refused = (await phone.ask(ADD, **(given | {"key": str(uuid4())})))["added"]
    assert refused == {
        "__typename": "NameTaken",
        "message": "There already is a grid called 甲 here. Please choose another name.",
    }
    other = given | {"input": {"name": "乙", "tier": "MICRO_GRID"}}
    assert (await phone.ask(ADD, **other))["added"]["__typename"] == "KeyReused"
    assert await Grid.filter(parent_id=town.east.id).count() == 1


async def test_residents_change_no_grid_and_give_no_post(town: Town, phones: Phones) -> None:
    phone = await phones(await community.resident("林晓", town.east))
    added = {"parent": named(town.east), "input": {"name": "甲", "tier": "GRID"}, "key": str(uuid4())}
    assert await phone.refused(ADD, **added) == "FORBIDDEN"
    given = {
        "grid": named(town.east),
        "input": {"role": "LIAISON", "name": "甲", "phone": "13800005678"},
        "key": str(uuid4()),
    }
    assert await phone.refused(APPOINT, **given) == "FORBIDDEN"
    assert await Grid.all().count() == 4
    assert await Post.all().count() == 4


async def test_renaming_moving_closing_and_opening_go_by_version(town: Town, phones: Phones) -> None:
    phone = await phones(town.above)

    async def done(verb: str, **given: Any) -> tuple[Any, ...]:
        kinds = {"input": "RenameGridInput!", "parent": "ID!", "version": "Int!"}
        declared = "".join(f", ${name}: {kinds[name]}" for name in given)
        passed = "".join(f", {name}: ${name}" for name in given)
        document = f"""mutation ($grid: ID!, $key: UUID!{declared}) {{ done: {verb}(grid: $grid, key: $key{passed}) {{
            __typename ... on Grid {{ name version label closedAt }} ... on Changed {{ version }} ... on Refusal {{ message }}
        }} }}"""
        answer = (await phone.ask(document, grid=named(town.east), key=str(uuid4()), **given))["done"]
        return answer["__typename"], answer.get("version"), answer.get("label")

    renamed = {"name": "东网格", "tierName": "大网格", "version": 1}
    assert await done("renameGrid", input=renamed) == ("Grid", 2, "余新镇 / 金星社区 / 东网格")
    assert await done("renameGrid", input=renamed) == ("Changed", 2, None)
    assert await done("moveGrid", parent=named(town.town), version=2) == ("Grid", 3, "余新镇 / 东网格")
    assert await done("moveGrid", parent=named(town.east), version=3) == ("BelowItself", None, None)
    assert await done("closeGrid", version=3) == ("Grid", 4, "余新镇 / 东网格")
    assert await done("reopenGrid", version=3) == ("Changed", 4, None)
    assert await done("reopenGrid", version=4) == ("Grid", 5, "余新镇 / 东网格")


async def test_a_post_is_given_handed_on_stood_in_for_and_ended(town: Town, phones: Phones) -> None:
    phone = await phones(town.above)
    given = {"role": "LEADER", "name": "徐明", "phone": "138 0000 5678"}
    first = (await phone.ask(APPOINT, grid=named(town.community), input=given, key=str(uuid4())))["given"]
    assert first == {
        "__typename": "Post",
        "role": "LEADER",
        "name": "徐明",
        "phone": "+8613800005678",
        "grid": {"name": "金星社区"},
        "may": ["END", "REPLACE", "STAND_IN", "GIVE_CODE"],
    }
    taken = (await phone.ask(APPOINT, grid=named(town.community), input=given, key=str(uuid4())))["given"]
    assert taken["message"] == "徐明 already holds this post. Replace them, or end that post first."
    wrong = given | {"phone": "12"}
    refused = (await phone.ask(APPOINT, grid=named(town.community), input=wrong, key=str(uuid4())))["given"]
    assert refused["__typename"] == "BadInput"

    post = nodes.opaque("Post", (await Post.get(grid_id=town.community.id)).id)
    stand_in = """mutation ($post: ID!, $input: StandInInput!, $key: UUID!) {
      given: standIn(post: $post, input: $input, key: $key) { __typename ... on Post { name standsInFor } } }"""
    until = (clock.now() + timedelta(days=3)).isoformat()
    deputy = {"name": "丁一", "phone": "13900001234", "until": until}
    assert (await phone.ask(stand_in, post=post, input=deputy, key=str(uuid4())))["given"] == {
        "__typename": "Post",
        "name": "丁一",
        "standsInFor": "徐明",
    }
    end = """mutation ($post: ID!, $key: UUID!) {
      ended: endPost(post: $post, key: $key) { __typename ... on Post { name endedAt may } } }"""
    ended = (await phone.ask(end, post=post, key=str(uuid4())))["ended"]
    assert ended == {"__typename": "Post", "name": "徐明", "endedAt": clock.now().isoformat(), "may": []}
    assert await Post.filter(grid_id=town.community.id, ended_at__isnull=True).count() == 0
    assert await Person.filter(grid_id=town.community.id).count() == 2


async def test_a_program_adds_grids_and_gives_no_posts_which_would_outlive_its_token(
    town: Town, phones: Phones
) -> None:
    report = await program(phones, town.above, town.town, may_write=True)
    added = {"parent": named(town.east), "input": {"name": "甲", "tier": "MICRO_GRID"}, "key": str(uuid4())}
    assert (await report.ask(ADD, **added))["added"]["__typename"] == "Grid"
    given = {"role": "MEMBER", "name": "徐明", "phone": "13800005678"}
    refused = await report.refused(APPOINT, grid=named(town.community), input=given, key=str(uuid4()))
    assert refused == "FORBIDDEN"
    assert await Post.all().count() == 4
