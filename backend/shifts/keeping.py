"""How long what is kept about shifts: words go after a year, what was stood stays."""

from datetime import datetime
from functools import partial

from tortoise.expressions import Q

from backend.kit import clock, retention, work
from backend.shifts import forgetting
from backend.shifts.clock_models import AskedToFill
from backend.shifts.models import CalendarFeed, Shift

AT_ONCE = 200
"""Rows that one round takes; the next hour's goes on."""


@retention.keeps("what was written about shifts", days=365)
async def forget_words(before: datetime) -> int:
    """Empty shifts that are long over of briefs, reports and reasons; who stood them, and how long, stays."""
    over = await Shift.filter(scrubbed_at__isnull=True, ends_at__lt=before).limit(AT_ONCE)
    for shift in over:
        await work.unit(partial(_forget, shift))
    return len(over)


async def _forget(shift: Shift) -> None:
    await forgetting.take_briefs_away(shift)
    await Shift.filter(id=shift.id).update(scrubbed_at=clock.now())


@retention.keeps("who was asked to fill a place", days=30)
async def forget_asking(before: datetime) -> int:
    """Throw away who was asked to fill a place in a shift that is over."""
    over = AskedToFill.filter(asked_at__lt=before, role__shift__ends_at__lt=before)
    rows = await over.limit(AT_ONCE).values("id")
    return await AskedToFill.filter(id__in=[row["id"] for row in rows]).delete()


@retention.keeps("calendar addresses that nobody reads", days=365)
async def forget_feeds(before: datetime) -> int:
    """End addresses that no calendar has read for so long."""
    unread = Q(read_at__lt=before) | Q(read_at__isnull=True, created_at__lt=before)
    return await CalendarFeed.filter(unread).delete()
