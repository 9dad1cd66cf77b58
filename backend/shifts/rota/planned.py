"""A rota as it would be, for a screen."""

from uuid import UUID

from backend.kit import nodes
from backend.shifts.leading_shown import PlannedShift, RotaPlan, ShiftPerson
from backend.shifts.rota import fair
from backend.shifts.rota.rotas import Planned


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
