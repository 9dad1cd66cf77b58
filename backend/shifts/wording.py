"""How shifts and their times are said."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from backend import settings
from backend.kit.words import Words
from backend.shifts.models import SignupState, WorkKind

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

SAME_DAY = Words("{day} {begins}–{ends}", "{day} {begins}–{ends}", "{day}, {begins}–{ends}")
NEXT_DAY = Words(
    "{day} {begins}–次日 {ends}", "{day} {begins}–隔日 {ends}", "{day}, {begins}–{ends} next day"
)

KINDS = {
    WorkKind.GUARD: Words("守卡口", "守卡口", "Guarding a gate"),
    WorkKind.DISINFECTION: Words("消杀", "消毒", "Disinfecting"),
    WorkKind.DELIVERY: Words("配送物资", "配送物資", "Delivering"),
    WorkKind.PUBLICITY: Words("宣传", "宣傳", "Spreading the word"),
    WorkKind.VISITS: Words("走访", "走訪", "Going door to door"),
    WorkKind.DESK: Words("值班台", "值班台", "At the desk"),
    WorkKind.REMOTE_DESK: Words("在家值班", "在家值班", "Desk duty from home"),
}
STATES = {
    SignupState.ASKED: Words("等待同意", "等待同意", "Waiting for a yes"),
    SignupState.WAITING: Words("候补", "候補", "On the waiting list"),
    SignupState.JOINED: Words("已排上", "已排上", "On it"),
    SignupState.LEFT: Words("已退出", "已退出", "Left"),
    SignupState.DECLINED: Words("没有排上", "沒有排上", "Not needed this time"),
    SignupState.HANDED_OVER: Words("已换给别人", "已換給別人", "Handed over"),
    SignupState.MISSED: Words("没有来", "沒有來", "Did not come"),
    SignupState.STOOD: Words("已值完", "已值完", "Stood"),
}


def zone(time_zone: str) -> ZoneInfo:
    """The clock of a grid; that of the place where it has none of its own."""
    return ZoneInfo(time_zone or settings.settings().time_zone)


def when(begins: datetime, ends: datetime, time_zone: str) -> Words:
    """From when until when, by the clock of the grid: 11月23日 20:00–次日 08:00."""
    here = zone(time_zone)
    first, last = begins.astimezone(here), ends.astimezone(here)
    said = NEXT_DAY if last.date() > first.date() else SAME_DAY
    chinese = f"{first.month}月{first.day}日"
    day = Words(chinese, chinese, f"{first.day} {MONTHS[first.month - 1]}")
    return said.filled(day=day, begins=f"{first:%H:%M}", ends=f"{last:%H:%M}")


def on_wall(at: datetime, here: ZoneInfo) -> datetime:
    """The moment at which the clocks of a place show this."""
    return at.replace(tzinfo=here).astimezone(UTC)
