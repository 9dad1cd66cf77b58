"""What the clock has to do about shifts, and whom it asked."""

from enum import Enum
from uuid import UUID

from tortoise import fields

from backend.access.models import Person
from backend.kit import clock
from backend.kit.models import Row
from backend.shifts.models import Shift, ShiftRole, Signup


class DueKind(Enum):
    """What the clock does about a shift."""

    EVENING = "EVENING"
    """Reminds somebody the evening before."""
    HOUR = "HOUR"
    """Reminds somebody an hour before."""
    MOVE_UP = "MOVE_UP"
    """Gives free places to the waiting list."""
    WAVE = "WAVE"
    """Asks the nearest free volunteers, some at a time; in the end the leader."""
    LATE = "LATE"
    """Marks whoever has not come, and tells them and the leader."""
    CLOSE = "CLOSE"
    """Writes down who never came, after the end."""


class Due(Row):
    """Something that the clock has to do about a shift: done once, however often a worker dies over it."""

    shift: fields.ForeignKeyRelation[Shift] = fields.ForeignKeyField(
        "lianxin.Shift", on_delete=fields.CASCADE, related_name="dues"
    )
    shift_id: UUID
    role: fields.ForeignKeyNullableRelation[ShiftRole] = fields.ForeignKeyField(
        "lianxin.ShiftRole", null=True, on_delete=fields.CASCADE, related_name="dues"
    )
    role_id: UUID | None
    signup: fields.ForeignKeyNullableRelation[Signup] = fields.ForeignKeyField(
        "lianxin.Signup", null=True, on_delete=fields.CASCADE, related_name="dues"
    )
    signup_id: UUID | None
    kind = fields.CharEnumField(DueKind, max_length=8)
    turn = fields.SmallIntField(default=1)
    """Which wave it is."""
    due_at = fields.DatetimeField()

    class Meta:
        table = "shift_due"
        indexes = (("due_at", "id"), ("shift_id", "kind"), ("signup_id",), ("role_id",))


class AskedToFill(Row):
    """Somebody was asked whether they can fill a place that fell empty: nobody twice, until another one does."""

    role: fields.ForeignKeyRelation[ShiftRole] = fields.ForeignKeyField(
        "lianxin.ShiftRole", on_delete=fields.CASCADE, related_name="asked"
    )
    role_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.CASCADE, related_name="asked_to_fill"
    )
    person_id: UUID
    wave = fields.SmallIntField()
    asked_at = fields.DatetimeField(default=clock.now)

    class Meta:
        table = "asked_to_fill"
        unique_together = (("role", "person"),)
        indexes = (("person_id",),)
