"""Notices: what they say, on which ground, and how they are handed down the tiers."""

from datetime import datetime
from enum import Enum
from uuid import UUID

from tortoise import fields
from tortoise.expressions import Q
from tortoise.migrations.constraints import CheckConstraint

from backend.access.models import Person, Photo
from backend.grids.models import Grid, Tier
from backend.kit import clock
from backend.kit.models import Row
from backend.kit.words import Language
from backend.notices.kinds import (
    Audience,
    Category,
    Certainty,
    Earnest,
    NoticeKind,
    Severity,
    Urgency,
    Verdict,
    Way,
)

HEADLINE, SHORT, BODY, LINE = 60, 140, 20_000, 200
"""Characters: of a headline, of what pushes and SMS say, of the text itself, of what a tier adds."""


class NoticeState(Enum):
    """How far a notice has come."""

    DRAFT = "DRAFT"
    PROPOSED = "PROPOSED"
    """An editor would publish it; a second person has to agree."""
    SCHEDULED = "SCHEDULED"
    PUBLISHED = "PUBLISHED"
    CORRECTED = "CORRECTED"
    """A newer version took its place; it can still be read."""
    WITHDRAWN = "WITHDRAWN"
    """It holds no longer; it can still be read, and why not."""
    DROPPED = "DROPPED"
    """A draft that was not wanted."""


OUT = (NoticeState.PUBLISHED, NoticeState.CORRECTED, NoticeState.WITHDRAWN)
"""States of what went out, and is never taken out of sight."""
UNDER_WORK = (NoticeState.DRAFT, NoticeState.PROPOSED, NoticeState.SCHEDULED)
"""States of what only its editors see."""


class Notice(Row):
    """Something to read. What went out never changes: a correction is another notice that names this one."""

    grid: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.RESTRICT, related_name="notices"
    )
    """Whose it is: the grid that speaks, and whose editors decide."""
    grid_id: UUID
    code = fields.CharField(max_length=12, unique=True)
    """What its public address ends in."""
    kind = fields.CharEnumField(NoticeKind, max_length=12)
    state = fields.CharEnumField(NoticeState, max_length=10, default=NoticeState.DRAFT)
    earnest = fields.CharEnumField(Earnest, max_length=8, default=Earnest.ACTUAL)
    urgency = fields.CharEnumField(Urgency, max_length=10, default=Urgency.UNKNOWN)
    severity = fields.CharEnumField(Severity, max_length=10, default=Severity.UNKNOWN)
    certainty = fields.CharEnumField(Certainty, max_length=10, default=Certainty.UNKNOWN)
    category = fields.CharEnumField(Category, max_length=10, default=Category.OTHER)
    verdict: Verdict | None = fields.CharEnumField(Verdict, max_length=10, null=True)  # type: ignore[assignment]
    source_url = fields.CharField(max_length=300, default="")
    """Where what a rumour card says can be looked up."""
    audience = fields.CharField(max_length=40, default="")
    """The names of `Audience` in their order, with blanks between (`audience.written`); empty for everybody."""
    way = fields.CharEnumField(Way, max_length=8, default=Way.DIRECT)
    relayed_down_to = fields.CharEnumField(Tier, max_length=12, default=Tier.COMMUNITY)
    """The lowest tier whose editor passes it on; from there it goes to all households below at once."""
    relay_minutes = fields.SmallIntField(default=10)
    """After this long a tier's turn is over, and it passes by itself."""
    picture: fields.ForeignKeyNullableRelation[Photo] = fields.ForeignKeyField(
        "lianxin.Photo", null=True, on_delete=fields.SET_NULL, related_name="notices"
    )
    picture_id: UUID | None
    drafted_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="notices_drafted"
    )
    drafted_by_id: UUID
    proposed_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", null=True, on_delete=fields.RESTRICT, related_name="notices_proposed"
    )
    proposed_by_id: UUID | None
    """The editor who would publish it; where two people are asked for, the other one is somebody else."""
    published_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", null=True, on_delete=fields.RESTRICT, related_name="notices_published"
    )
    published_by_id: UUID | None
    corrects: fields.ForeignKeyNullableRelation["Notice"] = fields.ForeignKeyField(
        "lianxin.Notice", null=True, on_delete=fields.RESTRICT, related_name="corrections"
    )
    corrects_id: UUID | None
    """The version before this one."""
    edition = fields.SmallIntField(default=1)
    """1 for the first version, one more for each correction."""
    reason = fields.CharField(max_length=200, default="")
    """Why it was corrected or withdrawn: everybody reads it."""
    returned = fields.CharField(max_length=200, default="")
    """Why a second person returned it, for whoever changes the draft."""
    drafted_at = fields.DatetimeField(default=clock.now)
    goes_at = fields.DatetimeField(null=True)
    """When it is to be published by itself."""
    published_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    """When it was corrected or withdrawn."""
    expires_at = fields.DatetimeField(null=True)
    """From when on it need not be read any more: nobody is rung or visited for it."""
    version = fields.IntField(default=1)

    class Meta:
        table = "notice"
        indexes = (
            ("grid_id", "published_at"),
            ("state", "goes_at"),
            ("corrects_id",),
            ("drafted_by_id", "state"),
        )
        constraints = (
            CheckConstraint(check="relay_minutes BETWEEN 1 AND 1440", name="notice_relay_minutes"),
            CheckConstraint(check="edition >= 1", name="notice_edition"),
        )

    @property
    def is_urgent(self) -> bool:
        """Whether it rings through quiet hours, and goes by SMS."""
        return self.urgency is Urgency.IMMEDIATE

    @property
    def audiences(self) -> list[Audience]:
        """Whom of its ground it is for; empty for everybody."""
        return [Audience(name) for name in self.audience.split()]

    @staticmethod
    def open_now() -> Q:
        """Notices that hold at this moment: whom they have not reached is still to be reached."""
        return Q(state=NoticeState.PUBLISHED) & (Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now()))

    def is_open(self, now: datetime) -> bool:
        return self.state is NoticeState.PUBLISHED and (self.expires_at is None or self.expires_at > now)


