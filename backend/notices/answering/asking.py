"""Answering a notice: asking about it, registering, giving a clue. Only its editors read what was said."""

from dataclasses import dataclass
from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.grids import finding
from backend.households import rules as households
from backend.kit import clock, live, nodes, notes, work
from backend.kit.refusals import BadInput, NotFound
from backend.notices import rules, wording
from backend.notices.answer_models import AnswerKind, NoticeAnswer
from backend.notices.answering import messages
from backend.notices.kinds import NoticeKind
from backend.notices.models import Notice, NoticeStop
from backend.notices.reach import receipts
from backend.notices.reach.receipts import Seen
from backend.notices.refusals import NoticeOver
from backend.push import outbox
from backend.push.models import Kind

TEXT = 500
"""Characters."""

TAKEN_BY = {
    AnswerKind.REGISTRATION: {NoticeKind.CASE_ROUTE, NoticeKind.VOLUNTEERS},
    AnswerKind.CLUE: {NoticeKind.CLUES},
    AnswerKind.QUESTION: set(NoticeKind),
}
"""Which answers make sense to which notices; everything can be asked about."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wants to say, and of which place of a route."""

    kind: AnswerKind
    text: str
    stop: UUID | None = None


@work.verb
async def answer(actor: Actor, notice: UUID, said: Said, *, key: UUID | None = None) -> NoticeAnswer:
    """Answer a notice. Whoever registers twice for the same place is registered once."""
    found = await rules.get(actor, notice)
    if actor.person is None:
        raise NotFound
    if not found.is_open(clock.now()):
        raise NoticeOver
    text = _checked(found, said)
    stop = await _stop(found, said)
    home = await households.of(actor)
    seat = _seat(actor, found, stop) if said.kind is AnswerKind.REGISTRATION else None
    if seat and (known := await NoticeAnswer.get_or_none(seat=seat)):
        return known

    made = NoticeAnswer(
        notice_id=notice,
        person_id=actor.id,
        household_id=home.id if home else None,
        kind=said.kind,
        text=text,
        stop_id=stop,
        seat=seat,
    )
    # Two phones of theirs at the same moment have one seat: the first one's.
    await NoticeAnswer.bulk_create([made], ignore_conflicts=True)
    if seat and (first := await NoticeAnswer.get(seat=seat)).id != made.id:
        return first
    if home:
        await receipts.mark(notice, home.id, Seen.ANSWERED)
    await audit.note(actor, "answerNotice", "NoticeAnswer", made.id)
    await _tell_editors(found)
    live.changed("Notice", notice, path=found.grid.path, people=[actor.id])
    return made


def _checked(notice: Notice, said: Said) -> str:
    if notice.kind not in TAKEN_BY[said.kind]:
        raise BadInput(field="kind", reason=messages.NOT_ASKED_HERE)
    is_needed = said.kind is not AnswerKind.REGISTRATION
    return notes.checked(said.text, "text", TEXT, needed=is_needed)


async def _stop(notice: Notice, said: Said) -> UUID | None:
    """The place of the route that was named; a route's registration names one."""
    if notice.kind is not NoticeKind.CASE_ROUTE or said.kind is not AnswerKind.REGISTRATION:
        return None
    if said.stop is None or not await NoticeStop.exists(id=said.stop, notice_id=notice.id):
        raise BadInput(field="stop", reason=messages.WHICH_STOP)
    return said.stop


def _seat(actor: Actor, notice: Notice, stop: UUID | None) -> str:
    return f"{notice.id.hex}:{actor.id.hex}:{stop.hex if stop else ''}"


async def _tell_editors(notice: Notice) -> None:
    editors = await finding.nearest(notice.grid.path, *rules.DECIDE)
    await outbox.queue(
        editors,
        Kind.NOTICE,
        wording.marked(notice, messages.ASKED),
        messages.SEE_QUESTIONS,
        link=f"/notices/{nodes.opaque('Notice', notice.id)}/answers",
        about=notice.id,
    )
