"""One message for a whole crowd: nothing is written for those whom it reaches, only for those who must be tried again."""

from typing import Any, ClassVar
from uuid import UUID

from tortoise import fields

from backend.kit import clock
from backend.kit.models import Row
from backend.push.models import Kind, Subscription


class Broadcast(Row):
    """Something to tell a crowd, in words that anybody may read."""

    crowd = fields.CharField(max_length=20)
    """Which crowd, by the name under which a slice registered it."""
    given = fields.JSONField[dict[str, Any]](default=dict)
    """What that slice needs to know to tell who belongs to it."""
    kind = fields.CharEnumField(Kind, max_length=16)
    what = fields.CharField(max_length=40)
    """The graph type of what it is about."""
    about = fields.UUIDField()
    said = fields.JSONField[dict[str, list[str]]]()
    """Language → [title, text]. A reader whose language is not there gets the first that is."""
    link = fields.CharField(max_length=200)
    urgent = fields.BooleanField(default=False)
    topic = fields.CharField(max_length=32)
    """A later one of the same topic takes its place on a phone."""
    created_at = fields.DatetimeField(default=clock.now)
    expires_at = fields.DatetimeField()
    stopped_at = fields.DatetimeField(null=True)
    """When it was taken back: who was not told yet is not told any more."""
    done_at = fields.DatetimeField(null=True)
    """When the last phone had its answer, or was given up."""

    class Meta:
        table = "broadcast"
        indexes = (("about", "created_at"), ("done_at", "created_at"))


class Chunk(Row):
    """A stretch of a crowd that one worker tells; whoever takes it over goes on where the last page was written down."""

    OUTCOMES: ClassVar = ("accepted", "gone", "refused", "failed", "unwanted")

    broadcast: fields.ForeignKeyRelation[Broadcast] = fields.ForeignKeyField(
        "lianxin.Broadcast", on_delete=fields.CASCADE, related_name="chunks"
    )
    broadcast_id: UUID
    begins = fields.CharField(max_length=130)
    """Where the stretch begins; what that means is the crowd's own matter."""
    before = fields.CharField(max_length=130)
    """Where the next one begins."""
    is_whole = fields.BooleanField(default=False)
    """Whether it has still to be cut into stretches that one worker tells in a moment."""
    after = fields.UUIDField(null=True)
    """The last person who was told."""
    urgent = fields.BooleanField(default=False)
    due_at = fields.DatetimeField(default=clock.now)
    """When it is to be taken. Who takes it moves this on, so that another goes on if they die."""
    attempts = fields.IntField(default=0)
    """How often it was taken; who took it before writes nothing down any more."""
    accepted = fields.IntField(default=0)
    """Phones whose push service took it."""
    gone = fields.IntField(default=0)
    """Phones that are not there any more."""
    refused = fields.IntField(default=0)
    """Phones whose push service would not take it, nor would another time."""
    failed = fields.IntField(default=0)
    """Phones that were given up: tried too often, or too late."""
    unwanted = fields.IntField(default=0)
    """Phones of people who do not want to be rung for this."""
    done_at = fields.DatetimeField(null=True)

    class Meta:
        table = "broadcast_chunk"
        indexes = (("done_at", "is_whole", "urgent", "due_at"), ("broadcast_id", "done_at"))


class Remainder(Row):
    """A phone that must be tried again; the row goes when it has its answer."""

    chunk: fields.ForeignKeyRelation[Chunk] = fields.ForeignKeyField(
        "lianxin.Chunk", on_delete=fields.CASCADE, related_name="remainders"
    )
    chunk_id: UUID
    subscription: fields.ForeignKeyRelation[Subscription] = fields.ForeignKeyField(
        "lianxin.Subscription", on_delete=fields.CASCADE, related_name="remainders"
    )
    subscription_id: UUID
    due_at = fields.DatetimeField()
    attempts = fields.IntField(default=0)

    class Meta:
        table = "broadcast_remainder"
        unique_together = (("chunk", "subscription"),)
        indexes = (("due_at",), ("subscription_id",))
