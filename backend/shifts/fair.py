"""Sharing shifts out fairly: who stands which, so that nights and weekends fall on everybody alike.

Whoever can come at the same times stands the same number of nights and of weekend shifts, give or take one: that is
kept even where a place must stay open for it. Within that, as many places as can be are filled, and hours are even.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from backend.shifts.limits import Limits, Stretch

TRIES = 40
"""How often the sharing out is tried anew, each time in another order, until every place is filled."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One shift to be shared out: so many people at one time."""

    time: Stretch
    number: int
    is_night: bool = False
    is_weekend: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be chosen: for which of the slots, and what they stand already."""

    person: UUID
    can: frozenset[int]
    """The places of the slots in the list, those for which they have no time left out."""
    stands: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who stands each slot, in the order of the slots."""

    people: tuple[tuple[UUID, ...], ...]
    slots: tuple[Slot, ...]

    @property
    def open_places(self) -> list[int]:
        """How many places of each slot nobody could be found for."""
        return [slot.number - len(there) for slot, there in zip(self.slots, self.people, strict=True)]


def share_out(slots: Sequence[Slot], candidates: Sequence[Candidate], limits: Limits) -> Sharing:
    """The best of several tries: the fewest open places, then the evenest hours. The same input, the same sharing."""
    best: tuple[tuple[int, timedelta], Sharing] | None = None
    for seed in range(TRIES):
        one = _Try(slots, candidates, limits, random.Random(seed))  # noqa: S311 # No secret hangs on it.
        found = one.share()
        rank = (sum(found.open_places), one.unevenness())
        if best is None or rank < best[0]:
            best = rank, found
        if not rank[0] and rank[1] <= _least_unevenness(slots):
            break
    if best is None:
        raise AssertionError("there is at least one try")
    return best[1]


def _least_unevenness(slots: Iterable[Slot]) -> timedelta:
    """Hours cannot be evener than by one shift."""
    return max((slot.time.length for slot in slots), default=timedelta())


@dataclass(slots=True)
class _Load:
    """What one person stands so far."""

    candidate: Candidate
    group: list["_Load"]
    times: list[Stretch]
    nights: int = 0
    weekends: int = 0
    length: timedelta = field(default_factory=timedelta)


class _Try:
    """Goes through the slots by time and gives each place to whoever has had the least of its kind."""

    def __init__(
        self, slots: Sequence[Slot], candidates: Sequence[Candidate], limits: Limits, chance: random.Random
    ) -> None:
        self._slots = slots
        self._limits = limits
        self._chance = chance
        groups: defaultdict[tuple[frozenset[int], tuple[Stretch, ...]], list[_Load]] = defaultdict(list)
        self._loads: list[_Load] = []
        for one in candidates:
            # Whoever has the same time is treated alike; somebody with less of it cannot be compared.
            group = groups[one.can, tuple(sorted(one.stands))]
            load = _Load(one, group, list(one.stands))
            group.append(load)
            self._loads.append(load)

    def share(self) -> Sharing:
        people: list[tuple[UUID, ...]] = [()] * len(self._slots)
        for at in sorted(range(len(self._slots)), key=lambda index: self._slots[index].time):
            people[at] = tuple(self._fill(at))
        return Sharing(tuple(people), tuple(self._slots))

    def unevenness(self) -> timedelta:
        """The most by which the hours of two people of the same group differ."""
        return max(
            (
                max(one.length for one in load.group) - min(one.length for one in load.group)
                for load in self._loads
            ),
            default=timedelta(),
        )

    def _fill(self, at: int) -> Iterable[UUID]:
        slot = self._slots[at]
        for _ in range(slot.number):
            fit = [load for load in self._loads if self._fits(load, at, slot)]
            if not fit:
                return
            chosen = min(fit, key=lambda load: self._order(load, slot))
            self._give(chosen, slot)
            yield chosen.candidate.person

    def _fits(self, load: _Load, at: int, slot: Slot) -> bool:
        return (
            at in load.candidate.can
            and not (slot.is_night and load.nights > min(one.nights for one in load.group))
            and not (slot.is_weekend and load.weekends > min(one.weekends for one in load.group))
            and self._limits.breach(slot.time, load.times) is None
        )

    def _order(self, load: _Load, slot: Slot) -> tuple[object, ...]:
        # By day those come first who have had their nights: the others are needed in the evening.
        rare = load.nights if slot.is_night else -load.nights
        return (load.length, rare, self._chance.random())

    def _give(self, load: _Load, slot: Slot) -> None:
        load.times.append(slot.time)
        load.nights += slot.is_night
        load.weekends += slot.is_weekend
        load.length += slot.time.length


def counts(sharing: Sharing) -> tuple[Counter[UUID], Counter[UUID]]:
    """How many nights and how many weekend shifts each person stands."""
    nights: Counter[UUID] = Counter()
    weekends: Counter[UUID] = Counter()
    for slot, people in zip(sharing.slots, sharing.people, strict=True):
        nights.update(person for person in people if slot.is_night)
        weekends.update(person for person in people if slot.is_weekend)
    return nights, weekends
