"""Whom a notice has reached: receipts, their counts by grid, and what happened at doors."""

from enum import Enum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint

from backend.access.models import Person
from backend.grids.models import Grid
from backend.households.models import Household
from backend.kit import clock
from backend.kit.models import Row
from backend.kit.sealed import SealedText
from backend.notices.models import Notice


class Via(Enum):
    """By what a notice first reached a household."""

    APP = "APP"
    """An open app showed it."""
    PUSH = "PUSH"
    """A phone showed a push."""
    SMS = "SMS"
    """Somebody opened the link of an SMS and said that they read it."""
    GROUP = "GROUP"
    """Somebody came from a chat group's link and is known by their sign-in."""
    PHONE = "PHONE"
    """Somebody was told on the telephone."""
    DOOR = "DOOR"
    """Somebody was told at the door."""


class Receipt(Row):
    """A notice reached a household: it was shown, read, answered or signed there, or somebody told them.

    There is no row before that; one from anybody in the household counts for it.
    """

    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "lianxin.Notice", on_delete=fields.CASCADE, related_name="receipts"
    )
    notice_id: UUID
    household: fields.ForeignKeyRelation[Household] = fields.ForeignKeyField(
        "lianxin.Household", on_delete=fields.CASCADE, related_name="receipts"
    )
    household_id: UUID
    grid: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.RESTRICT, related_name="receipts"
    )
    grid_id: UUID
    """Where the household was then."""
    via = fields.CharEnumField(Via, max_length=8)
    """By what it was reached first."""
    reached_at = fields.DatetimeField(default=clock.now)
    """When it was reached first: the cascade clock runs by this."""
    shown_at = fields.DatetimeField(null=True)
    read_at = fields.DatetimeField(null=True)
    answered_at = fields.DatetimeField(null=True)
    signed_at = fields.DatetimeField(null=True)
    told_by_phone_at = fields.DatetimeField(null=True)
    told_at_door_at = fields.DatetimeField(null=True)

    class Meta:
        table = "receipt"
        unique_together = (("notice", "household"),)
        indexes = (("notice_id", "grid_id", "reached_at"), ("household_id",))


class Tally(Row):
    """How many households of one grid a notice is for, and how many it has reached; kept with each receipt."""

    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "lianxin.Notice", on_delete=fields.CASCADE, related_name="tallies"
    )
    notice_id: UUID
    grid: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.RESTRICT, related_name="tallies"
    )
    grid_id: UUID
    arrived_at = fields.DatetimeField(default=clock.now)
    """When it came to the households of this grid."""
    households = fields.IntField(default=0)
    reached = fields.IntField(default=0)
    shown = fields.IntField(default=0)
    read = fields.IntField(default=0)
    answered = fields.IntField(default=0)
    signed = fields.IntField(default=0)
    told_by_phone = fields.IntField(default=0)
    told_at_door = fields.IntField(default=0)
    via_app = fields.IntField(default=0)
    via_push = fields.IntField(default=0)
    via_sms = fields.IntField(default=0)
    via_group = fields.IntField(default=0)
    via_phone = fields.IntField(default=0)
    via_door = fields.IntField(default=0)
    counted_at = fields.DatetimeField(default=clock.now)
    """When it was last counted anew: doors come and go."""

    class Meta:
        table = "tally"
        unique_together = (("notice", "grid"),)
        indexes = (("counted_at",),)
        constraints = (CheckConstraint(check="reached >= 0 AND households >= 0", name="tally_counts"),)


class Outcome(Enum):
    """What came of a call or a knock."""

    TOLD_AT_DOOR = "TOLD_AT_DOOR"
    TOLD_BY_PHONE = "TOLD_BY_PHONE"
    NOT_AT_HOME = "NOT_AT_HOME"
    REFUSED = "REFUSED"
    MOVED_AWAY = "MOVED_AWAY"

    @property
    def reaches(self) -> bool:
        """Whether the household knows now."""
        return self in {Outcome.TOLD_AT_DOOR, Outcome.TOLD_BY_PHONE}

    @property
    def is_settled(self) -> bool:
        """Whether nobody need go there again for this notice."""
        return self is not Outcome.NOT_AT_HOME


class NoticeContact(Row):
    """Somebody called or knocked for a notice, and what came of it."""

    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "lianxin.Notice", on_delete=fields.CASCADE, related_name="contacts"
    )
    notice_id: UUID
    household: fields.ForeignKeyRelation[Household] = fields.ForeignKeyField(
        "lianxin.Household", on_delete=fields.CASCADE, related_name="notice_contacts"
    )
    household_id: UUID
    last_of = fields.CharField(max_length=72, null=True, unique=True)
    """Notice and household, while this is what came of it last."""
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="notice_contacts"
    )
    by_id: UUID
    outcome = fields.CharEnumField(Outcome, max_length=14)
    at = fields.DatetimeField()
    """When it was, by the phone of whoever went; they may have had no signal."""
    again_at = fields.DatetimeField(null=True)
    """When to try again."""
    note: SealedText | None = SealedText(null=True)
    """What the next one should know; empty too when it is forgotten."""
    noted_at = fields.DatetimeField(default=clock.now)

    class Meta:
        table = "notice_contact"
        indexes = (("notice_id", "household_id"), ("by_id", "at"), ("household_id",))
