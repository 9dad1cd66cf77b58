"""How far a need is met: held still while somebody changes it, and counted anew afterwards."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.expressions import F

from backend.kit import clock
from backend.kit.refusals import NotFound
from backend.supplies import store
from backend.supplies.models import (
    Delivery,
    DeliveryPart,
    DeliveryState,
    RequestLine,
    RequestState,
    SupplyRequest,
)
from backend.supplies.refusals import RequestOver

URGENT = timedelta(hours=24)
"""A need is urgent when less than this is left."""
VERY_URGENT = timedelta(hours=6)
"""When less than this is left and nobody has taken it, the leader above is told too."""
A_MOMENT = timedelta(minutes=30)
"""The grid's own leader has this long before the one above is told."""

UNMET = (RequestState.OPEN, RequestState.PROMISED)
MET = (RequestState.HANDED_OVER, RequestState.CLOSED)


async def held(request: UUID) -> SupplyRequest:
    """A need that nobody else changes until the present unit of work ends. Every change of one begins here."""
    found = await (
        SupplyRequest.filter(id=request)
        .select_for_update(of=("supply_request",))
        .select_related("household__grid")
        .first()
    )
    if found is None:
        raise NotFound
    if found.passed_to_id:
        await found.fetch_related("passed_to")
    return found


def refuse_over(request: SupplyRequest) -> None:
    """`RequestOver` where the need was met or withdrawn."""
    if request.state not in UNMET:
        raise RequestOver


def is_urgent(request: SupplyRequest) -> bool:
    """Whether less than a day is left."""
    return request.runs_out_at < clock.now() + URGENT


def first_warning(runs_out_at: datetime) -> datetime:
    """When the grid's leader is to be told that nobody has taken it; at the earliest a moment from now."""
    return max(runs_out_at - URGENT, clock.now() + A_MOMENT)


def second_warning(runs_out_at: datetime) -> datetime:
    """When the leader above is to be told."""
    return max(runs_out_at - VERY_URGENT, clock.now() + A_MOMENT)


async def settle(request: SupplyRequest, lines: Collection[RequestLine] | None = None) -> None:
    """Say anew how far a held need is met, after one of its lines (as they are now) or deliveries changed.

    A withdrawn need stays withdrawn, whatever is said of what had come before.
    """
    if lines is None:
        counted = RequestLine.filter(request_id=request.id).only("id", "quantity", "promised", "handed_over")
        lines = await counted
    request.version += 1
    if all(line.handed_over == line.quantity for line in lines):
        await _settle_met(request)
    elif request.state is not RequestState.CANCELLED:
        _settle_unmet(request, promised=all(line.promised == line.quantity for line in lines))
    await request.save(update_fields=["state", "handed_over_at", "ended_at", "warn_at", "version"])


async def _settle_met(request: SupplyRequest) -> None:
    request.handed_over_at = request.handed_over_at or clock.now()
    request.warn_at = None
    if await Delivery.filter(request_id=request.id, state=DeliveryState.HANDED_OVER).exists():
        request.state = RequestState.HANDED_OVER
    else:
        request.state, request.ended_at = RequestState.CLOSED, clock.now()


def _settle_unmet(request: SupplyRequest, *, promised: bool) -> None:
    request.state = RequestState.PROMISED if promised else RequestState.OPEN
    request.handed_over_at = None
    if request.warn_at is None and request.warned < 2:
        request.warn_at = (second_warning if request.warned else first_warning)(request.runs_out_at)


async def take_back(delivery: Delivery, state: DeliveryState) -> list[DeliveryPart]:
    """Undo the promise of a delivery that is still out: its lines are open again, its stock is free again."""
    parts = await DeliveryPart.filter(delivery_id=delivery.id).order_by("id").select_related("line__item")
    delivery.state, delivery.ended_at = state, clock.now()
    await delivery.save(update_fields=["state", "ended_at"])
    for part in parts:
        await RequestLine.filter(id=part.line_id).update(promised=F("promised") - part.quantity)
    if delivery.stock_id:
        await store.release(delivery.stock_id, amounts(parts))
    return parts


async def cancel(request: SupplyRequest) -> None:
    """Withdraw a held need: every promise that is still out is undone."""
    for delivery in await Delivery.filter(Delivery.still_out(), request_id=request.id).order_by("id"):
        await take_back(delivery, DeliveryState.CANCELLED)
    request.state, request.ended_at, request.warn_at = RequestState.CANCELLED, clock.now(), None
    request.version += 1
    await request.save(update_fields=["state", "ended_at", "warn_at", "version"])


def amounts(parts: Iterable[DeliveryPart]) -> dict[UUID, int]:
    """How many of each item these parts are; read with their lines."""
    sums: dict[UUID, int] = {}
    for part in parts:
        sums[part.line.item_id] = sums.get(part.line.item_id, 0) + part.quantity
    return sums
