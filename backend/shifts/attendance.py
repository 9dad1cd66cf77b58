"""Coming and going: who checked in and out, by the place's code or the leader's tap; the hours; what the next shift knows."""

from datetime import datetime, timedelta
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from backend.access import audit
from backend.access.actor import Actor
from backend.kit import clock, nodes, notes, work
from backend.kit.refusals import BadInput, Changed, NotFound
from backend.kit.words import Words
from backend.shifts import clockwork, leaving, place_codes, places, rules, taking_over, telling
from backend.shifts.models import HOLDING, Shift, ShiftRole, ShiftState, Signup, SignupState
from backend.shifts.refusals import (
    HoursApproved,
    NotCheckedIn,
    NotYetOpen,
    ReportChanged,
    ShiftCancelled,
    ShiftOver,
    StillStanding,
    WrongPlaceCode,
)

TAKEN_OVER_WITHIN = timedelta(days=7)
"""A shift that begins later than this does not take over from the one before."""
MOST_MINUTES = 24 * 60
REPORT_LENGTH = 1000

BAD_MINUTES = Words(
    "工时请填 0 到 24 小时。", "工時請填 0 到 24 小時。", "Hours have to be between 0 and 24."
)


@work.verb
async def check_in(
    actor: Actor,
    shift: UUID,
    *,
    code: str = "",
    person: UUID | None = None,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Signup:
    """Say that one is there, by the code that the place shows; or, for the ground that one leads, that somebody is.

    Where there is no code, somebody without signal is there since they pressed it (`at`).
    """
    found, signup = await leaving.on_it(actor, shift, person)
    _refuse_cancelled(found)
    at = _moment(actor, found, signup, code, _pressed(at, found.starts_at - clockwork.EARLY))
    if signup.state not in HOLDING and not signup.was_released(found):
        raise NotFound
    _refuse_outside(found, at)
    if signup.came_at:
        return signup
    if signup.approved_at:
        raise HoursApproved
    if signup.was_released(found):
        await _take_back(signup)

    signup.came_at, signup.state, signup.offered_at, signup.offered_to_id = at, SignupState.JOINED, None, None
    signup.asked_again_at = None
    if at <= max(found.starts_at, signup.asked_at) + places.LATE_AFTER:
        # They were there in time; only their phone had no signal.
        signup.late_at = None
    if found.ends_at + clockwork.CLOSE_AFTER <= clock.now():
        # The shift was closed without them: they are taken for gone at its end, unless they say when they went.
        signup.count(found, at, found.ends_at)
    signup.version += 1
    await signup.save()
    await taking_over.withdraw(found, signup)
    await audit.note(actor, "checkIn", "Signup", signup.id, by_code=bool(code))
    places.hint(found, signup.person_id)
    return signup


def _refuse_outside(shift: Shift, at: datetime) -> None:
    """Refuse to come when nobody could."""
    if at < shift.starts_at - clockwork.EARLY:
        raise NotYetOpen(minutes=int(clockwork.EARLY.total_seconds() // 60))
    if at > shift.ends_at:
        raise ShiftOver


async def _take_back(signup: Signup) -> None:
    """They had come before the shift was ended, only without signal: the place is theirs after all."""
    if not await places.take(await ShiftRole.get(id=signup.role_id)):
        raise NotFound


@work.verb
async def check_out(
    actor: Actor,
    shift: UUID,
    *,
    code: str = "",
    person: UUID | None = None,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Signup:
    """Say that one goes, now or when it was pressed (`at`); the time since coming, within the shift, is counted."""
    found, signup = await leaving.on_it(actor, shift, person)
    _refuse_cancelled(found)
    at = _moment(actor, found, signup, code, _pressed(at, signup.came_at))
    if signup.came_at is None or signup.state not in HOLDING:
        raise NotCheckedIn
    # Whom the clock took for gone at the end may say later, from a phone without signal, that it was before.
    is_said = signup.went_at and not (signup.went_at == found.ends_at and at < found.ends_at)
    if is_said:
        return signup
    if signup.approved_at:
        raise HoursApproved

    signup.count(found, signup.came_at, at)
    signup.version += 1
    await signup.save()
    await audit.note(actor, "checkOut", "Signup", signup.id, by_code=bool(code), minutes=signup.minutes)
    places.hint(found, signup.person_id)
    return signup


def _pressed(at: datetime | None, earliest: datetime | None) -> datetime:
    """When something was pressed by a phone's clock, which may be wrong: not before it could be, and not after now."""
    now = clock.now()
    return min(max(at, earliest or at), now) if at else now


def _moment(actor: Actor, shift: Shift, signup: Signup, code: str, pressed: datetime) -> datetime:
    """When it was: for a code, when the place showed it; else when a leader says so, or who is at no place."""
    if code:
        at = place_codes.scanned_at(shift.id, code)
        if at is None:
            raise WrongPlaceCode
        return at
    if shift.kind.is_remote and signup.person_id == actor.person:
        return pressed
    if not actor.answers_for(shift.grid.path, *rules.ANSWER):
        raise WrongPlaceCode
    return pressed


def _refuse_cancelled(shift: Shift) -> None:
    if shift.state is ShiftState.CANCELLED:
        raise ShiftCancelled


@work.verb
async def approve_hours(
    actor: Actor, signup: UUID, *, minutes: int | None = None, key: UUID | None = None
) -> Signup:
    """Approve how long somebody helped, as counted or as corrected; also of somebody whose coming was not noted."""
    shift, found = await rules.held_with_signup(actor, signup)
    if not actor.answers_for(shift.grid.path, *rules.ANSWER):
        raise NotFound
    _refuse_cancelled(shift)
    if found.state not in HOLDING:
        raise NotFound
    if found.approved_at:
        raise HoursApproved
    is_there = found.came_at is not None and minutes is None
    if found.state is SignupState.JOINED and (is_there or not shift.is_over):
        raise StillStanding
    if minutes is None and found.minutes is None:
        raise NotCheckedIn
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise BadInput(field="minutes", reason=BAD_MINUTES)

    found.minutes = found.minutes if minutes is None else minutes
    found.state = SignupState.STOOD if found.minutes else SignupState.MISSED
    found.approved_at, found.approved_by_id = clock.now(), actor.id
    found.version += 1
    await found.save()
    await audit.note(actor, "approveHours", "Signup", signup, minutes=found.minutes)
    places.hint(shift, found.person_id)
    return found


@work.verb
async def report(
    actor: Actor, shift: UUID, written: str, *, version: int | None = None, key: UUID | None = None
) -> Shift:
    """Write down what the next shift has to know (交接记录); its people are told.

    What somebody else wrote is replaced only by whoever has read it (`version`: of the shift as they saw it).
    """
    found = await _held_by_somebody_on(actor, shift)
    _refuse_cancelled(found)
    text = notes.checked(written, "report", REPORT_LENGTH, needed=True)
    if found.reported_by_id not in {None, actor.id} and found.version != version:
        raise Changed(version=found.version, node=nodes.opaque("Shift", shift))

    found.report = text
    found.reported_by_id, found.reported_at = actor.id, clock.now()
    found.confirmed_by_id, found.confirmed_at = None, None
    found.version += 1
    await found.save()

    await audit.note(actor, "reportShift", "Shift", shift)
    if later := await next_of(found):
        await telling.of_report(later, await _standing(later.id), besides=actor.id)
    places.hint(found)
    return found


@work.verb
async def confirm_report(actor: Actor, shift: UUID, *, seen: datetime, key: UUID | None = None) -> Shift:
    """Say that one has read what the shift before wrote (`seen`: when that was written), and takes over."""
    found = (await places.held([shift])).get(shift)
    if found is None or not found.reported_at:
        raise NotFound
    if not await _takes_over(actor, found):
        raise NotFound
    if found.reported_at != seen:
        raise ReportChanged
    if found.confirmed_at:
        return found

    found.confirmed_by_id, found.confirmed_at = actor.id, clock.now()
    found.version += 1
    await found.save(update_fields=["confirmed_by_id", "confirmed_at", "version"])
    await audit.note(actor, "confirmShiftReport", "Shift", shift)
    places.hint(found, *await _standing(found.id))
    return found


async def _held_by_somebody_on(actor: Actor, shift: UUID) -> Shift:
    found = (await places.held([shift])).get(shift)
    if found is None:
        raise NotFound
    if actor.person not in await _standing(shift) and not actor.answers_for(found.grid.path, *rules.ANSWER):
        raise NotFound
    return found


async def _standing(shift: UUID) -> list[UUID]:
    rows = await Signup.filter(shift_id=shift, state__in=HOLDING).values("person_id")
    return [row["person_id"] for row in rows]


async def _takes_over(actor: Actor, shift: Shift) -> bool:
    """Whether the actor stands a shift that takes over from this one; several may begin beside each other."""
    if actor.person is None:
        return False
    theirs = Signup.filter(person_id=actor.person, state__in=HOLDING).values("shift_id")
    for later in await _after(shift).filter(id__in=Subquery(theirs)):
        previous = await previous_of(later)
        if previous is not None and previous.id == shift.id:
            return True
    return False


async def next_of(shift: Shift) -> Shift | None:
    """The shift that takes over: the next of the same work at the same place."""
    return await _after(shift).order_by("starts_at", "id").select_related("grid").first()


async def previous_of(shift: Shift) -> Shift | None:
    """The shift that one takes over from."""
    since = shift.starts_at - TAKEN_OVER_WITHIN
    earlier = Shift.filter(_like(shift), ends_at__lte=shift.starts_at, ends_at__gt=since)
    return await earlier.exclude(id=shift.id).order_by("-ends_at", "-id").select_related("grid").first()


def _after(shift: Shift) -> QuerySet[Shift]:
    until = shift.ends_at + TAKEN_OVER_WITHIN
    later = Shift.filter(_like(shift), starts_at__gte=shift.ends_at, starts_at__lt=until)
    return later.exclude(id=shift.id)


def _like(shift: Shift) -> Q:
    """The same work at the same place."""
    return Q(grid_id=shift.grid_id, kind=shift.kind, place=shift.place, state=ShiftState.PLANNED)
