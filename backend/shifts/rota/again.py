"""An earlier rota as a leader said it, so that the next weeks are made like it."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import orjson

from backend.access.actor import Actor
from backend.kit.refusals import BadInput
from backend.shifts import contacts, rules
from backend.shifts.models import HOLDING, Rota, Shift, Signup, WorkKind
from backend.shifts.rota.templates import Daily, Template
from backend.volunteers.models import QualificationKind


@dataclass(frozen=True, slots=True)
class Earlier:
    """A rota that was made before, and what it was made of."""

    rota: UUID
    template: Template


def kept(template: Template) -> str:
    """What a rota keeps of its template: nothing that somebody wrote, and nobody's name."""
    daily = [asdict(one) for one in template.daily]
    said = {"kind": template.kind, "place": template.place, "by_hours": template.by_hours, "daily": daily}
    return orjson.dumps(said).decode()


async def of(actor: Actor, grid: UUID, rota: UUID | None) -> Earlier | None:
    """A rota of the ground that the actor leads, or the latest of a grid; None where there is none.

    Who stands it now is asked again; what to do and to bring is taken from its last shift.
    """
    found = rules.visible_rotas(actor)
    found = found.filter(id=rota) if rota else found.filter(grid_id=grid).order_by("-first_day", "-id")
    row = await found.select_related("grid").first()
    if row is None:
        return None
    last = await Shift.filter(rota_id=row.id).order_by("-starts_at", "-id").first()
    if last is None:
        return None
    stood = await Signup.filter(shift__rota_id=row.id, state__in=HOLDING).distinct().values("person_id")
    said = _said(row, last)
    template = Template(
        name=row.name,
        first_day=row.first_day,
        weeks=row.weeks,
        kind=WorkKind(said["kind"]),
        place=said["place"],
        daily=tuple(_daily(one) for one in said["daily"]),
        people=tuple(sorted(one["person_id"] for one in stood)),
        brief=last.brief,
        bring=last.bring,
        by_hours=said["by_hours"],
        contact=await _still_called(last.contact_id, row),
    )
    return Earlier(row.id, template)


def _said(rota: Rota, last: Shift) -> dict[str, Any]:
    said = orjson.loads(rota.template)
    if isinstance(said, list):
        # Rotas once kept their daily shifts only.
        return {"kind": last.kind, "place": last.place, "by_hours": False, "daily": said}
    known: dict[str, Any] = said
    return known


def _daily(said: dict[str, Any]) -> Daily:
    papers = tuple(QualificationKind(paper) for paper in said.pop("qualifications"))
    kind = said.pop("kind")
    return Daily(**said, kind=WorkKind(kind) if kind else None, qualifications=papers)


async def _still_called(contact: UUID, rota: Rota) -> UUID | None:
    """Whom people called, unless they have nothing to do with the grid any more."""
    try:
        await contacts.check(contact, rota.grid_id, rota.grid.path)
    except BadInput:
        return None
    return contact
