"""Leaving a shift, and what becomes of the place: the waiting list has it, then whoever is near is asked."""

from datetime import datetime, timedelta
from uuid import UUID

from backend import settings
from backend.access import audit
from backend.access.actor import Actor
from backend.kit import clock, notes, work
from backend.kit.refusals import NotFound
from backend.shifts import clockwork, places, planning, rules, taking_over, telling
from backend.shifts.clock_models import AskedToFill, Due, DueKind
from backend.shifts.models import CONCERNED, Shift, ShiftRole, Signup, SignupState
from backend.shifts.refusals import CheckedIn

TO_SAY_NO = timedelta(hours=1)
"""So long after somebody got a place shortly before the start they may leave it without being marked."""
NEAR = timedelta(hours=24)
"""A place that falls empty so shortly before the start is asked around for; before that there is time to be found."""
TO_ANSWER = timedelta(minutes=10)
"""So long those who are asked whether they can fill a place have before others are asked."""
FIRST = 1
"""The wave with which asking begins."""


@work.verb
async def leave(
    actor: Actor,
    shift: UUID,
    *,
    person: UUID | None = None,
    reason: str = "",
    at: datetime | None = None,
    key: UUID | None = None,
) -> Signup:
    """Leave a shift or its waiting list; whoever leads the ground may take somebody else off it.

    Whoever had no signal left when they pressed it (`at`), and is late or not by that moment.
    """
    found, signup = await on_it(actor, shift, person)
    planning.refuse_over(found)
    if signup.state not in CONCERNED:
        raise NotFound
    refuse_come(signup)
    reason = notes.checked(reason, "reason")

    had_place = signup.state is SignupState.JOINED
    by_themselves = signup.person_id == actor.person
    # Who says no to an hour to which others moved the shift is not late.
    is_marked = had_place and by_themselves and not signup.asked_again_at
    pressed_at = min(at or clock.now(), clock.now())
    signup.left_late = is_marked and pressed_at > late_from(found.starts_at, signup.asked_at)
    signup.reason = reason
    await vacate(found, signup)

    await audit.note(actor, "leaveShift", "Signup", signup.id, late=signup.left_late)
    if had_place and by_themselves:
        # The place falls empty only now: whoever has to find somebody hears how near it is.
        await telling.of_leaving(found, is_late=is_marked and is_late(found), besides=actor.id)
    if not by_themselves:
        await telling.of_taking_off(found, signup.person_id)
    places.hint(found, signup.person_id)
    return signup


async def vacate(shift: Shift, signup: Signup) -> None:
    """Somebody is not on a shift any more, nor waits for it; a place that they had goes to others."""
    before = signup.state
    signup.state, signup.asked_at = SignupState.LEFT, clock.now()
    signup.offered_at, signup.offered_to_id, signup.asked_again_at = None, None, None
    await taking_over.give_back(shift, signup)
    signup.version += 1
    await signup.save()
    await places.forget_reminders(signup.id)
    if before is SignupState.JOINED:
        await places.give_up(signup.role_id)
        await taking_over.withdraw(shift, signup)
        await fill(shift, signup.role_id)
        await clockwork.move_up_elsewhere([signup.person_id])
    elif before is SignupState.ASKED:
        await clockwork.move_up(shift.id, signup.role_id)


async def on_it(actor: Actor, shift: UUID, person: UUID | None) -> tuple[Shift, Signup]:
    """A shift, held, and how the actor stands to it; or somebody else, for whoever leads the ground."""
    found = (await places.held([shift])).get(shift)
    if found is None:
        raise NotFound
    if person not in {None, actor.person} and not actor.answers_for(found.grid.path, *rules.ANSWER):
        raise NotFound
    signup = await Signup.get_or_none(shift_id=shift, person_id=person or actor.person)
    if signup is None:
        raise NotFound
    return found, signup


def refuse_come(signup: Signup) -> None:
    """Refuse to give up a place where somebody stands already."""
    if signup.came_at:
        raise CheckedIn


def is_late(shift: Shift) -> bool:
    """Whether it is too near by now to find somebody else in peace."""
    return clock.now() > late_from(shift.starts_at)


def late_from(starts_at: datetime, got: datetime | None = None) -> datetime:
    """From when on leaving what begins then is marked; who got a place when it was late already has time to say no."""
    limit = starts_at - timedelta(hours=settings.settings().leave_hours)
    return max(limit, got + TO_SAY_NO) if got and got > limit else limit


async def fill(shift: Shift, role: UUID) -> None:
    """A place of a role fell empty: others are looked for from the start, whoever was asked for one before."""
    await _forget_asking(role)
    wave = Due.filter(role_id=role, kind=DueKind.WAVE)
    if await Signup.filter(role_id=role, state=SignupState.WAITING).exists():
        await wave.update(turn=FIRST)
        await clockwork.move_up(shift.id, role)
    else:
        await wave.delete()
        await ask_around(shift, role)


async def _forget_asking(role: UUID) -> None:
    """Whoever was asked for an earlier place may be asked again.

    Where a place was empty all along, those who were asked just now have the question before them still.
    """
    was_full = (await ShiftRole.get(id=role)).free == 1
    asked = AskedToFill.filter(role_id=role)
    await (asked if was_full else asked.filter(asked_at__lte=clock.now() - TO_ANSWER)).delete()


async def ask_around(shift: Shift, role: UUID, *, after: timedelta = timedelta()) -> None:
    """Where a shift begins soon, the nearest who are free are asked to fill its empty place, now or after a while."""
    if not is_near(shift):
        return
    wave = Due.filter(role_id=role, kind=DueKind.WAVE)
    # A round that was put off while the waiting list came first begins now.
    await wave.filter(turn=FIRST).delete()
    if not await wave.exists():
        due_at = clock.now() + after
        await clockwork.now(Due(shift_id=shift.id, role_id=role, kind=DueKind.WAVE, due_at=due_at))


def is_near(shift: Shift) -> bool:
    """Whether it begins so soon that people are asked for it; or has begun."""
    return shift.starts_at - clock.now() <= NEAR
