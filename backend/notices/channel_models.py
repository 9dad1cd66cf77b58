"""By what a notice is carried, in which order, and how far each has come."""

from enum import Enum
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint

from backend.access.models import Person
from backend.grids.models import Grid
from backend.households.models import Household
from backend.kit import clock
from backend.kit.models import Row
from backend.kit.sealed import SealedText
from backend.notices.models import Notice, Relay


class Channel(Enum):
    """What carries a notice. Open apps get it at once, whatever the order of the others."""

    PUSH = "PUSH"
    GROUPS = "GROUPS"
    """The chat groups that the grids have bound."""
    SMS = "SMS"
    """To households that have not been shown it; only for what is urgent."""
    DOOR = "DOOR"
    """Whom it has not reached is on their liaison's list."""


class NoticeSettings(Row):
    """How a grid, and all below that set nothing of their own, publishes and reaches."""

    grid: fields.OneToOneRelation[Grid] = fields.OneToOneField(
        "lianxin.Grid", on_delete=fields.CASCADE, related_name="notice_settings"
    )
    grid_id: UUID
    two_people = fields.BooleanField(default=False)
    """Whether a second person has to agree before a notice goes out."""
    steps = fields.JSONField[list[dict[str, Any]]](default=list)
    """`{"channel": "SMS", "minutes": 3}` in their order; the door is always among them, and last."""
    relay_minutes = fields.SmallIntField(default=10)
    version = fields.IntField(default=1)

    class Meta:
        table = "notice_settings"


class Step(Row):
    """One channel's turn for one relay of a notice: whom it has not reached by then is told by this one."""

    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "lianxin.Notice", on_delete=fields.CASCADE, related_name="steps"
    )
    notice_id: UUID
    relay: fields.ForeignKeyRelation[Relay] = fields.ForeignKeyField(
        "lianxin.Relay", on_delete=fields.CASCADE, related_name="steps"
    )
    relay_id: UUID
    channel = fields.CharEnumField(Channel, max_length=8)
    opens_at = fields.DatetimeField()
    """When its turn is, by the settings."""
    due_at = fields.DatetimeField()
    """When a worker is to go on with it; whoever takes it moves this on, so that another goes on if they die."""
    after = fields.CharField(max_length=200, default="")
    """How far along its ground it has come."""
    done_at = fields.DatetimeField(null=True)
    tried = fields.IntField(default=0)
    """Households or groups that were to be told by it."""

    class Meta:
        table = "notice_step"
        unique_together = (("relay", "channel"),)
        indexes = (("done_at", "due_at"), ("notice_id", "channel"))


class ChatGroup(Row):
    """A chat group of a grid into which notices are posted by themselves."""

    grid: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.CASCADE, related_name="chat_groups"
    )
    grid_id: UUID
    name = fields.CharField(max_length=60)
    url = SealedText()
    """An Apprise URL: who has it can write into the group."""
    bound_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="chat_groups"
    )
    bound_by_id: UUID
    bound_at = fields.DatetimeField(default=clock.now)
    last_posted_at = fields.DatetimeField(null=True)
    failing_since = fields.DatetimeField(null=True)
    removed_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "chat_group"
        indexes = (("grid_id", "removed_at"),)


class Carried(Enum):
    """How far something that a gateway carries has come."""

    WAITING = "WAITING"
    TAKEN = "TAKEN"
    """The gateway took it; whether anybody saw it is another matter."""
    FAILED = "FAILED"


class GroupPost(Row):
    """One notice for one chat group."""

    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "lianxin.Notice", on_delete=fields.CASCADE, related_name="group_posts"
    )
    notice_id: UUID
    group: fields.ForeignKeyRelation[ChatGroup] = fields.ForeignKeyField(
        "lianxin.ChatGroup", on_delete=fields.CASCADE, related_name="posts"
    )
    group_id: UUID
    state = fields.CharEnumField(Carried, max_length=8, default=Carried.WAITING)
    due_at = fields.DatetimeField(default=clock.now)
    attempts = fields.SmallIntField(default=0)
    posted_at = fields.DatetimeField(null=True)

    class Meta:
        table = "group_post"
        unique_together = (("notice", "group"),)
        indexes = (("state", "due_at"),)


class NoticeSms(Row):
    """One notice for one household by SMS."""

    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "lianxin.Notice", on_delete=fields.CASCADE, related_name="sms"
    )
    notice_id: UUID
    household: fields.ForeignKeyRelation[Household] = fields.ForeignKeyField(
        "lianxin.Household", on_delete=fields.CASCADE, related_name="notice_sms"
    )
    household_id: UUID
    state = fields.CharEnumField(Carried, max_length=8, default=Carried.WAITING)
    due_at = fields.DatetimeField(default=clock.now)
    attempts = fields.SmallIntField(default=0)
    taken_at = fields.DatetimeField(null=True)

    class Meta:
        table = "notice_sms"
        unique_together = (("notice", "household"),)
        indexes = (("state", "due_at"), ("household_id",))


class NoticeLink(Row):
    """A short address of a notice for one grid to paste anywhere; it tells from which grid it was opened."""

    code = fields.CharField(max_length=12, unique=True)
    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "lianxin.Notice", on_delete=fields.CASCADE, related_name="links"
    )
    notice_id: UUID
    grid: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.CASCADE, related_name="notice_links"
    )
    grid_id: UUID
    openings = fields.IntField(default=0)
    """How often it was opened, give or take what was not counted when a server was killed."""

    class Meta:
        table = "notice_link"
        unique_together = (("notice", "grid"),)
        constraints = (CheckConstraint(check="openings >= 0", name="notice_link_openings"),)
