"""Notices as the graph shows them."""

from datetime import datetime
from uuid import UUID

import strawberry

import backend.access.me_graph  # noqa: F401 -- Language is named for the graph there
from backend.grids.graph import Grid
from backend.grids.models import Tier
from backend.kit.nodes import Node
from backend.kit.words import Language
from backend.notices.answering.shown import NoticeAnswer, NoticeReply
from backend.notices.channel_models import Channel
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
from backend.notices.models import NoticeState
from backend.notices.reach_models import Via
from backend.notices.rights import NoticeAction

strawberry.enum(NoticeKind, name="NoticeKind", description="What sort of thing there is to read.")
strawberry.enum(NoticeState, name="NoticeState", description="How far a notice has come.")
strawberry.enum(NoticeAction, name="NoticeAction", description="Something that can be done about a notice.")
strawberry.enum(
    Earnest, name="Earnest", description="Whether it is meant, a drill, or only a test (CAP status)."
)
strawberry.enum(Urgency, name="Urgency", description="CAP 1.2, urgency.")
strawberry.enum(Severity, name="Severity", description="CAP 1.2, severity.")
strawberry.enum(Certainty, name="Certainty", description="CAP 1.2, certainty.")
strawberry.enum(Category, name="NoticeCategory", description="CAP 1.2, category.")
strawberry.enum(Verdict, name="Verdict", description="What is true of a claim.")
strawberry.enum(Audience, name="Audience", description="Some of a ground's households.")
strawberry.enum(Way, name="Way", description="How a notice comes down the tiers.")
strawberry.enum(Channel, name="Channel", description="What carries a notice besides open apps.")
strawberry.enum(Via, name="Via", description="By what a notice first reached a household.")


@strawberry.type(description="What a notice says in one language.")
class NoticeText:
    language: Language = strawberry.field(description="Which language.")
    headline: str = strawberry.field(description="In a few words.")
    short: str = strawberry.field(description="What a push, an SMS and a chat group say.")
    body: str = strawberry.field(description="The text itself, as Markdown.")
    html: str = strawberry.field(
        description="The same as HTML that is safe to show; its headings begin with h3."
    )
    claim: str = strawberry.field(description="What is said, of a rumour card; else empty.")
    source: str = strawberry.field(description="Who says what is true, of a rumour card; else empty.")
    reward: str = strawberry.field(description="What a clue is worth; else empty.")


@strawberry.type(description="One place where somebody who is ill has been, and when.")
class NoticeStop:
    id: strawberry.ID = strawberry.field(description="Name it when you register.")
    row: strawberry.Private[UUID]
    place: str = strawberry.field(description="Where.")
    begins_at: datetime = strawberry.field(description="From when.")
    ends_at: datetime = strawberry.field(description="Until when.")


@strawberry.type(description="Another version of a notice.")
class NoticeEdition:
    id: strawberry.ID = strawberry.field(description="The notice that it is.")
    edition: int = strawberry.field(description="1 for the first version.")
    state: NoticeState = strawberry.field(description="How it stands.")
    earnest: Earnest = strawberry.field(description="Whether it is meant, a drill, or a test.")
    headline: str = strawberry.field(description="Its headline, in your language.")
    reason: str = strawberry.field(description="What it changed, or why it was withdrawn.")
    published_at: datetime | None = strawberry.field(description="When it went out.")


@strawberry.type(description="What a tier added when it passed a notice on.")
class RelayLine:
    grid: Grid = strawberry.field(description="Which grid's editor added it.")
    line: str = strawberry.field(description="What they added.")
    at: datetime = strawberry.field(description="When they passed it on.")


@strawberry.type(description="A notice that waits in a grid of mine to be passed on.")
class RelayTurn:
    grid: Grid = strawberry.field(description="From which grid.")
    arrived_at: datetime = strawberry.field(description="Since when it waits.")
    due_at: datetime = strawberry.field(description="When it passes by itself.")


@strawberry.type(description="How far a notice has come in my household; one from anybody counts for all.")
class MyReceipt:
    shown_at: datetime | None = strawberry.field(description="When it was first on a screen.")
    read_at: datetime | None = strawberry.field(description="When somebody read it.")
    answered_at: datetime | None = strawberry.field(description="When somebody answered it.")
    signed_at: datetime | None = strawberry.field(description="When somebody signed it.")