class NoticeText(Row):
    """What a notice says, in one language. A notice has one, two or three."""

    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "lianxin.Notice", on_delete=fields.CASCADE, related_name="texts"
    )
    notice_id: UUID
    language = fields.CharEnumField(Language, max_length=8)
    headline = fields.CharField(max_length=HEADLINE)
    short = fields.CharField(max_length=SHORT)
    """What a push, an SMS and a chat group say."""
    body = fields.TextField(default="")
    """Markdown."""
    claim = fields.CharField(max_length=300, default="")
    """What is said, of a rumour card."""
    source = fields.CharField(max_length=200, default="")
    """Who says what is true, of a rumour card."""
    reward = fields.CharField(max_length=100, default="")
    """What a clue is worth."""

    class Meta:
        table = "notice_text"
        unique_together = (("notice", "language"),)


class NoticeStop(Row):
    """One place where somebody who is ill has been, and when."""

    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "lianxin.Notice", on_delete=fields.CASCADE, related_name="stops"
    )
    notice_id: UUID
    place = fields.CharField(max_length=120)
    begins_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()

    class Meta:
        table = "notice_stop"
        indexes = (("notice_id", "begins_at"),)
        constraints = (CheckConstraint(check="ends_at >= begins_at", name="notice_stop_span"),)


class NoticeGround(Row):
    """A grid that a notice is meant for, with all below it. Of grids that lie in one another the upper one is named."""

    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "lianxin.Notice", on_delete=fields.CASCADE, related_name="grounds"
    )
    notice_id: UUID
    grid: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.RESTRICT, related_name="notice_grounds"
    )
    grid_id: UUID

    class Meta:
        table = "notice_ground"
        unique_together = (("notice", "grid"),)
        indexes = (("grid_id",),)


class Relay(Row):
    """A notice's turn at one grid: arrived there, and passed on to its households and the tiers below.

    A direct notice has one for each grid it is meant for, passed at once and covering all below. Whom a notice
    has come to is said by these rows alone: a household sees it when a passed relay is in its own grid, or
    covers it from above.
    """

    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "lianxin.Notice", on_delete=fields.CASCADE, related_name="relays"
    )
    notice_id: UUID
    grid: fields.ForeignKeyRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.RESTRICT, related_name="relays"
    )
    grid_id: UUID
    covers_below = fields.BooleanField()
    """Whether it goes from here to every household below at once; else to those of this very grid, and on."""
    by_hand = fields.BooleanField()
    """Whether somebody was to pass it on."""
    answerable: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", null=True, on_delete=fields.SET_NULL, related_name="relays_answered_for"
    )
    answerable_id: UUID | None
    """Whose turn it was: the grid's editor, else its leader."""
    line = fields.CharField(max_length=LINE, default="")
    """What this tier added."""
    arrived_at = fields.DatetimeField(default=clock.now)
    due_at = fields.DatetimeField()
    """When it passes by itself."""
    passed_at = fields.DatetimeField(null=True)
    passed_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", null=True, on_delete=fields.RESTRICT, related_name="relays_passed"
    )
    passed_by_id: UUID | None
    """Empty where nobody did, and the time was over: a stall, if it was somebody's turn."""

    class Meta:
        table = "relay"
        unique_together = (("notice", "grid"),)
        indexes = (("passed_at", "due_at"), ("grid_id", "passed_at"))

    @property
    def is_stalled(self) -> bool:
        """Whether it passed, or is about to, without whoever's turn it was."""
        if not self.by_hand:
            return False
        return self.passed_by_id is None and (self.passed_at is not None or self.due_at <= clock.now())
