"""What clients send about notices."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.grids.models import Tier
from backend.kit import nodes
from backend.kit.words import Language
from backend.notices import shown  # noqa: F401 -- the enums are named for the graph there
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
from backend.notices.writing.drafts import Draft, Said, Stop


@strawberry.input(description="What a notice says in one language.")
class NoticeTextInput:
    language: Language = strawberry.field(description="Which language.")
    headline: str = strawberry.field(description="At most 60 characters.")
    short: str = strawberry.field(
        default="",
        description="What a push, an SMS and a chat group say, 140 characters; the headline where it is empty.",
    )
    body: str = strawberry.field(default="", description="Markdown, 20,000 characters.")
    claim: str = strawberry.field(default="", description="What is said, of a rumour card; 300 characters.")
    source: str = strawberry.field(
        default="", description="Who says what is true, of a rumour card; 200 characters."
    )
    reward: str = strawberry.field(default="", description="What a clue is worth; 100 characters.")

    def read(self) -> Said:
        """As the rules take it."""
        return Said(self.language, self.headline, self.short, self.body, self.claim, self.source, self.reward)


@strawberry.input(description="One place where somebody who is ill has been.")
class NoticeStopInput:
    place: str = strawberry.field(description="Where, 120 characters.")
    begins_at: datetime = strawberry.field(description="From when.")
    ends_at: datetime = strawberry.field(description="Until when.")

    def read(self) -> Stop:
        """As the rules take it."""
        return Stop(self.place, self.begins_at, self.ends_at)


@strawberry.input(description="A notice as it is to be.")
class DraftNoticeInput:
    kind: NoticeKind = strawberry.field(description="What sort of thing there is to read.")
    texts: list[NoticeTextInput] = strawberry.field(description="One for each language, at most three.")
    grounds: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="The grids that it is for, each with all below it; none for the whole ground of the grid that speaks.",
    )
    audience: list[Audience] = strawberry.field(
        default_factory=list, description="For some of its ground's households; none for everybody."
    )
    earnest: Earnest = strawberry.field(default=Earnest.ACTUAL, description="Whether it is meant.")
    urgency: Urgency = strawberry.field(
        default=Urgency.UNKNOWN, description="IMMEDIATE rings through quiet hours and goes by SMS."
    )
    severity: Severity = strawberry.field(default=Severity.UNKNOWN, description="How bad it is.")
    certainty: Certainty = strawberry.field(default=Certainty.UNKNOWN, description="How sure it is.")
    category: Category = strawberry.field(default=Category.OTHER, description="What it is about.")
    verdict: Verdict | None = strawberry.field(default=None, description="What is true of a rumour.")
    source_url: str = strawberry.field(
        default="", description="Where what a rumour card says can be looked up; https."
    )
    way: Way = strawberry.field(default=Way.DIRECT, description="How it comes down the tiers.")
    relayed_down_to: Tier = strawberry.field(
        default=Tier.COMMUNITY, description="The lowest tier whose editor passes it on."
    )
    relay_minutes: int | None = strawberry.field(
        default=None, description="After so many minutes it passes by itself; as the settings say otherwise."
    )
    stops: list[NoticeStopInput] = strawberry.field(
        default_factory=list, description="Where a case has been, at most 50."
    )
    picture: UUID | None = strawberry.field(default=None, description="A photo that you sent before.")
    expires_at: datetime | None = strawberry.field(
        default=None, description="From when on nobody need read it any more."
    )
    questions: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="Of a rumour card: the questions (`NoticeAnswer`) that it answers; who asked is told when it is out. "
        "Where a draft names none, those that it named before stay.",
    )

    def read(self) -> Draft:
        """As the rules take it."""
        return Draft(
            kind=self.kind,
            texts=tuple(text.read() for text in self.texts),
            grounds=tuple(nodes.row_of("Grid", grid) for grid in self.grounds),
            audience=tuple(self.audience),
            earnest=self.earnest,
            urgency=self.urgency,
            severity=self.severity,
            certainty=self.certainty,
            category=self.category,
            verdict=self.verdict,
            source_url=self.source_url,
            way=self.way,
            relayed_down_to=self.relayed_down_to,
            relay_minutes=self.relay_minutes,
            stops=tuple(stop.read() for stop in self.stops),
            picture=self.picture,
            expires_at=self.expires_at,
            questions=tuple(nodes.row_of("NoticeAnswer", question) for question in self.questions),
        )
