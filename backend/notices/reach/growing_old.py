"""How long it is noted whom a notice reached. After that its counts stand, and nobody is counted twice."""

from datetime import datetime, timedelta
from uuid import UUID

from backend.kit import clock, retention
from backend.notices.reach import audiences

KIND, DAYS = "receipts of notices", 90
SETTLED_AFTER = timedelta(days=7)
"""Counts follow doors that come and go for so long; receipts are kept longer, whatever the settings say."""


async def is_over(notice: UUID) -> bool:
    """Whether the receipts of a notice that is out are thrown away, or soon will be."""
    return await audiences.went_out(notice) < ends_before()


def ends_before() -> datetime:
    """What was published before this moment has no receipts any more."""
    kept = timedelta(days=retention.days().get(KIND, DAYS))
    return clock.now() - max(kept, SETTLED_AFTER)
