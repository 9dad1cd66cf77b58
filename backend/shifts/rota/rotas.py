"""Rotas (排班): a day's shifts for some weeks, shared out fairly over the people chosen, shown before they are saved."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson

from backend.access import audit
from backend.access.actor import Actor
from backend.grids import rules as grids
from backend.kit import live, work
from backend.kit.words import Words
from backend.shifts import contacts, limits, nights, places, planning, rules, telling, wording
from backend.shifts.clock_models import Due
from backend.shifts.limits import Stretch
from backend.shifts.models import Rota, Shift, ShiftRole, Signup, SignupState
from backend.shifts.plans import Plan
from backend.shifts.refusals import RotaChanged
from backend.shifts.rota import again, chosen, fair, note, templates
from backend.shifts.rota.fair import Sharing
from backend.shifts.rota.roster import Slot
from backend.shifts.rota.templates import Template

FINGERPRINT = 32
"""So many characters tell two plans apart."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A rota as it would be saved."""

    template: Template
    plans: tuple[Plan, ...]
    sharing: Sharing
    note: Words
    """How fair it is, and which places stay open and why."""
    names: Mapping[UUID, str]
    """What those are called who were chosen."""

    @property
    def fingerprint(self) -> str:
        """Who stands what when, and what stays open, in so few characters that two plans can be compared."""
        sharing = self.sharing
        said = [
            (one.kind.value, one.starts_at, one.ends_at, sorted(map(str, there)), is_open)
            for one, there, is_open in zip(self.plans, sharing.people, sharing.open_places, strict=True)
        ]
        return hashlib.sha256(orjson.dumps(said)).hexdigest()[:FINGERPRINT]


async def plan(actor: Actor, grid: UUID, template: Template) -> Planned:
    """The rota that this template gives; nothing is saved."""
    ground = await grids.get(actor, grid, *rules.ANSWER)
    grids.refuse_closed(ground)
    here = wording.zone(ground.time_zone)
    template = templates.checked(template, here)
    plans = templates.shifts_of(template, here)
    slots = [_slot(one, here) for one in plans]
    people = await chosen.of(template, ground, plans)
    # Some tenths of a second where many people are to fill many places: others are answered meanwhile.
    sharing = await asyncio.to_thread(fair.share_out, slots, people.candidates, limits.usual())
    told = note.of(sharing, ground.time_zone, people.candidates)
    return Planned(template, tuple(plans), sharing, told, people.names)


@work.verb
async def create(
    actor: Actor, grid: UUID, template: Template, *, fingerprint: str = "", key: UUID | None = None
) -> Rota:
    """Save a rota: its shifts, and everybody on theirs; each is told once. Places that stay open are open to all.

    With the fingerprint of the plan that was looked at, just that one is saved or none.
    """
    ground = await grids.get(actor, grid, *rules.ANSWER)
    # Who closes the grid at this moment counts what is set here, or it is closed before.
    grids.refuse_closed(await grids.hold(grid))
    await contacts.check(template.contact, grid, ground.path)
    # Two rotas at the same moment: each of these people is on one of them before the other is looked at.
    await places.hold_people(template.people)
    planned = await plan(actor, grid, template)
    if fingerprint and fingerprint != planned.fingerprint:
        raise RotaChanged

    rota = await Rota.create(
        grid_id=grid,
        name=planned.template.name,
        first_day=template.first_day,
        weeks=template.weeks,
        template=again.kept(planned.template),
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
            dues += places.next_reminder(shift, signup.id)
    await places.take_all(taken)
    await Signup.bulk_create(signups)
    await Due.bulk_create(dues)


def _slot(one: Plan, here: ZoneInfo) -> Slot:
    time_ = Stretch(one.starts_at, one.ends_at)
    return Slot(time_, one.roles[0].number, nights.is_night(time_, here), nights.is_weekend(time_, here))
