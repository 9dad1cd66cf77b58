"""What households answer to a notice: questions, registrations, signatures; and what its editor replies."""

from enum import Enum
from uuid import UUID

from tortoise import fields

from backend.access.models import Person
from backend.households.models import Household
from backend.kit import clock
from backend.kit.models import Row
from backend.kit.sealed import SealedText
from backend.notices.models import Notice, NoticeStop


class AnswerKind(Enum):
    """What somebody wants by answering."""

    QUESTION = "QUESTION"
    REGISTRATION = "REGISTRATION"
    """They were there, or they will help."""
    CLUE = "CLUE"


class NoticeReply(Row):
    """What an editor answered, once for everybody who asked the same."""

    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "lianxin.Notice", on_delete=fields.CASCADE, related_name="replies"
    )
    notice_id: UUID
    question = fields.CharField(max_length=200)
    """What was asked, in the editor's words: everybody reads it."""
    text = fields.CharField(max_length=2000)
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="notice_replies"
    )
    by_id: UUID
    at = fields.DatetimeField(default=clock.now)

    class Meta:
        table = "notice_reply"
        indexes = (("notice_id", "at"),)


class NoticeAnswer(Row):
    """What somebody answered to a notice; only they and the notice's editors read it."""

    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "lianxin.Notice", on_delete=fields.CASCADE, related_name="answers"
    )
    notice_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="notice_answers"
    )
    person_id: UUID
    household: fields.ForeignKeyNullableRelation[Household] = fields.ForeignKeyField(
        "lianxin.Household", null=True, on_delete=fields.SET_NULL, related_name="notice_answers"
    )
    household_id: UUID | None
    kind = fields.CharEnumField(AnswerKind, max_length=14)
    text = SealedText(null=True)
    """Empty only when it is forgotten."""
    stop: fields.ForeignKeyNullableRelation[NoticeStop] = fields.ForeignKeyField(
        "lianxin.NoticeStop", null=True, on_delete=fields.SET_NULL, related_name="registrations"
    )
    stop_id: UUID | None
    """Where they were too."""
    seat = fields.CharField(max_length=120, null=True, unique=True)
    """Of a registration: notice, person and stop, so that nobody is registered twice."""
    at = fields.DatetimeField(default=clock.now)
    reply: fields.ForeignKeyNullableRelation[NoticeReply] = fields.ForeignKeyField(
        "lianxin.NoticeReply", null=True, on_delete=fields.SET_NULL, related_name="answers"
    )
    reply_id: UUID | None
    raised: fields.ForeignKeyNullableRelation[Notice] = fields.ForeignKeyField(
        "lianxin.Notice", null=True, on_delete=fields.SET_NULL, related_name="raised_by"
    )
    raised_id: UUID | None
    """The rumour card that this question brought about."""

    class Meta:
        table = "notice_answer"
        indexes = (
            ("notice_id", "kind", "at"),
            ("person_id", "at"),
            ("reply_id",),
            ("raised_id",),
            ("household_id",),
        )


class Signature(Row):
    """A household signed a pledge: on a phone of theirs, or at the door before their liaison."""

    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "lianxin.Notice", on_delete=fields.CASCADE, related_name="signatures"
    )
    notice_id: UUID
    household: fields.ForeignKeyRelation[Household] = fields.ForeignKeyField(
        "lianxin.Household", on_delete=fields.RESTRICT, related_name="signatures"
    )
    household_id: UUID
    name = SealedText(null=True)
    """As they wrote it; empty only when it is forgotten."""
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", null=True, on_delete=fields.RESTRICT, related_name="signatures"
    )
    person_id: UUID | None
    """Who signed on a phone of their own; empty at the door."""
    taken_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", null=True, on_delete=fields.RESTRICT, related_name="signatures_taken"
    )
    taken_by_id: UUID | None
    """The liaison before whom they signed at the door."""
    fingerprint = fields.CharField(max_length=64)
    """SHA-256 of the text that was signed."""
    signed_at = fields.DatetimeField()
    noted_at = fields.DatetimeField(default=clock.now)

    class Meta:
        table = "signature"
        unique_together = (("notice", "household"),)
        indexes = (("household_id",), ("person_id",))
