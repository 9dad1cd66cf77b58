"""A rota as it would be, and a place's code, for a screen."""

from datetime import UTC, datetime
from uuid import UUID

from backend import settings
from backend.kit import clock, nodes, qr_codes
from backend.shifts import fair, fairness, place_codes, telling
from backend.shifts.planned_shown import PlaceCode, PlannedShift, RotaPlan, ShiftPerson
from backend.shifts.rotas import Planned
from backend.shifts.templates import Template


async def shown(template: Template, found: Planned) -> RotaPlan:
    """A plan as the graph shows it, with everybody who was chosen."""
    people = await _people(template, found)
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
    )


async def _people(template: Template, found: Planned) -> dict[UUID, ShiftPerson]:
    names = await fairness.names(template.people)
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
        for person, name in names.items()
    }
    for slot, there in zip(found.sharing.slots, found.sharing.people, strict=True):
        for person in there:
            people[person].shifts += 1
            people[person].minutes += round(slot.time.length.total_seconds() / 60)
    return people


def code_of(shift: UUID) -> PlaceCode:
    """What the place of a shift shows in this minute."""
    code = place_codes.shown(shift)
    next_minute = (int(clock.now().timestamp()) // place_codes.MINUTE + 1) * place_codes.MINUTE
    url = f"{settings.settings().origin}{telling.link(shift)}?code={code}"
    return PlaceCode(
        code=code,
        digits=place_codes.digits(shift),
        url=url,
        qr=qr_codes.picture(url),
        expires_at=datetime.fromtimestamp(next_minute, UTC),
    )
