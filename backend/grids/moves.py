"""Moving a grid to another parent, with everything that stands below it."""

from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor, subtree
from backend.access.models import Role
from backend.grids import paths, rules, statements
from backend.grids.models import Grid
from backend.grids.refusals import BelowItself, TooDeep
from backend.kit import live, work
from backend.kit.refusals import NotFound


@work.verb
async def move(actor: Actor, grid: UUID, parent: UUID, *, version: int, key: UUID | None = None) -> Grid:
    """Put a grid below another parent; whoever moves it leads both, and stands above what they move."""
    await statements.hold_the_tree()
    found = await above(actor, grid)
    goal = await rules.get(actor, parent, Role.LEADER)
    if goal.path.startswith(found.path):
        raise BelowItself(name=found.name)
    rules.check_place(goal, found.tier)
    await rules.check_name(goal.id, found.name, but=found.id)
    await _check_depth(found, goal)

    old = found.path
    if found.parent_id != goal.id:
        new = await rules.place_below(goal)
        await rules.change(found, version, parent_id=goal.id)
        await statements.carry(old, new)
        await found.refresh_from_db(fields=["path"])
        live.changed("Grid", found.id, path=new)
    await audit.note(actor, "moveGrid", "Grid", grid)
    return found


async def above(actor: Actor, grid: UUID) -> Grid:
    """A grid that the actor leads from above; `NotFound` where they do not."""
    found = await rules.get(actor, grid, Role.LEADER)
    if not actor.answers_above(found.path, Role.LEADER):
        raise NotFound
    return found


async def _check_depth(grid: Grid, goal: Grid) -> None:
    """Refuse where the lowest grid that comes along would stand too deep."""
    deepest = max(paths.depth(row["path"]) for row in await Grid.filter(subtree(grid.path)).values("path"))
    if deepest - paths.depth(grid.path) + paths.depth(goal.path) + 1 > paths.DEEPEST:
        raise TooDeep(most=paths.DEEPEST)
