"""How much one person may stand: no two shifts at once, rest between them, and not too long within a day.

Pure arithmetic on times, so that joining, moving up from the waiting list and the rota maker keep the same limits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from backend import settings

DAY = timedelta(hours=24)


class Breach(Enum):
    """Which limit a shift would break."""

    OVERLAP = "OVERLAP"
    REST = "REST"
    TOO_LONG = "TOO_LONG"


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Some time that a shift takes."""

    begins: datetime
    ends: datetime

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return self.ends - self.begins

    def overlaps(self, other: "Stretch") -> bool:
        """Whether the two share a moment; one that begins when the other ends does not."""
        return self.begins < other.ends and other.begins < self.ends

    def within(self, begins: datetime, ends: datetime) -> timedelta:
        """How much of it lies between two moments."""
        return max(min(self.ends, ends) - max(self.begins, begins), timedelta())


@dataclass(frozen=True, slots=True)
class Limits:
    """What one person may stand at the most."""

    rest: timedelta
    most_in_a_day: timedelta

    @property
    def far(self) -> timedelta:
        """Shifts that lie this far apart do not concern each other."""
        return max(DAY, self.rest)

    def breach(self, wanted: Stretch, stood: Iterable[Stretch]) -> tuple[Breach, Stretch] | None:
        """Which limit this one would break beside those, and the shift that stands in the way; None where it fits."""
        near = [other for other in stood if self.reaches(wanted, other)]
        for other in near:
            if wanted.overlaps(other):
                return Breach.OVERLAP, other
        for other in near:
            if self._is_too_near(wanted, other):
                return Breach.REST, other
        if near and self.longest_in_a_day([wanted, *near]) > self.most_in_a_day:
            return Breach.TOO_LONG, min(near, key=lambda other: abs(other.begins - wanted.begins))
        if wanted.length > self.most_in_a_day:
            return Breach.TOO_LONG, wanted
        return None

    def reaches(self, wanted: Stretch, other: Stretch) -> bool:
        """Whether two shifts are near enough to concern each other."""
        return other.ends > wanted.begins - self.far and other.begins < wanted.ends + self.far

    def _is_too_near(self, wanted: Stretch, other: Stretch) -> bool:
        gap = wanted.begins - other.ends if other < wanted else other.begins - wanted.ends
        return gap < self.rest

    def longest_in_a_day(self, stretches: Sequence[Stretch]) -> timedelta:
        """The most that any 24 hours hold of these."""
        # The fullest day begins with a shift or ends with one.
        begins = [one.begins for one in stretches] + [one.ends - DAY for one in stretches]
        return max(
            sum((one.within(begin, begin + DAY) for one in stretches), timedelta()) for begin in begins
        )


def usual() -> Limits:
    """The limits of this place."""
    chosen = settings.settings()
    return Limits(
        timedelta(hours=chosen.rest_hours),
        timedelta(hours=chosen.most_hours_a_day),
    )
