"""The places of a shift: held still while they change, given, and free again."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import UUID

from tortoise.expressions import F

from backend.kit import clock
from backend.shifts import wording
from backend.shifts.models import CONCERNED, Due, DueKind, Shift, ShiftRole, Signup

EVENING = time(19)
"""When people are reminded of tomorrow's shift, by the clock of its grid."""
HOUR = timedelta(hours=1)


async def held(shifts: Iterable[UUID]) -> dict[UUID, Shift]:
    """These shifts with their grids; until this unit of work ends nobody else changes who is on them.

    Whoever locks more than one locks them in the order of their ids, and people only after them.
    """
    wanted = sorted(set(shifts))
    await Shift.filter(id__in=wanted).order_by("id").select_for_update().only("id")
    return {shift.id: shift for shift in await Shift.filter(id__in=wanted).select_related("grid")}


async def take(role: ShiftRole, number: int = 1) -> bool:
    """Take so many places of a role; False, and nothing taken, where there are not so many."""
    free = ShiftRole.filter(id=role.id, taken__lte=F("needed") - number)
    if not await free.update(taken=F("taken") + number):
        return False
    role.taken += number
    return True


async def give_up(role: UUID) -> None:
    """One place of a role is free; the waiting list has it first."""
    await ShiftRole.filter(id=role).update(taken=F("taken") - 1)


def reminders(shift: Shift, signup: UUID) -> list[Due]:
    """What will remind somebody of this shift; nothing that would come after its time."""
    begins, now = shift.starts_at, clock.now()
    due = {DueKind.EVENING: _evening_before(shift), DueKind.HOUR: begins - HOUR}
    return [
        Due(shift_id=shift.id, signup_id=signup, kind=kind, due_at=at)
        for kind, at in due.items()
        if now < at < begins
    ]


def _evening_before(shift: Shift) -> datetime:
    here = wording.zone(shift.grid.time_zone)
    day = shift.starts_at.astimezone(here).date() - timedelta(days=1)
    return datetime.combine(day, EVENING, here)


async def remind(shift: Shift, signup: UUID) -> None:
    """Remind somebody of this shift in time."""
    await Due.bulk_create(reminders(shift, signup))


async def forget_reminders(signup: UUID) -> None:
    """Remind nobody of a shift that they are not on any more."""
    await Due.filter(signup_id=signup).delete()


async def people_on(shift: UUID) -> list[UUID]:
    """Everybody who has a place in a shift, wants one or waits for one."""
    rows = await Signup.filter(shift_id=shift, state__in=CONCERNED).values("person_id")
    return [row["person_id"] for row in rows]
