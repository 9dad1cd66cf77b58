"""Rotas to be shared out, drawn by hypothesis, and arithmetic of its own to judge them by."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from backend.shifts.limits import Limits, Stretch
from backend.shifts.rota import fair
from backend.shifts.rota.fair import Sharing
from backend.shifts.rota.roster import Candidate, Slot

MONDAY = datetime(2020, 2, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = 24 * HOUR
REST = 8 * HOUR
MOST = 12 * HOUR
TWO_WEEKS = 14 * 24


@dataclass(frozen=True, slots=True)
class Asked:
    """A rota to be shared out."""

    slots: list[Slot]
    people: list[Candidate]

    def shared(self) -> Sharing:
        return fair.share_out(self.slots, self.people, Limits(REST, MOST))

    def given(self, sharing: Sharing) -> dict[UUID, list[int]]:
        """Which slots each person was given."""
        found: dict[UUID, list[int]] = {one.person: [] for one in self.people}
        for at, people in enumerate(sharing.people):
            for person in people:
                found[person].append(at)
        return found

    def alike(self) -> list[list[UUID]]:
        """The people who can come at the same times."""
        groups = defaultdict(list)
        for one in self.people:
            groups[one.can, tuple(sorted(one.stands))].append(one.person)
        return list(groups.values())


def stretch(begins: int, hours: int) -> Stretch:
    return Stretch(MONDAY + begins * HOUR, MONDAY + (begins + hours) * HOUR)


def stretches(longest: int) -> st.SearchStrategy[Stretch]:
    return st.builds(stretch, st.integers(0, TWO_WEEKS), st.integers(1, longest))


slots = st.builds(Slot, stretches(14), st.integers(1, 3), st.booleans(), st.booleans())


lately = st.integers(0, 3)


@st.composite
def rotas(draw: st.DrawFn) -> Asked:
    """Any shifts, and people of a few kinds of availability, some of whom stand something already."""
    wanted = draw(st.lists(slots, min_size=1, max_size=20))
    all_of_them = frozenset(range(len(wanted)))
    some = st.frozensets(st.sampled_from(sorted(all_of_them)))
    kind = st.tuples(
        st.just(all_of_them) | some,
        st.lists(stretches(12), max_size=2).filter(_apart).map(tuple),
        st.integers(1, 5),
    )
    people = [
        Candidate(UUID(int=100 * number + one), can, stands, draw(lately), draw(lately))
        for number, (can, stands, many) in enumerate(draw(st.lists(kind, min_size=1, max_size=3)))
        for one in range(many)
    ]
    return Asked(wanted, people)


thoroughly = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _apart(stood: list[Stretch]) -> bool:
    """Nobody stands two shifts at once."""
    return not any(one.overlaps(other) for one, other in combinations(stood, 2))


def fits(wanted: Stretch, stood: Sequence[Stretch]) -> bool:
    """Whether somebody who stands these could stand this one too."""
    return (
        all(rested(wanted, other) for other in stood)
        and hours_in_fullest_day(wanted, [wanted, *stood]) <= MOST
    )


def rested(one: Stretch, other: Stretch) -> bool:
    """Whether there is time to sleep between two shifts."""
    first, second = sorted([one, other])
    return second.begins - first.ends >= REST


def hours_in_fullest_day(around: Stretch, times: Sequence[Stretch]) -> timedelta:
    """The most that lies in any 24 hours which a shift is part of, tried from every hour on."""
    opens = [around.begins - DAY + number * HOUR for number in range(1, 24 + 15)]
    return max(
        sum((min(one.ends, at + DAY) - max(one.begins, at) for one in times if _meet(one, at)), timedelta())
        for at in opens
    )


def _meet(one: Stretch, at: datetime) -> bool:
    return one.begins < at + DAY and at < one.ends
