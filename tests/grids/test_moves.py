"""However grids are added and moved, every path says what the parents say."""

from itertools import count
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.access.actor import Actor, subtree
from backend.access.models import Person, Role
from backend.grids import moves, rules
from backend.grids.models import Grid, Tier
from backend.grids.refusals import BelowItself, TooDeep
from tests import community
from tests.grids import tree

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
