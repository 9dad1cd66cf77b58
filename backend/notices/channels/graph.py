"""Chat groups of a grid, and sharing a notice by hand."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.access.gates import only
from backend.access.models import Role
from backend.grids.refusals import GridClosed
from backend.kit import nodes
from backend.kit.arguments import Key
from backend.kit.refusals import BadInput, KeyReused, NotFound, TooOften
from backend.notices import rules
from backend.notices.channels import gateways, groups, links, shown
from backend.notices.channels.groups import GroupSilent, TooManyGroups
from backend.notices.channels.shown import ChatGroup, NoticeLink, RemovedChatGroup

ANY_POST = tuple(Role)

GridId = Annotated[strawberry.ID, strawberry.argument(description="Which grid.")]
GroupId = Annotated[strawberry.ID, strawberry.argument(description="Which group.")]

BindChatGroupResult = Annotated[
    ChatGroup | TooManyGroups | GridClosed | NotFound | BadInput | KeyReused,
    strawberry.union("BindChatGroupResult", description="The group, or why not."),
]
TryChatGroupResult = Annotated[
    ChatGroup | GroupSilent | NotFound | TooOften,
    strawberry.union("TryChatGroupResult", description="The group, which took a line, or why not."),
]
RemoveChatGroupResult = Annotated[
    RemovedChatGroup | NotFound | KeyReused,
    strawberry.union("RemoveChatGroupResult", description="The group that it was, or why not."),
]


@strawberry.type
class ChannelsQuery:
    @strawberry.field(
        extensions=[only(*rules.DECIDE)],
        description="The chat groups into which a grid's notices are posted, by name.",
    )
    async def chat_groups(self, info: Info[Context, None], grid: GridId) -> list[ChatGroup]:
        return await shown.several(await groups.of_grid(info.context.me, nodes.row_of("Grid", grid)))

    @strawberry.field(
        extensions=[only(*ANY_POST)],
        description="What to share of a notice with a grid where I hold a post; the same link each time.",
    )
    async def notice_link(
        self,
        info: Info[Context, None],
        notice: Annotated[strawberry.ID, strawberry.argument(description="Which notice.")],
        grid: GridId,
    ) -> NoticeLink:
        named, ground = nodes.row_of("Notice", notice), nodes.row_of("Grid", grid)
        return await shown.link(await links.share(info.context.me, named, ground))


@strawberry.type
class ChannelsMutation:
    @strawberry.mutation(
        extensions=[only(*rules.DECIDE)], description="Have a grid's notices posted into a chat group."
    )
    async def bind_chat_group(
        self,
        info: Info[Context, None],
        grid: GridId,
        name: Annotated[str, strawberry.argument(description="What the group is called; 40 characters.")],
        url: Annotated[
            str,
            strawberry.argument(
                description="The address of its robot as WeCom, DingTalk or Feishu show it, or an Apprise URL of these,"
                " or jsons://… of a gateway of your own. It is kept sealed and never shown again."
            ),
        ],
        key: Key,
    ) -> BindChatGroupResult:
        ground = nodes.row_of("Grid", grid)
        gateway = await gateways.read(url)
        made = await groups.bind(info.context.me, ground, name, gateway.url, key=key)
        return (await shown.several([made]))[0]

    @strawberry.mutation(
        extensions=[only(*rules.DECIDE)], description="Post a line into a group, to see that it works."
    )
    async def try_chat_group(self, info: Info[Context, None], group: GroupId) -> TryChatGroupResult:
        tried = await groups.try_out(info.context.me, nodes.row_of("ChatGroup", group))
        return (await shown.several([tried]))[0]

    @strawberry.mutation(
        extensions=[only(*rules.DECIDE)],
        description="Post nothing into a group any more, and forget its address.",
    )
    async def remove_chat_group(
        self, info: Info[Context, None], group: GroupId, key: Key
    ) -> RemoveChatGroupResult:
        await groups.remove(info.context.me, nodes.row_of("ChatGroup", group), key=key)
        return RemovedChatGroup(id=group)
