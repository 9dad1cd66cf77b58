"""Filling a place by swapping: somebody takes it, and another takes what stood in their way."""

from backend.shifts.rota.roster import Member, Patience, Roster, burden, is_fair

LINKS = 2
"""So many people may hand on a shift in turn for one open place."""


class Swapping:
    """Changes a roster so that a place is filled, and all of it stays fair and lawful; or leaves it as it was."""

    def __init__(self, roster: Roster, patience: Patience) -> None:
        self._roster = roster
        self._patience = patience

    def fill(self, at: int) -> bool:
        """Whether somebody was found for one open place of a slot."""
        return any(self._finds(at, links) for links in range(LINKS + 1))

    def _finds(self, at: int, links: int) -> bool:
        """Whether somebody takes a slot, after so many have handed on one of theirs in turn."""
        return any(self._takes(member, at, links) for member in self._in_turn(at))

    def _in_turn(self, at: int) -> list[Member]:
        slot, roster = self._roster.slots[at], self._roster
        able = [member for member in roster.members if roster.has_time(member, at)]
        return sorted(able, key=lambda one: burden(one, slot))

    def _takes(self, member: Member, at: int, links: int) -> bool:
        if not self._patience.spend():
            return False
        if links == 0:
            return self._stands(member, at)
        return any(self._hands_on(member, at, given, links) for given in self._to_hand_on(member, at))

    def _stands(self, member: Member, at: int) -> bool:
        if not self._roster.fits(member, at):
            return False
        self._roster.give(member, at)
        # Whoever handed on something on the way here may be of another group.
        if all(is_fair(group) for group in self._roster.groups):
            return True
        self._roster.take_back(member, at)
        return False

    def _to_hand_on(self, member: Member, at: int) -> list[int]:
        """What may be in the way: shifts too near; where none is, a night or a weekend shift too many."""
        near = self._roster.about(member, at)
        if not self._roster.fits(member, at):
            return near
        slot, slots = self._roster.slots[at], self._roster.slots
        return [
            one
            for one in sorted(member.slots)
            if (slot.is_night and slots[one].is_night) or (slot.is_weekend and slots[one].is_weekend)
        ]

    def _hands_on(self, member: Member, at: int, given: int, links: int) -> bool:
        if not self._patience.spend():
            return False
        roster = self._roster
        roster.take_back(member, given)
        if roster.fits(member, at):
            roster.give(member, at)
            # Their own place is open now: it must not come back to them.
            if any(
                self._takes(other, given, links - 1) for other in self._in_turn(given) if other is not member
            ):
                return True
            roster.take_back(member, at)
        roster.give(member, given)
        return False
