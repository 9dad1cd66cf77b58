"""What one shift leaves to the next, for a screen."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from backend.shifts import attendance, rules
from backend.shifts.models import Shift, ShiftState
from backend.shifts.screens import shown
from backend.shifts.screens.reader import Reader, Row

COLUMNS = (
    *("report", "reported_at", "reported_by_id", "reported_by__name"),
    *("confirmed_at", "confirmed_by_id", "confirmed_by__name"),
)


def report_of(reader: Reader, row: Row, *, whole: bool) -> shown.ShiftReport | None:
    """What a shift wrote for the next one, if it did."""
    if row["reported_at"] is None:
        return None
    confirmed = row["confirmed_by_id"]
    return shown.ShiftReport(
        text=Shift.opened("report", row["id"], row["report"]),
        who=reader.name(row["reported_by_id"], row["reported_by__name"], whole=whole),
        at=row["reported_at"],
        confirmed_by=reader.name(confirmed, row["confirmed_by__name"], whole=whole) if confirmed else None,
        confirmed_at=row["confirmed_at"],
    )


async def before(rows: Sequence[Row]) -> dict[UUID, Row]:
    """For each of these shifts the one that it takes over from, if there is one: one statement for all of them."""
    if not rows:
        return {}
    begins = [row["starts_at"] for row in rows]
    found = await (
        Shift.filter(
            rules.between(min(begins) - attendance.TAKEN_OVER_WITHIN, max(begins)),
            grid_id__in=sorted({row["grid_id"] for row in rows}),
            place__in=sorted({row["place"] for row in rows}),
            state=ShiftState.PLANNED,
            ends_at__lte=max(begins),
        )
        .order_by("ends_at", "id")
        .values("id", "grid_id", "kind", "place", "ends_at", *COLUMNS)
    )
    at_place: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in found:
        at_place[_post(row)].append(row)
    return {row["id"]: last for row in rows if (last := _last(at_place[_post(row)], row))}


def waits_for_a_yes(row: Row) -> bool:
    """Whether nobody has said yet that they have read what a shift wrote."""
    return row["reported_at"] is not None and row["confirmed_at"] is None


def _post(row: Row) -> tuple[object, ...]:
    """What makes two shifts follow each other: the same work at the same place."""
    return row["grid_id"], row["kind"], row["place"]


def _last(earlier: Sequence[Row], row: Row) -> Row | None:
    oldest = row["starts_at"] - attendance.TAKEN_OVER_WITHIN
    fitting = [one for one in earlier if oldest < one["ends_at"] <= row["starts_at"]]
    return fitting[-1] if fitting else None
