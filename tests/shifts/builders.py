"""Shifts and the people who stand them, for tests that are about something else."""

from datetime import date, datetime, timedelta
from typing import Any

from tortoise.models import Model

import backend.shifts.jobs  # noqa: F401 -- it says what is done when something is due
from backend.access.models import Deed, Person
from backend.grids.models import Grid
from backend.kit import clock
from backend.push.models import Message
from backend.shifts import clockwork, joining, planning
from backend.shifts.clock_models import AskedToFill, Due, DueKind
from backend.shifts.models import Rota, Shift, ShiftRole, Signup, WorkKind
from backend.shifts.plans import Needed, Plan
from backend.volunteers import qualifications
from backend.volunteers.models import QualificationKind, Volunteer, VolunteerState
from tests import community
from tests.community import Town
from tests.volunteers import builders as volunteers

ROWS: tuple[type[Model], ...] = (Rota, Shift, ShiftRole, Signup, Due, AskedToFill, Message, Deed)


def plan(
    starts_at: datetime | None = None,
    *,
    hours: float = 4,
    number: int = 2,
    by_approval: bool = False,
    kind: WorkKind = WorkKind.GUARD,
    papers: tuple[QualificationKind, ...] = (),
) -> Plan:
    """A shift at the gate, two days from now where nothing else is said."""
    begins = starts_at or clock.now() + timedelta(days=2)
    needed = Needed(number, qualifications=papers)
    return Plan(kind, "北门岗亭", begins, begins + timedelta(hours=hours), (needed,), by_approval=by_approval)


async def shift(town: Town, wanted: Plan | None = None, grid: Grid | None = None) -> Shift:
    """A shift of the east grid, set by its leader."""
    leader = await community.actor(town.leader)
    return await planning.create(leader, (grid or town.east).id, wanted or plan())


async def created(town: Town, wanted: Plan, repeats: str = "") -> list[Shift]:
    """What the leader of the east grid sets by a rule, in the order of time."""
    await planning.create(await community.actor(town.leader), town.east.id, wanted, repeats=repeats)
    return await Shift.all().order_by("starts_at")


async def dues(shift: Shift, *kinds: DueKind) -> list[tuple[DueKind, datetime]]:
    """What the clock has to do about a shift."""
    rows = await Due.filter(shift_id=shift.id).order_by("due_at", "id")
    return [(due.kind, due.due_at) for due in rows if not kinds or due.kind in kinds]


async def volunteer(town: Town, name: str) -> Person:
    """An approved volunteer of the east grid."""
    person = await community.resident(name, town.east)
    await volunteers.volunteer(person, town.leader)
    return person


async def joined(person: Person, shift: Shift, *, may_wait: bool = False) -> Signup:
    """Somebody's place in the first role of a shift."""
    role = await ShiftRole.filter(shift_id=shift.id).order_by("id").first()
    assert role
    return await joining.join(
        await community.actor(person), joining.Wish(shift.id, role.id, may_wait=may_wait)
    )


async def role_of(shift: Shift) -> ShiftRole:
    """The first role of a shift, as it stands now."""
    role = await ShiftRole.filter(shift_id=shift.id).order_by("id").first()
    assert role
    return role


async def on(shift: Shift) -> dict[str, str]:
    """How everybody stands to a shift: name → state."""
    rows = await Signup.filter(shift_id=shift.id).select_related("person").order_by("asked_at", "id")
    return {row.person.name: row.state.value for row in rows}


async def signup_of(person: Person, shift: Shift) -> Signup:
    """How somebody stands to a shift."""
    return await Signup.get(shift_id=shift.id, person_id=person.id)


async def paper(person: Person, leader: Person, kind: QualificationKind, last: date) -> None:
    """A leader has seen somebody's paper, which holds until the end of this day."""
    offer = await Volunteer.get(person_id=person.id)
    await qualifications.add(await community.actor(leader), offer.id, kind, last)


async def gone() -> int:
    """Go the clock's round until nothing is left to do; how much was done."""
    done = 0
    while step := await clockwork.go():
        done += step
    return done


async def everything() -> list[list[dict[str, Any]]]:
    """Every row that a verb about shifts may write; two of these are equal when nothing changed."""
    return [await model.all().order_by("id").values() for model in ROWS]


async def crowd(town: Town, number: int, name: str = "志愿者") -> list[Person]:
    """So many active volunteers of the east grid, written down at once."""
    people = [Person(name=f"{name}{at:04}", grid_id=town.east.id) for at in range(number)]
    await Person.bulk_create(people)
    ground = {"grid_id": town.east.id, "ground_id": town.community.id, "reach": town.community.tier}
    await Volunteer.bulk_create(
        Volunteer(person_id=person.id, state=VolunteerState.APPROVED, **ground) for person in people
    )
    return people
