"""Papers that a leader has seen: added, removed, and over by themselves on the day after their last."""

from datetime import date, timedelta
from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.kit import clock, live, texts, work
from backend.kit.refusals import BadInput, NotFound
from backend.kit.words import Words
from backend.volunteers import deciding, rules
from backend.volunteers.models import Qualification, QualificationKind, Volunteer

LONGEST = timedelta(days=20 * 366)
NOTE_LENGTH = 60

BAD_DAY = Words(
    "请写证件上的到期日，不能早于今天。",
    "請寫證件上的到期日，不能早於今天。",
    "Please write the last day printed on the certificate; it cannot be before today.",
)
LONG_NOTE = Words(
    "备注请不超过 60 个字。", "備註請不超過 60 個字。", "Please keep the note within 60 characters."
)


@work.verb
async def add(
    actor: Actor,
    volunteer: UUID,
    kind: QualificationKind,
    expires_on: date,
    note: str = "",
    *,
    key: UUID | None = None,
) -> Volunteer:
    """Note that one has seen somebody's paper, and until when it holds; a newer one takes the place of an older."""
    found = await _other(actor, volunteer)
    note = texts.line(note)
    today = rules.today(found.grid.time_zone)
    if not today <= expires_on <= today + LONGEST:
        raise BadInput(field="expiresOn", reason=BAD_DAY)
    if len(note) > NOTE_LENGTH:
        raise BadInput(field="note", reason=LONG_NOTE)

    if kind is not QualificationKind.OTHER:
        await Qualification.filter(volunteer=found, kind=kind, removed_at=None).update(removed_at=clock.now())
    await Qualification.create(
        volunteer_id=found.id, kind=kind, note=note, expires_on=expires_on, checked_by_id=actor.id
    )

    await _note(actor, "addQualification", found)
    return found


@work.verb
async def remove(actor: Actor, qualification: UUID, *, key: UUID | None = None) -> Volunteer:
    """Take back a paper that was noted by mistake or holds no longer."""
    paper = await Qualification.get_or_none(id=qualification, removed_at=None)
    if paper is None:
        raise NotFound
    found = await _other(actor, paper.volunteer_id)

    await Qualification.filter(id=paper.id, removed_at=None).update(removed_at=clock.now())

    await _note(actor, "removeQualification", found)
    return found


async def _other(actor: Actor, volunteer: UUID) -> Volunteer:
    found = await rules.led(actor, volunteer)
    if found.person_id == actor.id:
        raise deciding.YourOwnOffer
    return found


async def _note(actor: Actor, verb: str, volunteer: Volunteer) -> None:
    await audit.note(actor, verb, "Volunteer", volunteer.id)
    live.changed("Volunteer", volunteer.id, path=volunteer.grid.path, people=[volunteer.person_id])
