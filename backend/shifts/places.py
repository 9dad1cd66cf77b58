"""The places of a shift: held still while they change, given, and free again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from uuid import UUID

from tortoise.connection import get_connection
from tortoise.expressions import F

from backend import settings
from backend.kit import clock, live
from backend.shifts import wording
from backend.shifts.clock_models import Due, DueKind
from backend.shifts.models import CONCERNED, Shift, ShiftRole, Signup

EVENING = time(19)
"""When people are reminded of tomorrow's shift, by the clock of its grid."""
HOUR = timedelta(hours=1)
LATE_AFTER = timedelta(minutes=15)
"""Whoever has not come by then is asked where they are, and the leader is told."""
HOLD_PEOPLE = "SELECT FROM person WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE"
"""Tortoise would make a person of each."""


async def held(shifts: Iterable[UUID]) -> dict[UUID, Shift]:
    """These shifts with their grids; until this unit of work ends nobody else changes who is on them.

    Whoever locks more than one locks them in the order of their ids, and people only after them.
    """
    wanted = Shift.filter(id__in=sorted(set(shifts))).order_by("id").select_related("grid")
    # Whoever had to wait is given these rows as they are by now; their grids, which nobody holds here, as they were.
    return {shift.id: shift for shift in await wanted.select_for_update(no_key=True, of=("shift",))}


async def hold_people(people: Iterable[UUID]) -> None:
    """Nobody else puts these people on a shift meanwhile: two at the same hour would each see that they are free.

    Shifts are held before people, so that no two units of work wait for each other. SQLite has one writer anyway.
    """
    if settings.settings().on_postgres:
        await get_connection("default").execute_query(HOLD_PEOPLE, [list(people)])


async def take(role: ShiftRole, number: int = 1) -> bool:
    """Take so many places of a role; False, and nothing taken, where there are not so many."""
    free = ShiftRole.filter(id=role.id, taken__lte=F("needed") - number)
    if not await free.update(taken=F("taken") + number):
        return False
    role.taken += number
    return True


async def take_all(numbers: Mapping[UUID, int]) -> None:
    """Take so many places of each of these roles, all of them seen to be free while their shifts are held."""
    alike: defaultdict[int, list[UUID]] = defaultdict(list)
    for role, number in numbers.items():
        alike[number].append(role)
    for number, roles in alike.items():
        free = ShiftRole.filter(id__in=roles, taken__lte=F("needed") - number)
        if await free.update(taken=F("taken") + number) != len(roles):
            raise RuntimeError("a shift's places changed while it was held")


async def give_up(role: UUID) -> None:
    """One place of a role is free; the waiting list has it first."""
    await ShiftRole.filter(id=role).update(taken=F("taken") - 1)


def next_reminder(shift: Shift, signup: UUID) -> list[Due]:
    """What will remind somebody of this shift next: the evening before, which sees to the hour before, or that hour.

    For whoever is given a place once it has begun: when it is looked at whether they have come.
    """
    begins, now = shift.starts_at, clock.now()
    for kind, at in ((DueKind.EVENING, _evening_before(shift)), (DueKind.HOUR, begins - HOUR)):
        if now < at < begins:
            return [Due(shift_id=shift.id, signup_id=signup, kind=kind, due_at=at)]
    if begins <= now < shift.ends_at:
        return [Due(shift_id=shift.id, signup_id=signup, kind=DueKind.LATE, due_at=now + LATE_AFTER)]
    return []


def _evening_before(shift: Shift) -> datetime:
    here = wording.zone(shift.grid.time_zone)
    day = shift.starts_at.astimezone(here).date() - timedelta(days=1)
    return datetime.combine(day, EVENING, here)


async def remind(shift: Shift, signup: UUID) -> None:
    """Remind somebody of this shift in time."""
    await Due.bulk_create(next_reminder(shift, signup))


async def forget_reminders(signup: UUID) -> None:
    """Remind nobody of a shift that they are not on any more."""
    await Due.filter(signup_id=signup).delete()


def hint(shift: Shift, *people: UUID) -> None:
    """Have every screen that may show this shift ask again."""
    live.changed("Shift", shift.id, path=shift.grid.path, people=people, near=True)


async def people_on(shift: UUID) -> list[UUID]:
    """Everybody who has a place in a shift, wants one or waits for one."""
    return (await people_of([shift])).get(shift, [])


async def people_of(shifts: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """The same for many shifts at once."""
    on_them: defaultdict[UUID, list[UUID]] = defaultdict(list)
    rows = await Signup.filter(shift_id__in=list(shifts), state__in=CONCERNED).values("shift_id", "person_id")
    for row in rows:
        on_them[row["shift_id"]].append(row["person_id"])
    return on_them
