"""Rotas (排班): a day's shifts for some weeks, shared out fairly over the people chosen, shown before they are saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson

from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Person
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.grids.refusals import GridClosed
from backend.kit import clock, live, texts, work
from backend.kit.refusals import BadInput
from backend.kit.words import Words
from backend.shifts import fair, limits, nights, places, planning, rules, telling, wording
from backend.shifts.eligibility import Eligibility
from backend.shifts.fair import Sharing
from backend.shifts.limits import Stretch
from backend.shifts.models import Due, Rota, Shift, ShiftRole, Signup, SignupState, WorkKind
from backend.shifts.planning import Needed, Plan
from backend.shifts.roster import Candidate, Slot
from backend.volunteers.models import DAY, QualificationKind, VolunteerHours

MOST_WEEKS = 12
MOST_A_DAY = 6
MOST_PEOPLE = 60
MOST_PLACES = 2000
NAME_LENGTH = 60

BAD_NAME = Words(
    "请给排班起个名字（60 个字以内）。",
    "請給排班起個名字（60 個字以內）。",
    "Give the rota a name of at most 60 characters.",
)
BAD_WEEKS = Words("请选 1 到 12 周。", "請選 1 到 12 週。", "Choose 1 to 12 weeks.")
BAD_DAY = Words(
    "请选今天以后、一年以内的第一天。",
    "請選今天以後、一年以內的第一天。",
    "Choose a first day from today on, within a year.",
)
BAD_DAILY = Words(
    "请写每天的班次：1 到 6 个，每个最长 24 小时，1 到 50 人。",
    "請寫每天的班次：1 到 6 個，每個最長 24 小時，1 到 50 人。",
    "Say which shifts a day has: 1 to 6, each of 24 hours at the most and 1 to 50 people.",
)
BAD_PEOPLE = Words(
    "请选 1 到 60 位能在这里值班的人。",
    "請選 1 到 60 位能在這裡值班的人。",
    "Choose 1 to 60 people who can stand shifts here.",
)
TOO_MANY = Words(
    "一次排得太多了，请少排几周或少选几班。",
    "一次排得太多了，請少排幾週或少選幾班。",
    "That is too much for one rota. Choose fewer weeks or fewer shifts.",
)


@dataclass(frozen=True, slots=True)
class Daily:
    """One shift of each day, by the clock of the grid; where it ends no later than it begins, it ends the next day."""

    begins: int
    ends: int
    number: int
    kind: WorkKind | None = None
    qualifications: tuple[QualificationKind, ...] = ()

    @property
    def minutes(self) -> int:
        """How long it lasts by the clock on the wall."""
        return (self.ends - self.begins - 1) % DAY + 1


@dataclass(frozen=True, slots=True)
class Template:
    """What a leader says of a rota."""

    name: str
    first_day: date
    weeks: int
    kind: WorkKind
    place: str
    daily: tuple[Daily, ...]
    people: tuple[UUID, ...]
    brief: str = ""
    bring: str = ""
    by_hours: bool = False
    """Whether volunteers are chosen only for the hours of the week that they offered."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A rota as it would be saved."""

    plans: tuple[Plan, ...]
    sharing: Sharing


async def plan(actor: Actor, grid: UUID, template: Template) -> Planned:
    """The rota that this template gives; nothing is saved."""
    ground = await grids.get(actor, grid, *rules.ANSWER)
    if not ground.is_open:
        raise GridClosed(name=ground.name)
    here = wording.zone(ground.time_zone)
    template = _checked(template, here)
    plans = _plans(template, here)
    slots = [_slot(one, here) for one in plans]
    candidates = await _candidates(template, ground, plans)
    return Planned(tuple(plans), fair.share_out(slots, candidates, limits.usual()))