@strawberry.type(
    description="Something to read. What went out never changes: a correction is another notice."
)
class Notice(Node):
    row: strawberry.Private[UUID]
    path: strawberry.Private[str]
    """Of the grid that speaks."""
    grid: Grid = strawberry.field(description="Who speaks.")
    code: str = strawberry.field(description="What its public address ends in.")
    link: str = strawberry.field(description="Its public address, for whoever has no app.")
    kind: NoticeKind = strawberry.field(description="What sort of thing it is.")
    state: NoticeState = strawberry.field(description="How far it has come.")
    earnest: Earnest = strawberry.field(
        description="Whether it is meant; a drill or a test is marked wherever it is seen."
    )
    urgency: Urgency = strawberry.field(description="IMMEDIATE rings through quiet hours.")
    severity: Severity = strawberry.field(description="How bad it is.")
    certainty: Certainty = strawberry.field(description="How sure it is.")
    category: Category = strawberry.field(description="What it is about.")
    verdict: Verdict | None = strawberry.field(description="What is true, of a rumour card.")
    source_url: str = strawberry.field(description="Where that can be looked up; may be empty.")
    asked: int = strawberry.field(description="How many people asked what a rumour card answers; else 0.")
    questions: list[NoticeAnswer] = strawberry.field(
        description="What they asked, for who decides where they asked it; else empty."
    )
    audience: list[Audience] = strawberry.field(description="For whom of its ground; empty for everybody.")
    way: Way = strawberry.field(description="How it comes down the tiers.")
    relayed_down_to: Tier = strawberry.field(description="The lowest tier whose editor passes it on.")
    relay_minutes: int = strawberry.field(description="After so many minutes it passes by itself.")
    grounds: list[Grid] = strawberry.field(description="The grids that it is for, each with all below it.")
    text: NoticeText = strawberry.field(
        description="What it says in your language, else in simplified Chinese, else in whichever there is."
    )
    texts: list[NoticeText] = strawberry.field(description="What it says, in all its languages.")
    stops: list[NoticeStop] = strawberry.field(description="Where a case has been, in order.")
    picture: str | None = strawberry.field(description="Where to see its picture for the next hours.")
    drafted_by: str | None = strawberry.field(description="Who wrote it; for who holds a post there.")
    proposed_by: str | None = strawberry.field(
        description="Who would publish it; for who holds a post there."
    )
    published_by: str | None = strawberry.field(description="Who published it; for who holds a post there.")
    drafted_at: datetime = strawberry.field(description="When it was begun.")
    goes_at: datetime | None = strawberry.field(description="When it is to go out by itself.")
    published_at: datetime | None = strawberry.field(description="When it went out.")
    ended_at: datetime | None = strawberry.field(description="When it was corrected or withdrawn.")
    expires_at: datetime | None = strawberry.field(description="From when on nobody need read it any more.")
    reason: str = strawberry.field(description="What it corrects, or why it was withdrawn; else empty.")
    returned: str = strawberry.field(
        description="Why it was last returned, for who wrote it and who decides; else empty."
    )
    edition: int = strawberry.field(description="1 for the first version, one more for each correction.")
    version: int = strawberry.field(description="Give this back when you change it.")
    corrects: NoticeEdition | None = strawberry.field(description="The version before.")
    corrected_by: NoticeEdition | None = strawberry.field(description="The version that took its place.")
    lines: list[RelayLine] = strawberry.field(
        description="What tiers added on its way to you, the uppermost first."
    )
    turns: list[RelayTurn] = strawberry.field(description="Where it waits for me to pass it on.")
    mine: MyReceipt | None = strawberry.field(
        description="How far it has come in my household; null where I have none, or nobody has seen it."
    )
    replies: list[NoticeReply] = strawberry.field(
        description="What its editors replied to those who asked, the latest first."
    )
    my_answers: list[NoticeAnswer] = strawberry.field(
        description="What I asked, registered for, or told; the latest first."
    )
    fingerprint: str = strawberry.field(description="Of a pledge: give it back when you sign; else empty.")
    allowed: list[NoticeAction] = strawberry.field(description="What I may do about it now.")
