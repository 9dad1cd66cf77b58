"""Who may answer notices, sign them, and read what was answered."""

from typing import Any

from backend.kit import nodes
from backend.notices.answer_models import AnswerKind, NoticeAnswer
from backend.notices.answering import asking, fingerprints, signing
from backend.notices.answering.asking import Said
from backend.notices.answering.signing import Hand
from backend.notices.kinds import NoticeKind
from backend.notices.models import Notice, NoticeText
from tests import community
from tests.notices import answering, builders
from tests.rights.table import row
from tests.rights.world import World


async def _published(world: World) -> Notice:
    known = await Notice.filter(kind=NoticeKind.BULLETIN).first()
    return known or await builders.published(world.leader, world.east)


async def _to_answer(world: World) -> dict[str, Any]:
    return {**await _asked_about(world), "input": {"kind": "QUESTION", "text": "几点来水？"}}


async def _asked_about(world: World) -> dict[str, Any]:
    """A notice about which the resident asked."""
    notice = await _published(world)
    if not await NoticeAnswer.exists(notice_id=notice.id):
        await _ask(world, notice)
    return {"notice": answering.named(notice)}


async def _ask(world: World, notice: Notice) -> NoticeAnswer:
    said = Said(AnswerKind.QUESTION, "几点来水？")
    return await asking.answer(await community.actor(world.resident), notice.id, said)


async def _to_reply(world: World) -> dict[str, Any]:
    notice = await builders.published(world.leader, world.east)
    asked = await _ask(world, notice)
    answers = [nodes.opaque("NoticeAnswer", asked.id)]
    return {"notice": answering.named(notice), "answers": answers, "question": "几点来水？", "text": "六点。"}


async def _to_sign(world: World) -> dict[str, Any]:
    notice = await answering.pledge(world.leader, world.east)
    return {
        "notice": answering.named(notice),
        "input": {"name": "陈小明", "fingerprint": await _read(notice)},
    }


async def _read(notice: Notice) -> str:
    texts = await NoticeText.filter(notice_id=notice.id).values(*fingerprints.COLUMNS)
    return fingerprints.of_pledge(notice.edition, texts)


async def _signed(world: World) -> dict[str, Any]:
    known = await Notice.filter(kind=NoticeKind.PLEDGE).first()
    notice = known or await answering.pledge(world.leader, world.east)
    if known is None:
        hand = Hand("陈小明", await _read(notice))
        await signing.sign(await community.actor(world.resident), notice.id, hand)
    return {"notice": answering.named(notice)}


# Whoever leads and lives in no household here has nothing to sign; the volunteer and the former leader neither.
HOUSEHOLDS = {"resident": "Signature", "other_household": "Signature", "other_leader": "NotFound"}

ROWS = {
    "answerNotice": row(_to_answer, "NoticeAnswer", other_leader="NotFound"),
    "signNotice": row(_to_sign, "BadInput", **HOUSEHOLDS),
    "replyToQuestions": row(
        _to_reply, "FORBIDDEN", other_leader="NotFound", leader="NoticeReply", leader_above="NoticeReply"
    ),
    "noticeQuestions": row(_asked_about, "FORBIDDEN", leader="1 rows", leader_above="1 rows"),
    "noticeRegistrations": row(_asked_about, "FORBIDDEN", leader="0 rows", leader_above="0 rows"),
    "noticeSignatures": row(_signed, "FORBIDDEN", leader="1 rows", leader_above="1 rows"),
}
