"""Who may ask what about the tree and its posts."""

from datetime import timedelta
from typing import Any

from backend.access.models import Post, Role
from backend.grids.models import Grid, Tier
from backend.kit import clock, ids, nodes
from tests import community
from tests.rights.table import row
from tests.rights.world import World

PHONE = "13800005678"


async def _fresh(world: World, *, closed: bool = False) -> Grid:
    """A micro-grid of the east grid, with nobody in it."""
    grid = await community.grid(f"微网格 {ids.new()}", Tier.MICRO_GRID, world.east)
    if closed:
        await Grid.filter(id=grid.id).update(closed_at=clock.now())
    return grid


async def _grid(world: World) -> dict[str, Any]:
    return {"id": nodes.opaque("Grid", world.east.id)}


async def _parent(world: World) -> dict[str, Any]:
    return {"parent": nodes.opaque("Grid", world.town.community.id)}


async def _posts(world: World) -> dict[str, Any]:
    return {"grid": nodes.opaque("Grid", world.east.id)}


async def _post(world: World) -> dict[str, Any]:
    member = await Post.get(grid_id=world.east.id, role=Role.MEMBER)
    return {"id": nodes.opaque("Post", member.id)}


async def _new(world: World) -> dict[str, Any]:
    name = str(ids.new())
    return {"parent": nodes.opaque("Grid", world.east.id), "input": {"name": name, "tier": "MICRO_GRID"}}


async def _renamed(world: World) -> dict[str, Any]:
    grid = await _fresh(world)
    return {"grid": nodes.opaque("Grid", grid.id), "input": {"name": f"新 {ids.new()}"[:40], "version": 1}}


async def _moved(world: World) -> dict[str, Any]:
    grid, goal = await _fresh(world), await _fresh(world)
    return {"grid": nodes.opaque("Grid", grid.id), "parent": nodes.opaque("Grid", goal.id), "version": 1}


async def _closing(world: World) -> dict[str, Any]:
    return {"grid": nodes.opaque("Grid", (await _fresh(world)).id), "version": 1}


async def _clocked(world: World) -> dict[str, Any]:
    return {"grid": nodes.opaque("Grid", (await _fresh(world)).id), "timeZone": "Asia/Urumqi", "version": 1}


async def _opening(world: World) -> dict[str, Any]:
    return {"grid": nodes.opaque("Grid", (await _fresh(world, closed=True)).id), "version": 1}


async def _appointed(world: World) -> dict[str, Any]:
    grid = await _fresh(world)
    return {
        "grid": nodes.opaque("Grid", grid.id),
        "input": {"role": "LIAISON", "name": "钱", "phone": PHONE},
    }


async def _held(world: World) -> dict[str, Any]:
    grid = await _fresh(world)
    person = await community.appointed("钱", Role.LIAISON, grid)
    post = await Post.get(person_id=person.id)
    return {"post": nodes.opaque("Post", post.id)}


async def _stood_in(world: World) -> dict[str, Any]:
    until = (clock.now() + timedelta(days=1)).isoformat()
    return {**await _held(world), "input": {"name": "孙", "phone": PHONE, "until": until}}


LED = {"other_leader": "NotFound", "leader": "Grid", "leader_above": "Grid"}
HELD = {"other_leader": "NotFound", "leader": "Post", "leader_above": "Post"}

ROWS = {
    # What grids there are is public to whoever is signed in.
    "grid": row(_grid, "Grid"),
    "node(Grid)": row(_grid, "Grid"),
    "grids": row(_parent, "2 rows"),
    "posts": row(_posts, "2 rows", other_leader="0 rows"),
    "node(Post)": row(_post, "Post", other_leader="null"),
    "addGrid": row(_new, "FORBIDDEN", **LED),
    "renameGrid": row(_renamed, "FORBIDDEN", **LED),
    "setTimeZone": row(_clocked, "FORBIDDEN", **LED),
    "moveGrid": row(_moved, "FORBIDDEN", **LED),
    "closeGrid": row(_closing, "FORBIDDEN", **LED),
    "reopenGrid": row(_opening, "FORBIDDEN", **LED),
    "appoint": row(_appointed, "FORBIDDEN", **HELD),
    "standIn": row(_stood_in, "FORBIDDEN", **HELD),
    "endPost": row(_held, "FORBIDDEN", **HELD),
}
