"""The tree as a test sees it."""

from backend.access.models import Deed
from backend.grids.models import Grid

TOWN = {
    "余新镇": "余新镇",
    "金星社区": "余新镇/金星社区",
    "第一网格": "余新镇/金星社区/第一网格",
    "第二网格": "余新镇/金星社区/第二网格",
}
"""The town of `tests.community`, drawn."""


async def deeds() -> list[tuple[str, object]]:
    """What was done to it, and to which row, the first first."""
    return [(deed.verb, deed.row) for deed in await Deed.all().order_by("id")]


async def drawn() -> dict[str, str]:
    """Every grid's name with the names on its way down, read once by parents and once by paths: they must agree."""
    grids = {grid.id: grid for grid in await Grid.all()}
    by_path = {grid.path: grid for grid in grids.values()}
    picture: dict[str, str] = {}
    for grid in grids.values():
        parent = grids[grid.parent_id] if grid.parent_id else None
        assert by_path.get(grid.path[:-6]) is parent, f"{grid.name} has a path that is not its parent's"
        names = [by_path[grid.path[:end]].name for end in range(6, len(grid.path) + 1, 6)]
        picture[grid.name] = "/".join(names)
    return picture


async def rows() -> list[dict[str, object]]:
    """The whole table."""
    return [dict(row) for row in await Grid.all().order_by("id").values()]
