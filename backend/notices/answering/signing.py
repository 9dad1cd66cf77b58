"""Signing a pledge: a household does, once for each version, on a phone of theirs or before their liaison."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.queryset import QuerySet

from backend.access import audit
from backend.access.actor import Actor
from backend.households import rules as households
from backend.households.models import Household, Reason
from backend.kit import live, moments, notes, texts, work
from backend.kit.refusals import BadInput, NotFound
from backend.notices import rules
from backend.notices.answer_models import Signature
from backend.notices.answering import fingerprints, messages
from backend.notices.answering.refusals import PledgeChanged, SignedAlready
from backend.notices.kinds import NoticeKind
from backend.notices.models import OUT, Notice, NoticeText
from backend.notices.reach import homes, receipts
from backend.notices.reach.receipts import Seen
from backend.notices.reach_models import Via
from backend.notices.refusals import NoticeOver

NAME = 40
"""Characters."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A name under a pledge, and the fingerprint of what was read; at the door also whose, and when."""

    name: str
    fingerprint: str
    household: UUID | None = None
    at: datetime | None = None


@work.verb
async def sign(actor: Actor, notice: UUID, hand: Hand, *, key: UUID | None = None) -> Signature:
    """Sign a pledge for one's household; or, at the door, note that a household signed before their liaison."""
    found = await rules.get(actor, notice)
    if found.kind is not NoticeKind.PLEDGE:
        raise BadInput(field="notice", reason=messages.NO_PLEDGE)
    at = moments.was(hand.at, "at", since=found.published_at)
    if not _was_open(found, at):
        raise NoticeOver
    texts_ = await NoticeText.filter(notice_id=notice).values(*fingerprints.COLUMNS)
    if hand.fingerprint != fingerprints.of_pledge(found.edition, texts_):
        raise PledgeChanged
    name = texts.line(notes.checked(hand.name, "name", NAME, needed=True))
    home = await _household(actor, hand.household)
    if not await homes.of_households(notice, [home.id]):
        raise NotFound

    at_the_door = hand.household is not None
    try:
        made = await Signature.create(
            notice_id=notice,
            household_id=home.id,
            name=name,
            person_id=None if at_the_door else actor.id,
            taken_by_id=actor.id if at_the_door else None,
            fingerprint=hand.fingerprint,
            signed_at=at,
        )
    except IntegrityError as error:
        raise SignedAlready from error
    await receipts.mark(notice, home.id, Seen.SIGNED, Via.DOOR if at_the_door else Via.APP, at)
    if at_the_door:
        await households.note_look(actor, home.id, home.grid.path, Reason.VISIT, notice)
    await audit.note(actor, "signNotice", "Signature", made.id, at_the_door=at_the_door)
    live.changed("Notice", notice, path=home.grid.path, people=await households.people_of(home.id))
    return made


async def _household(actor: Actor, named: UUID | None) -> Household:
    if named:
        return await households.get_looked_after(actor, named)
    home = await households.of(actor)
    if home is None:
        raise BadInput(field="household", reason=messages.WHICH_HOUSEHOLD)
    return home


def _was_open(notice: Notice, at: datetime) -> bool:
    """Whether it held when it was signed: a liaison may have had no signal before it was corrected."""
    if notice.ended_at:
        return notice.state in OUT and at < notice.ended_at
    return notice.is_open(at)


def of(signature: UUID) -> QuerySet[Signature]:
    """One signature, for whoever has just made it."""
    return Signature.filter(id=signature)
