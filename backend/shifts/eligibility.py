"""Who can stand which shift, and why not: looked up at once for many people and many shifts, then judged in memory."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from backend.access.actor import Actor
from backend.access.models import Post
from backend.kit import clock
from backend.kit.refusals import Refused
from backend.shifts import limits, places, wording
from backend.shifts.limits import Breach, Limits, Stretch
from backend.shifts.models import BUSY, Shift, ShiftRole, ShiftState, Signup, SignupState
from backend.shifts.refusals import (
    NotOnThisGround,
    QualificationMissing,
    ShiftCancelled,
    ShiftOver,
    ShiftOverlaps,
    TooLittleRest,
    TooLongInADay,
    told_of,
)
from backend.volunteers import rules as volunteers
from backend.volunteers import wording as papers
from backend.volunteers.models import Qualification, QualificationKind, Volunteer, VolunteerState

A_MOMENT = timedelta(microseconds=1)

Span = tuple[datetime, datetime]
"""From when until when something is."""
Ground = tuple[str, datetime | None]
"""The path of a grid in which somebody holds a post or goes as a volunteer; until when they take a break there."""


@dataclass(slots=True)
class Standing:
    """What decides whether one person can stand a shift."""

    grounds: list[Ground] = field(default_factory=list)
    busy: dict[UUID, tuple[Stretch, str]] = field(default_factory=dict)
    """Shift → when it is, and the time zone in which that is said."""
    signups: dict[UUID, tuple[UUID, SignupState]] = field(default_factory=dict)
    """Shift → their place or wish, and how it stands."""
    papers: dict[QualificationKind, date] = field(default_factory=dict)
    """What they have shown, and the last day on which it holds."""

    def has_shown(self, kind: QualificationKind, until: date) -> None:
        """A leader has seen this paper, which holds until the end of a day."""
        self.papers[kind] = max(until, self.papers.get(kind, date.min))

    def knows(self, path: str, at: datetime | None = None) -> bool:
        """Whether a shift of the grid at this path is on their ground, in it or around it; at a moment, or ever."""
        return any(
            (path.startswith(ground) or ground.startswith(path)) and not (at and back and at < back)
            for ground, back in self.grounds
        )


@dataclass(frozen=True, slots=True)
class Stand:
    """What decides about a shift: when and where it is, and whether it will be stood."""

    id: UUID
    state: ShiftState
    begins: datetime
    ends: datetime
    path: str
    time_zone: str

    @classmethod
    def of(cls, shift: Shift) -> "Stand":
        """The same of a shift that was read with its grid."""
        return cls(
            shift.id, shift.state, shift.starts_at, shift.ends_at, shift.grid.path, shift.grid.time_zone
        )


class Eligibility:
    """What was looked up of some people, and who of them can stand what."""

    def __init__(self, standings: dict[UUID, Standing], kept: Limits) -> None:
        self._standings = standings
        self._limits = kept

    @classmethod
    async def of(
        cls,
        people: Collection[UUID],
        shifts: Collection[Shift],
        roles: Iterable[ShiftRole],
        *,
        since: datetime | None = None,
    ) -> "Eligibility":
        """Look these people up, as far as it matters for these shifts: three to four statements, however many.

        What they stood is known from an earlier moment on, where one is named.
        """
        standings = defaultdict(Standing, {person: Standing() for person in people})
        await _held(standings, list(people))
        return await cls._looked_up(standings, shifts, roles, since)

    @classmethod
    async def of_actors(
        cls, actors: Iterable[Actor], shifts: Collection[Shift], roles: Iterable[ShiftRole]
    ) -> "Eligibility":
        """The same of people who ask themselves, whose posts are known: two to three statements."""
        reach = {actor.id: Standing([(path, None) for path in actor.reach()]) for actor in actors}
        return await cls._looked_up(defaultdict(Standing, reach), shifts, roles)

    @classmethod
    async def _looked_up(
        cls,
        standings: dict[UUID, Standing],
        shifts: Collection[Shift],
        roles: Iterable[ShiftRole],
        since: datetime | None = None,
    ) -> "Eligibility":
        people, kept = list(standings), limits.usual()
        await _offered(standings, people)
        times = [(shift.starts_at, shift.ends_at) for shift in shifts]
        await _signups(standings, people, times, kept, since)
        if any(role.qualifications for role in roles):
            await _papers(standings, people)
        return cls(standings, kept)

    @classmethod
    async def of_reader(cls, actor: Actor, standing: Standing, times: Collection[Span]) -> "Eligibility":
        """The same of whoever asks, when their `standing_of` is known already: one statement."""
        standings, kept = defaultdict(Standing), limits.usual()
        if actor.person:
            standings[actor.person] = standing
            await _signups(standings, [actor.person], times, kept)
        return cls(standings, kept)

    @classmethod
    async def near(cls, people: Collection[UUID], shift: Shift, role: ShiftRole) -> "Eligibility":
        """The same of people of whom it is known that this shift is on their ground: one statement, or two."""
        ground: Ground = (shift.grid.path, None)
        standings: dict[UUID, Standing] = defaultdict(lambda: Standing([ground]))
        kept = limits.usual()
        await _signups(standings, people, [(shift.starts_at, shift.ends_at)], kept)
        if role.qualifications:
            await _papers(standings, people)
        return cls(standings, kept)

    def refusal(self, person: UUID, shift: Shift, role: ShiftRole) -> Refused | None:
        """Why this person cannot stand this shift; None where they can. The shift is read with its grid."""
        return self.why_not(person, Stand.of(shift), role.required)

    def why_not(self, person: UUID, stand: Stand, required: Collection[QualificationKind]) -> Refused | None:
        """Why this person cannot stand this, with these papers; None where they can."""
        if stand.state is ShiftState.CANCELLED:
            return ShiftCancelled()
        if stand.ends <= clock.now():
            return ShiftOver()
        return self._unfit(person, stand, required) or self._too_much(self._standings[person], stand)

    def unfit(self, person: UUID, shift: Shift, role: ShiftRole) -> Refused | None:
        """Why this is no shift for this person, however much time they have."""
        return self._unfit(person, Stand.of(shift), role.required)

    def _unfit(self, person: UUID, stand: Stand, required: Collection[QualificationKind]) -> Refused | None:
        standing = self._standings[person]
        # Who takes a break at this moment can say today that they stand one after it.
        if not standing.knows(stand.path, max(stand.begins, clock.now())):
            return NotOnThisGround()
        return self._without_paper(standing, stand, required)

    def knows(self, person: UUID, path: str) -> bool:
        """Whether the grid at this path is on this person's ground."""
        return self._standings[person].knows(path)

    def is_on(self, person: UUID, shift: UUID) -> bool:
        """Whether somebody has a place in this shift."""
        return shift in self._standings[person].busy

    def stood(self, person: UUID) -> list[tuple[Stretch, str]]:
        """When they stand shifts already, and the time zone in which that is said."""
        return list(self._standings[person].busy.values())

    def signup_of(self, person: UUID, shift: UUID) -> tuple[UUID, SignupState] | None:
        """Somebody's place in a shift or their wish for one, and how it stands: of the shifts looked up."""
        return self._standings[person].signups.get(shift)

    def stands(self, person: UUID, shift: Shift) -> None:
        """From now on they stand this one too."""
        stretch = Stretch(shift.starts_at, shift.ends_at)
        self._standings[person].busy[shift.id] = (stretch, shift.grid.time_zone)

    def _without_paper(
        self, standing: Standing, stand: Stand, required: Collection[QualificationKind]
    ) -> Refused | None:
        # A paper that holds today holds until midnight.
        last = (stand.ends - A_MOMENT).astimezone(wording.zone(stand.time_zone)).date()
        for paper in sorted(required, key=lambda kind: kind.value):
            if standing.papers.get(paper, date.min) < last:
                return QualificationMissing(paper=papers.PAPERS[paper])
        return None

    def _too_much(self, standing: Standing, stand: Stand) -> Refused | None:
        others = {stretch: zone for other, (stretch, zone) in standing.busy.items() if other != stand.id}
        found = self._limits.breach(Stretch(stand.begins, stand.ends), others)
        if found is None:
            return None
        breach, other = found
        if breach is Breach.TOO_LONG:
            return TooLongInADay(hours=int(self._limits.most_in_a_day.total_seconds() // 3600))
        said = wording.when(other.begins, other.ends, others[other])
        if breach is Breach.OVERLAP:
            return ShiftOverlaps(other=said)
        return TooLittleRest(hours=int(self._limits.rest.total_seconds() // 3600), other=said)


async def refuse_unfit(actor: Actor, person: UUID, shift: Shift, role: ShiftRole) -> None:
    """Refuse where somebody cannot stand a shift that is held; nobody puts them on another one meanwhile."""
    await places.hold_people([person])
    eligibility = await Eligibility.of([person], [shift], [role])
    if refusal := eligibility.refusal(person, shift, role):
        raise told_of(refusal, is_oneself=person == actor.person)


async def _held(standings: dict[UUID, Standing], people: Collection[UUID]) -> None:
    held = await Post.filter(Post.held_now(), person_id__in=people, grid__closed_at__isnull=True).values(
        "person_id", "grid__path"
    )
    for row in held:
        standings[row["person_id"]].grounds.append((row["grid__path"], None))


async def standing_of(actor: Actor) -> Standing:
    """Where the actor can be asked to stand, and which papers they have shown, in one statement."""
    found = Standing([(path, None) for path in actor.reach()])
    if actor.person is None:
        return found
    rows = await Volunteer.filter(state=VolunteerState.APPROVED, person_id=actor.person).values(
        *("grid__path", "ground__path", "paused_until"),
        *("qualifications__kind", "qualifications__expires_on", "qualifications__removed_at"),
    )
    for row in rows:
        ground = (volunteers.settled(row["grid__path"], row["ground__path"]), row["paused_until"])
        if ground not in found.grounds:
            found.grounds.append(ground)
        if row["qualifications__kind"] and row["qualifications__removed_at"] is None:
            found.has_shown(row["qualifications__kind"], row["qualifications__expires_on"])
    return found


async def _offered(standings: dict[UUID, Standing], people: Collection[UUID]) -> None:
    offered = await Volunteer.filter(state=VolunteerState.APPROVED, person_id__in=people).values(
        "person_id", "grid__path", "ground__path", "paused_until"
    )
    for row in offered:
        ground = volunteers.settled(row["grid__path"], row["ground__path"])
        standings[row["person_id"]].grounds.append((ground, row["paused_until"]))


async def _signups(
    standings: dict[UUID, Standing],
    people: Collection[UUID],
    times: Collection[Span],
    kept: Limits,
    since: datetime | None = None,
) -> None:
    if not times:
        return
    begins = min(begin for begin, _ in times) - kept.far
    ends = max(end for _, end in times) + kept.far
    rows = await Signup.filter(
        person_id__in=people, shift__starts_at__lt=ends, shift__ends_at__gt=min(begins, since or begins)
    ).values(
        *("id", "state", "person_id", "shift_id"),
        *("shift__state", "shift__starts_at", "shift__ends_at", "shift__grid__time_zone"),
    )
    for row in rows:
        standing = standings[row["person_id"]]
        standing.signups[row["shift_id"]] = row["id"], row["state"]
        if row["state"] in BUSY and row["shift__state"] is ShiftState.PLANNED:
            stretch = Stretch(row["shift__starts_at"], row["shift__ends_at"])
            standing.busy[row["shift_id"]] = (stretch, row["shift__grid__time_zone"])


async def _papers(standings: dict[UUID, Standing], people: Collection[UUID]) -> None:
    seen = await Qualification.filter(volunteer__person_id__in=people, removed_at__isnull=True).values(
        "volunteer__person_id", "kind", "expires_on"
    )
    for row in seen:
        standings[row["volunteer__person_id"]].has_shown(row["kind"], row["expires_on"])
