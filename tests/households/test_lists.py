"""The list of doors: in walking order, found by what is typed, given to liaisons, split with its grid."""

from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.access.models import Person, Post, Role
from backend.grids.models import Grid, Tier
from backend.households import doors, needs, splitting
from backend.households.models import Household, NeedKind, Resident
from backend.kit import nodes
from tests import community
from tests.community import Town
from tests.households.builders import household, living
from tests.households.documents import ASSIGN, LIAISONS, LIST
from tests.phones import Phone, Phones

SPLIT = """mutation ($grid: ID!, $names: [String!]!, $key: UUID!) {
  splitGrid(grid: $grid, names: $names, key: $key) { __typename ... on Grid { childCount } ... on BadInput { field } }
}"""


def east(town: Town) -> str:
    return nodes.opaque("Grid", town.east.id)


async def labels(phone: Phone, town: Town, **wanted: object) -> list[str]:
    answer = await phone.ask(LIST, grid=east(town), **wanted)
    return [row["door"]["label"] for row in answer["households"]["nodes"]]


async def test_doors_stand_in_the_order_in_which_one_walks(town: Town, phones: Phones) -> None:
    for door in ("10栋 1单元 101", "3栋 10单元 101", "3栋 2单元 1202", "3栋 2单元 202", "A座 - 1"):
        await household(town, door)
    leader = await phones(town.leader)
    walked = ["3栋2单元202", "3栋2单元1202", "3栋10单元101", "10栋1单元101", "A座- 1"]
    assert await labels(leader, town) == walked
    first = await leader.ask(LIST, grid=east(town), first=2)
    after = first["households"]["pageInfo"]["endCursor"]
    assert await labels(leader, town, first=3, after=after) == walked[2:]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("3栋", ["3栋2单元502", "3栋2单元1202"]),
        ("三号楼", ["3栋2单元502", "3栋2单元1202"]),
        ("3 502", ["3栋2单元502"]),
        ("3栋2单元1202室", ["3栋2单元1202"]),
        ("明月", ["明月苑5"]),
        ("13900000001", ["3栋2单元1202"]),
        ("139", []),
        ("%", []),
    ],
)
async def test_a_door_is_found_however_it_is_typed(
    town: Town, phones: Phones, search: str, found: list[str]
) -> None:
    await household(town, "3栋 2单元 502")
    await household(town, "3栋 2单元 1202", "陈明", phones={"陈明": "13900000001"})
    await household(town, "明月苑5")
    assert await labels(await phones(town.leader), town, search=search) == found


async def test_what_is_missing_is_counted_and_found(town: Town, phones: Phones) -> None:
    known = await household(town, "1栋", "陈明")
    await household(town, "2栋")
    leader = await community.actor(town.leader)
    await needs.record(leader, known.id, needs.Told(NeedKind.LIVES_ALONE_OVER_70))
    stranger = await Person.create(name="路人", grid=town.east)
    await Resident.create(household=known, person=stranger, home_of=stranger.id, name="路人")
    post = await Post.get(person_id=(await community.appointed("联络员", Role.LIAISON, town.east)).id)
    await Household.filter(id=known.id).update(liaison_id=post.id)

    phone = await phones(town.leader)
    answer = await phone.ask(LIST, grid=east(town))
    assert answer["householdCounts"] == {
        "households": 2, "withoutResidents": 1, "withoutLiaison": 1, "waiting": 1
    }  # fmt: skip
    row = answer["households"]["nodes"][0]
    assert (row["needs"], row["residentCount"], row["waitingCount"], row["liaison"]) == (
        ["LIVES_ALONE_OVER_70"], 1, 1, {"name": "联络员"}
    )  # fmt: skip
    assert await labels(phone, town, missing="RESIDENTS") == ["2栋"]
    assert await labels(phone, town, missing="LIAISON") == ["2栋"]
    assert await labels(phone, town, missing="ADMISSION") == ["1栋"]
    assert await labels(phone, town, need="LIVES_ALONE_OVER_70") == ["1栋"]
    assert await labels(phone, town, need="INFANT") == []
    assert await labels(phone, town, liaison=nodes.opaque("Post", post.id)) == ["1栋"]


