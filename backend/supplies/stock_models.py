"""What a grid's store holds, how it came and went, and how much a household may have."""

from enum import Enum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint

from backend.access.models import Person
from backend.grids.models import Grid
from backend.kit import clock
from backend.kit.models import Row
from backend.kit.sealed import SealedText
from backend.supplies.models import Delivery, Item


class MoveKind(Enum):
    """Why a store holds more or less than before."""

    DONATION = "DONATION"
    OUT = "OUT"
    TRANSFER_OUT = "TRANSFER_OUT"
    TRANSFER_IN = "TRANSFER_IN"
    COUNT = "COUNT"
    LOSS = "LOSS"


class StockLevel(Row):
    """How many of an item a grid's store holds; always the sum of its moves."""

    grid: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.RESTRICT, related_name="stock_levels"
    )
    grid_id: UUID
    item: fields.ForeignKeyRelation[Item] = fields.ForeignKeyField(
        "lianxin.Item", on_delete=fields.RESTRICT, related_name="stock_levels"
    )
    item_id: UUID
    quantity = fields.IntField(default=0)
    reserved = fields.IntField(default=0)
    """Promised to households and still on the shelf."""
    low = fields.IntField(null=True)
    """Below this many free ones the leader is told."""
    is_low = fields.BooleanField(default=False)
    """Whether they were told since it last was enough."""

    class Meta:
        table = "stock_level"
        unique_together = (("grid", "item"),)
        constraints = (CheckConstraint(check="0 <= reserved AND reserved <= quantity", name="stock_counts"),)

    @property
    def free(self) -> int:
        """How many nobody was promised."""
        return self.quantity - self.reserved


class StockMove(Row):
    """One line of a store's ledger: never changed, never removed."""

    grid: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.RESTRICT, related_name="stock_moves"
    )
    grid_id: UUID
    item: fields.ForeignKeyRelation[Item] = fields.ForeignKeyField(
        "lianxin.Item", on_delete=fields.RESTRICT, related_name="stock_moves"
    )
    item_id: UUID
    kind = fields.CharEnumField(MoveKind, max_length=12)
    change = fields.IntField()
    """How many more (or, below zero, fewer) there are since."""
    at = fields.DatetimeField(default=clock.now)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="stock_moves"
    )
    person_id: UUID
    other: fields.ForeignKeyNullableRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", null=True, on_delete=fields.RESTRICT, related_name="transfers"
    )
    other_id: UUID | None
    """The other store of a transfer."""
    delivery: fields.ForeignKeyNullableRelation[Delivery] = fields.ForeignKeyField(
        "lianxin.Delivery", null=True, on_delete=fields.RESTRICT, related_name="stock_moves"
    )
    delivery_id: UUID | None
    words = SealedText(default="")
    """The donor, or why it was lost or counted anew."""

    class Meta:
        table = "stock_move"
        indexes = (("grid_id", "item_id", "at", "id"),)


class Ration(Row):
    """At most so many of an item for one household in so many days, on one grid's ground."""

    grid: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.RESTRICT, related_name="rations"
    )
    grid_id: UUID
    item: fields.ForeignKeyRelation[Item] = fields.ForeignKeyField(
        "lianxin.Item", on_delete=fields.RESTRICT, related_name="rations"
    )
    item_id: UUID
    quantity = fields.IntField()
    days = fields.IntField()
    version = fields.IntField(default=1)

    class Meta:
        table = "ration"
        unique_together = (("grid", "item"),)
        constraints = (CheckConstraint(check="quantity >= 0 AND days > 0", name="ration_counts"),)
