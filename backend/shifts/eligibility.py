"""Who can stand which shift, and why not: looked up at once for many people and many shifts, then judged in memory."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from backend.access.models import Post
from backend.kit.refusals import Refused
from backend.shifts import limits, wording
from backend.shifts.limits import Breach, Limits, Stretch
from backend.shifts.models import BUSY, Shift, ShiftRole, ShiftState, Signup
from backend.shifts.refusals import (
    NotOnThisGround,
    QualificationMissing,
    ShiftCancelled,
    ShiftOver,
    ShiftOverlaps,
    TooLittleRest,
    TooLongInADay,
)
from backend.volunteers import rules as volunteers
from backend.volunteers import wording as papers
from backend.volunteers.models import Qualification, QualificationKind, Volunteer


@dataclass(slots=True)
class Standing:
    """What decides whether one person can stand a shift."""

    grounds: list[str] = field(default_factory=list)
    """The paths of the grids in which they hold a post or go as a volunteer."""
    busy: dict[UUID, tuple[Stretch, str]] = field(default_factory=dict)
    """Shift → when it is, and the time zone in which that is said."""
    papers: dict[QualificationKind, date] = field(default_factory=dict)
    """What they have shown, and the last day on which it holds."""

    def knows(self, path: str) -> bool:
        """Whether a shift of the grid at this path is on their ground: in it, or around it."""
        return any(path.startswith(ground) or ground.startswith(path) for ground in self.grounds)


class Eligibility:
    """What was looked up of some people, and who of them can stand what."""

    def __init__(self, standings: dict[UUID, Standing], kept: Limits) -> None:
        self._standings = standings
        self._limits = kept

    @classmethod
    async def of(
        cls, people: Collection[UUID], shifts: Collection[Shift], roles: Iterable[ShiftRole]
    ) -> "Eligibility":
        """Look these people up, as far as it matters for these shifts: three to four statements, however many."""
        standings: dict[UUID, Standing] = defaultdict(Standing)
        kept = limits.usual()
        await _grounds(standings, people)
        await _busy(standings, people, shifts, kept)
        if any(role.qualifications for role in roles):
            await _papers(standings, people)
        return cls(standings, kept)

    def refusal(self, person: UUID, shift: Shift, role: ShiftRole) -> Refused | None:
        """Why this person cannot stand this shift; None where they can. The shift is read with its grid."""
        if shift.state is ShiftState.CANCELLED:
            return ShiftCancelled()
        if shift.is_over:
            return ShiftOver()
        standing = self._standings[person]
        if not standing.knows(shift.grid.path):
            return NotOnThisGround()
        return self._without_paper(standing, shift, role) or self._too_much(standing, shift)

    def knows(self, person: UUID, path: str) -> bool:
        """Whether the grid at this path is on this person's ground."""
        return self._standings[person].knows(path)

    def times_of(self, person: UUID) -> tuple[Stretch, ...]:
        """When they stand shifts already."""
        return tuple(sorted(stretch for stretch, _ in self._standings[person].busy.values()))

    def stands(self, person: UUID, shift: Shift) -> None:
        """From now on they stand this one too."""
        stretch = Stretch(shift.starts_at, shift.ends_at)
        self._standings[person].busy[shift.id] = (stretch, shift.grid.time_zone)

    def _without_paper(self, standing: Standing, shift: Shift, role: ShiftRole) -> Refused | None:
        last = shift.ends_at.astimezone(wording.zone(shift.grid.time_zone)).date()
        for paper in sorted(role.required, key=lambda kind: kind.value):
            if standing.papers.get(paper, date.min) < last:
                return QualificationMissing(paper=papers.PAPERS[paper])
        return None

    def _too_much(self, standing: Standing, shift: Shift) -> Refused | None:
        others = {stretch: zone for other, (stretch, zone) in standing.busy.items() if other != shift.id}
        found = self._limits.breach(Stretch(shift.starts_at, shift.ends_at), others)
        if found is None:
            return None
        breach, other = found
        if breach is Breach.TOO_LONG:
            return TooLongInADay(hours=int(self._limits.most_in_a_day.total_seconds() // 3600))
        said = wording.when(other.begins, other.ends, others[other])
        if breach is Breach.OVERLAP:
            return ShiftOverlaps(other=said)
        return TooLittleRest(hours=int(self._limits.rest.total_seconds() // 3600), other=said)


async def _grounds(standings: dict[UUID, Standing], people: Collection[UUID]) -> None:
    offered = await Volunteer.filter(Volunteer.active_now(), person_id__in=people).values(
        "person_id", "grid__path", "ground__path"
    )
    for row in offered:
        standings[row["person_id"]].grounds.append(volunteers.settled(row["grid__path"], row["ground__path"]))
    held = await Post.filter(Post.held_now(), person_id__in=people, grid__closed_at__isnull=True).values(
        "person_id", "grid__path"
    )
    for row in held:
        standings[row["person_id"]].grounds.append(row["grid__path"])


async def _busy(
    standings: dict[UUID, Standing], people: Collection[UUID], shifts: Collection[Shift], kept: Limits
) -> None:
    if not shifts:
        return
    far = max(limits.DAY, kept.rest)
    begins = min(shift.starts_at for shift in shifts)
    ends = max(shift.ends_at for shift in shifts)
    rows = await Signup.filter(
        person_id__in=people,
        state__in=BUSY,
        shift__state=ShiftState.PLANNED,
        shift__starts_at__lt=ends + far,
        shift__ends_at__gt=begins - far,
    ).values("person_id", "shift_id", "shift__starts_at", "shift__ends_at", "shift__grid__time_zone")
    for row in rows:
        stretch = Stretch(row["shift__starts_at"], row["shift__ends_at"])
        standings[row["person_id"]].busy[row["shift_id"]] = (stretch, row["shift__grid__time_zone"])


async def _papers(standings: dict[UUID, Standing], people: Collection[UUID]) -> None:
    seen = await Qualification.filter(volunteer__person_id__in=people, removed_at__isnull=True).values(
        "volunteer__person_id", "kind", "expires_on"
    )
    for row in seen:
        held = standings[row["volunteer__person_id"]].papers
        held[row["kind"]] = max(row["expires_on"], held.get(row["kind"], date.min))
