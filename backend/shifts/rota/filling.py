"""Filling a rota: each place goes to whoever has had the least of its kind; what is open then is filled by swaps."""

import random
from collections.abc import Callable, Iterable

from backend.shifts.rota.roster import Member, Patience, Roster, Slot, burden
from backend.shifts.rota.swapping import Swapping

Order = Callable[[Roster, int, random.Random], tuple[object, ...]]
"""Which of the slots comes first."""


def _by_time(roster: Roster, at: int, _: random.Random) -> tuple[object, ...]:
    return (roster.slots[at].time,)


def _nights_first(roster: Roster, at: int, _: random.Random) -> tuple[object, ...]:
    return (not roster.slots[at].is_night, roster.slots[at].time)


def _in_any_order(_: Roster, __: int, chance: random.Random) -> tuple[object, ...]:
    return (chance.random(),)


def _scarcest_first(roster: Roster, at: int, chance: random.Random) -> tuple[object, ...]:
    return (sum(at in member.candidate.can for member in roster.members), chance.random())


ORDERS: tuple[Order, ...] = (_by_time, _nights_first, _in_any_order, _scarcest_first)
"""In which the slots are gone through, in one try after the other: what one leaves open another may fill."""


class Filling:
    """Fills what can be filled of some slots; what is tried, and in which order, is the same every time."""

    def __init__(self, roster: Roster, patience: Patience, seed: int) -> None:
        self.roster = roster
        self.patience = patience
        self.chance = random.Random(seed)  # noqa: S311 # No secret hangs on it.
        self._order = ORDERS[seed % len(ORDERS)]
        self._swapping = Swapping(roster, patience)

    def in_order(self) -> list[int]:
        """All slots, as this try goes through them."""
        ranked = [(self._order(self.roster, at, self.chance), at) for at in range(len(self.roster.slots))]
        return [at for _, at in sorted(ranked)]

    def fill(self, slots: Iterable[int]) -> None:
        """Give their places to whoever can have them and has had the least."""
        for at in slots:
            self._fill(at)

    def swap(self, slots: Iterable[int]) -> None:
        """Fill places that are open by having others hand on theirs."""
        for at in slots:
            while self.roster.is_open(at) and self._swapping.fill(at):
                pass

    def _fill(self, at: int) -> None:
        roster = self.roster
        able = [member for member in roster.members if roster.has_time(member, at)]
        for member in sorted(able, key=lambda one: self._turn(one, roster.slots[at])):
            if not roster.is_open(at):
                return
            if not roster.has_had_share(member, at) and roster.fits(member, at):
                roster.give(member, at)

    def _turn(self, member: Member, slot: Slot) -> tuple[object, ...]:
        # By day those come first who have had their nights: the others are needed in the evening.
        rare = 0 if slot.is_night else -member.nights
        return (*burden(member, slot), rare, self.chance.random())
