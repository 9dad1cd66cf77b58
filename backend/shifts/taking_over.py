"""Taking over where a leader approves: somebody asks for a place, and its owner keeps it until there is a yes."""

from uuid import UUID

from backend.kit import clock
from backend.shifts import clockwork, places, telling
from backend.shifts.models import Shift, ShiftRole, Signup, SignupState


async def wish_for(giver: UUID) -> Signup | None:
    """Who would take this place over, and waits for a leader's word."""
    return await Signup.get_or_none(instead_of_id=giver)


async def giver_of(wish: Signup) -> Signup | None:
    """Whose place somebody would take over, if it is still to be had."""
    giver = await Signup.get_or_none(id=wish.instead_of_id) if wish.instead_of_id else None
    return giver if giver and giver.is_offered else None


async def hand_over(giver: Signup) -> None:
    """A place is somebody else's from now on; whoever had it is free again."""
    giver.state, giver.asked_at = SignupState.HANDED_OVER, clock.now()
    giver.offered_at, giver.offered_to_id, giver.asked_again_at = None, None, None
    giver.version += 1
    await giver.save()
    await places.forget_reminders(giver.id)
    await clockwork.move_up_elsewhere([giver.person_id])


async def withdraw(shift: Shift, giver: Signup) -> None:
    """Nobody is given this place any more: whoever asked for it goes on asking where one is free, else they need not."""
    wish = await wish_for(giver.id)
    if wish is None:
        return
    wish.instead_of_id = None
    if (await ShiftRole.get(id=wish.role_id)).is_full:
        wish.state, wish.asked_at = SignupState.DECLINED, clock.now()
        await telling.of_keeping(shift, wish.person_id)
    wish.version += 1
    await wish.save(update_fields=["instead_of_id", "state", "asked_at", "version"])
    places.hint(shift, wish.person_id)


async def give_back(shift: Shift, wish: Signup, *, besides: UUID | None = None) -> None:
    """Whoever asked for somebody's place does not get it: its owner hears that it is theirs, and others may take it."""
    giver = await giver_of(wish)
    wish.instead_of_id = None
    if giver and giver.person_id != besides:
        await telling.of_still_yours(shift, giver.person_id)
        places.hint(shift, giver.person_id)
