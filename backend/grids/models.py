"""The tree of grids."""

from enum import Enum
from uuid import UUID

from tortoise import fields

from backend.kit import clock
from backend.kit.models import Row


class Tier(Enum):
    """The level of a grid; a place uses the tiers that it has."""

    CITY = "CITY"
    DISTRICT = "DISTRICT"
    TOWN = "TOWN"
    COMMUNITY = "COMMUNITY"
    GRID = "GRID"
    MICRO_GRID = "MICRO_GRID"

    @property
    def rank(self) -> int:
        """0 for a city; the further down, the greater."""
        return RANKS[self]


RANKS = {tier: rank for rank, tier in enumerate(Tier)}


class Grid(Row):
    """A piece of ground that somebody answers for. Grids nest to any depth."""

    code = fields.CharField(max_length=100, unique=True)
    name = fields.CharField(max_length=80)
    tier = fields.CharEnumField(Tier, max_length=12)
    tier_name = fields.CharField(max_length=20, default="")
    """What people here call this tier (大网格, 中网格); empty for the usual word."""
    parent: fields.ForeignKeyNullableRelation["Grid"] = fields.ForeignKeyField(
        "lianxin.Grid", null=True, on_delete=fields.RESTRICT, related_name="children"
    )
    parent_id: UUID | None
    path = fields.CharField(max_length=120, unique=True)
    """The parent's path and one step of our own, six characters of 0–9 and a–z, which every collation sorts alike:
    a subtree is the range from `path` to `path` + "zzzzzz"."""
    time_zone = fields.CharField(max_length=40, default="")
    created_at = fields.DatetimeField(default=clock.now)
    closed_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "grid"
        indexes = (("parent_id", "path"),)

    @property
    def is_open(self) -> bool:
        """Whether somebody can answer for it."""
        return self.closed_at is None
