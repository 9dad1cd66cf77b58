"""A shift that is called off while people stand it ends at that moment: whoever came is counted, others need not come."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.kit import clock
from backend.shifts import clockwork, places, telling
from backend.shifts.clock_models import Due, DueKind
from backend.shifts.models import CONCERNED, HOLDING, Shift, Signup, SignupState


async def stood(shifts: Iterable[Shift]) -> set[UUID]:
    """Those of these shifts that have begun and that somebody has come to."""
    begun = [shift.id for shift in shifts if shift.starts_at < clock.now()]
    came = Signup.filter(shift_id__in=begun, state__in=HOLDING, came_at__isnull=False)
    return {row["shift_id"] for row in await came.values("shift_id")}


async def end(actor: Actor, shift: Shift, reason: str) -> list[UUID]:
    """End a shift now; answers whom it concerned, each of whom is told."""
    shift.ends_at, shift.reason, shift.version = clock.now(), reason, shift.version + 1
    await shift.save(update_fields=["ends_at", "reason", "version"])
    on_it = await Signup.filter(shift_id=shift.id, state__in=CONCERNED).order_by("id")
    for signup in on_it:
        await _release(shift, signup)
    await clockwork.forget([shift.id])
    # Whoever checked in or out without signal may still say so, as after any shift.
    closes_at = shift.ends_at + clockwork.CLOSE_AFTER
    await clockwork.at(Due(shift_id=shift.id, kind=DueKind.CLOSE, due_at=closes_at))

    await audit.note(actor, "endShift", "Shift", shift.id, people=len(on_it))
    came, others = _parted(on_it)
    await telling.of_ending(shift, came, others, besides=actor.id)
    return came + others


async def _release(shift: Shift, signup: Signup) -> None:
    """Whoever has come has stood it until now; nobody else need come, and none of them left."""
    if signup.came_at:
        signup.count(shift, signup.came_at, shift.ends_at)
    else:
        if signup.state is SignupState.JOINED:
            await places.give_up(signup.role_id)
            # By this a place is known that was theirs until then: only they can have come to it without signal.
            signup.asked_at = shift.ends_at
        signup.state = SignupState.LEFT
        signup.late_at = signup.asked_again_at = None
    signup.offered_at, signup.offered_to_id, signup.instead_of_id = None, None, None
    signup.version += 1
    await signup.save()


def _parted(on_it: Sequence[Signup]) -> tuple[list[UUID], list[UUID]]:
    """Who has come, and who has not."""
    return (
        [signup.person_id for signup in on_it if signup.came_at],
        [signup.person_id for signup in on_it if not signup.came_at],
    )
