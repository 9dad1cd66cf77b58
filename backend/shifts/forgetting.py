"""Somebody is erased: their places are free, others answer for what they answered for, and their words are gone."""

from collections.abc import Mapping
from uuid import UUID

from tortoise.expressions import F

from backend.kit import clock
from backend.shifts import leaving, places, telling
from backend.shifts.models import CONCERNED, Shift, ShiftState, Signup, SignupState


async def held(person: UUID) -> dict[UUID, Shift]:
    """All that is not over and that they have to do with, held at once, so that nobody waits for them in a circle."""
    on_it = Signup.filter(person_id=person, state__in=CONCERNED, shift__ends_at__gt=clock.now())
    named = Shift.filter(Shift.upcoming(), contact_id=person)
    return await places.held(
        [row["shift_id"] for row in await on_it.values("shift_id")]
        + [row["id"] for row in await named.values("id")]
    )


async def leave_all(person: UUID, shifts: Mapping[UUID, Shift]) -> None:
    """Take them off these shifts, and let nobody offer them a place any more."""
    rows = await Signup.filter(person_id=person, state__in=CONCERNED, shift_id__in=list(shifts))
    # What they only waited for comes first: nobody looks whether they have time for it now.
    for signup in sorted(rows, key=lambda one: (one.state is SignupState.JOINED, one.shift_id)):
        await _leave(shifts[signup.shift_id], signup)
    offered = Signup.filter(offered_to_id=person)
    await offered.update(offered_at=None, offered_to_id=None, version=F("version") + 1)


async def _leave(shift: Shift, signup: Signup) -> None:
    """Whoever stands it at this moment has gone from now on; of any other their place is free."""
    had_place = signup.state is SignupState.JOINED
    if signup.came_at:
        signup.count(shift, signup.came_at, clock.now())
        signup.version += 1
        await signup.save()
        await places.forget_reminders(signup.id)
    else:
        await leaving.vacate(shift, signup)
    if had_place and shift.state is ShiftState.PLANNED:
        is_late = leaving.is_late(shift)
        await telling.of_leaving(shift, is_late=is_late, besides=signup.person_id)
    places.hint(shift)


async def answer_for_nothing(person: UUID, shifts: Mapping[UUID, Shift]) -> None:
    """Of these shifts others are the contact: whoever answers for the grid."""
    for shift in shifts.values():
        if shift.contact_id != person:
            continue
        if others := await telling.leaders(shift, person):
            await Shift.filter(id=shift.id).update(contact_id=others[0], version=F("version") + 1)
            places.hint(shift)


async def take_words_away(person: UUID) -> None:
    """What they wrote about shifts, and what was written about why they were not on one."""
    for shift in await Shift.filter(reported_by_id=person).order_by("id"):
        await take_report_away(shift)
    for signup in await Signup.filter(person_id=person).order_by("id"):
        await take_reason_away(signup)


async def take_report_away(shift: Shift) -> None:
    """As if nothing had been written for the next shift."""
    shift.report, shift.reported_by_id, shift.reported_at = "", None, None
    shift.confirmed_by_id, shift.confirmed_at = None, None
    await shift.save(
        update_fields=["report", "reported_by_id", "reported_at", "confirmed_by_id", "confirmed_at"]
    )


async def take_reason_away(signup: Signup) -> None:
    """Nobody knows any more why they left, or were not needed."""
    if signup.reason:
        signup.reason = ""
        await signup.save(update_fields=["reason"])


async def take_briefs_away(shift: Shift) -> None:
    """What was to be done there and why it was cancelled; when and where it was, and who stood it, stays."""
    await take_report_away(shift)
    shift.brief = shift.bring = shift.reason = ""
    await shift.save(update_fields=["brief", "bring", "reason"])
    for signup in await Signup.filter(shift_id=shift.id):
        await take_reason_away(signup)
