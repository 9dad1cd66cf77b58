"""Filling a place by sharing out anew what stands about it, where no swap can: kept only where no more stays open."""

from datetime import timedelta

from backend.shifts.rota.filling import Filling
from backend.shifts.rota.roster import Member, Roster, is_fair

ABOUT = timedelta(hours=40)
"""What begins so near to an open place may be in its way, or what stands in the way of that."""
ROUNDS = 60
"""How often it is tried, before what was found so far has to do."""


def rework(filling: Filling) -> None:
    """Take back what stands about one open place after another, and share it out in another order."""
    roster = filling.roster
    first, open_first = _standing(roster), roster.open_places()
    for _ in range(ROUNDS):
        holes = [at for at in range(len(roster.slots)) if roster.is_open(at) and not roster.is_too_long(at)]
        if not holes or filling.patience.left <= 0:
            break
        _about(filling, filling.chance.choice(holes))
    if roster.open_places() == open_first:
        # Hours were even before.
        _restore(roster, first)


def _about(filling: Filling, hole: int) -> None:
    roster = filling.roster
    before, open_before = _standing(roster), roster.open_places()
    middle = roster.slots[hole].time.begins
    near = [at for at in range(len(roster.slots)) if abs(roster.slots[at].time.begins - middle) <= ABOUT]
    # Looking for somebody for each of these takes as long as so many looks for a swap.
    filling.patience.left -= len(near) * len(roster.members)
    for at in near:
        _clear(roster, at)
    filling.chance.shuffle(near)
    order = [hole, *(at for at in near if at != hole)]
    filling.fill(order)
    if all(is_fair(group) for group in roster.groups):
        filling.swap(order)
        if roster.open_places() <= open_before:
            return
    _restore(roster, before)


def _standing(roster: Roster) -> list[list[Member]]:
    return [list(there) for there in roster.standing]


def _clear(roster: Roster, at: int) -> None:
    for member in list(roster.standing[at]):
        roster.take_back(member, at)


def _restore(roster: Roster, before: list[list[Member]]) -> None:
    changed = [at for at, there in enumerate(before) if there != roster.standing[at]]
    for at in changed:
        _clear(roster, at)
    for at in changed:
        for member in before[at]:
            roster.give(member, at)
