"""A grid moves with all that stands below it, and every path says what the parents say."""

import asyncio
from itertools import count
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.access.actor import Actor, subtree
from backend.access.models import Person, Role
from backend.grids import moves, rules
from backend.grids.models import Grid, Tier
from backend.grids.refusals import BelowItself, NameTaken, TooDeep, WrongTier
from backend.kit.refusals import Changed, NotFound
from tests import community
from tests.community import Town
from tests.grids import tree


async def test_moving_a_grid_takes_everything_below_it_along_and_its_leaders_rights_with_it(
    town: Town,
) -> None:
    above = await community.actor(town.above)
    other = await rules.add(above, town.town.id, "长秦社区", Tier.COMMUNITY)
    await rules.add(above, town.east.id, "甲", Tier.MICRO_GRID)
    secretary = await community.appointed("徐明", Role.LEADER, town.community)

    moved = await moves.move(above, town.east.id, other.id, version=1)

    assert moved.version == 2
    assert await tree.drawn() == tree.TOWN | {
        "长秦社区": "余新镇/长秦社区",
        "第一网格": "余新镇/长秦社区/第一网格",
        "甲": "余新镇/长秦社区/第一网格/甲",
    }
    assert not (await community.actor(secretary)).answers_for(moved.path)
    assert (await community.actor(town.leader)).answers_for(moved.path, Role.LEADER)
    assert (await tree.deeds())[-1] == ("moveGrid", town.east.id)


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


STEPS = st.lists(st.tuples(st.booleans(), st.integers(0, 30), st.integers(0, 30)), max_size=25)
"""Add a grid, or move one; which one, and below which, counted round among those there are."""
roots = count(1)


@pytest.mark.usefixtures("engine")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
async def test_paths_and_parents_agree_after_any_adding_and_moving(
    steps: list[tuple[bool, int, int]],
) -> None:
    root = await Grid.create(
        code=f"r{next(roots)}", name=f"root {roots}", tier=Tier.GRID, path=f"{next(roots):06}"
    )
    leader = await community.appointed("沈", Role.LEADER, root)
    parents = await gone(await community.actor(leader), root, steps)

    rows = await Grid.filter(subtree(root.path))
    assert {row.id: row.parent_id for row in rows} == parents
    await tree.drawn()
    assert await Person.filter(grid_id=root.id).count() == 1


async def gone(actor: Actor, root: Grid, steps: list[tuple[bool, int, int]]) -> dict[UUID, UUID | None]:
    """Go these steps in the tables and on paper; gives who stands below whom on paper."""
    parents: dict[UUID, UUID | None] = {root.id: None}
    for number, (adds, one, other) in enumerate(steps):
        grids = list(parents)
        parent = grids[other % len(grids)]
        if adds:
            added = await rules.add(actor, parent, f"{number}", Tier.GRID)
            parents[added.id] = parent
        elif len(grids) > 1:
            grid = grids[1:][one % (len(grids) - 1)]
            if await is_moved(actor, grid, parent):
                assert not is_below(parent, grid, parents)
                parents[grid] = parent
            else:
                assert is_below(parent, grid, parents)
    return parents


async def is_moved(actor: Actor, grid: UUID, parent: UUID) -> bool:
    version = (await Grid.get(id=grid)).version
    try:
        await moves.move(actor, grid, parent, version=version)
    except (BelowItself, TooDeep):
        return False
    return True


def is_below(grid: UUID | None, other: UUID, parents: dict[UUID, UUID | None]) -> bool:
    while grid is not None and grid != other:
        grid = parents[grid]
    return grid == other
