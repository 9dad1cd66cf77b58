"""A rota as it would be, and one that was made before, for a screen."""

from uuid import UUID

from backend.kit import nodes
from backend.shifts.rota import fair
from backend.shifts.rota.again import Earlier
from backend.shifts.rota.rotas import Planned
from backend.shifts.rota.templates import Daily, Template
from backend.shifts.screens.leading_shown import PlannedShift, RotaPlan, RotaShift, RotaTemplate, ShiftPerson


def shown(found: Planned) -> RotaPlan:
    """A plan as the graph shows it, with everybody who was chosen."""
    people = _people(found)
    shifts = [
        PlannedShift(
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            kind=plan.kind,
            people=[people[person] for person in there],
            open=is_open,
        )
        for plan, there, is_open in zip(
            found.plans, found.sharing.people, found.sharing.open_places, strict=True
        )
    ]
    return RotaPlan(
        shifts=shifts,
        people=list(people.values()),
        open_places=sum(found.sharing.open_places),
        note=found.note.said(),
        fingerprint=found.fingerprint,
    )


def template_of(earlier: Earlier) -> RotaTemplate:
    """What an earlier rota was made of, as the graph shows it."""
    said = earlier.template
    return RotaTemplate(
        rota=nodes.opaque("Rota", earlier.rota),
        name=said.name,
        first_day=said.first_day,
        weeks=said.weeks,
        kind=said.kind,
        place=said.place,
        daily=[_daily(one, said) for one in said.daily],
        people=[nodes.opaque("Person", person) for person in said.people],
        brief=said.brief,
        bring=said.bring,
        by_hours=said.by_hours,
        contact=nodes.opaque("Person", said.contact) if said.contact else None,
    )


def _daily(one: Daily, of: Template) -> RotaShift:
    return RotaShift(
        begins=one.begins,
        ends=one.ends,
        number=one.number,
        kind=one.kind or of.kind,
        place=one.place,
        qualifications=list(one.qualifications),
    )


def _people(found: Planned) -> dict[UUID, ShiftPerson]:
    nights, weekends = fair.counts(found.sharing)
    people = {
        person: ShiftPerson(
            id=nodes.opaque("Person", person),
            name=name,
            shifts=0,
            nights=nights[person],
            weekends=weekends[person],
            minutes=0,
        )
        for person, name in found.names.items()
    }
    for slot, there in zip(found.sharing.slots, found.sharing.people, strict=True):
        for person in there:
            people[person].shifts += 1
            people[person].minutes += round(slot.time.length.total_seconds() / 60)
    return people
