"""Who may ask whom a notice has reached."""

from typing import Any

from backend.kit import nodes
from backend.notices.models import Notice, NoticeState
from backend.notices.reach_models import NoticeContact, Receipt
from tests.notices import builders
from tests.rights.table import row
from tests.rights.world import World


async def _out(world: World) -> dict[str, Any]:
    """The leader of the east grid spoke to it, and nobody has seen it."""
    await NoticeContact.all().delete()
    await Receipt.all().delete()
    known = await Notice.filter(state=NoticeState.PUBLISHED).first()
    notice = known or await builders.published(world.leader, world.east)
    return {"notice": nodes.opaque("Notice", notice.id)}


async def _here(world: World) -> dict[str, Any]:
    await _out(world)
    return {"grid": nodes.opaque("Grid", world.east.id)}


async def _told(world: World) -> dict[str, Any]:
    home = nodes.opaque("Household", world.home.id)
    return {**await _out(world), "household": home, "outcome": "TOLD_AT_DOOR"}


# Everybody lives in the east grid, and whoever led it until yesterday still does; the west grid's leader does not.
SEEN = row(_out, "Notice", other_leader="NotFound")

ROWS = {
    "reach": row(_out, "FORBIDDEN", leader="Reach", leader_above="Reach"),
    "lastReached": row(
        _here, "FORBIDDEN", other_leader="null", leader="LastReached", leader_above="LastReached"
    ),
    "unreachedHouseholds": row(
        _out, "FORBIDDEN", other_leader="0 rows", leader="2 rows", leader_above="2 rows"
    ),
    "recordShown": SEEN,
    "recordRead": SEEN,
    "recordContact": row(
        _told,
        "FORBIDDEN",
        other_leader="NotFound",
        leader="UnreachedHousehold",
        leader_above="UnreachedHousehold",
    ),
}
