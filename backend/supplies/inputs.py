"""What clients send about supplies."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.kit import nodes, texts
from backend.kit.words import Words
from backend.supplies import catalogue
from backend.supplies.catalogue import QuestionKind
from backend.supplies.claims import Share
from backend.supplies.models import Category
from backend.supplies.rules import Wanted


@strawberry.input(description="The answer to one of an item's questions.")
class AnswerInput:
    question: str = strawberry.field(description="The question's code.")
    answer: str = strawberry.field(description="Text, a choice's code, a month as 2019-09, yes or no.")


@strawberry.input(description="One item that is needed.")
class RequestLineInput:
    item: strawberry.ID = strawberry.field(description="What.")
    quantity: int = strawberry.field(description="How many, 1 to 999.")
    answers: list[AnswerInput] = strawberry.field(default_factory=list, description="Which kind exactly.")

    def read(self) -> Wanted:
        """As the rules take it."""
        return Wanted(
            nodes.row_of("Item", self.item), self.quantity, {one.question: one.answer for one in self.answers}
        )


@strawberry.input(description="What a household needs.")
class RequestSuppliesInput:
    lines: list[RequestLineInput] = strawberry.field(description="1 to 20 items.")
    runs_out_at: datetime = strawberry.field(description="When what they have runs out, within 60 days.")
    household: strawberry.ID | None = strawberry.field(
        default=None,
        description="Whose need, for who looks after them; your own household where you name none.",
    )
    note: str = strawberry.field(
        default="", description="What else whoever brings it should know; 500 characters."
    )
    photo: UUID | None = strawberry.field(default=None, description="A photo that you sent before.")
    exception: str = strawberry.field(
        default="", description="Why more than the ration is allowed; only from who leads the ground."
    )


@strawberry.input(description="How many of one line.")
class ShareInput:
    line: strawberry.ID = strawberry.field(description="Which line.")
    quantity: int = strawberry.field(description="How many.")

    def read(self) -> Share:
        """As the rules take it."""
        return Share(nodes.row_of("RequestLine", self.line), self.quantity)


@strawberry.input(
    description="A text in every language that you have; the first one stands for those you leave out."
)
class WordsInput:
    zh_hans: str = strawberry.field(description="In simplified Chinese.")
    zh_hant: str = strawberry.field(default="", description="In traditional Chinese.")
    en: str = strawberry.field(default="", description="In English.")

    def read(self) -> Words:
        """As the rules take it."""
        first = texts.line(self.zh_hans)
        return Words(first, texts.line(self.zh_hant) or first, texts.line(self.en) or first)


@strawberry.input(description="A question that makes a need exact.")
class QuestionInput:
    label: WordsInput = strawberry.field(description="What to ask.")
    kind: QuestionKind = strawberry.field(description="How it is answered.")
    required: bool = strawberry.field(default=False, description="Whether it must be answered.")
    adds_up: bool = strawberry.field(
        default=False,
        description="Whether needs are added up by it, as by a size; never for what is personal.",
    )
    choices: list[WordsInput] = strawberry.field(
        default_factory=list, description="What can be chosen, for a CHOICE."
    )

    def read(self, code: str) -> catalogue.Question:
        """As the rules take it."""
        choices = tuple((str(at), label.read()) for at, label in enumerate(self.choices, 1))
        return catalogue.Question(code, self.label.read(), self.kind, self.required, self.adds_up, choices)


@strawberry.input(description="One more thing that can be asked for on a grid's ground.")
class AddItemInput:
    name: WordsInput = strawberry.field(description="What it is called.")
    unit: WordsInput = strawberry.field(description="What it is counted in.")
    category: Category = strawberry.field(description="The shelf that it lies on.")
    questions: list[QuestionInput] = strawberry.field(default_factory=list, description="At most 8.")
