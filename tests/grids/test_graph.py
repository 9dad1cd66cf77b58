"""The tree and its posts as phones ask for them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from backend.access import sessions
from backend.access.models import ApiToken, Person, Post, Role
from backend.grids import rules
from backend.grids.models import Grid, Tier
from backend.households.models import Household
from backend.kit import clock, nodes
from backend.supplies import seeds
from backend.supplies.models import Item
from backend.supplies.stock_models import StockLevel
from backend.volunteers.models import Volunteer, VolunteerState
from tests import community
from tests.community import Town
from tests.households import builders as doors
from tests.phones import Phone, Phones
from tests.statements import counted
from tests.volunteers import builders as volunteers

GRID = """
query ($id: ID!) { grid(id: $id) {
  id code name tier tierName label closedAt version childCount may
  above { name leader { name } }
  posts { role name phone standsInFor until may }
} }"""
GRIDS = """
query ($parent: ID, $search: String! = "", $vacant: Boolean! = false, $closed: Boolean! = false, $first: Int! = 50, $after: String) {
  grids(parent: $parent, search: $search, vacant: $vacant, closed: $closed, first: $first, after: $after) {
    nodes { name tier childCount leader { name } } pageInfo { hasNextPage endCursor }
} }"""
POSTS = """
query ($grid: ID!, $role: Role, $below: Boolean! = false) {
  posts(grid: $grid, role: $role, below: $below) { nodes { role name grid { name label } } }
}"""
ADD = """
mutation ($parent: ID!, $input: AddGridInput!, $key: UUID!) { added: addGrid(parent: $parent, input: $input, key: $key) {
  __typename ... on Grid { name code above { name } version may } ... on Refusal { message }
} }"""
APPOINT = """
mutation ($grid: ID!, $input: AppointInput!, $key: UUID!) { given: appoint(grid: $grid, input: $input, key: $key) {
  __typename ... on Post { role name phone grid { name } may } ... on Refusal { message }
} }"""


def named(grid: Grid) -> str:
    return nodes.opaque("Grid", grid.id)


async def names(phone: Phone, **variables: Any) -> list[str]:
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
    assert refused == {"__typename": "NameTaken", "message": "There already is a 甲 here. Take another name."}
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
    assert taken["message"] == "徐明 already holds this post. Hand it over or end it first."
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
    secret = sessions.fresh_token()
    await ApiToken.create(
        name="报表",
        maker=town.above,
        grid=town.town,
        may_write=True,
        token=sessions.fingerprint(secret),
        expires_at=clock.now() + timedelta(days=1),
    )
    program = await phones()
    program.headers = {"authorization": f"Bearer {secret}", "content-type": "application/json"}
    added = {"parent": named(town.east), "input": {"name": "甲", "tier": "MICRO_GRID"}, "key": str(uuid4())}
    assert (await program.ask(ADD, **added))["added"]["__typename"] == "Grid"
    given = {"role": "MEMBER", "name": "徐明", "phone": "13800005678"}
    refused = await program.refused(APPOINT, grid=named(town.community), input=given, key=str(uuid4()))
    assert refused == "FORBIDDEN"
    assert await Post.all().count() == 4


async def test_a_grid_with_a_household_a_volunteer_or_stock_stays_open(town: Town, phones: Phones) -> None:
    phone = await phones(town.above)
    close = """mutation ($grid: ID!, $key: UUID!) { done: closeGrid(grid: $grid, version: 1, key: $key) {
      __typename ... on GridInUse { count } ... on Refusal { message } } }"""

    async def refused() -> str:
        answer = (await phone.ask(close, grid=named(town.east), key=str(uuid4())))["done"]
        return str(answer.get("message"))

    door = await doors.household(town, "3栋 2单元 1201")
    assert await refused() == "Still here: households (1). Move them first, then close it."
    await Household.filter(id=door.id).update(moved_away_at=clock.now())
    helper = await community.resident("赵志愿", town.east)
    await volunteers.volunteer(helper, town.leader)
    assert await refused() == "Still here: volunteers (1). Move them first, then close it."
    await Volunteer.filter(person_id=helper.id).update(state=VolunteerState.LEFT)
    await seeds.seed()
    await StockLevel.create(grid=town.east, item=await Item.first(), quantity=3)
    assert await refused() == "Still here: items in store (1). Move them first, then close it."
    assert (await Grid.get(id=town.east.id)).is_open
