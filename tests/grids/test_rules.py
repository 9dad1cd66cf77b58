"""The tree of grids: how it grows, moves and closes, and what it refuses."""

import asyncio
from uuid import uuid4

import pytest

from backend.access.models import Deed, Person, Post, Role
from backend.grids import closing, moves, paths, rules, zones
from backend.grids.models import Grid, Tier
from backend.grids.refusals import (
    BelowItself,
    CodeTaken,
    GridClosed,
    GridInUse,
    NameTaken,
    TooDeep,
    WrongTier,
)
from backend.kit.refusals import BadInput, Changed, NotFound, Refused
from backend.kit.words import Words
from tests import community
from tests.community import Town
from tests.grids import tree
from tests.phones import Phones

TOWN = {
    "余新镇": "余新镇",
    "金星社区": "余新镇/金星社区",
    "第一网格": "余新镇/金星社区/第一网格",
    "第二网格": "余新镇/金星社区/第二网格",
}


async def deeds() -> list[tuple[str, object]]:
    return [(deed.verb, deed.row) for deed in await Deed.all().order_by("id")]


async def test_a_leader_adds_a_grid_which_gets_the_next_place_and_a_code_of_its_own(town: Town) -> None:
    leader = await community.actor(town.leader)
    for name in ("甲", "乙"):
        await rules.add(leader, town.east.id, f" {name} 楼 ", Tier.MICRO_GRID, tier_name="小网格")

    added = await Grid.filter(parent_id=town.east.id).order_by("path")
    assert [(grid.name, grid.code, grid.tier_name) for grid in added] == [
        ("甲 楼", f"{town.east.code}-01", "小网格"),
        ("乙 楼", f"{town.east.code}-02", "小网格"),
    ]
    assert [grid.path for grid in added] == [f"{town.east.path}000001", f"{town.east.path}000002"]
    assert await deeds() == [("addGrid", grid.id) for grid in added]


async def test_a_code_made_from_the_parents_goes_round_one_that_is_taken(town: Town) -> None:
    above = await community.actor(town.above)
    await rules.add(above, town.town.id, "名", Tier.COMMUNITY, code=f"{town.east.code}-01")
    added = await rules.add(above, town.east.id, "甲", Tier.MICRO_GRID)
    assert added.code == f"{town.east.code}-02"


async def test_the_same_key_adds_one_grid(town: Town) -> None:
    leader, key = await community.actor(town.leader), uuid4()
    first = await rules.add(leader, town.east.id, "甲", Tier.MICRO_GRID, key=key)
    again = await rules.add(leader, town.east.id, "甲", Tier.MICRO_GRID, key=key)
    assert again.id == first.id
    assert await Grid.filter(parent_id=town.east.id).count() == 1


async def test_many_who_add_at_once_all_get_places_of_their_own(town: Town) -> None:
    above = await community.actor(town.above)
    await asyncio.gather(*(rules.add(above, town.east.id, f"{n}号", Tier.MICRO_GRID) for n in range(12)))
    assert len(await tree.drawn()) == 4 + 12


@pytest.mark.parametrize(
    ("named", "refusal"),
    [
        ({"name": " "}, BadInput),
        ({"name": "长" * 41}, BadInput),
        ({"tier_name": "长" * 21}, BadInput),
        ({"code": "1 2"}, BadInput),
        ({"code": "9" * 41}, BadInput),
        ({"code": "test-000001"}, CodeTaken),
        ({"name": "第二网格"}, NameTaken),
        ({"tier": Tier.TOWN}, WrongTier),
    ],
)
async def test_what_cannot_be_added_leaves_the_tree_alone(
    town: Town, named: dict[str, object], refusal: type[Refused]
) -> None:
    above, before = await community.actor(town.above), await tree.rows()
    given = {"name": "新网格", "tier": Tier.GRID, **named}
    with pytest.raises(refusal):
        await rules.add(above, town.community.id, **given)  # type: ignore[arg-type]
    assert await tree.rows() == before
    assert await deeds() == []


async def test_only_who_leads_the_ground_adds_to_it(town: Town) -> None:
    before = await tree.rows()
    for person in (town.leader, town.member, town.neighbour):
        with pytest.raises(NotFound):
            await rules.add(await community.actor(person), town.community.id, "新", Tier.GRID)
    for person in (town.member, town.neighbour):
        with pytest.raises(NotFound):
            await rules.add(await community.actor(person), town.east.id, "新", Tier.MICRO_GRID)
    assert await tree.rows() == before


async def test_the_tree_ends_at_its_greatest_depth(town: Town) -> None:
    above = await community.actor(town.above)
    lowest = town.east
    for number in range(paths.depth(town.east.path), paths.DEEPEST):
        lowest = await rules.add(above, lowest.id, f"{number}", Tier.GRID)
    with pytest.raises(TooDeep):
        await rules.add(above, lowest.id, "太深", Tier.GRID)
    with pytest.raises(TooDeep):
        await moves.move(above, town.west.id, lowest.id, version=1)
    assert (await Grid.get(id=town.west.id)).path == town.west.path


