"""Numbers over a grid and everything below it: needs added up, calls answered, what somebody has brought."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from pypika_tortoise import CustomFunction
from tortoise.expressions import F, Function, Q, Subquery
from tortoise.functions import Count, Min, Sum

from backend.access import actor as access
from backend.grids import paths
from backend.kit import clock
from backend.supplies import progress
from backend.supplies.models import DeliveryPart, DeliveryState, RequestLine, RequestState, SupplyRequest

MOST_POOLS = 100


async def pooled(path: str) -> list[dict[str, Any]]:
    """What is still to be brought on this ground, the same item of the same kind added up; the most pressing first."""
    # The needs first: those that are not met are few, and all the lines there ever were are many.
    unmet = SupplyRequest.filter(
        access.subtree(path, "household__grid__path"), state__in=progress.UNMET
    ).values("id")
    return await (
        RequestLine.filter(request_id__in=Subquery(unmet), handed_over__lt=F("quantity"))
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


NONE = dict.fromkeys(("asked", "answered", "in_time", "waiting", "unclaimed", "urgent", "overdue"), 0)
"""What a grid's counts are where nobody asked for anything."""


class Beginning(Function):
    """So many characters of a text, from its first."""

    # Tortoise says that this is a class; it calls whatever is there.
    database_func = CustomFunction("SUBSTR", ["text", "first", "length"])  # type: ignore[assignment]


def total(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    """The counts of several grids as those of one."""
    together = dict(NONE)
    for one in counts:
        for name, number in one.items():
            together[name] += number
    return together


async def calls(asked: list[tuple[str, int]]) -> list[dict[str, dict[str, int]]]:
    """What was asked on these grounds in so many days, or still waits, and what became of it: for each grid right
    below, by its path; what was asked in the grid itself is under its own."""
    return [await _calls(path, days) for path, days in asked]


async def _calls(path: str, days: int) -> dict[str, dict[str, int]]:
    now = clock.now()
    waiting = Q(state__in=progress.UNMET)
    rows = await (
        SupplyRequest.filter(
            access.subtree(path, "household__grid__path"),
            waiting | Q(asked_at__gte=now - timedelta(days=days)),
        )
        .annotate(
            below=Beginning("household__grid__path", 1, len(path) + paths.STEP),
            number=Count("id"),
            in_time=Count("id", _filter=Q(handed_over_at__lte=F("runs_out_at"))),
            urgent=Count("id", _filter=Q(runs_out_at__lt=now + progress.URGENT, runs_out_at__gte=now)),
            overdue=Count("id", _filter=Q(runs_out_at__lt=now)),
        )
        .group_by("below", "state")
        .values("below", "state", "number", "in_time", "urgent", "overdue")
    )
    grouped: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row["below"]].append(row)
    return {below: _called(ofone) for below, ofone in grouped.items()}


def _called(rows: list[dict[str, Any]]) -> dict[str, int]:
    answered = [row for row in rows if row["state"] in progress.MET]
    unmet = [row for row in rows if row["state"] in progress.UNMET]
    return {
        "asked": _sum(answered + unmet, "number"),
        "answered": _sum(answered, "number"),
        "in_time": _sum(answered, "in_time"),
        "waiting": _sum(unmet, "number"),
        "unclaimed": _sum([row for row in unmet if row["state"] is RequestState.OPEN], "number"),
        "urgent": _sum(unmet, "urgent"),
        "overdue": _sum(unmet, "overdue"),
    }


def _sum(rows: list[dict[str, Any]], column: str) -> int:
    return sum(row[column] for row in rows)


async def brought(person: UUID | None) -> dict[str, int]:
    """What somebody has handed over so far; nobody has handed over nothing."""
    rows = await (
        DeliveryPart.filter(
            delivery__person_id=person,
            delivery__state__in=[DeliveryState.HANDED_OVER, DeliveryState.CONFIRMED, DeliveryState.MISSING],
        )
        .annotate(
            deliveries=Count("delivery_id", distinct=True),
            households=Count("delivery__request__household_id", distinct=True),
            things=Sum(F("quantity") - F("missing")),
        )
        .group_by("delivery__person_id")
        .values("deliveries", "households", "things")
    )
    return rows[0] if rows else {"deliveries": 0, "households": 0, "things": 0}
