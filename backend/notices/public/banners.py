"""What stands above a notice so that nobody takes it for what it is not: a drill, withdrawn, corrected, expired."""

from html import escape

from backend.kit import clock, words
from backend.kit.words import Words
from backend.notices import wording
from backend.notices.kinds import Earnest
from backend.notices.models import Notice, NoticeState, NoticeText
from backend.notices.public import parts
from backend.notices.public.reading import Sheet

EARNEST = {
    Earnest.EXERCISE: Words(
        "演练：请照着做，但事情没有发生",
        "演練：請照著做，但事情沒有發生",
        "Drill: please do as if. Nothing has happened",
    ),
    Earnest.TEST: Words("测试：什么都不用做", "測試：什麼都不用做", "Test: there is nothing to do"),
}
WITHDRAWN = Words("已撤回，不再有效", "已撤回，不再有效", "Withdrawn: it holds no longer")
CORRECTED = Words(
    "已有新版，请看新版", "已有新版，請看新版", "There is a newer version. Please read that one"
)
EXPIRED = Words("已过有效期", "已過有效期", "It has expired")
CORRECTS = Words("这是更正后的新版", "這是更正後的新版", "This corrects an earlier version")
READ_NEWER = Words("看新版", "看新版", "Read the newer version")
READ_OLD = Words("看旧版", "看舊版", "Read the earlier version")
WHY = Words("原因：{reason}", "原因：{reason}", "Why: {reason}")
CHANGED = Words("改了什么：{reason}", "改了什麼：{reason}", "What changed: {reason}")
ONLY_IN = {
    "zh-Hans": Words("原文只有简体中文。", "原文只有簡體中文。", "The text is in simplified Chinese only."),
    "zh-Hant": Words("原文只有繁体中文。", "原文只有繁體中文。", "The text is in traditional Chinese only."),
    "en": Words("原文只有英文。", "原文只有英文。", "The text is in English only."),
}
ENDED = {NoticeState.WITHDRAWN: WITHDRAWN, NoticeState.CORRECTED: CORRECTED}


def prefix(state: NoticeState) -> str:
    """What stands before the title where only that is seen."""
    return wording.ended(state).said()


def of_earnest(notice: Notice) -> str:
    """A band across the whole page where it is not meant."""
    said = EARNEST.get(notice.earnest)
    return f'<p class="band drill" role="note">{escape(said.said())}</p>' if said else ""


def of_state(sheet: Sheet) -> str:
    """That it holds no longer and why, or that it is a newer version and what changed."""
    notice = sheet.notice
    match notice.state:
        case NoticeState.WITHDRAWN:
            return _box("gone", WITHDRAWN, _ended(sheet), _because(WHY, notice.reason))
        case NoticeState.CORRECTED:
            reason = sheet.after.reason if sheet.after else ""
            return _box("gone", CORRECTED, _ended(sheet), _because(CHANGED, reason), _newer(sheet))
    if notice.expires_at and notice.expires_at <= clock.now():
        return _box("gone", EXPIRED, parts.time(notice.expires_at, sheet.here))
    if sheet.before:
        link = _link(sheet.before.code, READ_OLD.said())
        return _box("", CORRECTS, "", _because(CHANGED, notice.reason), link)
    return ""


def of_language(text: NoticeText) -> str:
    """In which language it is, where that is not the reader's."""
    if text.language is words.speaking():
        return ""
    return (
        f'<p class="soft" lang="{words.speaking().value}">{escape(ONLY_IN[text.language.value].said())}</p>'
    )


def _ended(sheet: Sheet) -> str:
    return parts.time(sheet.notice.ended_at, sheet.here)


def _because(said: Words, reason: str) -> str:
    return f"<p>{escape(said.said(reason=reason))}</p>" if reason else ""


def _newer(sheet: Sheet) -> str:
    return _link(sheet.after.code, READ_NEWER.said()) if sheet.after else ""


def _link(code: str, said: str) -> str:
    return f'<p><a href="/n/{code}">{escape(said)}</a></p>'


def _box(kind: str, said: Words, at: str, *inside: str) -> str:
    when = f' <span class="soft">{escape(at)}</span>' if at else ""
    language = words.speaking().value
    return (
        f'<div class="box {kind}" role="note" lang="{language}">'
        f"<p><strong>{escape(said.said())}</strong>{when}</p>{''.join(inside)}</div>"
    )
