"""What the clock has to do about a shift, kept in rows: written with their cause, gone with what was done."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from tortoise.expressions import F

from backend.kit import clock, jobs, setback, work
from backend.shifts import places
from backend.shifts.clock_models import AskedToFill, Due, DueKind
from backend.shifts.models import Shift, ShiftRole, ShiftState, Signup, SignupState

log = logging.getLogger(__name__)

Handler = Callable[[Shift, Due], Awaitable[None]]
"""Does what is due about a shift that is held; its row is gone already."""

EARLY = timedelta(minutes=60)
"""So long before the start somebody can check in."""
CLOSE_AFTER = timedelta(minutes=30)
"""After the end somebody may still check out for so long."""
BY_ITS_HOURS = (DueKind.EVENING, DueKind.HOUR, DueKind.LATE, DueKind.CLOSE)
"""What is due by the hours of a shift, and not because somebody did something."""
AT_ONCE = 50
SOON = timedelta(hours=1)
"""Nobody is given longer than that to answer whether they fill a place."""
PATIENCE = timedelta(minutes=1)
"""After so long what failed is tried again."""

_handlers: dict[DueKind, Handler] = {}


async def look_after(shifts: Iterable[Shift]) -> None:
    """Have the clock ask who has not come, and close the shift when it is over."""
    await Due.bulk_create(due for shift in shifts for due in _of_shift(shift))


def _of_shift(shift: Shift) -> list[Due]:
    close = Due(shift_id=shift.id, kind=DueKind.CLOSE, due_at=shift.ends_at + CLOSE_AFTER)
    if not _is_looked_after(shift):
        return [close]
    return [Due(shift_id=shift.id, kind=DueKind.LATE, due_at=shift.starts_at + places.LATE_AFTER), close]


def _is_looked_after(shift: Shift) -> bool:
    """Whether it is still to be asked who has not come; nobody is asked twice."""
    return shift.starts_at + places.LATE_AFTER > clock.now()


async def move(shifts: Sequence[Shift]) -> None:
    """Shifts are at another time: their clock is set anew, and whoever is on one is asked whether they still come."""
    if not shifts:
        return
    by_id = {shift.id: shift for shift in shifts}
    await Due.filter(shift_id__in=list(by_id), kind__in=BY_ITS_HOURS).delete()
    await look_after(shifts)
    await _not_there_yet(by_id)
    to_come = Signup.filter(shift_id__in=list(by_id), state=SignupState.JOINED, came_at__isnull=True)
    joined = await to_come.values("id", "shift_id")
    await Signup.filter(id__in=[row["id"] for row in joined]).update(
        asked_again_at=clock.now(), version=F("version") + 1
    )
    anew = [row["id"] for row in joined if _is_looked_after(by_id[row["shift_id"]])]
    await Signup.filter(id__in=anew, late_at__isnull=False).update(late_at=None)
    await Due.bulk_create(
        due for row in joined for due in places.next_reminder(by_id[row["shift_id"]], row["id"])
    )
    # Who could not fill a place at that hour may be free at this one.
    roles = [row["id"] for row in await ShiftRole.filter(shift_id__in=list(by_id)).values("id")]
    await AskedToFill.filter(role_id__in=roles).delete()


async def _not_there_yet(shifts: Mapping[UUID, Shift]) -> None:
    """Whoever had come for an hour that is not near any more has not come to this one."""
    came = Signup.filter(shift_id__in=list(shifts), state=SignupState.JOINED, came_at__isnull=False)
    too_early = [
        row["id"]
        for row in await came.values("id", "shift_id", "came_at")
        if row["came_at"] < shifts[row["shift_id"]].starts_at - EARLY
    ]
    await Signup.filter(id__in=too_early).update(came_at=None)


async def forget(shifts: Iterable[UUID]) -> None:
    """Nothing more is to be done about these shifts by the clock."""
    await Due.filter(shift_id__in=list(shifts)).delete()


async def move_up(shift: UUID, role: UUID) -> None:
    """Places came free: the waiting list has them before anybody else."""
    is_known = await Due.filter(role_id=role, kind=DueKind.MOVE_UP).exists()
    if not is_known and await Signup.filter(role_id=role, state=SignupState.WAITING).exists():
        await now(Due(shift_id=shift, role_id=role, kind=DueKind.MOVE_UP, due_at=clock.now()))


async def move_up_everywhere(shifts: Iterable[UUID]) -> None:
    """The waiting lists of these shifts have what places there are."""
    free = ShiftRole.filter(shift_id__in=list(shifts), taken__lt=F("needed")).order_by("id")
    for row in await free.values("id", "shift_id"):
        await move_up(row["shift_id"], row["id"])


async def move_up_elsewhere(people: Iterable[UUID]) -> None:
    """These people have time again: where they wait for a place that is free, they may have it.

    Those shifts are not held. A list that is gone through at this moment still finds these people busy, and a place
    may fall empty just now: it is looked at once more when this is written, whatever is seen from here.
    """
    waiting = Signup.filter(person_id__in=list(people), state=SignupState.WAITING)
    to_come = waiting.filter(shift__state=ShiftState.PLANNED, shift__ends_at__gt=clock.now())
    for shift, role in sorted(set(await to_come.values_list("shift_id", "role_id"))):
        await now(Due(shift_id=shift, role_id=role, kind=DueKind.MOVE_UP, due_at=clock.now()))


async def at(due: Due) -> None:
    """Have the clock do this in its time."""
    await due.save(force_create=True)


async def now(due: Due) -> None:
    """Have the clock do this at once, when the present unit of work is committed."""
    await at(due)
    work.afterwards(lambda: jobs.wake(go))


def does(kind: DueKind) -> Callable[[Handler], Handler]:
    """Register what is done when something of this kind is due."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


@jobs.every(5.0)
async def go() -> int:
    """Do what is due about shifts: each in one unit of work with the end of its row, so that it is done once."""
    due = await (
        Due.filter(due_at__lte=clock.now()).order_by("due_at", "id").limit(AT_ONCE).values("id", "shift_id")
    )
    return sum([await _try(row["id"], row["shift_id"]) for row in due])


@setback.mends
async def mend_due_times() -> None:
    """Do at once what was to be done at once by a clock that was ahead; what goes by a shift's hours keeps its time."""
    now = clock.now()
    at_once = Due.filter(kind__in=[DueKind.MOVE_UP, DueKind.WAVE], due_at__gt=now + SOON)
    await at_once.update(due_at=now)


async def _try(due: UUID, shift: UUID) -> int:
    try:
        return await work.unit(partial(_do, due, shift))
    except Exception:
        log.exception("what was due about a shift failed; it is tried again later")
        # It must not stand before everything else that is due.
        await Due.filter(id=due).update(due_at=clock.now() + PATIENCE)
        return 0


async def _do(due: UUID, shift: UUID) -> int:
    held = (await places.held([shift])).get(shift)
    found = await Due.get_or_none(id=due)
    if held is None or found is None or found.due_at > clock.now():
        return 0
    await found.delete()
    if held.state is ShiftState.PLANNED:
        await _handlers[found.kind](held, found)
    return 1
