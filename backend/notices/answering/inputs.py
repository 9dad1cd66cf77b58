"""What is sent along with an answer or a signature."""

from datetime import datetime

import strawberry

from backend.kit import nodes
from backend.notices.answer_models import AnswerKind
from backend.notices.answering.asking import Said
from backend.notices.answering.signing import Hand


@strawberry.input(description="What somebody wants to say to a notice.")
class AnswerNoticeInput:
    kind: AnswerKind = strawberry.field(description="What they want by it.")
    text: str = strawberry.field(
        default="", description="In their own words, 500 characters; a registration needs none."
    )
    stop: strawberry.ID | None = strawberry.field(
        default=None, description="Of a route: the place where they were too."
    )

    def read(self) -> Said:
        """As the rules take it."""
        return Said(self.kind, self.text, nodes.row_of("NoticeStop", self.stop) if self.stop else None)


@strawberry.input(description="A name under a pledge.")
class SignNoticeInput:
    name: str = strawberry.field(description="Who signs, 40 characters.")
    fingerprint: str = strawberry.field(description="Of the pledge that was read: `Notice.fingerprint`.")
    household: strawberry.ID | None = strawberry.field(
        default=None, description="Whose, where a liaison takes it at the door; else one's own."
    )
    at: datetime | None = strawberry.field(
        default=None, description="When it was signed, where the phone had no signal then."
    )

    def read(self) -> Hand:
        """As the rules take it."""
        household = nodes.row_of("Household", self.household) if self.household else None
        return Hand(self.name, self.fingerprint, household, self.at)
