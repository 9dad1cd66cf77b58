"""Reading who brings what of a need, for a screen."""

from uuid import UUID

from backend.access import photos
from backend.access.models import Person
from backend.grids import graph as grids
from backend.kit import nodes
from backend.supplies import catalogue, models, shown, timeline, wording
from backend.supplies.models import DeliveryPart
from backend.supplies.reader import Reader, Row, grouped

PART = (
    *("id", "line_id", "quantity", "missing", "line__item_id", "delivery__request_id"),
    *("delivery__id", "delivery__state", "delivery__person_id", "delivery__person__name", "delivery__part"),
    *("delivery__stock_id", "delivery__promised_at", "delivery__handed_over_at", "delivery__proof"),
    *("delivery__photo", "delivery__words", "delivery__tries_left"),
    *grids.columns("delivery__stock__"),
)


async def parts_of(requests: list[UUID]) -> dict[UUID, list[Row]]:
    """What is brought of each of these needs, in one statement; the part promised first comes first."""
    rows = await (
        DeliveryPart.filter(delivery__request_id__in=requests).order_by("delivery_id", "id").values(*PART)
    )
    return grouped(rows, "delivery__request_id")


def deliveries(
    reader: Reader, request: shown.SupplyRequest, parts: list[Row], *, by_name: bool
) -> list[shown.Delivery]:
    """Who brings what of a need; their items are known."""
    return [
        _delivery(reader, request, together, by_name=by_name)
        for together in grouped(parts, "delivery__id").values()
    ]


def _delivery(
    reader: Reader, request: shown.SupplyRequest, parts: list[Row], *, by_name: bool
) -> shown.Delivery:
    row = parts[0]
    name = Person.opened("name", row["delivery__person_id"], row["delivery__person__name"])
    is_mine = row["delivery__person_id"] == reader.actor.person
    photo = row["delivery__photo"]
    return shown.Delivery(
        id=nodes.opaque("Delivery", row["delivery__id"]),
        row=row["delivery__id"],
        request=request,
        state=row["delivery__state"],
        who=name if by_name or is_mine else timeline.who(row["delivery__part"], None, name),
        is_mine=is_mine,
        from_stock=grids.grid_of(row, "delivery__stock__") if row["delivery__stock_id"] else None,
        parts=[
            shown.DeliveryPart(
                line=nodes.opaque("RequestLine", part["line_id"]),
                item=wording.item_of(catalogue.known(part["line__item_id"])),
                quantity=part["quantity"],
                missing=part["missing"],
            )
            for part in parts
        ],
        promised_at=row["delivery__promised_at"],
        handed_over_at=row["delivery__handed_over_at"],
        proof=row["delivery__proof"],
        photo=photos.link(photo, reader.actor) if photo else None,
        words=models.Delivery.opened("words", row["delivery__id"], row["delivery__words"]),
        tries_left=row["delivery__tries_left"],
    )
