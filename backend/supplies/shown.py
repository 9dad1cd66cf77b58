"""Needs, items, deliveries and steps as the graph shows them."""

from datetime import datetime
from uuid import UUID

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.grids import loaders
from backend.grids.graph import Grid
from backend.kit.nodes import Node
from backend.supplies import telling
from backend.supplies.catalogue import QuestionKind
from backend.supplies.models import Category, DeliveryState, Proof, RequestState, Step

strawberry.enum(Category, name="ItemCategory", description="The shelf that an item lies on.")
strawberry.enum(QuestionKind, name="QuestionKind", description="How a question about an item is answered.")
strawberry.enum(RequestState, name="SupplyRequestState", description="How far a household's need is met.")
strawberry.enum(
    DeliveryState, name="DeliveryState", description="What became of a promise to bring something."
)
strawberry.enum(Proof, name="DeliveryProof", description="What shows that something was handed over.")
strawberry.enum(
    Step, name="TimelineStepKind", description="One thing that happened on the way from a need to its end."
)


@strawberry.type(description="One answer that can be chosen.")
class Choice:
    code: str = strawberry.field(description="What to send.")
    label: str = strawberry.field(description="What to show, in your language.")


@strawberry.type(description="A question that makes a need exact.")
class Question:
    code: str = strawberry.field(description="What to send with the answer.")
    label: str = strawberry.field(description="What to ask, in your language.")
    kind: QuestionKind = strawberry.field(
        description="How it is answered: MONTH as 2019-09, YES_NO as yes or no."
    )
    required: bool = strawberry.field(description="Whether it must be answered.")
    adds_up: bool = strawberry.field(description="Whether needs are added up by it, as by a size.")
    choices: list[Choice] = strawberry.field(description="What can be chosen, for a CHOICE.")


@strawberry.type(description="Something that can be asked for.")
class Item(Node):
    code: str = strawberry.field(description="The same in every place, for what is seeded.")
    name: str = strawberry.field(description="What it is called, in your language.")
    unit: str = strawberry.field(description="What it is counted in, in your language.")
    category: Category = strawberry.field(description="The shelf that it lies on.")
    questions: list[Question] = strawberry.field(description="What to ask whoever needs it.")
    is_local: bool = strawberry.field(description="Whether a grid's leader added it for their ground.")
    ground: strawberry.Private[UUID | None] = None
    """Whose leader added it."""

    @strawberry.field(description="Whether you may change it, or have it offered no longer.")
    async def may_change(self, info: Info[Context, None]) -> bool:
        if self.ground is None:
            return False
        grid = await info.context.loader(loaders.by_id).load(self.ground)
        return grid is not None and info.context.me.answers_for(grid["path"], *telling.ANSWER)


@strawberry.type(description="One answer about what is needed.")
class Answer:
    code: str = strawberry.field(description="The question's code.")
    question: str = strawberry.field(description="The question, in your language.")
    answer: str = strawberry.field(description="The answer as you read it.")
    value: str = strawberry.field(description="The answer as it was sent.")


@strawberry.type(description="One item of a need.")
class RequestLine:
    id: strawberry.ID = strawberry.field(description="Name it when you claim it.")
    item: Item = strawberry.field(description="What.")
    quantity: int = strawberry.field(description="How many are needed.")
    promised: int = strawberry.field(description="How many somebody brings or has brought.")
    handed_over: int = strawberry.field(description="How many are at the door.")
    left: int = strawberry.field(description="How many nobody has promised yet.")
    answers: list[Answer] = strawberry.field(description="Which kind exactly.")
    exception: str | None = strawberry.field(
        description="Why more than the ration was allowed; for the household and who leads the ground."
    )


@strawberry.type(description="How many of one line a delivery brings.")
class DeliveryPart:
    line: strawberry.ID = strawberry.field(description="Of which line of the need.")
    item: Item = strawberry.field(description="What.")
    quantity: int = strawberry.field(description="How many.")
    missing: int = strawberry.field(description="How many of them the household found missing.")


@strawberry.type(description="How to find and to call a household, for whoever brings it something.")
class Particulars:
    address: str = strawberry.field(description="Where it is, down to the door.")
    phone: str = strawberry.field(description="Whom to call; empty where there is no number.")
    name: str = strawberry.field(description="Whom to ask for.")


