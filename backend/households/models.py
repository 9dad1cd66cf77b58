"""Doors, who lives behind them, what they need others to know, and who looked."""

from datetime import timedelta
from enum import Enum
from uuid import UUID

from tortoise import fields
from tortoise.expressions import Q
from tortoise.migrations.constraints import CheckConstraint

from backend.access.models import Person, Post, Role
from backend.grids.models import Grid
from backend.households.doors import BUILDING, ROOM, UNIT, Door
from backend.kit import clock
from backend.kit.models import Row
from backend.kit.sealed import SealedText
from backend.kit.words import Language


def _perhaps_sealed() -> "fields.Field[str | None]":
    """A sealed text that may be missing."""
    return SealedText(null=True)  # type: ignore[return-value]


class NeedKind(Enum):
    """What neighbours must know about a household when help is needed."""

    LIVES_ALONE_OVER_70 = "LIVES_ALONE_OVER_70"
    INFANT = "INFANT"
    PREGNANCY = "PREGNANCY"
    CHRONIC_ILLNESS = "CHRONIC_ILLNESS"
    DISABILITY = "DISABILITY"
    NO_SMARTPHONE = "NO_SMARTPHONE"
    LANGUAGE = "LANGUAGE"


class Reason(Enum):
    """Why somebody looked at a household's particulars."""

    WORK = "WORK"
    DELIVERY = "DELIVERY"
    VISIT = "VISIT"
    EMERGENCY = "EMERGENCY"


class Household(Row):
    """One door, and whoever lives behind it."""

    grid: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.RESTRICT, related_name="households"
    )
    grid_id: UUID
    building = fields.CharField(max_length=BUILDING, default="")
    unit = fields.CharField(max_length=UNIT, default="")
    room = fields.CharField(max_length=ROOM, default="")
    order_key = fields.CharField(max_length=600)
    """The door's key (`Door.key`): equal for every way of writing it, and in the order in which one walks."""
    seat = fields.CharField(max_length=600, null=True)
    """The key while this household stands at its door, empty once it moved away: one household a door."""
    liaison: fields.ForeignKeyNullableRelation[Post] = fields.ForeignKeyField(
        "lianxin.Post", null=True, on_delete=fields.SET_NULL, related_name="households"
    )
    liaison_id: UUID | None
    language = fields.CharEnumField(Language, max_length=8, default=Language.ZH_HANS)
    notes = _perhaps_sealed()
    vacant_since = fields.DatetimeField(null=True)
    moved_away_at = fields.DatetimeField(null=True)
    """When they left; their past stays theirs, and the next family at this door is another household."""
    created_at = fields.DatetimeField(default=clock.now)
    version = fields.IntField(default=1)

    class Meta:
        table = "household"
        unique_together = (("grid", "seat"),)
        indexes = (("grid_id", "order_key"),)

    @property
    def door(self) -> Door:
        return Door(self.building, self.unit, self.room)

    def put_at(self, door: Door) -> None:
        """Write this door on the household."""
        self.building, self.unit, self.room = door.building, door.unit, door.room
        self.order_key = self.seat = door.key


class Resident(Row):
    """Somebody who lives, or lived, behind a door; with an account of their own or without."""

    household: fields.ForeignKeyRelation[Household] = fields.ForeignKeyField(
        "lianxin.Household", on_delete=fields.RESTRICT, related_name="residents"
    )
    household_id: UUID
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", null=True, on_delete=fields.RESTRICT, related_name="homes"
    )
    person_id: UUID | None
    home_of = fields.UUIDField(null=True, unique=True)
    """The person's id while this is their home: nobody lives at two doors."""
    head_of = fields.UUIDField(null=True, unique=True)
    """The household's id while they are its head: a household has one."""
    name = SealedText(null=True)
    """Empty only when they left and it is forgotten."""
    phone = _perhaps_sealed()
    """A number to call; it need not be proven, and several may share one."""
    phone_index = fields.CharField(max_length=64, null=True, db_index=True)
    birth_year = _perhaps_sealed()
    joined_at = fields.DatetimeField(default=clock.now)
    admitted_at = fields.DatetimeField(null=True)
    """Empty while they wait to be let in by the household or by whoever answers for the grid."""
    left_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "resident"
        indexes = (("household_id", "left_at"),)

    @property
    def is_head(self) -> bool:
        return self.head_of is not None

    @staticmethod
    def here() -> Q:
        """Residents who live behind their door now."""
        return Q(left_at__isnull=True, admitted_at__isnull=False)

    @staticmethod
    def waiting() -> Q:
        """Residents who ask to be let in."""
        return Q(left_at__isnull=True, admitted_at__isnull=True)


