"""What answers and signatures hold about a person, as they can read it, and how it is erased."""

from typing import Any
from uuid import UUID

from backend.access import own
from backend.kit.words import Words
from backend.notices.answer_models import AnswerKind, NoticeAnswer, NoticeReply, Signature
from backend.notices.reach import headlines

ANSWERS = Words("我对公告的回复", "我對公告的回覆", "What I answered to notices")
SIGNATURES = Words("我签过的承诺书", "我簽過的承諾書", "Pledges I signed")
REPLIES = Words("我给居民的回复", "我給居民的回覆", "What I replied to residents")
PLEDGE = Words("承诺书", "承諾書", "Pledge")
WHEN = Words("时间", "時間", "When")
KIND = Words("类别", "類別", "Kind")
TEXT = Words("内容", "內容", "Text")
PLACE = Words("地点", "地點", "Where")
NAME = Words("签名", "簽名", "Name")

KINDS = {
    AnswerKind.QUESTION: Words("提问", "提問", "Question"),
    AnswerKind.REGISTRATION: Words("登记", "登記", "Registration"),
    AnswerKind.CLUE: Words("线索", "線索", "Clue"),
}


@own.held("notice_answers", ANSWERS)
async def tell_answers(person: UUID) -> list[dict[str, Any]]:
    """What a person asked, registered for, or told."""
    rows = await NoticeAnswer.filter(person_id=person).order_by("at", "id").select_related("stop")
    return [
        {
            WHEN.said(): row.at.isoformat(),
            KIND.said(): KINDS[row.kind].said(),
            PLACE.said(): row.stop.place if row.stop else "",
            TEXT.said(): row.text or "",
        }
        for row in rows
    ]


@own.held("signatures", SIGNATURES)
async def tell_signatures(person: UUID) -> list[dict[str, Any]]:
    """What a person signed on a phone of their own."""
    rows = await Signature.filter(person_id=person).order_by("signed_at", "id")
    called = await headlines.of({row.notice_id for row in rows})
    return [
        {
            PLEDGE.said(): called[row.notice_id],
            WHEN.said(): row.signed_at.isoformat(),
            NAME.said(): row.name or "",
        }
        for row in rows
    ]


@own.held("notice_replies", REPLIES)
async def tell_replies(person: UUID) -> list[dict[str, Any]]:
    """What a person replied as an editor."""
    rows = await NoticeReply.filter(by_id=person).order_by("at", "id")
    return [{WHEN.said(): row.at.isoformat(), TEXT.said(): f"{row.question} {row.text}"} for row in rows]


@own.erased
async def scrub(person: UUID) -> None:
    """Their words and their name go; that the household answered and signed stays."""
    await NoticeAnswer.filter(person_id=person).update(text=None)
    await Signature.filter(person_id=person).update(name=None)
