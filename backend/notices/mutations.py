"""What can be done about notices before and after they go out."""

from datetime import datetime
from typing import Annotated

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.access.gates import only
from backend.access.models import Role
from backend.kit import nodes, rates
from backend.kit.arguments import Key, Version
from backend.kit.refusals import NotFound
from backend.notices import graph, models, results, rules
from backend.notices.graph import NoticeId
from backend.notices.inputs import DraftNoticeInput
from backend.notices.relaying import turns
from backend.notices.shown import Notice
from backend.notices.writing import correcting, drafting, publishing

ANY_POST = tuple(Role)
DRAFTS = "60 per hour"
"""How many one person may write; each rings for those who decide."""

As = Annotated[DraftNoticeInput, strawberry.argument(description="All that it says of itself.")]
GridId = Annotated[strawberry.ID, strawberry.argument(description="Which grid.")]
Why = Annotated[str, strawberry.argument(description="Why, in a sentence; 200 characters.")]


async def _again(info: Info[Context, None], notice: models.Notice) -> Notice:
    made = await graph.one(info.context.me, notice.id, info)
    if made is None:
        raise NotFound
    return made


@strawberry.type
class NoticesMutation:
    @strawberry.mutation(
        extensions=[only(*ANY_POST)],
        description="Write a draft for your own ground, or for a grid above it; whoever decides there is told.",
    )
    async def draft_notice(
        self,
        info: Info[Context, None],
        grid: Annotated[strawberry.ID, strawberry.argument(description="The grid that is to speak.")],
        input: As,  # noqa: A002
        key: Key,
    ) -> results.DraftNoticeResult:
        me = info.context.me
        await rates.count_change(DRAFTS, "draftNotice", me, key)
        return await _again(info, await drafting.draft(me, nodes.row_of("Grid", grid), input.read(), key=key))

    @strawberry.mutation(extensions=[only(*ANY_POST)], description="Write a draft anew.")
    async def change_notice(
        self,
        info: Info[Context, None],
        notice: NoticeId,
        input: As,  # noqa: A002
        version: Version,
        key: Key,
    ) -> results.ChangeNoticeResult:
        named = nodes.row_of("Notice", notice)
        changed = await drafting.change(info.context.me, named, input.read(), version, key=key)
        return await _again(info, changed)

    @strawberry.mutation(
        extensions=[only(*rules.DECIDE)],
        description="Send a notice out, now or at its hour; where two people are asked for, the first one proposes it.",
    )
    async def publish_notice(
        self,
        info: Info[Context, None],
        notice: NoticeId,
        version: Version,
        key: Key,
        at: Annotated[
            datetime | None,
            strawberry.argument(description="When, within a year; now where nothing is said."),
        ] = None,
    ) -> results.PublishNoticeResult:
        named = nodes.row_of("Notice", notice)
        return await _again(info, await publishing.publish(info.context.me, named, version, at, key=key))

    @strawberry.mutation(
        extensions=[only(*rules.DECIDE)],
        description="Make a notice that waits for a second person or its hour a draft again.",
    )
    async def return_notice(
        self, info: Info[Context, None], notice: NoticeId, reason: Why, key: Key
    ) -> results.ReturnNoticeResult:
        named = nodes.row_of("Notice", notice)
        return await _again(info, await publishing.give_back(info.context.me, named, reason, key=key))

    @strawberry.mutation(extensions=[only(*ANY_POST)], description="Put away a draft that is not wanted.")
    async def drop_notice(
        self, info: Info[Context, None], notice: NoticeId, key: Key
    ) -> results.DropNoticeResult:
        await drafting.drop(info.context.me, nodes.row_of("Notice", notice), key=key)
        return results.Dropped(id=notice)

    @strawberry.mutation(
        extensions=[only(*rules.DECIDE)],
        description="Pass a notice on from a grid to its households and the tiers below.",
    )
    async def pass_on_notice(
        self,
        info: Info[Context, None],
        notice: NoticeId,
        grid: GridId,
        key: Key,
        line: Annotated[
            str, strawberry.argument(description="A line of your own; may be empty, 200 characters.")
        ] = "",
    ) -> results.PassOnNoticeResult:
        named, from_ = nodes.row_of("Notice", notice), nodes.row_of("Grid", grid)
        return await _again(info, await turns.pass_on(info.context.me, named, from_, line, key=key))

    @strawberry.mutation(
        extensions=[only(*rules.DECIDE)],
        description="Draft the next version of a notice that went out; publishing it takes the other's place.",
    )
    async def correct_notice(
        self,
        info: Info[Context, None],
        notice: NoticeId,
        input: As,  # noqa: A002
        reason: Why,
        version: Version,
        key: Key,
    ) -> results.CorrectNoticeResult:
        named = nodes.row_of("Notice", notice)
        corrected = await correcting.correct(info.context.me, named, input.read(), reason, version, key=key)
        return await _again(info, corrected)

    @strawberry.mutation(
        extensions=[only(*rules.DECIDE)], description="Say that a notice holds no longer, and why."
    )
    async def withdraw_notice(
        self, info: Info[Context, None], notice: NoticeId, reason: Why, version: Version, key: Key
    ) -> results.WithdrawNoticeResult:
        named = nodes.row_of("Notice", notice)
        return await _again(info, await correcting.withdraw(info.context.me, named, reason, version, key=key))
