"""What a leader decides about people: approving who would like a place, assigning one, and asking again."""

from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Person
from backend.kit import notes, work
from backend.kit.refusals import BadInput, NotFound
from backend.shifts import leaving, offering, places, planning, rules, telling
from backend.shifts.eligibility import Eligibility
from backend.shifts.models import ShiftRole, Signup, SignupState
from backend.shifts.refusals import AlreadyJoined, ShiftFull


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
        raise AlreadyJoined
    reason = notes.checked(reason, "reason")

    if accepted:
        role = await ShiftRole.get(id=found.role_id)
        await _give_place(shift.id, role, found.person_id)
        found.state = SignupState.JOINED
        await places.remind(shift, found.id)
    else:
        found.state = SignupState.DECLINED
    found.version += 1
    await found.save(update_fields=["state", "version"])

    await audit.note(actor, "approveSignup", "Signup", signup, accepted=accepted)
    await telling.of_decision(shift, found.person_id, accepted=accepted)
    leaving.hint(shift, found.person_id)
    return found


async def _give_place(shift: UUID, role: ShiftRole, person: UUID) -> None:
    """Take a place for somebody who can stand the shift; refused where they cannot, or none is left."""
    await Person.filter(id=person).select_for_update(no_key=True).only("id").first()
    held = (await places.held([shift]))[shift]
    eligibility = await Eligibility.of([person], [held], [role])
    if refusal := eligibility.refusal(person, held, role):
        raise refusal
    if not await places.take(role):
        raise ShiftFull(waiting=await Signup.filter(role_id=role.id, state=SignupState.WAITING).count())


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
    before = await Signup.get_or_none(shift_id=shift, person_id=person)
    if before and before.state not in AGAIN:
        raise AlreadyJoined

    await _give_place(shift, of, person)
    signup = await offering.placed(found, of, person)

    await audit.note(actor, "assignShift", "Signup", signup.id)
    if person != actor.person:
        await telling.of_assigning(found, person)
    leaving.hint(found, person)
    return signup


AGAIN = (
    SignupState.ASKED,
    SignupState.WAITING,
    SignupState.LEFT,
    SignupState.DECLINED,
    SignupState.HANDED_OVER,
)
"""States from which somebody can be put on a shift."""


@work.verb
async def confirm(actor: Actor, shift: UUID, *, key: UUID | None = None) -> Signup:
    """Say that one still comes, after the time of a shift was moved."""
    found, signup = await leaving.on_it(actor, shift, None)
    planning.refuse_over(found)
    if signup.state is not SignupState.JOINED:
        raise NotFound
    signup.asked_again_at = None
    signup.version += 1
    await signup.save(update_fields=["asked_again_at", "version"])
    await audit.note(actor, "confirmShift", "Signup", signup.id)
    leaving.hint(found, signup.person_id)
    return signup
