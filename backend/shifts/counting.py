"""How many shifts a rota has, and how much each person stands."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import F, Q
from tortoise.functions import Count, Sum

from backend.shifts.models import Shift, ShiftRole, ShiftState


@dataclass(frozen=True, slots=True)
class OfRota:
    """How many shifts a rota has, and how many places nobody has taken."""

    shifts: int = 0
    open_places: int = 0


async def of_rotas(rotas: list[UUID]) -> list[OfRota]:
    """The same for each of these rotas, in two statements."""
    planned = Q(rota_id__in=rotas, state=ShiftState.PLANNED)
    shifts = (
        await Shift.filter(planned)
        .annotate(number=Count("id"))
        .group_by("rota_id")
        .values_list("rota_id", "number")
    )
    places = (
        await ShiftRole.filter(Q(shift_id__in=Shift.filter(planned, Shift.upcoming()).values("id")))
        .annotate(free=Sum(F("needed") - F("taken")))
        .group_by("shift__rota_id")
        .values_list("shift__rota_id", "free")
    )
    number, free = dict(shifts), dict(places)
    return [OfRota(number.get(rota, 0), int(free.get(rota) or 0)) for rota in rotas]
