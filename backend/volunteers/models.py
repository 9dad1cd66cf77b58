"""Volunteers: what somebody offers, where, when, and what was checked about them."""

from enum import Enum
from uuid import UUID

from tortoise import fields
from tortoise.expressions import Q
from tortoise.migrations.constraints import CheckConstraint

from backend.access.models import Person
from backend.grids.models import Grid, Tier
from backend.kit import clock
from backend.kit.models import Row
from backend.kit.sealed import SealedText

DAY = 24 * 60
"""Minutes of a day."""


class VolunteerState(Enum):
    """How far an offer to help has come."""

    WAITING = "WAITING"
    APPROVED = "APPROVED"
    DECLINED = "DECLINED"
    ENDED = "ENDED"
    LEFT = "LEFT"


class Skill(Enum):
    """What a volunteer can do."""

    CARRYING = "CARRYING"
    DRIVING = "DRIVING"
    SHOPPING = "SHOPPING"
    COOKING = "COOKING"
    MEDICAL = "MEDICAL"
    COUNSELLING = "COUNSELLING"
    CHILD_CARE = "CHILD_CARE"
    ELDER_CARE = "ELDER_CARE"
    DISINFECTING = "DISINFECTING"
    REPAIRS = "REPAIRS"
    TRANSLATING = "TRANSLATING"
    TEACHING_PHONES = "TEACHING_PHONES"


class QualificationKind(Enum):
    """A paper that a leader has seen."""

    HEALTH_CERTIFICATE = "HEALTH_CERTIFICATE"
    DOCTOR = "DOCTOR"
    NURSE = "NURSE"
    FIRST_AID = "FIRST_AID"
    DRIVING_LICENCE = "DRIVING_LICENCE"
    COUNSELLOR = "COUNSELLOR"
    ELECTRICIAN = "ELECTRICIAN"
    OTHER = "OTHER"


class Volunteer(Row):
    """A person who offered time to a grid: one row a person, however often they come and go."""

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="volunteering"
    )
    person_id: UUID
    grid: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.RESTRICT, related_name="volunteers"
    )
    grid_id: UUID
    """The grid whose leader answers for this volunteer."""
    reach = fields.CharEnumField(Tier, max_length=12)
    """The widest tier within which they go."""
    ground: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.RESTRICT, related_name="reached_by"
    )
    ground_id: UUID
    """The grid, above theirs or theirs itself, that `reach` comes to: they go everywhere in it."""
    state = fields.CharEnumField(VolunteerState, max_length=10, default=VolunteerState.WAITING)
    partner_group = SealedText(default="")
    """The firm, school or group they come with, in their words."""
    applied_at = fields.DatetimeField(default=clock.now)
    decided_at = fields.DatetimeField(null=True)
    decided_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", null=True, on_delete=fields.RESTRICT, related_name="decided_volunteers"
    )
    reason = SealedText(default="")
    """Why they were declined or ended, in the leader's words; the volunteer reads it."""
    paused_until = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "volunteer"
        indexes = (("grid_id", "state"), ("ground_id", "state"))

    @property
    def is_paused(self) -> bool:
        """Whether they take a break at this moment."""
        return self.paused_until is not None and self.paused_until > clock.now()

    @property
    def is_active(self) -> bool:
        """Whether they can be asked to help at this moment."""
        return self.state is VolunteerState.APPROVED and not self.is_paused

    @staticmethod
    def active_now() -> Q:
        """Volunteers who can be asked to help at this moment."""
        return Q(state=VolunteerState.APPROVED) & (
            Q(paused_until__isnull=True) | Q(paused_until__lte=clock.now())
        )


class VolunteerSkill(Row):
    """One thing that one volunteer can do."""

    volunteer: fields.ForeignKeyRelation[Volunteer] = fields.ForeignKeyField(
        "lianxin.Volunteer", on_delete=fields.CASCADE, related_name="skills"
    )
    volunteer_id: UUID
    skill = fields.CharEnumField(Skill, max_length=20)

    class Meta:
        table = "volunteer_skill"
        unique_together = (("volunteer", "skill"),)


class VolunteerHours(Row):
    """A stretch of a week in which a volunteer has time, by the clock of their grid."""

    volunteer: fields.ForeignKeyRelation[Volunteer] = fields.ForeignKeyField(
        "lianxin.Volunteer", on_delete=fields.CASCADE, related_name="hours"
    )
    volunteer_id: UUID
    weekday = fields.SmallIntField()
    """1 is Monday, 7 is Sunday."""
    begins = fields.SmallIntField()
    """Minutes after midnight."""
    ends = fields.SmallIntField()
    """Minutes after midnight; 1,440 is the midnight after."""

    class Meta:
        table = "volunteer_hours"
        unique_together = (("volunteer", "weekday", "begins"),)
        constraints = (
            CheckConstraint(check="weekday BETWEEN 1 AND 7", name="hours_weekday"),
            CheckConstraint(check=f"begins >= 0 AND begins < ends AND ends <= {DAY}", name="hours_order"),
        )


class Qualification(Row):
    """A paper that a leader has seen, and until when it holds."""

    volunteer: fields.ForeignKeyRelation[Volunteer] = fields.ForeignKeyField(
        "lianxin.Volunteer", on_delete=fields.CASCADE, related_name="qualifications"
    )
    volunteer_id: UUID
    kind = fields.CharEnumField(QualificationKind, max_length=20)
    note = SealedText(default="")
    expires_on = fields.DateField()
    """The last day on which it holds."""
    checked_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="checked_qualifications"
    )
    checked_by_id: UUID
    checked_at = fields.DatetimeField(default=clock.now)
    told_at = fields.DatetimeField(null=True)
    """When the volunteer was told that it ends soon."""
    removed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "qualification"
        indexes = (("told_at", "expires_on"), ("volunteer_id",))
