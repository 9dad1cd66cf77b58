"""Somebody is erased: their places are free, others answer for what they answered for, and their words are gone."""

from datetime import datetime
from uuid import UUID

from tortoise.expressions import F

from backend.shifts import attendance, leaving, places, telling
from backend.shifts.models import CONCERNED, Shift, Signup


async def leave_all(person: UUID, now: datetime) -> None:
    """Take them off every shift that is not over; whoever stands one at this moment has gone from now on."""
    theirs = Signup.filter(person_id=person, state__in=CONCERNED, shift__ends_at__gt=now)
    held = await places.held([row["shift_id"] for row in await theirs.values("shift_id")])
    for signup in await Signup.filter(
        person_id=person, state__in=CONCERNED, shift_id__in=list(held)
    ).order_by("shift_id"):
        shift = held[signup.shift_id]
        if signup.came_at:
            attendance.count(signup, shift, signup.came_at, now)
            signup.version += 1
            await signup.save()
            await places.forget_reminders(signup.id)
        else:
            await leaving.vacate(shift, signup)
        places.hint(shift)
    offered = Signup.filter(offered_to_id=person)
    await offered.update(offered_at=None, offered_to_id=None, version=F("version") + 1)


async def answer_for_nothing(person: UUID) -> None:
    """Of shifts to come others are the contact: whoever answers for the grid."""
    upcoming = Shift.filter(Shift.upcoming(), contact_id=person).order_by("id")
    held = await places.held([row["id"] for row in await upcoming.values("id")])
    for shift in held.values():
        others = await telling.leaders(shift, besides=person)
        if others:
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
