"""A rota as it would be, and a place's code, for a screen."""

from datetime import UTC, datetime
from uuid import UUID

from backend import settings
from backend.kit import clock, nodes
from backend.kit.words import Words
from backend.shifts import fair, fairness, place_codes, telling
from backend.shifts.planned_shown import PlaceCode, PlannedShift, RotaPlan, ShiftPerson
from backend.shifts.rotas import Planned, Template

FULL = Words(
    "{shifts} 个班次都排满了；时间相同的人，夜班和周末班最多差一个。",
    "{shifts} 個班次都排滿了；時間相同的人，夜班和週末班最多差一個。",
    "All {shifts} shifts are filled. People with the same time differ by one night and one weekend shift at most.",
)
HOLES = Words(
    "{shifts} 个班次，还有 {open} 个位置没有人；保存后大家都能报名，也可以多选几个人再排。",
    "{shifts} 個班次，還有 {open} 個位置沒有人；儲存後大家都能報名，也可以多選幾個人再排。",
    "{shifts} shifts; {open} places are open still. Once it is saved everybody can join them, or choose more people and try again.",
)


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
    left = sum(shift.open for shift in shifts)
    return RotaPlan(
        shifts=shifts,
        people=list(people.values()),
        open_places=left,
        note=(HOLES if left else FULL).said(shifts=len(shifts), open=left),
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
    return PlaceCode(
        code=code,
        url=f"{settings.settings().origin}{telling.link(shift)}?code={code}",
        expires_at=datetime.fromtimestamp(next_minute, UTC),
    )
