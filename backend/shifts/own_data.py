"""What is held about somebody's shifts, told to them, and scrubbed when they are erased."""

from typing import Any
from uuid import UUID

from backend.access import own
from backend.kit.words import Words
from backend.shifts import forgetting, wording
from backend.shifts.calendar import feeds
from backend.shifts.clock_models import AskedToFill
from backend.shifts.models import CalendarFeed, Shift, Signup

STOOD = Words("我的值班", "我的值班", "My shifts")
WRITTEN = Words("我写的交接记录", "我寫的交接記錄", "Reports I wrote for the next shift")
ASKED = Words("问过我能不能补位", "問過我能不能補位", "When I was asked to fill a place")
FEED = Words("日历订阅", "行事曆訂閱", "My calendar's address")
WHEN = Words("时间", "時間", "When")
WORK = Words("工作", "工作", "Work")
PLACE = Words("地点", "地點", "Where")
STATE = Words("状态", "狀態", "State")
SINCE = Words("从何时起", "從何時起", "Since")
LATE = Words("临时退出", "臨時退出", "Left late")
INSTEAD = Words("想接别人的班", "想接別人的班", "Would take over somebody’s place")
REASON = Words("原因", "原因", "Reason")
CAME = Words("签到", "簽到", "Came")
WENT = Words("签退", "簽退", "Went")
MINUTES = Words("工时（分钟）", "工時（分鐘）", "Minutes")
TEXT = Words("内容", "內容", "Text")
ADDRESS = Words("网址", "網址", "Address")
READ = Words("最近读取", "最近讀取", "Last read")


@own.held("shifts", STOOD)
async def tell_shifts(person: UUID) -> list[dict[str, Any]]:
    """Every shift that a person had a place in or wanted one, and how they stood it."""
    rows = await (
        Signup.filter(person_id=person).order_by("shift__starts_at", "id").select_related("shift__grid")
    )
    return [_place(signup) for signup in rows]


def _place(signup: Signup) -> dict[str, Any]:
    shift: Shift = signup.shift
    return {
        WHEN.said(): wording.when(shift.starts_at, shift.ends_at, shift.grid.time_zone).said(),
        WORK.said(): wording.KINDS[shift.kind].said(),
        PLACE.said(): shift.place,
        STATE.said(): wording.STATES[signup.state].said(),
        SINCE.said(): signup.asked_at.isoformat(),
        LATE.said(): signup.left_late,
        INSTEAD.said(): signup.instead_of_id is not None,
        REASON.said(): signup.reason,
        CAME.said(): signup.came_at.isoformat() if signup.came_at else None,
        WENT.said(): signup.went_at.isoformat() if signup.went_at else None,
        MINUTES.said(): signup.minutes,
    }


@own.held("shift_reports", WRITTEN)
async def tell_reports(person: UUID) -> list[dict[str, Any]]:
    """What a person wrote for whoever stood next."""
    rows = await Shift.filter(reported_by_id=person).order_by("reported_at", "id")
    return [
        {WHEN.said(): shift.reported_at.isoformat(), PLACE.said(): shift.place, TEXT.said(): shift.report}
        for shift in rows
        if shift.reported_at
    ]


@own.held("asked_to_fill", ASKED)
async def tell_asked(person: UUID) -> list[dict[str, Any]]:
    """When a person was asked whether they could fill a place that fell empty."""
    rows = await AskedToFill.filter(person_id=person).order_by("asked_at", "id")
    return [{WHEN.said(): one.asked_at.isoformat()} for one in rows]


@own.held("calendar_feed", FEED)
async def tell_feed(person: UUID) -> list[dict[str, Any]]:
    """The address under which a person's calendar reads their shifts."""
    return [
        {
            ADDRESS.said(): feeds.address(feed.secret),
            SINCE.said(): feed.created_at.isoformat(),
            READ.said(): feed.read_at.isoformat() if feed.read_at else None,
        }
        for feed in await CalendarFeed.filter(person_id=person)
    ]


@own.erased
async def scrub(person: UUID) -> None:
    """Free the places that they will not stand any more, and leave of the past what is counted."""
    shifts = await forgetting.held(person)
    await forgetting.leave_all(person, shifts)
    await forgetting.answer_for_nothing(person, shifts)
    await forgetting.take_words_away(person)
    await CalendarFeed.filter(person_id=person).delete()
    await AskedToFill.filter(person_id=person).delete()
