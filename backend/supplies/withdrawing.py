"""Needs of whom nobody is left to bring anything to: they are withdrawn, or go along to the new door."""

from uuid import UUID

from backend.access import audit
from backend.households import leaving
from backend.households.models import Household
from backend.supplies import progress, telling, timeline
from backend.supplies.models import Part, Step, SupplyRequest


@leaving.when_emptied
async def go_along(left: Household, to: Household | None) -> None:
    """What a household still needs goes with its last resident to the door they moved to; else it is withdrawn."""
    unmet = SupplyRequest.filter(household_id=left.id, state__in=progress.UNMET).order_by("id")
    for request in await unmet.only("id"):
        await (bring_to(request.id, to) if to else withdraw(request.id))


async def bring_to(request: UUID, home: Household) -> None:
    """Have a need brought to another door from now on."""
    held = await progress.held(request)
    held.household, held.version = home, held.version + 1
    await held.save(update_fields=["household_id", "version"])
    await telling.hint(held)


async def withdraw(request: UUID) -> None:
    """Withdraw a need in nobody's name, if it is not met yet; whoever promised it is told."""
    held = await progress.held(request)
    if held.state not in progress.UNMET:
        return
    carrying = await telling.carriers(request)
    await progress.cancel(held)
    await timeline.add(held, Step.CANCELLED, None, Part.SYSTEM)
    await audit.note(None, "cancelSupplyRequest", "SupplyRequest", request)
    await telling.of_cancelling(held, carrying, besides=held.asked_by_id)
    await telling.hint(held)
