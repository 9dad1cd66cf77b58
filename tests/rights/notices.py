"""Who may ask what about notices."""

from typing import Any

from backend.kit import nodes
from backend.notices.channel_models import NoticeSettings
from backend.notices.kinds import Way
from backend.notices.models import Notice, NoticeState
from backend.notices.writing import publishing
from tests import community
from tests.notices import builders
from tests.rights.table import row
from tests.rights.world import World

INPUT = {"kind": "BULLETIN", "texts": [{"language": "ZH_HANS", "headline": "停水通知"}]}


async def _named(notice: Notice) -> dict[str, Any]:
    return {"notice": nodes.opaque("Notice", notice.id)}


async def _versioned(notice: Notice) -> dict[str, Any]:
    return {**await _named(notice), "version": notice.version}


async def _published(world: World) -> Notice:
    """The leader of the east grid spoke to it."""
    known = await Notice.filter(state=NoticeState.PUBLISHED).first()
    return known or await builders.published(world.leader, world.east)


async def _out(world: World) -> dict[str, Any]:
    return {"id": (await _named(await _published(world)))["notice"]}


async def _here(world: World) -> dict[str, Any]:
    await _published(world)
    return {"grid": nodes.opaque("Grid", world.east.id)}


async def _to_draft(world: World) -> dict[str, Any]:
    return {"grid": nodes.opaque("Grid", world.east.id), "input": INPUT}


async def _draft(world: World) -> dict[str, Any]:
    return await _versioned(await builders.drafted(world.leader, world.east))


async def _to_change(world: World) -> dict[str, Any]:
    return {**await _draft(world), "input": INPUT}


async def _to_drop(world: World) -> dict[str, Any]:
    return await _named(await builders.drafted(world.leader, world.east))


async def _scheduled(world: World) -> dict[str, Any]:
    written = await builders.drafted(world.leader, world.east)
    at = written.drafted_at.replace(hour=23)
    await publishing.publish(await community.actor(world.leader), written.id, 1, at)
    return {**await _named(written), "reason": "日期不对"}


async def _to_pass_on(world: World) -> dict[str, Any]:
    wanted = builders.draft(grounds=[world.east], way=Way.RELAYED)
    notice = await builders.published(world.town.above, world.town.town, wanted)
    return {**await _named(notice), "grid": nodes.opaque("Grid", world.east.id)}


async def _to_correct(world: World) -> dict[str, Any]:
    return {**await _to_withdraw(world), "input": INPUT}


async def _to_withdraw(world: World) -> dict[str, Any]:
    notice = await builders.published(world.leader, world.east)
    return {**await _versioned(notice), "reason": "时间写错了"}


async def _settings(world: World) -> dict[str, Any]:
    return {"grid": nodes.opaque("Grid", world.east.id)}


async def _to_set(world: World) -> dict[str, Any]:
    known = await NoticeSettings.get_or_none(grid_id=world.east.id)
    steps = [{"channel": "DOOR", "minutes": 15}]
    wanted = {"twoPeople": False, "relayMinutes": 10, "steps": steps}
    return {**await _settings(world), "input": wanted, "version": known.version if known else 0}


# Everybody lives in the east grid, and whoever led it until yesterday still does; the west grid's leader does not.
HOME = row(_out, "Notice", other_leader="null")
DECIDING = {"other_leader": "NotFound", "leader": "Notice", "leader_above": "Notice"}

ROWS = {
    "notice": HOME,
    "node(Notice)": HOME,
    "notices": row(_here, "FORBIDDEN", leader="1 rows", leader_above="1 rows"),
    "noticeSettings": row(_settings, "FORBIDDEN", leader="NoticeSettings", leader_above="NoticeSettings"),
    "noticePlan": row(_to_draft, "FORBIDDEN", leader="NoticePlan", leader_above="NoticePlan"),
    "setNoticeSettings": row(
        _to_set,
        "FORBIDDEN",
        other_leader="NotFound",
        leader="NoticeSettings",
        leader_above="NoticeSettings",
    ),
    "draftNotice": row(_to_draft, "FORBIDDEN", **DECIDING),
    "changeNotice": row(_to_change, "FORBIDDEN", **DECIDING),
    "publishNotice": row(_draft, "FORBIDDEN", **DECIDING),
    "returnNotice": row(_scheduled, "FORBIDDEN", **DECIDING),
    "dropNotice": row(
        _to_drop, "FORBIDDEN", other_leader="NotFound", leader="Dropped", leader_above="Dropped"
    ),
    "passOnNotice": row(_to_pass_on, "FORBIDDEN", **DECIDING),
    "correctNotice": row(_to_correct, "FORBIDDEN", **DECIDING),
    "withdrawNotice": row(_to_withdraw, "FORBIDDEN", **DECIDING),
}
