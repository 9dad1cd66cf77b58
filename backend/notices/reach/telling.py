"""What comes of calling and knocking: told, not at home, refused, moved away.

Whoever goes may have no signal: what they note bears the time at which it was, and of two the later one holds, in
whichever order they come in. All of them are kept.
"""

from datetime import datetime
from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.households import rules as households
from backend.households.models import Household
from backend.kit import moments, notes, work
from backend.kit.refusals import BadInput, NotFound
from backend.kit.words import Words
from backend.notices import rules
from backend.notices.models import OUT
from backend.notices.reach import growing_old, hints, homes, tallies
from backend.notices.reach_models import NoticeContact, Outcome, Receipt, Via

BAD_AGAIN = Words(
    "再去的时间请选以后的时间。",
    "再去的時間請選以後的時間。",
    "Please choose a time to come for trying again.",
)
VIA = {Outcome.TOLD_AT_DOOR: Via.DOOR, Outcome.TOLD_BY_PHONE: Via.PHONE}


@work.verb
async def record(
    actor: Actor,
    notice: UUID,
    household: UUID,
    outcome: Outcome,
    *,
    at: datetime | None = None,
    again_at: datetime | None = None,
    note: str = "",
    key: UUID | None = None,
) -> NoticeContact:
    """Note what came of calling at a household that the actor looks after; being told counts as being reached."""
    found = await rules.get(actor, notice)
    home = await households.get_looked_after(actor, household)
    counted = (await homes.of_households(notice, [household])).get(household)
    if found.state not in OUT or counted is None or await growing_old.is_over(notice):
        raise NotFound
    at, note = moments.was(at, "at", since=found.published_at), notes.checked(note, "note")
    if again_at and (outcome is not Outcome.NOT_AT_HOME or moments.zoned(again_at, "againAt") <= at):
        raise BadInput(field="againAt", reason=BAD_AGAIN)

    grid = counted.receipt.grid_id if counted.receipt else counted.grid
    await tallies.hold(notice, [grid])
    contact = NoticeContact(
        notice_id=notice,
        household_id=household,
        by_id=actor.id,
        outcome=outcome,
        at=at,
        again_at=again_at,
        note=note or None,
    )
    await _write(contact)
    await settle(notice, home)
    await tallies.recount(notice, [grid])
    await audit.note(actor, "recordContact", "Household", household, outcome=outcome.value)
    hints.reached(notice, [counted.path])
    return contact


def last_of(notice: UUID, household: UUID) -> str:
    """What marks the contact that holds."""
    return f"{notice}{household}"


async def _write(contact: NoticeContact) -> None:
    mine = last_of(contact.notice_id, contact.household_id)
    last = await NoticeContact.get_or_none(last_of=mine)
    if last is None or last.at <= contact.at:
        await NoticeContact.filter(last_of=mine).update(last_of=None)
        contact.last_of = mine
    await contact.save()


async def settle(notice: UUID, home: Household) -> None:
    """Say anew how this household was reached, from what its phones showed and what was noted at its door.

    Where the last that was noted is that nobody was told, an earlier "told" was a slip of the finger.
    """
    noted = await NoticeContact.filter(notice_id=notice, household_id=home.id).order_by("at", "id")
    holds = next((one for one in noted if one.last_of), None)
    told = [one for one in noted if one.outcome.reaches] if holds and holds.outcome.reaches else []
    receipt = await Receipt.get_or_none(notice_id=notice, household_id=home.id)
    if receipt is None and not told:
        return
    receipt = receipt or Receipt(notice_id=notice, household_id=home.id, grid_id=home.grid_id, via=Via.DOOR)
    receipt.told_at_door_at = _first(told, Outcome.TOLD_AT_DOOR)
    receipt.told_by_phone_at = _first(told, Outcome.TOLD_BY_PHONE)
    await _put(receipt, told)


def _first(told: list[NoticeContact], outcome: Outcome) -> datetime | None:
    return next((one.at for one in told if one.outcome is outcome), None)


async def _put(receipt: Receipt, told: list[NoticeContact]) -> None:
    if receipt.shown_at is None and not told:
        await receipt.delete()
        return
    if told and (receipt.shown_at is None or told[0].at < receipt.shown_at):
        receipt.reached_at, receipt.via = told[0].at, VIA[told[0].outcome]
    elif receipt.shown_at not in {None, receipt.reached_at}:
        # By what it was shown is not known any more; most are shown by the app.
        receipt.reached_at, receipt.via = receipt.shown_at, Via.APP
    await receipt.save()
