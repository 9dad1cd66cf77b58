"""Shifts: hands needed at a time and place, who has a place in them, and how they were stood."""

from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from tortoise import fields
from tortoise.expressions import Q
from tortoise.migrations.constraints import CheckConstraint

from backend.access.models import Person
from backend.grids.models import Grid
from backend.kit import clock
from backend.kit.models import Row
from backend.kit.sealed import SealedText
from backend.volunteers.models import QualificationKind


class WorkKind(Enum):
    """What is done on a shift."""

    GUARD = "GUARD"
    DISINFECTION = "DISINFECTION"
    DELIVERY = "DELIVERY"
    PUBLICITY = "PUBLICITY"
    VISITS = "VISITS"
    DESK = "DESK"
    REMOTE_DESK = "REMOTE_DESK"

    @property
    def is_remote(self) -> bool:
        """Whether it is done from home: nobody scans a code at a place."""
        return self is WorkKind.REMOTE_DESK


class ShiftState(Enum):
    """Whether a shift will be stood; whether it is over says the clock."""

    PLANNED = "PLANNED"
    CANCELLED = "CANCELLED"


class SignupState(Enum):
    """How somebody stands to a shift."""

    ASKED = "ASKED"
    """They would like a place; a leader has to approve."""
    WAITING = "WAITING"
    """They are on the waiting list."""
    JOINED = "JOINED"
    """They have a place."""
    LEFT = "LEFT"
    DECLINED = "DECLINED"
    HANDED_OVER = "HANDED_OVER"
    """Somebody else took their place."""
    MISSED = "MISSED"
    """They had a place and did not come."""
    STOOD = "STOOD"
    """They came and went again."""


HOLDING = (SignupState.JOINED, SignupState.STOOD, SignupState.MISSED)
"""States in which somebody has a place that nobody else can have."""
BUSY = (SignupState.JOINED, SignupState.STOOD)
"""States in which a shift takes somebody's time."""
CONCERNED = (SignupState.ASKED, SignupState.WAITING, SignupState.JOINED)
"""States in which somebody is told what becomes of a shift."""
SIGNED_UP = (SignupState.ASKED, SignupState.WAITING, *HOLDING)
"""States in which nobody signs up for the same shift again."""


class Rota(Row):
    """Shifts made from a template for some weeks, shared out fairly over the people chosen."""

    grid: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.RESTRICT, related_name="rotas"
    )
    grid_id: UUID
    name = fields.CharField(max_length=60)
    first_day = fields.DateField()
    weeks = fields.SmallIntField()
    template = fields.TextField()
    """What it was made of, as JSON: the shifts of a day and how many people each needs."""
    created_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="rotas"
    )
    created_by_id: UUID
    created_at = fields.DatetimeField(default=clock.now)

    class Meta:
        table = "rota"
        indexes = (("grid_id", "first_day"),)
        constraints = (CheckConstraint(check="weeks BETWEEN 1 AND 53", name="rota_weeks"),)


class Shift(Row):
    """Hands needed at one place from one hour to another."""

    grid: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.RESTRICT, related_name="shifts"
    )
    grid_id: UUID
    rota: fields.ForeignKeyNullableRelation[Rota] = fields.ForeignKeyField(
        "lianxin.Rota", null=True, on_delete=fields.RESTRICT, related_name="shifts"
    )
    rota_id: UUID | None
    series = fields.UUIDField(null=True, db_index=True)
    """The first shift of those that one rule repeats."""
    kind = fields.CharEnumField(WorkKind, max_length=12)
    place = fields.CharField(max_length=80)
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    brief = SealedText(default="")
    """What to do there."""
    bring = SealedText(default="")
    """What to bring along."""
    contact: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="shifts_answered_for"
    )
    contact_id: UUID
    """Whom to call about it; who set it, where nobody else was named."""
    by_approval = fields.BooleanField(default=False)
    """Whether a leader approves whoever wants to join."""
    state = fields.CharEnumField(ShiftState, max_length=10, default=ShiftState.PLANNED)
    reason = SealedText(default="")
    """Why it was cancelled, or ended before its time, in the leader's words."""
    report = SealedText(default="")
    """What the next shift has to know (交接记录)."""
    reported_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", null=True, on_delete=fields.RESTRICT, related_name="shift_reports"
    )
    reported_by_id: UUID | None
    reported_at = fields.DatetimeField(null=True)
    confirmed_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", null=True, on_delete=fields.RESTRICT, related_name="confirmed_shift_reports"
    )
    confirmed_by_id: UUID | None
    """Who of the next shift has read the report and taken over."""
    confirmed_at = fields.DatetimeField(null=True)
    scrubbed_at = fields.DatetimeField(null=True)
    """Since when nothing is left here of what people wrote about it."""
    created_at = fields.DatetimeField(default=clock.now)
    version = fields.IntField(default=1)

    class Meta:
        table = "shift"
        indexes = (
            ("grid_id", "starts_at", "id"),
            ("starts_at", "id"),
            ("rota_id",),
            ("scrubbed_at", "ends_at"),
        )
        constraints = (CheckConstraint(check="starts_at < ends_at", name="shift_order"),)

    @property
    def is_over(self) -> bool:
        """Whether nobody can join any more."""
        return self.ends_at <= clock.now()

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return self.ends_at - self.starts_at

    @staticmethod
    def upcoming() -> Q:
        """Shifts that will be stood or are being stood at this moment."""
        return Q(state=ShiftState.PLANNED, ends_at__gt=clock.now())