@work.verb
async def create(actor: Actor, grid: UUID, template: Template, *, key: UUID | None = None) -> Rota:
    """Save a rota: its shifts, and everybody on theirs; each is told once. Places that stay open are open to all."""
    # Two rotas at the same moment: each of these people is on one of them before the other is looked at.
    await (
        Person.filter(id__in=sorted(template.people)).order_by("id").select_for_update(no_key=True).only("id")
    )
    planned = await plan(actor, grid, template)
    ground = await grids.get(actor, grid, *rules.ANSWER)
    rota = await Rota.create(
        grid_id=grid,
        name=texts.line(template.name),
        first_day=template.first_day,
        weeks=template.weeks,
        template=orjson.dumps(template, default=str).decode(),
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
    for shift, people in zip(shifts, sharing.people, strict=True):
        role = roles[shift.id]
        if people and not await places.take(role, len(people)):
            raise RuntimeError("a fresh shift has too few places")
        for person in people:
            signup = Signup(shift_id=shift.id, role_id=role.id, person_id=person, state=SignupState.JOINED)
            signups.append(signup)
            dues += places.reminders(shift, signup.id)
    await Signup.bulk_create(signups)
    await Due.bulk_create(dues)


def _checked(template: Template, here: ZoneInfo) -> Template:
    name = texts.line(template.name)
    today = clock.now().astimezone(here).date()
    if not 0 < len(name) <= NAME_LENGTH:
        raise BadInput(field="name", reason=BAD_NAME)
    if not 1 <= template.weeks <= MOST_WEEKS:
        raise BadInput(field="weeks", reason=BAD_WEEKS)
    if not today <= template.first_day <= today + planning.FURTHEST:
        raise BadInput(field="firstDay", reason=BAD_DAY)
    if not 1 <= len(template.daily) <= MOST_A_DAY or not all(_is_sound(one) for one in template.daily):
        raise BadInput(field="daily", reason=BAD_DAILY)
    people = tuple(dict.fromkeys(template.people))
    if not 1 <= len(people) <= MOST_PEOPLE:
        raise BadInput(field="people", reason=BAD_PEOPLE)
    if sum(one.number for one in template.daily) * 7 * template.weeks > MOST_PLACES:
        raise BadInput(field="weeks", reason=TOO_MANY)
    return replace(template, name=name, people=people)


def _is_sound(one: Daily) -> bool:
    return 0 <= one.begins < DAY and 0 <= one.ends <= DAY and 1 <= one.number <= 50


def _plans(template: Template, here: ZoneInfo) -> list[Plan]:
    days = [template.first_day + timedelta(days=number) for number in range(7 * template.weeks)]
    plans = [_plan(template, one, day, here) for day in days for one in template.daily]
    # Of today only what is still to come.
    return [planning.checked(one, clock.now()) for one in plans if one.starts_at > clock.now()]


def _plan(template: Template, one: Daily, day: date, here: ZoneInfo) -> Plan:
    begins = datetime.combine(day, time()) + timedelta(minutes=one.begins)
    return Plan(
        one.kind or template.kind,
        template.place,
        wording.on_wall(begins, here),
        wording.on_wall(begins + timedelta(minutes=one.minutes), here),
        (Needed(one.number, qualifications=one.qualifications),),
        template.brief,
        template.bring,
    )


def _slot(one: Plan, here: ZoneInfo) -> Slot:
    time_ = Stretch(one.starts_at, one.ends_at)
    return Slot(time_, one.roles[0].number, nights.is_night(time_, here), nights.is_weekend(time_, here))


async def _candidates(template: Template, ground: Grid, plans: Sequence[Plan]) -> list[Candidate]:
    """For which shifts each of the chosen has time; `BadInput` for somebody who can stand none here at all."""
    people = template.people
    shifts = [Shift(grid=ground, starts_at=one.starts_at, ends_at=one.ends_at) for one in plans]
    roles = [planning.role_row(shift.id, one.roles[0]) for shift, one in zip(shifts, plans, strict=True)]
    eligibility = await Eligibility.of(people, shifts, roles)
    if not all(eligibility.knows(person, ground.path) for person in people):
        raise BadInput(field="people", reason=BAD_PEOPLE)
    hours = await _hours(people) if template.by_hours else {}
    here = wording.zone(ground.time_zone)
    return [
        Candidate(
            person,
            frozenset(
                at
                for at, (shift, role) in enumerate(zip(shifts, roles, strict=True))
                if eligibility.refusal(person, shift, role) is None
                and (person not in hours or _has_time(hours[person], plans[at], here))
            ),
            eligibility.times_of(person),
        )
        for person in people
    ]


async def _hours(people: Sequence[UUID]) -> dict[UUID, list[tuple[int, int, int]]]:
    rows = await VolunteerHours.filter(volunteer__person_id__in=people).values(
        "volunteer__person_id", "weekday", "begins", "ends"
    )
    found: dict[UUID, list[tuple[int, int, int]]] = {}
    for row in rows:
        offered = found.setdefault(row["volunteer__person_id"], [])
        offered.append((row["weekday"], row["begins"], row["ends"]))
    return found


def _has_time(offered: Sequence[tuple[int, int, int]], one: Plan, here: ZoneInfo) -> bool:
    """Whether every minute of a shift lies in hours that somebody offered, across midnight too."""
    minute, left = one.starts_at.astimezone(here), one.ends_at.astimezone(here)
    while minute < left:
        at = minute.hour * 60 + minute.minute
        ends = [
            ends
            for weekday, begins, ends in offered
            if weekday == minute.isoweekday() and begins <= at < ends
        ]
        if not ends:
            return False
        midnight = datetime.combine(minute.date(), time(), here)
        minute = midnight + timedelta(minutes=max(ends))
    return True
