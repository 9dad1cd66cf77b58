"""How notices, and what has become of them, are said."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from backend import settings
from backend.kit.words import Language, Words
from backend.notices.kinds import Audience, Earnest, NoticeKind, Verdict
from backend.notices.models import Notice, NoticeState, NoticeText

T = TypeVar("T")

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

KINDS = {
    NoticeKind.BULLETIN: Words("公告", "公告", "Notice"),
    NoticeKind.GUIDANCE: Words("指引", "指引", "Guidance"),
    NoticeKind.ORDER: Words("通令", "通令", "Order"),
    NoticeKind.CLUES: Words("征集线索", "徵集線索", "Call for clues"),
    NoticeKind.VOLUNTEERS: Words("招募志愿者", "招募志願者", "Volunteers wanted"),
    NoticeKind.CASE_ROUTE: Words("行程轨迹", "行程軌跡", "Route of a case"),
    NoticeKind.RUMOUR: Words("辟谣", "闢謠", "Rumour checked"),
    NoticeKind.PLEDGE: Words("承诺书", "承諾書", "Pledge"),
}
VERDICTS = {
    Verdict.FALSE: Words("不实", "不實", "False"),
    Verdict.MISLEADING: Words("有误导", "有誤導", "Misleading"),
    Verdict.UNPROVEN: Words("尚未证实", "尚未證實", "Not proven"),
    Verdict.TRUE: Words("属实", "屬實", "True"),
}
SHAPES = {Verdict.FALSE: "×", Verdict.MISLEADING: "!", Verdict.UNPROVEN: "?", Verdict.TRUE: "√"}
"""Beside the word, for whoever sees no colours; every Chinese font has them."""
AUDIENCES = {
    Audience.INFANTS: Words("有婴儿的家庭", "有嬰兒的家庭", "households with an infant"),
    Audience.OVER_70: Words("独居的 70 岁以上老人", "獨居的 70 歲以上老人", "people over 70 who live alone"),
    Audience.VOLUNTEERS: Words("志愿者", "志願者", "volunteers"),
    Audience.POSTS: Words("网格工作人员", "網格工作人員", "people with a post"),
}
MARKS = {
    Earnest.EXERCISE: Words("【演练】", "【演練】", "[DRILL] "),
    Earnest.TEST: Words("【测试】", "【測試】", "[TEST] "),
}
"""Before the headline wherever a notice is seen that is not meant."""

ENDED = {
    NoticeState.WITHDRAWN: Words("【已撤回】", "【已撤回】", "[Withdrawn] "),
    NoticeState.CORRECTED: Words("【已更正】", "【已更正】", "[Corrected] "),
}
"""Before the headline of what holds no longer, where only that is seen."""
CORRECTION = Words("【更正】", "【更正】", "[Correction] ")
"""Before the headline of a newer version."""
NOTHING = Words("", "", "")


def ended(state: NoticeState) -> Words:
    """What stands before the headline of what was withdrawn or corrected; nothing while it holds."""
    return ENDED.get(state, NOTHING)


def mark(earnest: Earnest) -> Words:
    """What stands before the headline of a drill or a test; nothing where it is meant."""
    return MARKS.get(earnest, NOTHING)


def marked(notice: Notice, words: Words) -> Words:
    """What is said about a notice, marked where that is a drill or a test."""
    before = mark(notice.earnest)
    return Words(*(before.text(language) + words.text(language) for language in Language))


def zone(time_zone: str) -> ZoneInfo:
    """The clock of a grid; that of the place where it has none of its own."""
    return ZoneInfo(time_zone or settings.settings().time_zone)


def moment(at: datetime, here: ZoneInfo) -> Words:
    """A day and a time by the clock there, with the year, as paper is found again later: 2020年1月29日 19:00."""
    local = at.astimezone(here)
    chinese = f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
    return Words(chinese, chinese, f"{local.day} {MONTHS[local.month - 1]} {local.year}, {local:%H:%M}")


def span(begins: datetime, ends: datetime, here: ZoneInfo) -> Words:
    """From when until when; the day is said once where it is the same."""
    first, last = begins.astimezone(here), ends.astimezone(here)
    until = Words(*(f"{last:%H:%M}",) * 3) if first.date() == last.date() else moment(ends, here)
    return Words("{first}–{until}", "{first}–{until}", "{first}–{until}").filled(
        first=moment(begins, here), until=until
    )


async def texts(notices: Iterable[UUID]) -> dict[UUID, dict[Language, NoticeText]]:
    """What each of these notices says, in each of its languages."""
    said: dict[UUID, dict[Language, NoticeText]] = {notice: {} for notice in notices}
    for text in await NoticeText.filter(notice_id__in=list(said)).order_by("id"):
        said[text.notice_id][text.language] = text
    return said


def best(texts: Mapping[Language, T], language: Language) -> T:
    """What a notice says in somebody's language, else in simplified Chinese, else in whichever there is."""
    return texts.get(language) or texts.get(Language.ZH_HANS) or next(iter(texts.values()))


def beside(text: NoticeText) -> str:
    """The short form, where it stands beside the headline; nothing where it only says that once more."""
    return "" if text.short == text.headline else text.short


def headline(notice: Notice, text: NoticeText) -> str:
    """The headline, marked where it is a drill or a test."""
    return mark(notice.earnest).text(text.language) + text.headline


def titled(notice: Notice, text: NoticeText) -> str:
    """The same where nothing else tells of versions: a newer one says so too."""
    newer = CORRECTION.text(text.language) if notice.corrects_id else ""
    return newer + headline(notice, text)
