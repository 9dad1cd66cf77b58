"""The pieces of a public page that only some notices have."""

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from backend.kit import words
from backend.kit.words import Language, Words
from backend.notices import wording
from backend.notices.kinds import NoticeKind
from backend.notices.models import Notice, NoticeState, NoticeText
from backend.notices.public.reading import Sheet

EDITION = Words("第 {number} 版", "第 {number} 版", "Version {number}")
UNTIL = Words("有效至 {at}", "有效至 {at}", "Holds until {at}")
WHOM = Words("写给：{whom}", "寫給：{whom}", "Meant for: {whom}")
CLAIM = Words("有人说", "有人說", "People say")
ASKED = Words("{count} 位居民问过", "{count} 位居民問過", "{count} people asked")
ONE_ASKED = Words("有居民问过", "有居民問過", "Somebody asked")
SOURCE = Words("来源：{source}", "來源：{source}", "Source: {source}")
LOOK_UP = Words("查看来源", "查看來源", "Look it up")
REWARD = Words("奖励：{reward}", "獎勵：{reward}", "Reward: {reward}")
ROUTE = Words("去过的地方", "去過的地方", "Where they have been")
ROUTE_ASK = Words(
    "同一时间到过这些地方的，请马上登记或告诉网格长。",
    "同一時間到過這些地方的，請馬上登記或告訴網格長。",
    "If you were there at that time, please register or tell your grid leader at once.",
)
ANSWERS = {
    NoticeKind.CLUES: Words("在连心里提供线索", "在連心裡提供線索", "Tell what you know, in Lianxin"),
    NoticeKind.VOLUNTEERS: Words("在连心里报名", "在連心裡報名", "Offer your help in Lianxin"),
    NoticeKind.CASE_ROUTE: Words(
        "我也在那里：在连心里登记", "我也在那裡：在連心裡登記", "I was there: register in Lianxin"
    ),
    NoticeKind.PLEDGE: Words("在连心里签名", "在連心裡簽名", "Put your name to it in Lianxin"),
}
"""What one does with such a notice; all others can be asked about."""
PLACE, TIME = Words("地点", "地點", "Place"), Words("时间", "時間", "Time")
LINES = Words("各级补充", "各級補充", "Added on the way")
REPLIES = Words("大家问的", "大家問的", "What people asked")


def edition(notice: Notice) -> str:
    """Which version it is, from the second one on."""
    return EDITION.said(number=notice.edition) if notice.edition > 1 else ""


def until(sheet: Sheet) -> str:
    """Until when it holds, while it does."""
    notice = sheet.notice
    if notice.expires_at is None or notice.state is not NoticeState.PUBLISHED:
        return ""
    return UNTIL.said(at=wording.moment(notice.expires_at, sheet.here))


def whom(notice: Notice) -> str:
    """For whom it is; nothing where that is everybody."""
    between = "、" if words.speaking() is not Language.EN else ", "
    return between.join(wording.AUDIENCES[one].said() for one in notice.audiences)


def audience(notice: Notice) -> str:
    """The same as a sentence."""
    said = whom(notice)
    return WHOM.said(whom=said) if said else ""


def time(at: datetime | None, here: ZoneInfo) -> str:
    """A moment in words for whoever is reading; nothing where there was none."""
    return wording.moment(at, here).said() if at else ""


def picture(notice: Notice, text: NoticeText) -> str:
    if notice.picture_id is None:
        return ""
    return f'<p><img src="/n/{notice.code}/picture.jpg" alt="{escape(text.headline)}" loading="lazy"></p>'


def rumour(sheet: Sheet, text: NoticeText) -> str:
    """What is said, how many asked, what is true of it, and who says so."""
    notice = sheet.notice
    if notice.verdict is None:
        return ""
    shape, verdict = wording.SHAPES[notice.verdict], wording.VERDICTS[notice.verdict].said()
    said = f'<p class="said"><q>{escape(text.claim)}</q></p>' if text.claim else ""
    return (
        f'<div class="box {notice.verdict.value}"><p class="soft" lang="{_mine()}">{escape(CLAIM.said())}</p>{said}{_asked(sheet)}'
        f'<p class="verdict" lang="{_mine()}"><span aria-hidden="true">{shape}</span> {escape(verdict)}</p>{_source(notice, text)}</div>'
    )


def _asked(sheet: Sheet) -> str:
    said = ASKED.said(count=sheet.asked) if sheet.asked > 1 else ONE_ASKED.said()
    return f'<p class="soft" lang="{_mine()}">{escape(said)}</p>' if sheet.asked else ""


def _source(notice: Notice, text: NoticeText) -> str:
    said = escape(SOURCE.said(source=text.source)) if text.source else ""
    if notice.source_url.startswith("https://"):
        link = f'<a href="{escape(notice.source_url)}" rel="noopener nofollow">{escape(LOOK_UP.said())}</a>'
        said = f"{said} {link}".strip()
    return f'<p class="soft">{said}</p>' if said else ""


def reward(text: NoticeText) -> str:
    said = escape(REWARD.said(reward=text.reward)) if text.reward else ""
    return f"<p><strong>{said}</strong></p>" if said else ""


def route(sheet: Sheet) -> str:
    """Where somebody who is ill has been, and when."""
    if not sheet.stops:
        return ""
    rows = "".join(
        f"<tr><td>{escape(wording.span(stop.begins_at, stop.ends_at, sheet.here).said())}</td>"
        f"<td>{escape(stop.place)}</td></tr>"
        for stop in sheet.stops
    )
    titles = f"<tr><th>{escape(TIME.said())}</th><th>{escape(PLACE.said())}</th></tr>"
    asked = f"<p>{escape(ROUTE_ASK.said())}</p>"
    return _section(ROUTE, f"{asked}<table>{titles}{rows}</table>")


def lines(sheet: Sheet) -> str:
    """What the tiers between added on the way to the grid whose link this is."""
    said = "".join(
        f"<dt>{escape(relay.grid.name)}</dt><dd>{escape(relay.line)}</dd>" for relay in sheet.lines
    )
    return _section(LINES, f"<dl>{said}</dl>") if said else ""


def replies(sheet: Sheet) -> str:
    """What people asked, and what the editor answered for everybody."""
    said = "".join(
        f"<dt>{escape(reply.question)}</dt><dd>{escape(reply.text)}</dd>" for reply in sheet.replies
    )
    return _section(REPLIES, f"<dl>{said}</dl>") if said else ""


def _section(title: Words, inside: str) -> str:
    return f'<section lang="{_mine()}"><h2>{escape(title.said())}</h2>{inside}</section>'


def _mine() -> str:
    return words.speaking().value
