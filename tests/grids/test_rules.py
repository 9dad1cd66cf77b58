"""How the tree of grids grows: grids are added, renamed and split, and what is refused."""

import asyncio
from uuid import uuid4

import pytest

from backend.grids import moves, paths, rules
from backend.grids.models import Grid, Tier
from backend.grids.refusals import CodeTaken, NameTaken, TooDeep, WrongTier
from backend.kit.refusals import BadInput, Changed, NotFound, Refused
from tests import community
from tests.community import Town
from tests.grids import tree


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
    assert await tree.deeds() == [("addGrid", grid.id) for grid in added]


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
    assert await tree.deeds() == []


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
    assert await tree.deeds() == [("renameGrid", town.east.id)]


async def test_a_grid_is_split_into_micro_grids_in_the_order_of_their_names(town: Town) -> None:
    leader = await community.actor(town.leader)
    parts = await rules.split(leader, town.east.id, ["一", "二", "三", "四"])
    assert [(part.name, part.tier) for part in parts] == [(name, Tier.MICRO_GRID) for name in "一二三四"]
    assert await tree.drawn() == tree.TOWN | {name: f"{tree.TOWN['第一网格']}/{name}" for name in "一二三四"}
    assert (await tree.deeds())[-1] == ("splitGrid", town.east.id)


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