async def test_a_range_of_doors_is_given_to_a_liaison(town: Town, phones: Phones) -> None:
    homes = [await household(town, f"1栋 {room}") for room in (101, 102, 201, 1001)]
    post = await Post.get(person_id=(await community.appointed("联络员", Role.LIAISON, town.east)).id)
    member = await phones(town.member)
    ids = [nodes.opaque("Household", home.id) for home in homes]
    liaison = nodes.opaque("Post", post.id)

    given = await member.ask(ASSIGN, liaison=liaison, first=ids[2], last=ids[1], key=str(uuid4()))

    assert given["assignLiaison"] == {"__typename": "NamedLiaison", "name": "联络员"}
    assert [home.order_key for home in await Household.filter(liaison_id=post.id).order_by("order_key")] == [
        homes[1].order_key,
        homes[2].order_key,
    ]
    listed = await member.ask(LIAISONS, grid=east(town))
    assert listed["liaisons"] == [
        {
            "contact": {"post": liaison, "name": "联络员", "phone": ""},
            "grid": {"id": east(town)},
            "households": 2,
        }
    ]
    beside = await household(town, "1栋 202")
    assert beside.liaison_id == post.id
    elsewhere = await community.appointed("别处", Role.LIAISON, town.west)
    far = nodes.opaque("Post", (await Post.get(person_id=elsewhere.id)).id)
    answer = await member.ask(ASSIGN, liaison=far, first=ids[0], last=ids[0], key=str(uuid4()))
    assert answer["assignLiaison"]["__typename"] == "NotFound"
    assert (await Household.get(id=homes[0].id)).liaison_id is None


async def test_four_hundred_households_are_split_into_four_with_their_people(
    town: Town, phones: Phones
) -> None:
    made = []
    for number in range(400):
        home = Household(grid=town.east)
        home.put_at(doors.parse(f"{number // 50 + 1}栋", "", str(number % 50 + 1)))
        made.append(home)
    await Household.bulk_create(made)
    first, last = await living(made[0], "头"), await living(made[399], "尾")
    names = ["东微网格", "南微网格", "西微网格", "北微网格"]

    answer = await (await phones(town.leader)).ask(SPLIT, grid=east(town), names=names, key=str(uuid4()))

    assert answer["splitGrid"] == {"__typename": "Grid", "childCount": 4}
    parts = await Grid.filter(parent_id=town.east.id).order_by("path")
    assert [(part.name, part.tier) for part in parts] == [(name, Tier.MICRO_GRID) for name in names]
    shares = [await Household.filter(grid_id=part.id).count() for part in parts]
    assert shares == [100, 100, 100, 100]
    assert {home.building for home in await Household.filter(grid_id=parts[0].id)} == {"1栋", "2栋"}
    await first.refresh_from_db()
    await last.refresh_from_db()
    assert (first.grid_id, last.grid_id) == (parts[0].id, parts[3].id)
    assert await Household.filter(grid_id=town.east.id).count() == 0


async def test_a_grid_is_split_by_its_leader_only(town: Town, phones: Phones) -> None:
    await household(town, "1栋")
    answer = await (await phones(town.neighbour)).ask(
        SPLIT, grid=east(town), names=["甲", "乙"], key=str(uuid4())
    )
    assert answer["splitGrid"]["__typename"] == "NotFound"
    answer = await (await phones(town.leader)).ask(SPLIT, grid=east(town), names=["甲"], key=str(uuid4()))
    assert answer["splitGrid"] == {"__typename": "BadInput", "field": "names"}
    assert await Grid.filter(parent_id=town.east.id).count() == 0
    assert await Household.filter(grid_id=town.east.id).count() == 1


@given(st.lists(st.integers(1, 60), max_size=30), st.integers(2, 9))
def test_shares_are_near_equal_and_whole_buildings_where_it_goes(sizes: list[int], parts: int) -> None:
    buildings = [str(number) for number, size in enumerate(sizes) for _ in range(size)]
    cuts = splitting.share(buildings, parts)
    assert cuts == sorted(cuts)
    assert len(cuts) == parts - 1
    edges = [0, *cuts, len(buildings)]
    share = len(buildings) / parts
    for begin, end in pairwise(edges):
        assert abs(end - begin - share) <= 2 * splitting.LEEWAY / 100 * share + 1
    for number, cut in enumerate(cuts, start=1):
        is_within = 0 < cut < len(buildings) and buildings[cut] == buildings[cut - 1]
        even = number * share
        near = [
            place
            for place in range(1, len(buildings))
            if buildings[place] != buildings[place - 1]
            and abs(place - round(even)) <= share * splitting.LEEWAY / 100
        ]
        assert not (is_within and near)


@pytest.mark.parametrize(
    "ways",
    [
        [
            ("3栋", "2单元", "1202室"),
            ("3", "2", "1202"),
            ("三号楼", "二单元", "1202"),
            (" ３幢 ", "２單元", "１２０２號"),
        ],
        [("A座", "", "12"), ("a栋", "", "012")],
        [("明月组", "", "12号"), ("明月组", "", "十二")],
    ],
)
def test_one_door_is_one_however_it_is_written(ways: list[tuple[str, str, str]]) -> None:
    assert len({doors.parse(*way).key for way in ways}) == 1


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_stand_by_their_value(one: int, other: int) -> None:
    keys = [doors.parse("", "", f"{number}室").key for number in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)
    assert all(character in "0123456789abcdefghijklmnopqrstuvwxyz" for key in keys for character in key)
