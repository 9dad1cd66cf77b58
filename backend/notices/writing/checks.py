"""Whether a draft can stand as it is, and whether it can go out."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from backend.kit import clock, notes, texts
from backend.kit.refusals import BadInput
from backend.kit.words import Words
from backend.notices.kinds import NoticeKind, Verdict
from backend.notices.models import BODY, HEADLINE, SHORT
from backend.notices.writing.drafts import Draft, Said, Stop

CLAIM, SOURCE, REWARD, PLACE, ADDRESS = 300, 200, 100, 120, 300
MOST_STOPS, MOST_GROUNDS, MOST_QUESTIONS = 50, 100, 100
LONGEST = timedelta(days=366)
"""So far ahead a notice may go out or expire."""

NO_TEXT = Words(
    "请至少用一种语言写标题。",
    "請至少用一種語言寫標題。",
    "Please write a headline in at least one language.",
)
TWICE = Words(
    "同一种语言写了两次，请删去一份。",
    "同一種語言寫了兩次，請刪去一份。",
    "One language is there twice. Please remove one of them.",
)
TOO_MANY = Words("太多了，最多 {most} 个。", "太多了，最多 {most} 個。", "That is too many: at most {most}.")
BAD_ADDRESS = Words(
    "请填以 https:// 开头的网址，或者留空。",
    "請填以 https:// 開頭的網址，或者留空。",
    "Write an address that begins with https://, or leave it empty.",
)
BAD_MINUTES = Words("请填 1 到 1440 分钟。", "請填 1 到 1440 分鐘。", "Choose between 1 and 1,440 minutes.")
BAD_STOP = Words(
    "请把到达时间填在离开时间之前，而且不晚于现在。",
    "請把到達時間填在離開時間之前，而且不晚於現在。",
    "Put the arrival before the leaving, and neither later than now.",
)
BAD_MOMENT = Words(
    "请选一年以内、现在以后的时间。",
    "請選一年以內、現在以後的時間。",
    "Choose a time after now and within a year.",
)
NO_VERDICT = Words(
    "请写明传言，并选结论：不实、有误导、尚未证实、属实。",
    "請寫明傳言，並選結論：不實、有誤導、尚未證實、屬實。",
    "Write down the rumour and choose a verdict: false, misleading, not proven, or true.",
)
NO_SOURCE = Words("请写明是谁核实的。", "請寫明是誰查證的。", "Please say who checked it.")
NO_REWARD = Words(
    "请写明奖励，没有就写“无”。",
    "請寫明獎勵，沒有就寫「無」。",
    "Name the reward; write “none” if there is none.",
)
NO_STOP = Words("请至少填一个到过的地方。", "請至少填一個到過的地方。", "Please add at least one place.")
NO_BODY = Words("请写正文。", "請寫正文。", "Please write the text itself.")


def checked(draft: Draft) -> Draft:
    """The draft without what nobody can see; `BadInput` where something cannot stand as it is."""
    _count(draft.grounds, MOST_GROUNDS, "grounds")
    _count(draft.stops, MOST_STOPS, "stops")
    _count(draft.questions, MOST_QUESTIONS, "questions")
    if not draft.texts:
        raise BadInput(field="texts", reason=NO_TEXT)
    if len({said.language for said in draft.texts}) < len(draft.texts):
        raise BadInput(field="texts", reason=TWICE)
    if draft.relay_minutes is not None and not 1 <= draft.relay_minutes <= 1440:
        raise BadInput(field="relayMinutes", reason=BAD_MINUTES)
    if draft.expires_at:
        ahead(draft.expires_at, "expiresAt")
    return replace(
        draft,
        texts=tuple(_said(said, f"texts.{at}") for at, said in enumerate(draft.texts)),
        stops=tuple(_stop(stop, f"stops.{at}") for at, stop in enumerate(draft.stops)),
        source_url=_address(draft.source_url),
        verdict=draft.verdict if draft.kind is NoticeKind.RUMOUR else None,
    )


def ahead(moment: datetime, field: str) -> None:
    """`BadInput` unless a moment is to come, and soon enough that somebody still thinks of it."""
    if moment.tzinfo is None or not clock.now() < moment <= clock.now() + LONGEST:
        raise BadInput(field=field, reason=BAD_MOMENT)


def _count(things: Iterable[object], most: int, field: str) -> None:
    if len(list(things)) > most:
        raise BadInput(field=field, reason=TOO_MANY.filled(most=most))


def _said(said: Said, where: str) -> Said:
    headline = texts.line(notes.checked(said.headline, f"{where}.headline", HEADLINE, needed=True))
    return Said(
        language=said.language,
        headline=headline,
        short=texts.line(notes.checked(said.short, f"{where}.short", SHORT)) or headline,
        body=_body(said.body, f"{where}.body"),
        claim=notes.checked(said.claim, f"{where}.claim", CLAIM),
        source=notes.checked(said.source, f"{where}.source", SOURCE),
        reward=notes.checked(said.reward, f"{where}.reward", REWARD),
    )


def _body(body: str, where: str) -> str:
    body = texts.indented(body)
    if len(body) > BODY:
        raise BadInput(field=where, reason=notes.TOO_LONG.filled(most=BODY))
    return body


def _stop(stop: Stop, where: str) -> Stop:
    place = texts.line(notes.checked(stop.place, f"{where}.place", PLACE, needed=True))
    zoned = stop.begins_at.tzinfo is not None and stop.ends_at.tzinfo is not None
    if not zoned or not stop.begins_at <= stop.ends_at <= clock.now():
        raise BadInput(field=f"{where}.endsAt", reason=BAD_STOP)
    return replace(stop, place=place)


def _address(address: str) -> str:
    address = texts.line(address)
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise BadInput(field="sourceUrl", reason=BAD_ADDRESS) from error
    is_good = parts.scheme == "https" and parts.hostname and " " not in address
    if address and (not is_good or len(address) > ADDRESS):
        raise BadInput(field="sourceUrl", reason=BAD_ADDRESS)
    return address


def ready(kind: NoticeKind, verdict: Verdict | None, texts_: Iterable[Said], stops: int) -> None:
    """`BadInput` where a notice of this kind still lacks something without which it must not go out."""
    said = list(texts_)
    lacks = {
        NoticeKind.RUMOUR: [
            ("verdict", NO_VERDICT, verdict is not None and all(one.claim for one in said)),
            ("source", NO_SOURCE, all(one.source for one in said)),
        ],
        NoticeKind.CLUES: [("reward", NO_REWARD, all(one.reward for one in said))],
        NoticeKind.CASE_ROUTE: [("stops", NO_STOP, stops > 0)],
        NoticeKind.PLEDGE: [("body", NO_BODY, all(one.body for one in said))],
    }
    for field, reason, is_there in lacks.get(kind, []):
        if not is_there:
            raise BadInput(field=field, reason=reason)
