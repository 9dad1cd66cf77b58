"""Closing a grid on which nothing stands any more, and opening it again."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Person
from backend.grids import moves, posts, rules, statements
from backend.grids.models import Grid
from backend.grids.refusals import GridInUse
from backend.kit import clock, work
from backend.kit.words import Words

Counter = Callable[[UUID], Awaitable[int]]
"""Counts what a slice has standing on one grid itself."""

_standing: list[tuple[Words, Counter]] = []


def stands(what: Words) -> Callable[[Counter], Counter]:
    """Register what keeps a grid open: `what` in the plural, as in "Still here: households (3)"."""

    def register(count: Counter) -> Counter:
        _standing.append((what, count))
        return count

    return register


@stands(Words("个下级网格", "個下級網格", "grids below it"))
async def _grids(grid: UUID) -> int:
    return await Grid.filter(parent_id=grid, closed_at__isnull=True).count()


@work.verb
async def close(actor: Actor, grid: UUID, *, version: int, key: UUID | None = None) -> Grid:
    """Close a grid from above. Its posts end; people whom nothing else binds to it pass to the grid above."""
    await statements.hold_the_tree()
    found = await moves.above(actor, grid)
    # Whoever is just being registered or appointed there is counted, or finds the grid closed.
    await rules.hold(grid)
    for what, count in _standing:
        if left := await count(grid):
            raise GridInUse(count=left, what=what)

    if found.is_open:
        await rules.change(found, version, closed_at=clock.now())
        await posts.end_all(actor, found)
        await Person.filter(grid_id=grid).update(grid_id=found.parent_id)
        await audit.note(actor, "closeGrid", "Grid", grid)
    return found


@work.verb
async def reopen(actor: Actor, grid: UUID, *, version: int, key: UUID | None = None) -> Grid:
    """Open a closed grid again, below an open one; posts are given anew."""
    await statements.hold_the_tree()
    found = await moves.above(actor, grid)
    parent = await Grid.get(id=found.parent_id)
    rules.refuse_closed(parent)
    await rules.check_name(parent.id, found.name, but=found.id)

    if not found.is_open:
        await rules.change(found, version, closed_at=None)
        await audit.note(actor, "reopenGrid", "Grid", grid)
    return found
