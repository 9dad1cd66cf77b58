"""Who may ask what about chat groups, and share a notice."""

from typing import Any

from backend.kit import nodes
from backend.notices.channel_models import ChatGroup
from backend.notices.channels import groups
from backend.notices.models import Notice, NoticeState
from tests import community
from tests.notices import builders
from tests.rights.table import row
from tests.rights.world import World


async def _ground(world: World) -> dict[str, Any]:
    return {"grid": nodes.opaque("Grid", world.east.id)}


async def _to_bind(world: World) -> dict[str, Any]:
    await ChatGroup.all().delete()
    return {**await _ground(world), "name": "一号楼群", "url": "wecombot://abcdefgh-0123"}


async def _group(world: World, url: str = "wecombot://abcdefgh-0123") -> dict[str, Any]:
    await ChatGroup.all().delete()
    group = await groups.bind(await community.actor(world.leader), world.east.id, "一号楼群", url)
    return {"group": nodes.opaque("ChatGroup", group.id)}


async def _dead_group(world: World) -> dict[str, Any]:
    """Its robot's address is none any more: nothing leaves this machine."""
    return await _group(world, "nothing")


async def _group_by_id(world: World) -> dict[str, Any]:
    return {"id": (await _group(world))["group"]}


async def _group_here(world: World) -> dict[str, Any]:
    await _group(world)
    return await _ground(world)


async def _to_share(world: World) -> dict[str, Any]:
    known = await Notice.filter(state=NoticeState.PUBLISHED).first()
    notice = known or await builders.published(world.leader, world.east)
    return {**await _ground(world), "notice": nodes.opaque("Notice", notice.id)}


def _decides(done: str) -> dict[str, str]:
    return {"other_leader": "NotFound", "leader": done, "leader_above": done}


ROWS = {
    "chatGroups": row(_group_here, "FORBIDDEN", leader="1 rows", leader_above="1 rows"),
    "node(ChatGroup)": row(_group_by_id, "null", leader="ChatGroup", leader_above="ChatGroup"),
    "noticeLink": row(_to_share, "FORBIDDEN", leader="NoticeLink", leader_above="NoticeLink"),
    "bindChatGroup": row(_to_bind, "FORBIDDEN", **_decides("ChatGroup")),
    "tryChatGroup": row(_dead_group, "FORBIDDEN", **_decides("GroupSilent")),
    "removeChatGroup": row(_group, "FORBIDDEN", **_decides("RemovedChatGroup")),
}
