"""Rotas (排班): a day's shifts for some weeks, shared out fairly over the people chosen, shown before they are saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson

from backend.access import audit
from backend.access.actor import Actor
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.kit import live, texts, work
from backend.kit.refusals import BadInput
from backend.kit.words import Words
from backend.shifts import limits, nights, places, planning, rules, telling, wording
from backend.shifts.clock_models import Due
from backend.shifts.eligibility import Eligibility
from backend.shifts.hours import fairness
from backend.shifts.limits import Stretch
from backend.shifts.models import Rota, Shift, ShiftRole, Signup, SignupState
from backend.shifts.plans import Plan
from backend.shifts.rota import fair, note, templates
from backend.shifts.rota.fair import Sharing
from backend.shifts.rota.roster import Candidate, Slot
from backend.shifts.rota.templates import Template
from backend.volunteers.models import VolunteerHours, VolunteerState

LATELY = timedelta(weeks=4)
"""Who had a night more in these weeks before a rota has one less in it, where somebody has to."""

Offered = tuple[int, int, int]
"""The day of the week, and from which minute to which, somebody has time."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A rota as it would be saved."""

    plans: tuple[Plan, ...]
    sharing: Sharing
    note: Words
    """How fair it is, and which places stay open and why."""


async def plan(actor: Actor, grid: UUID, template: Template) -> Planned:
    """The rota that this template gives; nothing is saved."""
    ground = await grids.get(actor, grid, *rules.ANSWER)
    grids.refuse_closed(ground)
    here = wording.zone(ground.time_zone)
    template = templates.checked(template, here)
    plans = templates.shifts_of(template, here)
    slots = [_slot(one, here) for one in plans]
    candidates = await _candidates(template, ground, plans)
    sharing = fair.share_out(slots, candidates, limits.usual())
    return Planned(tuple(plans), sharing, note.of(sharing, ground.time_zone))


@work.verb
async def create(actor: Actor, grid: UUID, template: Template, *, key: UUID | None = None) -> Rota:
    """Save a rota: its shifts, and everybody on theirs; each is told once. Places that stay open are open to all."""
    ground = await grids.get(actor, grid, *rules.ANSWER)
    # Who closes the grid at this moment counts what is set here, or it is closed before.
    grids.refuse_closed(await grids.hold(grid))
    # Two rotas at the same moment: each of these people is on one of them before the other is looked at.
    await places.hold_people(template.people)
    planned = await plan(actor, grid, template)

    rota = await Rota.create(
        grid_id=grid,
        name=texts.line(template.name),
        first_day=template.first_day,
        weeks=template.weeks,
        template=orjson.dumps(template.daily).decode(),
        created_by_id=actor.id,
    )
    shifts = await planning.write(actor, ground, planned.plans, rota=rota.id)
    await _sign_up(shifts, planned.sharing)

    await audit.note(actor, "createRota", "Rota", rota.id, shifts=len(shifts))
    people = {person for there in planned.sharing.people for person in there}
    await telling.of_rota(rota.id, people - {actor.id})
    live.changed("Shift", path=ground.path, people=people, near=True)
    return rota


async def _sign_up(shifts: Sequence[Shift], sharing: Sharing) -> None:
    roles = {row.shift_id: row for row in await ShiftRole.filter(shift_id__in=[one.id for one in shifts])}
    signups: list[Signup] = []
    dues: list[Due] = []
    taken: dict[UUID, int] = {}
    for shift, people in zip(shifts, sharing.people, strict=True):
        role = roles[shift.id]
        if people:
            taken[role.id] = len(people)
        for person in people:
            signup = Signup(shift_id=shift.id, role_id=role.id, person_id=person, state=SignupState.JOINED)
            signups.append(signup)
            dues += places.reminders(shift, signup.id)
    await places.take_all(taken)
    await Signup.bulk_create(signups)
    await Due.bulk_create(dues)


def _slot(one: Plan, here: ZoneInfo) -> Slot:
    time_ = Stretch(one.starts_at, one.ends_at)
    return Slot(time_, one.roles[0].number, nights.is_night(time_, here), nights.is_weekend(time_, here))


async def _candidates(template: Template, ground: Grid, plans: Sequence[Plan]) -> list[Candidate]:
    """For which shifts each of the chosen can be taken; `BadInput` for somebody who can stand none here at all."""
    people = template.people
    shifts = [Shift(grid=ground, starts_at=one.starts_at, ends_at=one.ends_at) for one in plans]
    roles = [planning.role_row(shift.id, one.roles[0]) for shift, one in zip(shifts, plans, strict=True)]
    eligibility = await Eligibility.of(people, shifts, roles)
    if not all(eligibility.knows(person, ground.path) for person in people):
        raise BadInput(field="people", reason=templates.BAD_PEOPLE)
    hours = await _hours(people) if template.by_hours else {}
    here = wording.zone(ground.time_zone)
    begins = plans[0].starts_at
    had = await fairness.of_people(people, begins - LATELY, begins)

    def can(person: UUID, at: int) -> bool:
        # What they stand already is weighed beside what they are given.
        return eligibility.unfit(person, shifts[at], roles[at]) is None and (
            person not in hours or _has_time(hours[person], plans[at], here)
        )

    return [
        Candidate(
            person,
            frozenset(at for at in range(len(plans)) if can(person, at)),
            eligibility.times_of(person),
            nights_before=had[person].nights,
            weekends_before=had[person].weekends,
        )
        for person in people
    ]


async def _hours(people: Sequence[UUID]) -> dict[UUID, list[Offered]]:
    """When those of them have time who go as volunteers; whoever only holds a post is asked at any time."""
    rows = await VolunteerHours.filter(
        volunteer__person_id__in=people, volunteer__state=VolunteerState.APPROVED
    ).values("volunteer__person_id", "weekday", "begins", "ends")
    found: dict[UUID, list[Offered]] = {}
    for row in rows:
        offered = found.setdefault(row["volunteer__person_id"], [])
        offered.append((row["weekday"], row["begins"], row["ends"]))
    return found


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
