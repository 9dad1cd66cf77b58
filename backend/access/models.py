"""People, their ways in, their posts, and the record of what was done."""

from enum import Enum
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.expressions import Q
from tortoise.migrations.constraints import CheckConstraint

from backend.kit import clock, sealed
from backend.kit.models import Row
from backend.kit.sealed import SealedText
from backend.kit.words import Language


class Role(Enum):
    """What somebody answers for in a grid."""

    LEADER = "LEADER"
    MEMBER = "MEMBER"
    PROFESSIONAL = "PROFESSIONAL"
    LIAISON = "LIAISON"
    EDITOR = "EDITOR"
    DISPATCHER = "DISPATCHER"

    @property
    def is_single(self) -> bool:
        """A grid has one leader and one full-time member; of the others it may have several."""
        return self in {Role.LEADER, Role.MEMBER}


class Person(Row):
    """Somebody: a resident, a volunteer, a leader, often all of them."""

    grid: fields.ForeignKeyNullableRelation[Any] = fields.ForeignKeyField(
        "lianxin.Grid", null=True, on_delete=fields.RESTRICT, related_name="people"
    )
    """The grid that answers for this person; those with a post above it may see them."""
    grid_id: UUID | None
    name = SealedText()
    phone: SealedText | None = SealedText(null=True)
    phone_index = fields.CharField(max_length=64, null=True, unique=True)
    language = fields.CharEnumField(Language, max_length=8, default=Language.ZH_HANS)
    created_at = fields.DatetimeField(default=clock.now)
    erased_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "person"

    @staticmethod
    def index_of(phone: str) -> str:
        """The fingerprint by which a number in E.164 form is found."""
        return sealed.index("phone", phone)


class SignInCode(Row):
    """A six-digit code that proves whoever holds a phone, or was told by their leader, once."""

    phone_index = fields.CharField(max_length=64, db_index=True)
    code = fields.CharField(max_length=64)
    """Keyed fingerprint of number and code."""
    given_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", null=True, on_delete=fields.CASCADE, related_name="codes_given"
    )
    """Who read it out in person, where it did not go to the phone."""
    tries_left = fields.IntField(default=5)
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "sign_in_code"
        constraints = (CheckConstraint(check="tries_left >= 0", name="code_tries"),)


class CodeOnItsWay(Row):
    """A sign-in code, or word that a number changed, that still has to leave for a phone; then the row is gone."""

    phone = SealedText()
    text = SealedText()
    """What the phone will show."""
    due_at = fields.DatetimeField(default=clock.now, db_index=True)
    """When to try (again); whoever sends it moves this on first, so that nobody else does."""
    tries_left = fields.IntField(default=3)
    expires_at = fields.DatetimeField()

    class Meta:
        table = "code_on_its_way"


class Session(Row):
    """One device on which somebody is signed in."""

    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.CASCADE, related_name="sessions"
    )
    person_id: UUID
    token = fields.CharField(max_length=64, unique=True)
    """SHA-256 of the cookie."""
    device = fields.CharField(max_length=120)
    created_at = fields.DatetimeField(default=clock.now)
    seen_at = fields.DatetimeField(default=clock.now)
    expires_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "session"
        indexes = (("person_id",),)

    @staticmethod
    def open_now() -> Q:
        """Sessions by which somebody is signed in at this moment."""
        return Q(revoked_at__isnull=True, expires_at__gt=clock.now(), person__erased_at__isnull=True)


class Post(Row):
    """One person holding one role in one grid, from a day on and perhaps until another."""

    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="posts"
    )
    person_id: UUID
    grid: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.RESTRICT, related_name="posts"
    )
    grid_id: UUID
    role = fields.CharEnumField(Role, max_length=16)
    seat = fields.CharField(max_length=64, null=True)
    """What nobody else may hold at the same time; empty when the post is over. Keeps a grid at one leader."""
    stands_in_for: fields.ForeignKeyNullableRelation["Post"] = fields.ForeignKeyField(
        "lianxin.Post", null=True, on_delete=fields.RESTRICT, related_name="stand_ins"
    )
    stands_in_for_id: UUID | None
    appointed_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", null=True, on_delete=fields.RESTRICT, related_name="appointments"
    )
    appointed_by_id: UUID | None
    since = fields.DatetimeField(default=clock.now)
    until = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "post"
        unique_together = (("grid", "seat"),)
        indexes = (("person_id", "ended_at"),)

    @staticmethod
    def held_now() -> Q:
        """Posts that are in force at this moment."""
        now = clock.now()
        return Q(ended_at__isnull=True, since__lte=now) & (Q(until__isnull=True) | Q(until__gt=now))


class ApiToken(Row):
    """A key for another program, made by a leader: one subtree, reading or also writing."""

    name = fields.CharField(max_length=80)
    maker: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.CASCADE, related_name="api_tokens"
    )
    maker_id: UUID
    grid: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "lianxin.Grid", on_delete=fields.CASCADE, related_name="api_tokens"
    )
    grid_id: UUID
    may_write = fields.BooleanField(default=False)
    token = fields.CharField(max_length=64, unique=True)
    created_at = fields.DatetimeField(default=clock.now)
    used_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "api_token"

    @staticmethod
    def working_now() -> Q:
        """Keys that open something at this moment."""
        return Q(revoked_at__isnull=True, expires_at__gt=clock.now(), maker__erased_at__isnull=True)


class Photo(Row):
    """A picture that somebody took: of what they need, or of what they handed over. Its id was made by the phone."""

    owner: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.CASCADE, related_name="photos"
    )
    owner_id: UUID
    picture = fields.BinaryField()
    """A JPEG without what the camera wrote about place and time, sealed."""
    taken_at = fields.DatetimeField(default=clock.now, db_index=True)
    is_kept = fields.BooleanField(default=False)
    """Whether something names it; what nothing names is thrown away after a while."""

    class Meta:
        table = "photo"


class Deed(Row):
    """One line of the audit trail: who did what to which row, and nothing personal besides the id.

    Lines are chained by hash in the order of `number` a moment after they are written, so that no writer waits
    for another; once chained a line can be neither changed nor removed.
    """

    at = fields.DatetimeField(default=clock.now)
    actor = fields.UUIDField(null=True)
    verb = fields.CharField(max_length=60)
    what = fields.CharField(max_length=40)
    row = fields.UUIDField(null=True)
    detail = fields.JSONField[dict[str, Any]](default=dict)
    number = fields.BigIntField(null=True, unique=True)
    previous = fields.CharField(max_length=64, null=True)
    hash = fields.CharField(max_length=64, null=True)

    class Meta:
        table = "deed"
        indexes = (("what", "row"), ("actor", "at"))
