"""What is held about somebody's chat groups, told to them. The groups stay their grid's when they are erased."""

from typing import Any
from uuid import UUID

from backend.access import own
from backend.kit.words import Words
from backend.notices.channel_models import ChatGroup

BOUND = Words("我绑定的聊天群", "我綁定的聊天群", "Chat groups that I bound")
NAME = Words("群名", "群名", "Name")
GRID = Words("网格", "網格", "Grid")
SINCE = Words("从何时起", "從何時起", "Since")
UNTIL = Words("到何时", "到何時", "Until")


@own.held("chat_groups", BOUND)
async def tell_groups(person: UUID) -> list[dict[str, Any]]:
    """Which groups a person bound, for which grid, and until when."""
    rows = await ChatGroup.filter(bound_by_id=person).order_by("bound_at", "id").select_related("grid")
    return [
        {
            NAME.said(): group.name,
            GRID.said(): group.grid.name,
            SINCE.said(): group.bound_at.isoformat(),
            UNTIL.said(): group.removed_at.isoformat() if group.removed_at else None,
        }
        for group in rows
    ]
