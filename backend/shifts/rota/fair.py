"""Sharing shifts out fairly: who stands which, so that nights and weekends fall on everybody alike.

Whoever can come at the same times stands the same number of nights and of weekend shifts, give or take one: that is
kept even where a place must stay open for it. Within that, as many places as can be are filled, and hours are even.
Pure arithmetic: the same question has the same answer, and it is given before `LOOKS` are used up.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from uuid import UUID

from backend.shifts.limits import Limits
from backend.shifts.rota.evening_out import even_out
from backend.shifts.rota.roster import Candidate, Member, Patience, Roster, Slot, burden
from backend.shifts.rota.swapping import Swapping

TRIES = 20
"""How often the sharing out is tried anew, each time in another order, until every place is filled."""
LOOKS = 20_000
"""How often it is looked whether somebody could swap, before what was found so far has to do."""


class WhyOpen(Enum):
    """Why nobody could be found for a place."""

    TOO_LONG = "TOO_LONG"
    """It lasts longer than anybody may stand in a day."""
    NO_TIME = "NO_TIME"
    """Nobody else has time then."""
    REST = "REST"
    """Whoever has time then stands another shift too near."""
    FAIRNESS = "FAIRNESS"
    """Whoever could stand it has had their share of nights or weekend shifts."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who stands each slot, in the order of the slots; and why some have too few, where they have."""

    people: tuple[tuple[UUID, ...], ...]
    slots: tuple[Slot, ...]
    why: dict[int, WhyOpen]
    """The slots with open places."""

    @property
    def open_places(self) -> list[int]:
        """How many places of each slot nobody could be found for."""
        return [slot.number - len(there) for slot, there in zip(self.slots, self.people, strict=True)]


def share_out(slots: Sequence[Slot], candidates: Sequence[Candidate], limits: Limits) -> Sharing:
    """The best of several tries: the fewest open places, then the evenest hours. The same input, the same sharing."""
    patience = Patience(LOOKS)
    best: tuple[tuple[int, timedelta], Roster] | None = None
    for seed in range(TRIES):
        roster = Roster(slots, candidates, limits)
        _Try(roster, patience, random.Random(seed)).share()  # noqa: S311 # No secret hangs on it.
        rank = (sum(_open(roster)), roster.unevenness())
        if best is None or rank < best[0]:
            best = rank, roster
        if patience.left <= 0 or (not rank[0] and rank[1] <= _longest(slots)):
            break
    if best is None:
        raise AssertionError("there is at least one try")
    return _sharing(best[1])


def _open(roster: Roster) -> list[int]:
    return [slot.number - len(there) for slot, there in zip(roster.slots, roster.standing, strict=True)]


def _longest(slots: Iterable[Slot]) -> timedelta:
    """Hours cannot be evener than by one shift."""
    return max((slot.time.length for slot in slots), default=timedelta())


class _Try:
    """Goes through the slots by time and gives each place to whoever has had the least of its kind, then swaps."""

    def __init__(self, roster: Roster, patience: Patience, chance: random.Random) -> None:
        self._roster = roster
        self._patience = patience
        self._chance = chance

    def share(self) -> None:
        """Fill what can be filled."""
        slots = self._roster.slots
        for at in sorted(range(len(slots)), key=lambda index: slots[index].time):
            self._fill(at)
        swapping = Swapping(self._roster, self._patience)
        for at in range(len(slots)):
            while self._roster.is_open(at) and swapping.fill(at):
                pass
        even_out(self._roster, Patience(LOOKS // TRIES), _longest(slots))

    def _fill(self, at: int) -> None:
        roster = self._roster
        able = [member for member in roster.members if roster.has_time(member, at)]
        for member in sorted(able, key=lambda one: self._turn(one, roster.slots[at])):
            if not roster.is_open(at):
                return
            if not roster.has_had_share(member, at) and roster.fits(member, at):
                roster.give(member, at)

    def _turn(self, member: Member, slot: Slot) -> tuple[object, ...]:
        # By day those come first who have had their nights: the others are needed in the evening.
        rare = 0 if slot.is_night else -member.nights
        return (*burden(member, slot), rare, self._chance.random())


def _sharing(roster: Roster) -> Sharing:
    return Sharing(
        tuple(tuple(member.candidate.person for member in there) for there in roster.standing),
        tuple(roster.slots),
        {at: _why_open(roster, at) for at in range(len(roster.slots)) if roster.is_open(at)},
    )


def _why_open(roster: Roster, at: int) -> WhyOpen:
    if roster.is_too_long(at):
        return WhyOpen.TOO_LONG
    able = [member for member in roster.members if roster.has_time(member, at)]
    if not able:
        return WhyOpen.NO_TIME
    return WhyOpen.FAIRNESS if any(roster.fits(member, at) for member in able) else WhyOpen.REST


def counts(sharing: Sharing) -> tuple[Counter[UUID], Counter[UUID]]:
    """How many nights and how many weekend shifts each person stands."""
    nights: Counter[UUID] = Counter()
    weekends: Counter[UUID] = Counter()
    for slot, people in zip(sharing.slots, sharing.people, strict=True):
        nights.update(person for person in people if slot.is_night)
        weekends.update(person for person in people if slot.is_weekend)
    return nights, weekends