async def test_a_grid_is_renamed_once_for_each_version_that_was_read(town: Town) -> None:
    leader = await community.actor(town.leader)
    await rules.rename(leader, town.east.id, "东网格", version=1, tier_name="大网格")
    with pytest.raises(Changed) as refused:
        await rules.rename(leader, town.east.id, "西网格", version=1)
    assert refused.value.version == 2
    with pytest.raises(NameTaken):
        await rules.rename(leader, town.east.id, "第二网格", version=2)

    grid = await Grid.get(id=town.east.id)
    assert (grid.name, grid.tier_name, grid.version) == ("东网格", "大网格", 2)
    assert await deeds() == [("renameGrid", town.east.id)]


async def test_a_grid_is_split_into_micro_grids_in_the_order_of_their_names(town: Town) -> None:
    leader = await community.actor(town.leader)
    parts = await rules.split(leader, town.east.id, ["一", "二", "三", "四"])
    assert [(part.name, part.tier) for part in parts] == [(name, Tier.MICRO_GRID) for name in "一二三四"]
    assert await tree.drawn() == TOWN | {name: f"{TOWN['第一网格']}/{name}" for name in "一二三四"}
    assert (await deeds())[-1] == ("splitGrid", town.east.id)


@pytest.mark.parametrize("names", [["一"], ["一", "一 "], ["一", ""], [str(n) for n in range(41)]])
async def test_a_split_is_made_whole_or_not_at_all(town: Town, names: list[str]) -> None:
    before = await tree.rows()
    with pytest.raises(BadInput):
        await rules.split(await community.actor(town.leader), town.east.id, names)
    assert await tree.rows() == before


async def test_a_split_with_a_name_that_is_taken_makes_none_of_its_parts(town: Town) -> None:
    leader = await community.actor(town.leader)
    await rules.add(leader, town.east.id, "二", Tier.MICRO_GRID)
    before = await tree.rows()
    with pytest.raises(NameTaken):
        await rules.split(leader, town.east.id, ["一", "二"])
    assert await tree.rows() == before


async def test_moving_a_grid_takes_everything_below_it_along_and_its_leaders_rights_with_it(
    town: Town,
) -> None:
    above = await community.actor(town.above)
    other = await rules.add(above, town.town.id, "长秦社区", Tier.COMMUNITY)
    await rules.add(above, town.east.id, "甲", Tier.MICRO_GRID)
    secretary = await community.appointed("徐明", Role.LEADER, town.community)

    moved = await moves.move(above, town.east.id, other.id, version=1)

    assert moved.version == 2
    assert await tree.drawn() == TOWN | {
        "长秦社区": "余新镇/长秦社区",
        "第一网格": "余新镇/长秦社区/第一网格",
        "甲": "余新镇/长秦社区/第一网格/甲",
    }
    assert not (await community.actor(secretary)).answers_for(moved.path)
    assert (await community.actor(town.leader)).answers_for(moved.path, Role.LEADER)
    assert (await deeds())[-1] == ("moveGrid", town.east.id)


async def test_moving_a_grid_to_where_it_stands_changes_nothing(town: Town) -> None:
    before = await tree.rows()
    await moves.move(await community.actor(town.above), town.east.id, town.community.id, version=1)
    assert await tree.rows() == before


async def test_a_move_is_refused_below_itself_to_a_lower_level_and_past_a_name_or_a_version(
    town: Town,
) -> None:
    above = await community.actor(town.above)
    other = await rules.add(above, town.town.id, "长秦社区", Tier.COMMUNITY)
    await rules.add(above, other.id, "第一网格", Tier.GRID)
    before = await tree.rows()
    for grid, parent, version, refusal in (
        (town.community, town.community, 1, BelowItself),
        (town.community, town.east, 1, BelowItself),
        (other, town.east, 1, WrongTier),
        (town.east, other, 1, NameTaken),
        (town.west, other, 7, Changed),
    ):
        with pytest.raises(refusal):
            await moves.move(above, grid.id, parent.id, version=version)
    assert await tree.rows() == before


async def test_whoever_moves_a_grid_stands_above_it_and_leads_its_new_parent(town: Town) -> None:
    before = await tree.rows()
    secretary = await community.appointed("徐明", Role.LEADER, town.community)
    for person, grid, parent in (
        (town.leader, town.east, town.community),
        (town.above, town.town, town.community),
        (secretary, town.east, town.town),
        (town.neighbour, town.east, town.west),
    ):
        with pytest.raises(NotFound):
            await moves.move(await community.actor(person), grid.id, parent.id, version=1)
    assert await tree.rows() == before


