"""Answers, replies and signatures, as the graph shows them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from backend.households.doors import Door
from backend.kit import nodes
from backend.notices import answer_models
from backend.notices.answer_models import AnswerKind
from backend.notices.models import OUT

strawberry.enum(AnswerKind, name="AnswerKind", description="What somebody wants by answering a notice.")

REPLY_COLUMNS = ("id", "question", "text", "at")
ANSWER_COLUMNS = (
    "id",
    "kind",
    "text",
    "at",
    "stop_id",
    "stop__place",
    "reply_id",
    "reply__text",
    "raised_id",
    "raised__state",
)
ASKER_COLUMNS = (
    *("household_id", "household__building", "household__unit", "household__room"),
    *("household__grid__name", "household__grid__path", "person_id", "person__name", "person__phone"),
)
SIGNATURE_COLUMNS = (
    *("id", "name", "fingerprint", "signed_at", "taken_by_id", "taken_by__name"),
    *("household__building", "household__unit", "household__room", "household__grid__name"),
)


@strawberry.type(description="What an editor replied, once for everybody who asked the same.")
class NoticeReply:
    id: strawberry.ID = strawberry.field(description="Which reply.")
    question: str = strawberry.field(description="What was asked, in the editor's words.")
    text: str = strawberry.field(description="The reply.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(description="What somebody answered to a notice.")
class NoticeAnswer:
    id: strawberry.ID = strawberry.field(description="Which answer.")
    kind: AnswerKind = strawberry.field(description="What they want by it.")
    text: str = strawberry.field(description="In their own words; empty where they wrote none.")
    place: str | None = strawberry.field(description="Of a route: where they were too.")
    at: datetime = strawberry.field(description="When.")
    reply: str | None = strawberry.field(description="What the editor replied; null while nobody did.")
    card: strawberry.ID | None = strawberry.field(
        description="The rumour card that came of the question; null where there is none."
    )


@strawberry.type(description="An answer with who gave it, for a notice's editors.")
class ReceivedAnswer:
    id: strawberry.ID = strawberry.field(description="The same as of the answer.")
    answer: NoticeAnswer = strawberry.field(description="What they said.")
    name: str = strawberry.field(description="Who.")
    phone: str | None = strawberry.field(
        description="Of who registered or knows something, to call them back; null for a question."
    )
    door: str | None = strawberry.field(description="Where they live; null where they live nowhere here.")


@strawberry.type(description="A household signed a pledge.")
class Signature:
    id: strawberry.ID = strawberry.field(description="Which signature.")
    name: str = strawberry.field(description="As they wrote it; empty where it is forgotten.")
    door: str = strawberry.field(description="Grid and door.")
    signed_at: datetime = strawberry.field(description="When.")
    taken_by: str | None = strawberry.field(
        description="Before whom it was signed at the door; null where they signed on a phone of their own."
    )
    fingerprint: str = strawberry.field(description="Of the text that was signed.")


def reply_of(row: Mapping[str, Any]) -> NoticeReply:
    """A reply read by `.values(*REPLY_COLUMNS)`."""
    return NoticeReply(
        id=nodes.opaque("NoticeReply", row["id"]), question=row["question"], text=row["text"], at=row["at"]
    )


def answer_of(row: Mapping[str, Any], *, drafts: bool = False) -> NoticeAnswer:
    """An answer read by `.values(*ANSWER_COLUMNS)`; a card that is still being written is for its editors only."""
    is_there = row["raised_id"] and (drafts or row["raised__state"] in OUT)
    return NoticeAnswer(
        id=nodes.opaque("NoticeAnswer", row["id"]),
        kind=AnswerKind(row["kind"]),
        text=answer_models.NoticeAnswer.opened("text", row["id"], row["text"]),
        place=row["stop__place"],
        at=row["at"],
        reply=row["reply__text"],
        card=nodes.opaque("Notice", row["raised_id"]) if is_there else None,
    )


def received_of(row: Mapping[str, Any]) -> ReceivedAnswer:
    """An answer read by `.values(*ANSWER_COLUMNS, *ASKER_COLUMNS)`, with who gave it."""
    opened = answer_models.Person.opened
    answer = answer_of(row, drafts=True)
    phone = opened("phone", row["person_id"], row["person__phone"])
    return ReceivedAnswer(
        id=nodes.opaque("NoticeAnswer", row["id"]),
        answer=answer,
        name=opened("name", row["person_id"], row["person__name"]),
        # Whoever asks wants a reply, no call; a number is shown to whom the work needs it.
        phone=(phone or None) if answer.kind is not AnswerKind.QUESTION else None,
        door=_door(row) if row["household_id"] else None,
    )


def signature_of(row: Mapping[str, Any]) -> Signature:
    """A signature read by `.values(*SIGNATURE_COLUMNS)`."""
    taker = row["taken_by_id"]
    return Signature(
        id=nodes.opaque("Signature", row["id"]),
        name=answer_models.Signature.opened("name", row["id"], row["name"]),
        door=_door(row),
        signed_at=row["signed_at"],
        taken_by=answer_models.Person.opened("name", taker, row["taken_by__name"]) if taker else None,
        fingerprint=row["fingerprint"],
    )


def _door(row: Mapping[str, Any]) -> str:
    door = Door(*(row[f"household__{part}"] for part in ("building", "unit", "room")))
    return f"{row['household__grid__name']} {door.label}"
