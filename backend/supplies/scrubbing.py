"""Taking out of a need what people wrote about it, and leaving what it was: numbers, states, times."""

from datetime import datetime

from backend.access import photos
from backend.kit import clock, retention
from backend.supplies.models import Delivery, RequestLine, SupplyRequest, TimelineStep

AT_ONCE = 200
"""Needs that one round takes; the next hour's goes on."""


async def scrub(request: SupplyRequest) -> None:
    """Empty a need of its note, pictures, answers and words at the door."""
    gone = [request.photo]
    request.note, request.photo = "", None
    await request.save(update_fields=["note", "photo"])
    for line in await RequestLine.filter(request_id=request.id):
        line.answers = "{}"
        await line.save(update_fields=["answers"])
    for delivery in await Delivery.filter(request_id=request.id):
        gone.append(delivery.photo)
        delivery.words, delivery.photo = "", None
        await delivery.save(update_fields=["words", "photo"])
    await photos.release([photo for photo in gone if photo])


@retention.keeps("what was written about needs", days=180)
async def _written(before: datetime) -> int:
    over = await SupplyRequest.filter(ended_at__lt=before, scrubbed_at__isnull=True).limit(AT_ONCE)
    for request in over:
        await scrub(request)
        await _scrub_steps(request)
        await SupplyRequest.filter(id=request.id).update(scrubbed_at=clock.now())
    return len(over)


async def _scrub_steps(request: SupplyRequest) -> None:
    for step in await TimelineStep.filter(request_id=request.id):
        if step.words:
            step.words = ""
            await step.save(update_fields=["words"])
