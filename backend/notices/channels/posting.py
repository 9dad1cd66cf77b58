"""The round that posts notices into chat groups.

If a worker dies between posting and writing that down, another one posts it again: a group reads the same twice, which
is better than never.
"""

import asyncio
from datetime import timedelta
from functools import partial
from uuid import UUID

from backend.kit import clock, jobs, work
from backend.kit.cancellation import to_the_end
from backend.kit.words import Language
from backend.notices import wording
from backend.notices.channel_models import ChatGroup, GroupPost
from backend.notices.channels import groups, leases, links
from backend.notices.models import Notice, NoticeState

AT_ONCE = 16
AGAIN = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
)
"""After each try that a group did not take; then it is given up."""


@jobs.every(2.0)
async def post() -> int:
    """Post what is due."""
    posts = await leases.take(GroupPost, AT_ONCE)
    if posts:
        # A worker that is told to end writes down first what it has posted.
        await to_the_end(_carry(posts))
    return len(posts)


async def _carry(posts: list[GroupPost]) -> None:
    notices = {
        notice.id: notice
        for notice in await Notice.filter(id__in={post.notice_id for post in posts}).select_related("grid")
    }
    chats = {
        group.id: group
        for group in await groups.bound()
        .filter(id__in={post.group_id for post in posts})
        .select_related("grid")
    }
    wanted = [post for post in posts if post.group_id in chats and _is_wanted(post, notices[post.notice_id])]
    if unwanted := [post.id for post in posts if post not in wanted]:
        await GroupPost.filter(id__in=unwanted).delete()
    said = await _said(wanted, notices, chats)
    taken = await asyncio.gather(*(_bring(chats[post.group_id], said[post.id]) for post in wanted))
    for post, was_taken in zip(wanted, taken, strict=True):
        await work.unit(partial(_settle, post, chats[post.group_id], was_taken=was_taken))


def _is_wanted(post: GroupPost, notice: Notice) -> bool:
    """What holds is posted; that it holds no longer, only there where it was."""
    if notice.state is NoticeState.WITHDRAWN:
        return post.posted_at is not None
    return notice.is_open(clock.now())


async def _said(
    posts: list[GroupPost], notices: dict[UUID, Notice], chats: dict[UUID, ChatGroup]
) -> dict[UUID, str]:
    """What each group is to read."""
    texts = await wording.texts({post.notice_id for post in posts})
    codes = await links.of(list(texts), {chats[post.group_id].grid_id for post in posts})
    return {
        post.id: links.written(
            notices[post.notice_id],
            texts[post.notice_id],
            notices[post.notice_id].grid.name,
            codes[post.notice_id, chats[post.group_id].grid_id],
            Language.ZH_HANS,
        )
        for post in posts
    }


async def _bring(group: ChatGroup, text: str) -> bool:
    gateway = await groups.opened(group)
    return gateway is not None and await gateway.post(text)


async def _settle(post: GroupPost, group: ChatGroup, *, was_taken: bool) -> None:
    await leases.settle(post, AGAIN, was_taken=was_taken, posted_at=clock.now())
    await groups.note(group, was_taken=was_taken)
