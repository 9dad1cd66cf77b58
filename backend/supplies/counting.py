"""Numbers over a grid and everything below it: needs added up, calls answered, what somebody has brought."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import F, Q
from tortoise.functions import Count, Min, Sum

from backend.access import actor as access
from backend.kit import clock
from backend.supplies import progress
from backend.supplies.models import DeliveryPart, DeliveryState, RequestLine, RequestState, SupplyRequest

MOST_POOLS = 100


async def pooled(path: str) -> list[dict[str, Any]]:
    """What is still to be brought on this ground, the same item of the same kind added up; the most pressing first."""
    return await (
        RequestLine.filter(
            access.subtree(path, "request__household__grid__path"),
            request__state__in=progress.UNMET,
            handed_over__lt=F("quantity"),
        )
        .annotate(
            households=Count("request__household_id", distinct=True),
            needed=Sum(F("quantity") - F("handed_over")),
            left=Sum(F("quantity") - F("promised")),
            runs_out_at=Min("request__runs_out_at"),
        )
        .group_by("item_id", "variety")
        .order_by("runs_out_at", "item_id", "variety")
        .limit(MOST_POOLS)
        .values("item_id", "variety", "households", "needed", "left", "runs_out_at")
    )


async def calls(path: str, days: int) -> dict[str, int]:
    """What was asked on this ground in these days, or still waits, and what became of it."""
    now = clock.now()
    waiting = Q(state__in=progress.UNMET)
    answered = Q(state__in=[RequestState.HANDED_OVER, RequestState.CLOSED])
    [row] = await (
        SupplyRequest.filter(
            access.subtree(path, "household__grid__path"),
            waiting | Q(asked_at__gte=now - timedelta(days=days)),
        )
        .exclude(state=RequestState.CANCELLED)
        .annotate(
            asked=Count("id"),
            answered=Count("id", _filter=answered),
            in_time=Count("id", _filter=answered & Q(handed_over_at__lte=F("runs_out_at"))),
            waiting=Count("id", _filter=waiting),
            unclaimed=Count("id", _filter=Q(state=RequestState.OPEN)),
            urgent=Count(
                "id", _filter=waiting & Q(runs_out_at__lt=now + progress.URGENT, runs_out_at__gte=now)
            ),
            overdue=Count("id", _filter=waiting & Q(runs_out_at__lt=now)),
        )
        .values("asked", "answered", "in_time", "waiting", "unclaimed", "urgent", "overdue")
    )
    return row


async def brought(person: UUID) -> dict[str, int]:
    """What somebody has handed over so far."""
    [row] = await (
        DeliveryPart.filter(
            delivery__person_id=person,
            delivery__state__in=[DeliveryState.HANDED_OVER, DeliveryState.CONFIRMED, DeliveryState.MISSING],
        )
        .annotate(
            deliveries=Count("delivery_id", distinct=True),
            households=Count("delivery__request__household_id", distinct=True),
            things=Sum(F("quantity") - F("missing")),
        )
        .values("deliveries", "households", "things")
    )
    return {name: count or 0 for name, count in row.items()}
