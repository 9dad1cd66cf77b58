"""Stores and rations as the graph shows them."""

from datetime import datetime

import strawberry

from backend.grids.graph import Grid
from backend.kit.nodes import Node
from backend.supplies.shown import Item
from backend.supplies.stock_models import MoveKind

strawberry.enum(MoveKind, name="StockMoveKind", description="Why a store holds more or less than before.")


@strawberry.type(description="How many of an item a grid's store holds; always the sum of its moves.")
class StockLevel(Node):
    grid: Grid = strawberry.field(description="Whose store.")
    item: Item = strawberry.field(description="What.")
    quantity: int = strawberry.field(description="How many lie there.")
    reserved: int = strawberry.field(description="How many of them are promised to households.")
    free: int = strawberry.field(description="How many nobody was promised.")
    low: int | None = strawberry.field(
        description="Below this many free ones the leader is told; null for never."
    )
    is_low: bool = strawberry.field(description="Whether fewer are free.")


@strawberry.type(description="One line of a store's ledger: never changed, never removed.")
class StockMove(Node):
    item: Item = strawberry.field(description="What.")
    kind: MoveKind = strawberry.field(description="Why.")
    change: int = strawberry.field(description="How many more or, below zero, fewer there were since.")
    at: datetime = strawberry.field(description="When.")
    who: str = strawberry.field(description="Who did it.")
    other: Grid | None = strawberry.field(description="The other store of a transfer.")
    words: str = strawberry.field(description="The donor, or why it was lost or counted anew; may be empty.")


@strawberry.type(description="At most so many of an item for one household in so many days.")
class Ration(Node):
    grid: Grid = strawberry.field(description="On whose ground.")
    item: Item = strawberry.field(description="Of what.")
    quantity: int = strawberry.field(description="How many at most.")
    days: int = strawberry.field(description="In how many days.")
    version: int = strawberry.field(description="Give this back when you end it.")
