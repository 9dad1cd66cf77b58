"""Who stands which shift while a rota is being shared out: given, taken back, and whether that is fair and lawful."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from backend.shifts.limits import Limits, Stretch


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
    nights_before: int = 0
    weekends_before: int = 0
    """What they stood lately: a night more falls on who had fewer."""


@dataclass(slots=True)
class Patience:
    """How many times it may still be looked whether somebody can stand a shift."""

    left: int

    def spend(self) -> bool:
        """Whether there was one look left, which is used up by this."""
        self.left -= 1
        return self.left >= 0


@dataclass(slots=True, eq=False)
class Member:
    """What one person stands so far."""

    candidate: Candidate
    group: list["Member"]
    """Everybody who can come at the same times, this one too."""
    times: list[Stretch]
    slots: set[int] = field(default_factory=set)
    nights: int = 0
    weekends: int = 0
    length: timedelta = field(default_factory=timedelta)


class Roster:
    """The slots of a rota, and who stands each of them so far."""

    def __init__(self, slots: Sequence[Slot], candidates: Sequence[Candidate], limits: Limits) -> None:
        self.slots = slots
        self.standing: list[list[Member]] = [[] for _ in slots]
        self.members: list[Member] = []
        self._limits = limits
        stretches = [slot.time for slot in slots] + [time for one in candidates for time in one.stands]
        self._far = limits.far
        self._longest = max((one.length for one in stretches), default=timedelta())
        groups: defaultdict[tuple[frozenset[int], tuple[Stretch, ...]], list[Member]] = defaultdict(list)
        for one in candidates:
            # Whoever has the same time is treated alike; somebody with less of it cannot be compared.
            times = sorted(one.stands)
            member = Member(one, groups[one.can, tuple(times)], times)
            member.group.append(member)
            self.members.append(member)
        self.groups = list(groups.values())

    def is_open(self, at: int) -> bool:
        """Whether a slot lacks somebody."""
        return len(self.standing[at]) < self.slots[at].number

    def open_places(self) -> int:
        """How many places of all slots lack somebody."""
        return sum(slot.number - len(there) for slot, there in zip(self.slots, self.standing, strict=True))

    def is_too_long(self, at: int) -> bool:
        """Whether nobody at all may stand a slot."""
        return self._limits.breach(self.slots[at].time, ()) is not None

    def has_time(self, member: Member, at: int) -> bool:
        """Whether somebody could come to a slot that they do not stand yet."""
        return at in member.candidate.can and at not in member.slots

    def fits(self, member: Member, at: int) -> bool:
        """Whether a slot breaks no limit beside what they stand already."""
        return self._limits.breach(self.slots[at].time, self._near(member, at)) is None

    def _near(self, member: Member, at: int) -> list[Stretch]:
        """What they stand about the time of a slot: of twelve weeks only a few shifts matter."""
        time = self.slots[at].time
        first = bisect_left(member.times, time.begins - self._far - self._longest, key=_begins)
        last = bisect_left(member.times, time.ends + self._far, key=_begins)
        return member.times[first:last]

    def about(self, member: Member, at: int) -> list[int]:
        """The slots they stand that may be in the way of this one."""
        time = self.slots[at].time
        return sorted(one for one in member.slots if self._limits.reaches(time, self.slots[one].time))

    def give(self, member: Member, at: int) -> None:
        """They stand a slot."""
        slot = self.slots[at]
        insort(member.times, slot.time)
        member.slots.add(at)
        self.standing[at].append(member)
        _count(member, slot, 1)

    def take_back(self, member: Member, at: int) -> None:
        """They do not stand a slot any more."""
        slot = self.slots[at]
        del member.times[bisect_left(member.times, slot.time)]
        member.slots.remove(at)
        self.standing[at].remove(member)
        _count(member, slot, -1)

    def has_had_share(self, member: Member, at: int) -> bool:
        """Whether it is others' turn to stand a night or a weekend shift like this one."""
        slot = self.slots[at]
        return (slot.is_night and member.nights > min(one.nights for one in member.group)) or (
            slot.is_weekend and member.weekends > min(one.weekends for one in member.group)
        )

    def unevenness(self) -> timedelta:
        """The most by which the hours of two people differ who can come at the same times."""
        lengths = [[one.length for one in group] for group in self.groups]
        return max((max(group) - min(group) for group in lengths), default=timedelta())


def is_fair(group: Sequence[Member]) -> bool:
    """Whether nights and weekends differ by one at the most."""
    nights = [one.nights for one in group]
    weekends = [one.weekends for one in group]
    return max(nights) - min(nights) <= 1 and max(weekends) - min(weekends) <= 1


def burden(member: Member, slot: Slot) -> tuple[int, int, int, int, timedelta]:
    """What somebody has had of the kind of a slot already: who has had least comes first."""
    return (
        slot.is_night * member.nights,
        slot.is_night * member.candidate.nights_before,
        slot.is_weekend * member.weekends,
        slot.is_weekend * member.candidate.weekends_before,
        member.length,
    )


def _begins(stretch: Stretch) -> datetime:
    return stretch.begins


def _count(member: Member, slot: Slot, times: int) -> None:
    member.nights += times * slot.is_night
    member.weekends += times * slot.is_weekend
    member.length += times * slot.time.length