@strawberry.type(description="One person bringing one part of a need.")
class Delivery(Node):
    row: strawberry.Private[UUID]
    request: "SupplyRequest" = strawberry.field(description="The need that it is for.")
    state: DeliveryState = strawberry.field(description="What became of it.")
    who: str = strawberry.field(
        description="Who brings it: the full name for who leads the ground, else 志愿者 张*."
    )
    is_mine: bool = strawberry.field(description="Whether I bring it.")
    from_stock: Grid | None = strawberry.field(description="The grid from whose store it comes.")
    parts: list[DeliveryPart] = strawberry.field(description="What it brings.")
    promised_at: datetime = strawberry.field(description="Since when it is promised.")
    handed_over_at: datetime | None = strawberry.field(description="When it was at the door.")
    proof: Proof | None = strawberry.field(description="What shows that.")
    photo: str | None = strawberry.field(description="Where to see the photo for the next hours.")
    words: str = strawberry.field(description="What the household said: thanks, or what is missing.")
    tries_left: int = strawberry.field(description="How often the code may still be tried.")


@strawberry.type(description="One thing that happened to a need.")
class TimelineStep:
    id: strawberry.ID = strawberry.field(description="Stays the same for ever.")
    kind: Step = strawberry.field(description="What happened.")
    at: datetime = strawberry.field(description="When.")
    text: str = strawberry.field(description="The same as a sentence in your language.")
    words: str = strawberry.field(
        description="What they wrote: a reason, thanks, what is missing; may be empty."
    )


@strawberry.type(description="A household's exact need, and when what they have runs out.")
class SupplyRequest(Node):
    grid: Grid = strawberry.field(description="The grid in which the household lives.")
    passed_up_to: Grid | None = strawberry.field(
        description="The grid above that looks for it now, once it was passed up."
    )
    household: strawberry.ID | None = strawberry.field(
        description="Whose need; for who looks after them, and themselves."
    )
    door: str | None = strawberry.field(
        description="Their door: 3栋2单元1202; for who looks after them, and themselves."
    )
    state: RequestState = strawberry.field(description="How far it is met.")
    asked_at: datetime = strawberry.field(description="When it was asked.")
    runs_out_at: datetime = strawberry.field(description="When what they have runs out.")
    is_urgent: bool = strawberry.field(
        description="Whether less than 24 hours are left and something is still to be brought."
    )
    is_mine: bool = strawberry.field(description="Whether it is my household's.")
    may_claim: bool = strawberry.field(description="Whether I may bring some of it now.")
    may_manage: bool = strawberry.field(
        description="Whether I lead the ground: may bring it from a store, or say that somebody cannot bring it."
    )
    may_pass_up: bool = strawberry.field(
        description="Whether I may have the grid above look for it, and there is one."
    )
    note: str | None = strawberry.field(
        description="What they wrote; for themselves, who looks after them, and who brings it, until it is over."
    )
    photo: str | None = strawberry.field(
        description="Where to see their photo for the next hours; for the same people."
    )
    code: str | None = strawberry.field(
        description="Four digits to say at the door; only for whoever lives there or asked for them."
    )
    lines: list[RequestLine] = strawberry.field(description="What exactly is needed.")
    deliveries: list[Delivery] = strawberry.field(
        description="Who brings what; to a volunteer only their own."
    )
    timeline: list[TimelineStep] = strawberry.field(
        description="What happened so far, the oldest first; empty before you claimed it."
    )
    handed_over_at: datetime | None = strawberry.field(description="When the last of it was at the door.")
    version: int = strawberry.field(description="Give this back when you change it.")


@strawberry.type(description="The same item of the same kind, added up over a grid and everything below it.")
class PooledNeed:
    item: Item = strawberry.field(description="What.")
    variety: list[Answer] = strawberry.field(description="Which size, stage or kind.")
    households: int = strawberry.field(description="How many households need it.")
    quantity: int = strawberry.field(description="How many are not at the doors yet.")
    left: int = strawberry.field(description="How many of them nobody has promised yet.")
    runs_out_at: datetime = strawberry.field(description="When the first household runs out.")


@strawberry.type(description="Every call answered: what was asked on a grid's ground, and what became of it.")
class SupplyCounts:
    grid: Grid = strawberry.field(description="On whose ground.")
    asked: int = strawberry.field(description="All that was asked, but for what was withdrawn.")
    answered: int = strawberry.field(description="Of these, wholly at the door.")
    in_time: int = strawberry.field(description="Of the answered, those at the door before it ran out.")
    waiting: int = strawberry.field(description="Not wholly at the door yet.")
    unclaimed: int = strawberry.field(
        description="Of the waiting, those of which nobody has promised something or all."
    )
    urgent: int = strawberry.field(description="Of the waiting, those with less than 24 hours left.")
    overdue: int = strawberry.field(description="Of the waiting, those that have run out.")


@strawberry.type(description="What somebody has brought to others so far.")
class Contribution:
    deliveries: int = strawberry.field(description="How often they handed something over.")
    households: int = strawberry.field(description="To how many households.")
    things: int = strawberry.field(description="How many things in all.")
