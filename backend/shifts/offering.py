"""Handing a shift over: a place stays somebody's own until somebody who may take it has it."""

from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Person
from backend.kit import clock, work
from backend.kit.refusals import BadInput, NotFound, Refused
from backend.kit.words import Words
from backend.shifts import (
    clockwork,
    eligibility,
    joining,
    leaving,
    nearest,
    places,
    planning,
    rules,
    taking_over,
    telling,
)
from backend.shifts.models import CONCERNED, HOLDING, Shift, ShiftRole, Signup, SignupState
from backend.shifts.refusals import AlreadyJoined, CannotTakeNow, NoSuchOffer, PlaceAskedFor

NOBODY = Words(
    "请选一位值班的志愿者，或者发给网格里所有人。",
    "請選一位值班的志願者，或者發給網格裡所有人。",
    "Choose a volunteer who stands shifts here, or offer it to everybody in the grid.",
)


@work.verb
async def offer(actor: Actor, shift: UUID, *, to: UUID | None = None, key: UUID | None = None) -> Signup:
    """Offer one's place to one person, or to everybody in the grid."""
    found, signup = await leaving.on_it(actor, shift, None)
    planning.refuse_over(found)
    if signup.state is not SignupState.JOINED:
        raise NotFound
    leaving.refuse_come(signup)
    if await taking_over.wish_for(signup.id):
        raise PlaceAskedFor
    role = await ShiftRole.get(id=signup.role_id)
    if to is not None:
        await _refuse_unfit(actor, to, found, role, signup)

    signup.offered_at, signup.offered_to_id = clock.now(), to
    signup.version += 1
    await signup.save(update_fields=["offered_at", "offered_to_id", "version"])

    await audit.note(actor, "offerShift", "Signup", signup.id, to_one=to is not None)
    people = [to] if to else [*await _waiting(role), *await nearest.free(found, role)]
    await telling.of_offer(found, people)
    places.hint(found, actor.id, *people)
    return signup


async def _waiting(role: ShiftRole) -> list[UUID]:
    rows = await Signup.filter(role_id=role.id, state=SignupState.WAITING).values("person_id")
    return [row["person_id"] for row in rows]


async def _refuse_unfit(actor: Actor, person: UUID, shift: Shift, role: ShiftRole, mine: Signup) -> None:
    """Refuse where whom it is offered to could not take it."""
    there = await Person.filter(id=person, erased_at__isnull=True).exists()
    if not there or person == mine.person_id:
        raise BadInput(field="to", reason=NOBODY)
    try:
        await refuse_on_it(actor, person, shift)
        await eligibility.refuse_unfit(actor, person, shift, role)
    except Refused:
        if actor.answers_for(shift.grid.path, *rules.ANSWER):
            raise
        # Where else somebody stands and which papers they lack is nothing for their colleagues.
        raise CannotTakeNow from None


async def refuse_on_it(actor: Actor, person: UUID, shift: Shift) -> None:
    """Refuse whoever has a place in this shift already; who only waits for one may take what is offered."""
    if await Signup.filter(shift_id=shift.id, person_id=person, state__in=HOLDING).exists():
        raise AlreadyJoined(of_another=person != actor.person)


@work.verb
async def keep(actor: Actor, shift: UUID, *, key: UUID | None = None) -> Signup:
    """Keep a place that one had offered; nobody can take it any more."""
    found, signup = await leaving.on_it(actor, shift, None)
    if not signup.is_offered:
        raise NoSuchOffer
    signup.offered_at, signup.offered_to_id = None, None
    signup.version += 1
    await signup.save(update_fields=["offered_at", "offered_to_id", "version"])
    await taking_over.withdraw(found, signup)
    await audit.note(actor, "keepShift", "Signup", signup.id)
    places.hint(found, actor.id)
    return signup


@work.verb
async def take(actor: Actor, signup: UUID, *, key: UUID | None = None) -> Signup:
    """Take a place that somebody offers, with all rules checked as if one joined; a leader who approves says yes first."""
    found = await Signup.get_or_none(id=signup).only("id", "shift_id")
    if found is None or actor.person is None:
        raise NotFound
    shift = (await places.held([found.shift_id]))[found.shift_id]
    theirs = await Signup.get(id=signup)
    if theirs.offered_to_id not in {None, actor.person}:
        raise NotFound
    if not theirs.is_offered:
        raise NoSuchOffer
    role = await ShiftRole.get(id=theirs.role_id)
    await refuse_on_it(actor, actor.person, shift)
    if shift.by_approval:
        await _refuse_asked_for(theirs, actor.person)
    await eligibility.refuse_unfit(actor, actor.person, shift, role)

    giver = theirs.person_id
    if shift.by_approval:
        mine = await _renewed(shift, role, actor.person, SignupState.ASKED)
        mine.instead_of_id = signup
        await mine.save(update_fields=["instead_of_id"])
    else:
        mine = await placed(shift, role, actor.person)
        await taking_over.hand_over(theirs)
        # Somebody may have asked for it while leaders still approved.
        await taking_over.withdraw(shift, theirs)

    await audit.note(actor, "takeShift", "Signup", mine.id)
    if shift.by_approval:
        await telling.of_wish_to_take(shift, giver)
    else:
        await telling.of_taking(shift, giver, besides=actor.id)
    places.hint(shift, actor.id, giver)
    return mine


async def _refuse_asked_for(place: Signup, person: UUID) -> None:
    """Of several who would take a place over, whoever came first is decided about first."""
    if wish := await taking_over.wish_for(place.id):
        raise AlreadyJoined if wish.person_id == person else PlaceAskedFor


async def placed(shift: Shift, role: ShiftRole, person: UUID) -> Signup:
    """Somebody has a place that was taken for them, and is reminded of it."""
    mine = await _renewed(shift, role, person, SignupState.JOINED)
    await places.remind(shift, mine.id)
    return mine


async def _renewed(shift: Shift, role: ShiftRole, person: UUID, state: SignupState) -> Signup:
    """Somebody stands like this from now on, whatever they wanted before."""
    before = await Signup.get_or_none(shift_id=shift.id, person_id=person)
    if before is None:
        return await Signup.create(shift_id=shift.id, role_id=role.id, person_id=person, state=state)
    wanted, other = before.state in CONCERNED, before.role_id
    await taking_over.give_back(shift, before)
    mine = joining.renewed(before, role.id, state)
    await mine.save()
    if wanted and other != role.id:
        # Where they wanted to stand before, another may be chosen.
        await clockwork.move_up(shift.id, other)
    return mine
