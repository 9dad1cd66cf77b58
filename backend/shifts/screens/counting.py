"""How many shifts a rota has, and how many of its places are free."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.functions import Count, Sum

from backend.kit import clock
from backend.shifts.models import Shift, ShiftRole, ShiftState


@dataclass(frozen=True, slots=True)
class OfRota:
    """How many shifts a rota has, and how many places nobody has taken."""

    shifts: int = 0
    open_places: int = 0


async def of_rotas(rotas: list[UUID]) -> list[OfRota]:
    """The same for each of these rotas, in two statements."""
    shifts = (
        await Shift.filter(rota_id__in=rotas, state=ShiftState.PLANNED)
        .annotate(number=Count("id"))
        .group_by("rota_id")
        .values_list("rota_id", "number")
    )
    to_come = ShiftRole.filter(
        shift__rota_id__in=rotas, shift__state=ShiftState.PLANNED, shift__ends_at__gt=clock.now()
    )
    places = (
        await to_come.annotate(needed_here=Sum("needed"), taken_here=Sum("taken"))
        .group_by("shift__rota_id")
        .values("shift__rota_id", "needed_here", "taken_here")
    )
    number = dict(shifts)
    free = {row["shift__rota_id"]: row["needed_here"] - row["taken_here"] for row in places}
    return [OfRota(number.get(rota, 0), int(free.get(rota, 0))) for rota in rotas]
