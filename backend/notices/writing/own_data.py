"""What is held about the notices that somebody wrote or published, told to them."""

from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from backend.access import own
from backend.kit.words import Words
from backend.notices.models import Notice, NoticeState, Relay
from backend.notices.reach import headlines

WROTE = Words("我写的公告", "我寫的公告", "Notices I wrote or published")
PASSED = Words("我转发的公告", "我轉發的公告", "Notices I passed on")
HEADLINE = Words("标题", "標題", "Headline")
GRID = Words("网格", "網格", "Grid")
STATE = Words("状态", "狀態", "State")
BEGUN = Words("起草时间", "起草時間", "Drafted")
OUT_AT = Words("发布时间", "發布時間", "Published")
LINE = Words("我加的话", "我加的話", "What I added")
AT = Words("时间", "時間", "When")

STATES = {
    NoticeState.DRAFT: Words("草稿", "草稿", "Draft"),
    NoticeState.PROPOSED: Words("等复核", "等複核", "Waits for a second person"),
    NoticeState.SCHEDULED: Words("定时发布", "定時發布", "Goes out at its hour"),
    NoticeState.PUBLISHED: Words("已发布", "已發布", "Published"),
    NoticeState.CORRECTED: Words("已更正", "已更正", "Corrected"),
    NoticeState.WITHDRAWN: Words("已撤回", "已撤回", "Withdrawn"),
    NoticeState.DROPPED: Words("不用了", "不用了", "Put away"),
}


@own.held("notices", WROTE)
async def wrote(person: UUID) -> list[dict[str, Any]]:
    """Every notice that somebody drafted, proposed or published."""
    theirs = Q(drafted_by_id=person) | Q(proposed_by_id=person) | Q(published_by_id=person)
    rows = (
        await Notice.filter(theirs)
        .order_by("drafted_at", "id")
        .values("id", "state", "drafted_at", "published_at", "grid__name")
    )
    called = await headlines.of([row["id"] for row in rows])
    return [
        {
            HEADLINE.said(): called[row["id"]],
            GRID.said(): row["grid__name"],
            STATE.said(): STATES[row["state"]].said(),
            BEGUN.said(): row["drafted_at"].isoformat(),
            OUT_AT.said(): row["published_at"].isoformat() if row["published_at"] else None,
        }
        for row in rows
    ]


@own.held("notices_passed_on", PASSED)
async def passed_on(person: UUID) -> list[dict[str, Any]]:
    """Every notice that somebody passed on, with what they added."""
    rows = (
        await Relay.filter(passed_by_id=person)
        .order_by("passed_at", "id")
        .values("notice_id", "line", "passed_at", "grid__name")
    )
    called = await headlines.of([row["notice_id"] for row in rows])
    return [
        {
            HEADLINE.said(): called[row["notice_id"]],
            GRID.said(): row["grid__name"],
            LINE.said(): row["line"],
            AT.said(): row["passed_at"].isoformat(),
        }
        for row in rows
    ]
