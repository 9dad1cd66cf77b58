"""From questions to a rumour card: how many asked stands on it, and whoever asked hears what was found out."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.kit import nodes, sql
from backend.kit.refusals import NotFound
from backend.notices import rules, wording
from backend.notices.answer_models import AnswerKind, NoticeAnswer
from backend.notices.answering import messages
from backend.notices.answering.shown import ANSWER_COLUMNS
from backend.notices.kinds import NoticeKind
from backend.notices.models import OUT, Notice
from backend.push import outbox
from backend.push.models import Kind

_VERSIONS = """WITH RECURSIVE version (card, id) AS (
    SELECT notice.id, notice.id FROM notice WHERE notice.id IN ({cards})
    UNION ALL SELECT version.card, notice.corrects_id FROM version JOIN notice ON notice.id = version.id
    WHERE notice.corrects_id IS NOT NULL)
    SELECT {what} FROM version JOIN notice_answer ON notice_answer.raised_id = version.id"""
"""A card with all versions before it: who asked for the first one asked for the newest too."""


async def note(actor: Actor, card: Notice, questions: Sequence[UUID]) -> None:
    """Note which questions a card is drafted for, in the unit of work that drafts it.

    Those that it no longer names are free; where it names none, those that it named stay. `NotFound` where one is
    none that the actor may read.
    """
    if card.kind is not NoticeKind.RUMOUR:
        await free(card)
        return
    if not questions:
        return
    asked = NoticeAnswer.filter(id__in=list(questions), kind=AnswerKind.QUESTION)
    rows = await asked.select_related("notice__grid", "raised")
    if len(rows) != len(set(questions)) or not all(
        rules.may_decide(actor, row.notice.grid.path) for row in rows
    ):
        raise NotFound
    await NoticeAnswer.filter(raised_id=card.id).exclude(id__in=list(questions)).update(raised_id=None)
    # What a card that is out has answered stays with it: its newer versions are found from there.
    still = [row.id for row in rows if row.raised is None or row.raised.state not in OUT]
    await NoticeAnswer.filter(id__in=still).update(raised_id=card.id)


async def free(card: Notice) -> None:
    """No card is drafted for these questions any more: somebody else may answer them."""
    await NoticeAnswer.filter(raised_id=card.id).update(raised_id=None)


async def tell(card: Notice) -> None:
    """Tell whoever asked that the card, or a newer version of it, is out, in the unit of work that publishes it."""
    found = _VERSIONS.format(cards="?", what="DISTINCT notice_answer.person_id AS person")
    people = [sql.id_of(row["person"]) for row in await sql.rows(found, card.id)]
    title, link = wording.marked(card, messages.CARD), f"/notices/{nodes.opaque('Notice', card.id)}"
    await outbox.queue(people, Kind.NOTICE, title, messages.SEE_CARD, link=link, about=card.id)


async def numbers(cards: Collection[UUID]) -> dict[UUID, int]:
    """How many people asked what each of these cards answers, or a version before it."""
    what = "version.card AS card, count(DISTINCT notice_answer.person_id) AS number"
    found = _VERSIONS.format(cards=sql.places([*cards]), what=what) + " GROUP BY version.card"
    return {sql.id_of(row["card"]): int(row["number"]) for row in await sql.rows(found, *cards)}


async def questions(actor: Actor, cards: Collection[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """What was asked that these cards, or versions before them, answer; as far as the actor decides where it was asked."""
    what = "version.card AS card, notice_answer.id AS question"
    named = await sql.rows(_VERSIONS.format(cards=sql.places([*cards]), what=what), *cards)
    asked = NoticeAnswer.filter(id__in=[sql.id_of(row["question"]) for row in named], text__not_isnull=True)
    rows = await asked.order_by("at", "id").values(*ANSWER_COLUMNS, "notice__grid__path")
    mine = [row for row in rows if rules.may_decide(actor, row["notice__grid__path"])]
    answered = {(sql.id_of(row["card"]), sql.id_of(row["question"])) for row in named}
    return {card: [row for row in mine if (card, row["id"]) in answered] for card in cards}
