"""Replying once to everybody who asked the same; the reply stands under the notice for all to read."""

from collections.abc import Sequence
from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.kit import live, nodes, notes, texts, work
from backend.kit.refusals import BadInput, NotFound
from backend.notices import rules, wording
from backend.notices.answer_models import AnswerKind, NoticeAnswer, NoticeReply
from backend.notices.answering import messages
from backend.notices.answering.refusals import RepliedAlready
from backend.push import outbox
from backend.push.models import Kind

QUESTION, TEXT = 200, 2000
"""Characters."""


@work.verb
async def reply(
    actor: Actor, notice: UUID, answers: Sequence[UUID], question: str, text: str, *, key: UUID | None = None
) -> NoticeReply:
    """Reply to these questions about a notice at once; `question` says in the editor's words what was asked."""
    found = await rules.held_to_decide(actor, notice)
    chosen = list(dict.fromkeys(answers))
    if not chosen:
        raise BadInput(field="answers", reason=messages.CHOOSE_QUESTIONS)
    asked = NoticeAnswer.filter(id__in=chosen, notice_id=notice, kind=AnswerKind.QUESTION)
    people = [row.person_id for row in await asked.only("id", "person_id")]
    if len(people) != len(chosen):
        raise NotFound
    question = texts.line(notes.checked(question, "question", QUESTION, needed=True))
    text = notes.checked(text, "text", TEXT, needed=True)

    made = await NoticeReply.create(notice_id=notice, question=question, text=text, by_id=actor.id)
    if await asked.filter(reply_id__isnull=True).update(reply_id=made.id) != len(chosen):
        # Another editor was faster with some of them: what they wrote may already say it.
        raise RepliedAlready
    await audit.note(actor, "replyToQuestions", "NoticeReply", made.id, questions=len(chosen))
    link = f"/notices/{nodes.opaque('Notice', notice)}"
    title = wording.marked(found, messages.REPLIED)
    await outbox.queue(people, Kind.NOTICE, title, messages.SEE_REPLY, link=link, about=notice)
    live.changed("Notice", notice, path=found.grid.path, people=people)
    return made
