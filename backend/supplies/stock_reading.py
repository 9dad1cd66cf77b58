"""Reading stores and rations for a screen."""

from typing import Any
from uuid import UUID

from tortoise.expressions import F, Q, Subquery

from backend.access.actor import Actor
from backend.access.models import Person
from backend.grids import graph as grids
from backend.grids import rules as grids_rules
from backend.kit import nodes, pages
from backend.kit.nodes import Node
from backend.kit.refusals import NotFound
from backend.supplies import catalogue, rules, stock, wording
from backend.supplies import stock_models as models
from backend.supplies.models import RequestLine, SupplyRequest
from backend.supplies.reader import Row
from backend.supplies.stock_shown import Ration, StockLevel, StockMove

SHELF = ("id", "item_id", "quantity", "reserved", "low", "is_low", *grids.columns("grid__"))
MOVE = (
    *("id", "item_id", "kind", "change", "at", "person_id", "person__name", "other_id", "words"),
    *grids.columns("other__"),
)
RATION = ("id", "item_id", "quantity", "days", "version", *grids.columns("grid__"))


def shelf_of(row: Row) -> StockLevel:
    """A shelf as a graph node; its item is known."""
    return StockLevel(
        id=nodes.opaque("StockLevel", row["id"]),
        grid=grids.grid_of(row, "grid__"),
        item=wording.item_of(catalogue.known(row["item_id"])),
        quantity=row["quantity"],
        reserved=row["reserved"],
        free=row["quantity"] - row["reserved"],
        low=row["low"],
        is_low=row["is_low"],
    )


def move_of(row: Row) -> StockMove:
    """A line of a ledger as a graph node; its item is known."""
    return StockMove(
        id=nodes.opaque("StockMove", row["id"]),
        item=wording.item_of(catalogue.known(row["item_id"])),
        kind=row["kind"],
        change=row["change"],
        at=row["at"],
        who=Person.opened("name", row["person_id"], row["person__name"]),
        other=grids.grid_of(row, "other__") if row["other_id"] else None,
        words=models.StockMove.opened("words", row["id"], row["words"]),
    )


def ration_of(row: Row) -> Ration:
    """A ration as a graph node; its item is known."""
    return Ration(
        id=nodes.opaque("Ration", row["id"]),
        grid=grids.grid_of(row, "grid__"),
        item=wording.item_of(catalogue.known(row["item_id"])),
        quantity=row["quantity"],
        days=row["days"],
        version=row["version"],
    )


async def fitting(actor: Actor, request: UUID) -> list[dict[str, Any]]:
    """Shelves on the ground that the actor leads with what a need there still lacks: those of the grids around the
    household first, the nearest first, then the fullest."""
    home = await SupplyRequest.filter(rules.led(actor), id=request).values_list(
        "household__grid__path", flat=True
    )
    if not home:
        raise NotFound
    lacking = RequestLine.filter(request_id=request, promised__lt=F("quantity")).values("item_id")
    free = stock.visible(actor).filter(item_id__in=Subquery(lacking), quantity__gt=F("reserved"))
    around = Q(grid__path__in=grids_rules.ancestors(str(home[0])))
    near = await free.filter(around).order_by("-grid__path", "item__order", "id").values(*SHELF)
    others = free.filter(~around).order_by("-quantity", "id").limit(pages.MOST)
    return [*near, *await others.values(*SHELF)][: pages.MOST]


async def again(shelf: models.StockLevel) -> StockLevel:
    """A shelf as it is after a verb."""
    await catalogue.know([shelf.item_id])
    [row] = await models.StockLevel.filter(id=shelf.id).values(*SHELF)
    return shelf_of(row)


async def ration_again(ration: models.Ration) -> Ration:
    """A ration as it is after a verb."""
    await catalogue.know([ration.item_id])
    [row] = await models.Ration.filter(id=ration.id).values(*RATION)
    return ration_of(row)


@nodes.loads("StockLevel")
async def _load_shelf(actor: Actor, shelf: UUID) -> Node | None:
    found = await stock.visible(actor).get_or_none(id=shelf)
    return await again(found) if found else None


@nodes.loads("StockMove")
async def _load_move(actor: Actor, move: UUID) -> Node | None:
    rows = await stock.moves(actor).filter(id=move).values(*MOVE)
    await catalogue.know(row["item_id"] for row in rows)
    return move_of(rows[0]) if rows else None


@nodes.loads("Ration")
async def _load_ration(_actor: Actor, ration: UUID) -> Node | None:
    found = await models.Ration.get_or_none(id=ration)
    return await ration_again(found) if found else None


@nodes.loads("Item")
async def _load_item(_actor: Actor, item: UUID) -> Node | None:
    found = await catalogue.Item.get_or_none(id=item)
    return wording.item_of(found) if found else None
