"""Moving out: the door stays on the list, and the past of those who left stays theirs."""

from collections.abc import Awaitable, Callable, Iterable
from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.households import needs, rules
from backend.households.models import Household, Invitation, Resident
from backend.households.refusals import StillLivedIn
from backend.kit import clock, live, work

Emptied = Callable[[Household, Household | None], Awaitable[None]]
"""Takes a household of which nobody is left at its door, and the one that they moved to, where they did."""

_emptied: list[Emptied] = []


def when_emptied(act: Emptied) -> Emptied:
    """Register what is to be done when a household stands at its door no longer."""
    _emptied.append(act)
    return act


async def leave(home: Household, resident: Resident, to: Household | None = None) -> None:
    """One resident leaves; another becomes head, and after the last one the door waits for the next household."""
    await rules.hold(home.id)
    was_here = resident.admitted_at is not None
    resident.left_at, resident.home_of, resident.head_of = clock.now(), None, None
    await resident.save(update_fields=["left_at", "home_of", "head_of"])
    await needs.clear_of_resident(resident.id)
    if not was_here:
        return

    stay = await Resident.filter(Resident.here(), household_id=home.id).order_by("joined_at", "id")
    if not stay:
        await _stand_empty(home, to)
    elif not any(other.is_head for other in stay):
        successor = min(stay, key=lambda other: other.person_id is None)
        await Resident.filter(id=successor.id).update(head_of=home.id)


async def _stand_empty(home: Household, to: Household | None) -> None:
    await _move_away(home, to)
    empty = Household(grid_id=home.grid_id, liaison_id=home.liaison_id, vacant_since=clock.now())
    empty.put_at(home.door)
    await empty.save()
    # Who waits at the door waits for whoever lives behind it.
    await Resident.filter(Resident.waiting(), household_id=home.id).update(household_id=empty.id)


async def _move_away(home: Household, to: Household | None = None) -> None:
    now = clock.now()
    await Household.filter(id=home.id).update(seat=None, moved_away_at=now)
    await needs.clear_of_household(home.id)
    await Invitation.filter(household_id=home.id, revoked_at__isnull=True).update(revoked_at=now)
    for act in _emptied:
        await act(home, to)


@work.verb
async def close_door(actor: Actor, household: UUID, *, key: UUID | None = None) -> Household:
    """Take a door off the list that is gone, or was never there."""
    await rules.hold(household)
    home = await rules.get_kept(actor, household)
    residents = await Resident.filter(Resident.here(), household_id=home.id).count()
    if residents:
        raise StillLivedIn(residents=residents)

    await _move_away(home)
    await Resident.filter(Resident.waiting(), household_id=home.id).update(left_at=clock.now(), home_of=None)
    await audit.note(actor, "closeDoor", "Household", home.id)
    tell(home)
    return await Household.get(id=home.id).select_related("grid")


def tell(home: Household, people: Iterable[UUID] = ()) -> None:
    """Hint at who left to whoever looks after the door, and to those concerned."""
    live.changed("Household", home.id, path=home.grid.path, people=people)
