"""Phones that take messages, what their owners want to be told, and the messages themselves."""

from datetime import timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.expressions import Q
from tortoise.migrations.constraints import CheckConstraint

from backend.access.models import Person, Session
from backend.kit import clock, sealed
from backend.kit.models import Row
from backend.kit.sealed import SealedText

MINUTES_A_DAY = 24 * 60


class Kind(Enum):
    """What a message is about. People choose by this what may ring."""

    NEED_NEAR = "NEED_NEAR"
    """Somebody near needs something."""
    CLAIM = "CLAIM"
    """Somebody took on what was asked for, or gave it back."""
    HAND_OVER = "HAND_OVER"
    """Something was brought."""
    REQUEST = "REQUEST"
    """A request on one's ground: new, passed up, cancelled, running late."""
    STOCK = "STOCK"
    """A store runs low."""
    SHIFT = "SHIFT"
    """A shift that one stands or answers for."""
    NOTICE = "NOTICE"
    """Something to read, to pass on or to decide about before it goes out."""
    ACCOUNT = "ACCOUNT"
    """One's own account: posts, approvals, devices."""
    TEST = "TEST"
    """A test message that somebody sent to themselves."""

    @property
    def is_optional(self) -> bool:
        """Whether people may choose not to be rung for it."""
        return self not in {Kind.ACCOUNT, Kind.TEST}


class State(Enum):
    """How far a message has come."""

    WAITING = "WAITING"
    """To be sent when it is due."""
    ACCEPTED = "ACCEPTED"
    """A push service took it for at least one phone; whether it was shown is another matter."""
    BY_SMS = "BY_SMS"
    """It went out by SMS."""
    KEPT = "KEPT"
    """It lies in the app until its reader comes by."""


class Subscription(Row):
    """One phone that takes messages: an address at a push service, and keys that only this phone can open with."""

    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.CASCADE, related_name="subscriptions"
    )
    person_id: UUID
    session: fields.ForeignKeyRelation[Session] = fields.ForeignKeyField(
        "lianxin.Session", on_delete=fields.CASCADE, related_name="subscriptions"
    )
    session_id: UUID
    """A device that is signed out gets nothing more."""
    endpoint = SealedText()
    endpoint_index = fields.CharField(max_length=64, unique=True)
    p256dh = SealedText()
    auth = SealedText()
    device = fields.CharField(max_length=120)
    created_at = fields.DatetimeField(default=clock.now)
    accepted_at = fields.DatetimeField(null=True)
    """When a push service last took a message for it, give or take a day."""
    refusals = fields.IntField(default=0)
    """How often in a row the push service would not take a message at all."""

    class Meta:
        table = "subscription"
        indexes = (("person_id",), ("session_id",))

    @staticmethod
    def index_of(endpoint: str) -> str:
        """The fingerprint by which a subscription is found."""
        return sealed.index("endpoint", endpoint)

    @staticmethod
    def signed_in() -> Q:
        """Subscriptions of devices on which their owner is still signed in."""
        return Q(
            session__revoked_at__isnull=True,
            session__expires_at__gt=clock.now(),
            person__erased_at__isnull=True,
        )

    @staticmethod
    def signed_out() -> Q:
        """All the others."""
        return Q(
            session__revoked_at__isnull=False,
            session__expires_at__lte=clock.now(),
            person__erased_at__isnull=False,
            join_type="OR",
        )


class Preference(Row):
    """Whether somebody wants to be rung for one kind of message. Without a row they do."""

    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.CASCADE, related_name="push_preferences"
    )
    person_id: UUID
    kind = fields.CharEnumField(Kind, max_length=16)
    wanted = fields.BooleanField(default=True)

    class Meta:
        table = "push_preference"
        unique_together = (("person", "kind"),)


class QuietHours(Row):
    """The hours in which only what is urgent may ring. They may go over midnight."""

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "lianxin.Person", on_delete=fields.CASCADE, related_name="quiet_hours"
    )
    person_id: UUID
    begins = fields.SmallIntField()
    """Minutes after midnight."""
    ends = fields.SmallIntField()
    zone = fields.CharField(max_length=40)

    class Meta:
        table = "quiet_hours"
        constraints = (
            CheckConstraint(
                check=f"begins >= 0 AND begins < {MINUTES_A_DAY} AND ends >= 0 AND ends < {MINUTES_A_DAY}",
                name="quiet_hours_in_a_day",
            ),
        )


class Message(Row):
    """Something to tell one person, in neutral words: never a name, an address or an illness."""

    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.CASCADE, related_name="messages"
    )
    person_id: UUID
    kind = fields.CharEnumField(Kind, max_length=16)
    about = fields.UUIDField(null=True)
    """The row it speaks of. A later message of this kind about it that opens the same page takes the place of an earlier one."""
    said = SealedText()
    """JSON: language → [title, text]."""
    link = fields.CharField(max_length=200)
    """The page of the app that it opens."""
    urgent = fields.BooleanField(default=False)
    state = fields.CharEnumField(State, max_length=12, default=State.WAITING)
    due_at = fields.DatetimeField()
    """When it is next to be sent. A worker that takes it moves this on by its lease, so that another one sends it
    if the first dies."""
    attempts = fields.IntField(default=0)
    phones = fields.JSONField[dict[str, Any]](default=dict)
    """Subscription id → what became of it there, for those that need no other try."""
    created_at = fields.DatetimeField(default=clock.now)
    expires_at = fields.DatetimeField()
    accepted_at = fields.DatetimeField(null=True)
    sms_at = fields.DatetimeField(null=True)
    shown_at = fields.DatetimeField(null=True)
    read_at = fields.DatetimeField(null=True)

    class Meta:
        table = "message"
        indexes = (("state", "urgent", "due_at"), ("person_id", "read_at"), ("person_id", "created_at"))

    @property
    def topic(self) -> str:
        """What a push service and a phone know it by, so that it is shown once; tells a stranger nothing."""
        about = f"{self.about}:{self.link}" if self.about else str(self.id)
        return sealed.index("topic", f"{self.person_id}:{self.kind.value}:{about}")[:32]

    @property
    def time_left(self) -> timedelta:
        """How long it is still worth telling."""
        return self.expires_at - clock.now()