class ShiftRole(Row):
    """What some of the people on a shift do: how many are needed, and which papers they must have shown."""

    shift: fields.ForeignKeyRelation[Shift] = fields.ForeignKeyField(
        "lianxin.Shift", on_delete=fields.CASCADE, related_name="roles"
    )
    shift_id: UUID
    name = fields.CharField(max_length=40, default="")
    """Empty where there is one role only."""
    needed = fields.SmallIntField()
    taken = fields.SmallIntField(default=0)
    qualifications = fields.CharField(max_length=200, default="")
    """The papers, parted by commas."""

    class Meta:
        table = "shift_role"
        indexes = (("shift_id", "id"),)
        constraints = (
            CheckConstraint(
                check="needed BETWEEN 1 AND 200 AND 0 <= taken AND taken <= needed", name="role_counts"
            ),
        )

    @property
    def required(self) -> frozenset[QualificationKind]:
        """Which papers whoever takes this role must have shown."""
        return frozenset(QualificationKind(kind) for kind in self.qualifications.split(",") if kind)

    @property
    def free(self) -> int:
        """How many places nobody has."""
        return self.needed - self.taken

    @property
    def is_full(self) -> bool:
        """Whether every place of it is taken."""
        return self.taken >= self.needed


class Signup(Row):
    """One person's place in a shift, or their wish for one: one row a person, however often they come and go."""

    shift: fields.ForeignKeyRelation[Shift] = fields.ForeignKeyField(
        "lianxin.Shift", on_delete=fields.CASCADE, related_name="signups"
    )
    shift_id: UUID
    role: fields.ForeignKeyRelation[ShiftRole] = fields.ForeignKeyField(
        "lianxin.ShiftRole", on_delete=fields.CASCADE, related_name="signups"
    )
    role_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="signups"
    )
    person_id: UUID
    state = fields.CharEnumField(SignupState, max_length=12)
    asked_at = fields.DatetimeField(default=clock.now)
    """Since when they have stood like this; the waiting list goes by it."""
    left_late = fields.BooleanField(default=False)
    """Whether they left when it was too near to find somebody else in peace."""
    reason = SealedText(default="")
    """Why they left, or were declined or taken off, in the words of whoever did it."""
    asked_again_at = fields.DatetimeField(null=True)
    """Since when they are asked whether they still come, as the time was moved."""
    offered_at = fields.DatetimeField(null=True)
    """Since when they offer their place; it stays theirs until somebody takes it."""
    offered_to: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", null=True, on_delete=fields.RESTRICT, related_name="offered_shifts"
    )
    offered_to_id: UUID | None
    """To whom; to everybody in the grid where nobody is named."""
    instead_of: fields.ForeignKeyNullableRelation["Signup"] = fields.ForeignKeyField(
        "lianxin.Signup", null=True, on_delete=fields.SET_NULL, related_name="asked_for_by"
    )
    instead_of_id: UUID | None
    """Whose place they would take over, as long as they wait for a leader's yes to it."""
    came_at = fields.DatetimeField(null=True)
    went_at = fields.DatetimeField(null=True)
    late_at = fields.DatetimeField(null=True)
    """When the clock found that they had not come."""
    minutes = fields.SmallIntField(null=True)
    """How long they helped: counted when they go, perhaps corrected."""
    approved_at = fields.DatetimeField(null=True)
    approved_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", null=True, on_delete=fields.RESTRICT, related_name="approved_hours"
    )
    approved_by_id: UUID | None
    version = fields.IntField(default=1)

    class Meta:
        table = "signup"
        unique_together = (("shift", "person"),)
        indexes = (("person_id", "state"), ("role_id", "state", "asked_at"), ("instead_of_id",))

    @property
    def is_offered(self) -> bool:
        """Whether somebody else may take this place."""
        return self.state is SignupState.JOINED and self.offered_at is not None

    def count(self, shift: Shift, came: datetime, went: datetime) -> None:
        """They came and have gone: what is counted lies between the beginning of the shift and its end."""
        self.went_at, self.state = max(went, came), SignupState.STOOD
        stood = min(self.went_at, shift.ends_at) - max(came, shift.starts_at)
        self.minutes = max(0, round(stood.total_seconds() / 60))

    def was_released(self, shift: Shift) -> bool:
        """Whether they had a place, and nobody knew that they had come, when the shift was ended before its time."""
        return self.state is SignupState.LEFT and self.asked_at == shift.ends_at


class CalendarFeed(Row):
    """The secret address under which somebody's calendar reads their shifts."""

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "lianxin.Person", on_delete=fields.CASCADE, related_name="calendar_feed"
    )
    person_id: UUID
    secret = SealedText()
    secret_index = fields.CharField(max_length=64, unique=True)
    """The fingerprint by which it is found."""
    created_at = fields.DatetimeField(default=clock.now)
    read_at = fields.DatetimeField(null=True)
    """When a calendar last read it, give or take an hour."""

    class Meta:
        table = "calendar_feed"
