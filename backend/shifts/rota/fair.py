"""Sharing shifts out fairly: who stands which, so that nights and weekends fall on everybody alike.

Whoever can come at the same times stands the same number of nights and of weekend shifts, give or take one: that is
kept even where a place must stay open for it. Within that, as many places as can be are filled, and hours are even.
Pure arithmetic: the same question has the same answer, and it is given before `LOOKS` are used up.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from uuid import UUID

from backend.shifts.limits import Limits
from backend.shifts.rota import reworking
from backend.shifts.rota.evening_out import even_out
from backend.shifts.rota.filling import Filling
from backend.shifts.rota.roster import Candidate, Patience, Roster, Slot

TRIES = 20
"""How often the sharing out is tried anew, each time in another order, until every place is filled."""
LOOKS = 20_000
"""How often it is looked whether somebody could swap, before what was found so far has to do."""
REWORKS = 5_000
"""How often it is looked once more where places are open after all tries."""


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
    best: tuple[tuple[int, timedelta], Filling] | None = None
    for seed in range(TRIES):
        one = Filling(Roster(slots, candidates, limits), patience, seed)
        rank = _try(one)
        if best is None or rank < best[0]:
            best = rank, one
        if patience.left <= 0 or (not rank[0] and rank[1] <= _longest(slots)):
            break
    if best is None:
        raise AssertionError("there is at least one try")
    (still_open, _), filling = best
    if still_open:
        filling.patience.left = REWORKS
        reworking.rework(filling)
        even_out(filling.roster, Patience(LOOKS // TRIES), _longest(slots))
    return _sharing(filling.roster)


def _try(filling: Filling) -> tuple[int, timedelta]:
    """Fill what can be filled; how many places are open then, and how uneven it is."""
    roster = filling.roster
    filling.fill(filling.in_order())
    filling.swap(range(len(roster.slots)))
    even_out(roster, Patience(LOOKS // TRIES), _longest(roster.slots))
    return roster.open_places(), roster.unevenness()


def _longest(slots: Iterable[Slot]) -> timedelta:
    """Hours cannot be evener than by one shift."""
    return max((slot.time.length for slot in slots), default=timedelta())


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