class Need(Row):
    """What matters in need. The kind is open, so that lists can be filtered; what it means here is sealed."""

    household: fields.ForeignKeyRelation[Household] = fields.ForeignKeyField(
        "lianxin.Household", on_delete=fields.RESTRICT, related_name="needs"
    )
    household_id: UUID
    resident: fields.ForeignKeyNullableRelation[Resident] = fields.ForeignKeyField(
        "lianxin.Resident", null=True, on_delete=fields.RESTRICT, related_name="needs"
    )
    resident_id: UUID | None
    kind = fields.CharEnumField(NeedKind, max_length=24)
    seat = fields.CharField(max_length=60, null=True, unique=True)
    """Whose need of which kind, while it lasts: nobody has the same one twice."""
    month = _perhaps_sealed()
    """YYYY-MM: when an infant was born, or a child is due."""
    note = _perhaps_sealed()
    since = fields.DatetimeField(default=clock.now)
    cleared_at = fields.DatetimeField(null=True)

    class Meta:
        table = "need"
        indexes = (("household_id", "cleared_at"), ("kind", "cleared_at"))

    @staticmethod
    def seat_of(kind: NeedKind, household: UUID, resident: UUID | None) -> str:
        return f"{(resident or household).hex}:{kind.value}"


class Invitation(Row):
    """A code by which residents come in without SMS: for a grid or one household, for a time and a number of uses."""

    grid: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.RESTRICT, related_name="invitations"
    )
    grid_id: UUID
    household: fields.ForeignKeyNullableRelation[Household] = fields.ForeignKeyField(
        "lianxin.Household", null=True, on_delete=fields.RESTRICT, related_name="invitations"
    )
    household_id: UUID | None
    code = SealedText()
    code_index = fields.CharField(max_length=64, unique=True)
    uses = fields.IntField()
    used = fields.IntField(default=0)
    made_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="invitations"
    )
    made_by_id: UUID
    made_at = fields.DatetimeField(default=clock.now)
    expires_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "invitation"
        indexes = (("grid_id", "expires_at"), ("household_id", "expires_at"))
        constraints = (CheckConstraint(check="used >= 0 AND used <= uses", name="invitation_uses"),)

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > clock.now() and self.used < self.uses

    @staticmethod
    def open_now() -> Q:
        """Invitations that let somebody in at this moment, but for their uses."""
        return Q(revoked_at__isnull=True, expires_at__gt=clock.now())


class Look(Row):
    """Somebody was shown a household's address, phone numbers or needs. The household can read it."""

    AGAIN = timedelta(minutes=15)
    """A screen that asks again within this time is the same look."""

    household: fields.ForeignKeyRelation[Household] = fields.ForeignKeyField(
        "lianxin.Household", on_delete=fields.RESTRICT, related_name="looks"
    )
    household_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="looks"
    )
    person_id: UUID
    role: Role | None = fields.CharEnumField(Role, max_length=16, null=True)  # type: ignore[assignment]
    """The post they looked as; empty for a volunteer."""
    reason = fields.CharEnumField(Reason, max_length=12)
    about = fields.UUIDField(null=True)
    """What the look was for, such as the delivery."""
    at = fields.DatetimeField(default=clock.now)
    last_at = fields.DatetimeField(default=clock.now)

    class Meta:
        table = "look"
        indexes = (("household_id", "at"), ("person_id", "at"))
