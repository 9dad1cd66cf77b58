"""Who has a place by somebody's word: a leader says yes or no, or puts them on; they say that they still come."""

from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Person
from backend.kit import clock, notes, work
from backend.kit.refusals import BadInput, NotFound
from backend.shifts import (
    clockwork,
    eligibility,
    leaving,
    offering,
    places,
    planning,
    rules,
    taking_over,
    telling,
)
from backend.shifts.models import HOLDING, Shift, ShiftRole, Signup, SignupState
from backend.shifts.refusals import AlreadyJoined, ShiftFull
from backend.volunteers.deciding import DecidedAlready


@work.verb
async def approve(
    actor: Actor, signup: UUID, *, accepted: bool, reason: str = "", key: UUID | None = None
) -> Signup:
    """Say yes or no to somebody who would like a place."""
    shift, found = await rules.held_with_signup(actor, signup)
    if not actor.answers_for(shift.grid.path, *rules.ANSWER):
        raise NotFound
    planning.refuse_over(shift)
    if found.state is not SignupState.ASKED:
        raise DecidedAlready
    reason = notes.checked(reason, "reason")

    if accepted:
        await _accept(actor, shift, found)
    else:
        found.state, found.reason = SignupState.DECLINED, reason
        await taking_over.give_back(shift, found, besides=actor.person)
    found.asked_at = clock.now()
    found.version += 1
    await found.save(update_fields=["state", "reason", "instead_of_id", "asked_at", "version"])
    if not accepted:
        # Another who waited may be chosen instead.
        await clockwork.move_up(shift.id, found.role_id)

    await audit.note(actor, "approveSignup", "Signup", signup, accepted=accepted)
    await telling.of_decision(shift, found.person_id, accepted=accepted)
    places.hint(shift, found.person_id)
    return found


async def _accept(actor: Actor, shift: Shift, wish: Signup) -> None:
    """They have the place that they would take over, or a free one where they asked for none in particular."""
    role, giver = await ShiftRole.get(id=wish.role_id), await taking_over.giver_of(wish)
    wish.state, wish.instead_of_id = SignupState.JOINED, None
    if giver is None:
        await _give_place(actor, shift, role, wish.person_id)
    else:
        await eligibility.refuse_unfit(actor, wish.person_id, shift, role)
        await taking_over.hand_over(giver)
        if giver.person_id != actor.person:
            await telling.of_handing_over(shift, giver.person_id)
        places.hint(shift, giver.person_id)
    await places.remind(shift, wish.id)


async def _give_place(actor: Actor, shift: Shift, role: ShiftRole, person: UUID) -> None:
    """Take a place for somebody who can stand the shift; refused where they cannot, or none is left."""
    await eligibility.refuse_unfit(actor, person, shift, role)
    if not await places.take(role):
        waiting = await Signup.filter(role_id=role.id, state=SignupState.WAITING).count()
        raise ShiftFull(waiting=waiting, of_another=True)


@work.verb
async def assign(actor: Actor, shift: UUID, role: UUID, person: UUID, *, key: UUID | None = None) -> Signup:
    """Put somebody on a shift, with all rules checked as if they joined; they are told."""
    found = await rules.held_by_leader(actor, shift)
    planning.refuse_over(found)
    of = await ShiftRole.get_or_none(id=role, shift_id=shift)
    if of is None:
        raise NotFound
    if not await Person.filter(id=person, erased_at__isnull=True).exists():
        raise BadInput(field="person", reason=offering.NOBODY)
    if await Signup.filter(shift_id=shift, person_id=person, state__in=HOLDING).exists():
        raise AlreadyJoined(of_another=person != actor.person)

    await _give_place(actor, found, of, person)
    signup = await offering.placed(found, of, person)

    await audit.note(actor, "assignShift", "Signup", signup.id)
    if person != actor.person:
        await telling.of_assigning(found, person)
    places.hint(found, person)
    return signup


@work.verb
async def confirm(actor: Actor, shift: UUID, *, key: UUID | None = None) -> Signup:
    """Say that one still comes, after the time of a shift was moved; refused where one could not join it now."""
    found, signup = await leaving.on_it(actor, shift, None)
    planning.refuse_over(found)
    if signup.state is not SignupState.JOINED:
        raise NotFound
    await eligibility.refuse_unfit(actor, signup.person_id, found, await ShiftRole.get(id=signup.role_id))

    signup.asked_again_at = None
    signup.version += 1
    await signup.save(update_fields=["asked_again_at", "version"])
    await audit.note(actor, "confirmShift", "Signup", signup.id)
    places.hint(found, signup.person_id)
    return signup
