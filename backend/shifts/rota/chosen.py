"""Whom a leader chose for a rota: what they are called, for which shifts they have time, and what they stood lately."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.access.models import Person
from backend.grids.models import Grid
from backend.kit.refusals import BadInput
from backend.shifts import limits, nights, planning, wording
from backend.shifts.eligibility import Eligibility
from backend.shifts.hours import fairness
from backend.shifts.models import Shift
from backend.shifts.plans import Plan
from backend.shifts.rota import templates
from backend.shifts.rota.roster import Candidate
from backend.shifts.rota.templates import Template
from backend.volunteers.models import VolunteerState

LATELY = timedelta(weeks=4)
"""Who had a night more in these weeks before a rota has one less in it, where somebody has to."""

Offered = tuple[int, int, int]
"""The day of the week, and from which minute to which, somebody has time."""


@dataclass(slots=True)
class Chosen:
    """Everybody who was chosen, in that order."""

    candidates: list[Candidate] = field(default_factory=list)
    names: Mapping[UUID, str] = field(default_factory=dict)


async def of(template: Template, ground: Grid, plans: Sequence[Plan]) -> Chosen:
    """For which shifts each of the chosen can be taken; `BadInput` for somebody who can stand none here at all."""
    people = template.people
    shifts = [Shift(grid=ground, starts_at=one.starts_at, ends_at=one.ends_at) for one in plans]
    roles = [planning.role_row(shift.id, one.roles[0]) for shift, one in zip(shifts, plans, strict=True)]
    begins = plans[0].starts_at
    eligibility = await Eligibility.of(people, shifts, roles, since=begins - LATELY)
    if not all(eligibility.knows(person, ground.path) for person in people):
        raise BadInput(field="people", reason=templates.BAD_PEOPLE)
    names, hours = await _names_and_hours(people, by_hours=template.by_hours)
    here = wording.zone(ground.time_zone)

    def can(person: UUID, at: int) -> bool:
        # What they stand already is weighed beside what they are given.
        return eligibility.unfit(person, shifts[at], roles[at]) is None and (
            person not in hours or _has_time(hours[person], plans[at], here)
        )

    def candidate(person: UUID) -> Candidate:
        able = frozenset(at for at in range(len(plans)) if can(person, at))
        stood = eligibility.stood(person)
        near = sorted(when for when, _ in stood if when.ends > begins - limits.usual().far)
        before = [
            (when, wording.zone(zone)) for when, zone in stood if begins - LATELY <= when.begins < begins
        ]
        return Candidate(
            person,
            able,
            tuple(near),
            nights_before=sum(nights.is_night(when, there) for when, there in before),
            weekends_before=sum(nights.is_weekend(when, there) for when, there in before),
        )

    return Chosen([candidate(person) for person in people], {person: names[person] for person in people})


async def _names_and_hours(
    people: Sequence[UUID], *, by_hours: bool
) -> tuple[dict[UUID, str], dict[UUID, list[Offered]]]:
    """What they are called; and when those of them have time who go as volunteers, where that is asked.

    Whoever only holds a post is asked at any time.
    """
    hours = ("volunteering__hours__weekday", "volunteering__hours__begins", "volunteering__hours__ends")
    columns = ("volunteering__state", *hours) if by_hours else ()
    names: dict[UUID, str] = {}
    offered: dict[UUID, list[Offered]] = {}
    for row in await Person.filter(id__in=people).values("id", "name", *columns):
        person = row["id"]
        if person not in names:
            names[person] = Person.opened("name", person, row["name"]) or fairness.GONE.said()
        if by_hours and row["volunteering__state"] is VolunteerState.APPROVED and row[hours[0]] is not None:
            weekday, begins, ends = (row[column] for column in hours)
            offered.setdefault(person, []).append((weekday, begins, ends))
    return names, offered


def _has_time(offered: Sequence[Offered], one: Plan, here: ZoneInfo) -> bool:
    """Whether every minute of a shift lies in hours that somebody offered, across midnight too."""
    at, left = (moment.astimezone(here).replace(tzinfo=None) for moment in (one.starts_at, one.ends_at))
    while at < left:
        midnight = datetime.combine(at.date(), time())
        minute = (at - midnight) // timedelta(minutes=1)
        ends = [
            ends
            for weekday, begins, ends in offered
            if weekday == at.isoweekday() and begins <= minute < ends
        ]
        if not ends:
            return False
        at = midnight + timedelta(minutes=max(ends))
    return True