async def test_two_who_move_grids_below_each_other_leave_a_tree(town: Town) -> None:
    above = await community.actor(town.above)
    results = await asyncio.gather(
        moves.move(above, town.east.id, town.west.id, version=1),
        moves.move(above, town.west.id, town.east.id, version=1),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["BelowItself", "Grid"]
    assert len(await tree.drawn()) == 4


async def test_closing_a_grid_ends_its_posts_and_passes_its_people_to_the_grid_above(town: Town) -> None:
    closed = await closing.close(await community.actor(town.above), town.east.id, version=1)

    assert not closed.is_open
    assert (
        await Post.filter(grid_id=town.east.id).values_list("ended_at", "seat")
        == [(closed.closed_at, None)] * 2
    )
    leader = await Person.get(id=town.leader.id)
    assert leader.grid_id == town.community.id
    assert (await community.actor(leader)).holdings == ()
    assert [verb for verb, _ in await deeds()] == ["endPost", "endPost", "closeGrid"]
    assert await Post.filter(ended_at__isnull=True).count() == 2


async def test_a_grid_on_which_something_stands_stays_open(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    above = await community.actor(town.above)
    with pytest.raises(GridInUse) as refused:
        await closing.close(above, town.community.id, version=1)
    assert refused.value.count == 2

    async def three(grid: object) -> int:
        return 3 if grid == town.east.id else 0

    households = Words("户", "戶", "households")
    monkeypatch.setattr(closing, "_standing", [*closing._standing, (households, three)])
    with pytest.raises(GridInUse) as refused:
        await closing.close(above, town.east.id, version=1)
    assert refused.value.message().startswith("这里还有 3 户")
    assert await Grid.filter(closed_at__isnull=False).count() == 0


async def test_nobody_closes_the_ground_they_stand_on(town: Town) -> None:
    for person, grid in ((town.leader, town.east), (town.above, town.town), (town.neighbour, town.east)):
        with pytest.raises(NotFound):
            await closing.close(await community.actor(person), grid.id, version=1)
    with pytest.raises(Changed):
        await closing.close(await community.actor(town.above), town.east.id, version=3)
    assert await Grid.filter(closed_at__isnull=False).count() == 0


async def test_a_closed_grid_takes_nothing_new_and_opens_again_when_its_parent_is_open(town: Town) -> None:
    above = await community.actor(town.above)
    for grid in (town.east, town.west, town.community):
        await closing.close(above, grid.id, version=1)
    with pytest.raises(GridClosed):
        await rules.add(above, town.east.id, "甲", Tier.MICRO_GRID)
    with pytest.raises(GridClosed):
        await closing.reopen(above, town.east.id, version=2)

    await closing.reopen(above, town.community.id, version=2)
    opened = await closing.reopen(above, town.east.id, version=2)
    assert (opened.is_open, opened.version) == (True, 3)
    assert await Post.filter(grid_id=town.east.id, ended_at__isnull=True).count() == 0


async def test_a_closed_grid_stays_closed_while_another_has_its_name(town: Town) -> None:
    above = await community.actor(town.above)
    await closing.close(above, town.east.id, version=1)
    await rules.add(above, town.community.id, "第一网格", Tier.GRID)
    with pytest.raises(NameTaken):
        await closing.reopen(above, town.east.id, version=2)
    assert not (await Grid.get(id=town.east.id)).is_open


async def test_a_clock_hangs_in_a_grid_and_in_all_that_stands_below_it(town: Town) -> None:
    leader, above = await community.actor(town.leader), await community.actor(town.above)
    part = await rules.add(leader, town.east.id, "甲", Tier.MICRO_GRID)

    found = await zones.set_time_zone(above, town.community.id, " Asia/Urumqi ", version=1)

    assert (found.time_zone, found.version) == ("Asia/Urumqi", 2)
    clocks = dict(await Grid.all().values_list("name", "time_zone"))
    urumqi = dict.fromkeys(("金星社区", "第一网格", "第二网格", part.name), "Asia/Urumqi")
    assert clocks == {"余新镇": "", **urumqi}
    assert (await rules.add(leader, town.east.id, "乙", Tier.MICRO_GRID)).time_zone == "Asia/Urumqi"
    assert (await zones.set_time_zone(above, town.community.id, "", version=2)).time_zone == ""


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "../../etc/passwd", "Asia", "/etc/localtime", "x" * 41, "a\0b"]
)
async def test_a_zone_that_is_none_is_refused_and_changes_nothing(town: Town, zone: str) -> None:
    with pytest.raises(BadInput) as refusal:
        await zones.set_time_zone(await community.actor(town.leader), town.east.id, zone, version=1)
    assert refusal.value.field == "timeZone"
    assert (await Grid.get(id=town.east.id)).version == 1


async def test_a_clock_is_changed_once_by_two(town: Town) -> None:
    leader = await community.actor(town.leader)
    await zones.set_time_zone(leader, town.east.id, "Asia/Urumqi", version=1)
    with pytest.raises(Changed):
        await zones.set_time_zone(leader, town.east.id, "Asia/Hong_Kong", version=1)
    assert (await Grid.get(id=town.east.id)).time_zone == "Asia/Urumqi"


async def test_i_am_told_by_which_clock_times_are_shown_to_me(town: Town, phones: Phones) -> None:
    phone = await phones(town.leader)
    assert (await phone.ask("{ me { timeZone } }"))["me"] == {"timeZone": "Asia/Shanghai"}
    await zones.set_time_zone(await community.actor(town.leader), town.east.id, "Asia/Urumqi", version=1)
    assert (await phone.ask("{ me { timeZone } }"))["me"] == {"timeZone": "Asia/Urumqi"}
