"""What can be asked for, what is needed, and who brings it."""

from enum import Enum
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.expressions import Q
from tortoise.migrations.constraints import CheckConstraint

from backend.access.models import Person
from backend.grids.models import Grid
from backend.households.models import Household
from backend.kit import clock
from backend.kit.models import Row
from backend.kit.sealed import SealedText

TRIES = 5
"""How often a household's code may be guessed for one delivery."""


class Category(Enum):
    """The shelf that an item lies on."""

    PROTECTION = "PROTECTION"
    INFANT = "INFANT"
    CLEANING = "CLEANING"
    MEDICINE = "MEDICINE"
    FOOD = "FOOD"
    OTHER = "OTHER"


class RequestState(Enum):
    """How far a household's need is met."""

    OPEN = "OPEN"
    PROMISED = "PROMISED"
    HANDED_OVER = "HANDED_OVER"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"


class DeliveryState(Enum):
    """What became of a promise to bring something."""

    PROMISED = "PROMISED"
    HANDED_OVER = "HANDED_OVER"
    CONFIRMED = "CONFIRMED"
    MISSING = "MISSING"
    GIVEN_BACK = "GIVEN_BACK"
    CANCELLED = "CANCELLED"


class Proof(Enum):
    """What shows that something was handed over."""

    CODE = "CODE"
    PHOTO = "PHOTO"
    WORD = "WORD"


class Step(Enum):
    """One thing that happened on the way from a need to its end."""

    ASKED = "ASKED"
    CLAIMED = "CLAIMED"
    GIVEN_BACK = "GIVEN_BACK"
    PASSED_UP = "PASSED_UP"
    DEADLINE_CHANGED = "DEADLINE_CHANGED"
    ESCALATED = "ESCALATED"
    HANDED_OVER = "HANDED_OVER"
    CONFIRMED = "CONFIRMED"
    MISSING = "MISSING"
    CANCELLED = "CANCELLED"
    CLOSED = "CLOSED"


class Part(Enum):
    """In which part somebody appears on a timeline."""

    HOUSEHOLD = "HOUSEHOLD"
    VOLUNTEER = "VOLUNTEER"
    POST = "POST"
    SYSTEM = "SYSTEM"


class Item(Row):
    """Something that can be asked for, with the questions that make the need exact."""

    code = fields.CharField(max_length=40, unique=True)
    name = fields.JSONField[dict[str, str]]()
    """A sentence in every language, as `Words` takes it."""
    unit = fields.JSONField[dict[str, str]]()
    category = fields.CharEnumField(Category, max_length=12)
    questions = fields.JSONField[list[dict[str, Any]]](default=list)
    grid: fields.ForeignKeyNullableRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", null=True, on_delete=fields.RESTRICT, related_name="items"
    )
    grid_id: UUID | None
    """Whose leader added it, for everybody below; none where it is for everybody."""
    order = fields.IntField(default=1000)
    active = fields.BooleanField(default=True)

    class Meta:
        table = "item"


class SupplyRequest(Row):
    """A household's exact need, and when what they have runs out."""

    household: fields.ForeignKeyRelation[Household] = fields.ForeignKeyField(
        "lianxin.Household", on_delete=fields.RESTRICT, related_name="supply_requests"
    )
    household_id: UUID
    passed_to: fields.ForeignKeyNullableRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", null=True, on_delete=fields.RESTRICT, related_name="supply_requests"
    )
    passed_to_id: UUID | None
    """The grid above the household's own that has to find it, once it was passed up."""
    asked_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="supply_requests"
    )
    asked_by_id: UUID
    asked_at = fields.DatetimeField(default=clock.now)
    runs_out_at = fields.DatetimeField()
    note = SealedText(default="")
    photo = fields.UUIDField(null=True)
    code = SealedText()
    """Four digits that the household says at the door."""
    state = fields.CharEnumField(RequestState, max_length=12, default=RequestState.OPEN)
    warned = fields.SmallIntField(default=0)
    """How many leaders were told that nobody has taken it yet: 0, 1 (the grid's), 2 (the one above)."""
    warn_at = fields.DatetimeField(null=True)
    """When the next of them is to be told."""
    handed_over_at = fields.DatetimeField(null=True)
    """When the last part of it reached the door."""
    ended_at = fields.DatetimeField(null=True)
    scrubbed_at = fields.DatetimeField(null=True)
    """When what people wrote about it was taken out, long after it was over."""
    version = fields.IntField(default=1)

    class Meta:
        table = "supply_request"
        indexes = (
            ("household_id", "asked_at"),
            ("state", "runs_out_at", "id"),
            ("state", "warn_at"),
            ("asked_by_id", "asked_at"),
            ("asked_at",),
        )

    @property
    def standing(self) -> Grid:
        """The grid that has to find it now; the need was read with its household's grid."""
        return self.passed_to or self.household.grid


class RequestLine(Row):
    """One item of a need: how many, of what kind, and how many are promised and handed over."""

    request: fields.ForeignKeyRelation[SupplyRequest] = fields.ForeignKeyField(
        "lianxin.SupplyRequest", on_delete=fields.CASCADE, related_name="lines"
    )
    request_id: UUID
    item: fields.ForeignKeyRelation[Item] = fields.ForeignKeyField(
        "lianxin.Item", on_delete=fields.RESTRICT, related_name="lines"
    )
    item_id: UUID
    quantity = fields.IntField()
    promised = fields.IntField(default=0)
    """Promised by somebody, what was handed over included."""
    handed_over = fields.IntField(default=0)
    variety = fields.CharField(max_length=400, default="{}")
    """The answers by which needs are added up (size, stage), as JSON: they tell of no person, so they stay open."""
    answers = SealedText(default="{}")
    """The other answers, as JSON: brands, allergies, medicines."""
    exception = SealedText(default="")
    """Why more than the ration was allowed, in the words of whoever allowed it."""
    beyond_ration = fields.BooleanField(default=False)
    """Whether more was allowed: what is sealed cannot be looked for."""

    class Meta:
        table = "request_line"
        indexes = (("request_id", "id"), ("item_id", "variety"))
        constraints = (
            CheckConstraint(
                check="0 <= handed_over AND handed_over <= promised AND promised <= quantity",
                name="line_counts",
            ),
        )


class Delivery(Row):
    """One person bringing one part of a need."""

    request: fields.ForeignKeyRelation[SupplyRequest] = fields.ForeignKeyField(
        "lianxin.SupplyRequest", on_delete=fields.CASCADE, related_name="deliveries"
    )
    request_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", on_delete=fields.RESTRICT, related_name="deliveries"
    )
    person_id: UUID
    part = fields.CharEnumField(Part, max_length=10)
    stock: fields.ForeignKeyNullableRelation[Grid] = fields.ForeignKeyField(
        "lianxin.Grid", null=True, on_delete=fields.RESTRICT, related_name="stock_deliveries"
    )
    stock_id: UUID | None
    """The grid from whose store it comes."""
    state = fields.CharEnumField(DeliveryState, max_length=12, default=DeliveryState.PROMISED)
    tries_left = fields.SmallIntField(default=TRIES)
    promised_at = fields.DatetimeField(default=clock.now)
    handed_over_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    proof = fields.CharEnumField(Proof, max_length=5, null=True)
    photo = fields.UUIDField(null=True)
    words = SealedText(default="")
    """What the household said: thanks, or what is missing."""

    class Meta:
        table = "delivery"
        indexes = (("person_id", "state"), ("request_id", "id"), ("state", "handed_over_at"))
        constraints = (CheckConstraint(check="tries_left >= 0", name="delivery_tries"),)

    @staticmethod
    def still_out() -> Q:
        """Deliveries that were promised and are not at the door yet."""
        return Q(state=DeliveryState.PROMISED)


class DeliveryPart(Row):
    """How many of one line a delivery brings."""

    delivery: fields.ForeignKeyRelation[Delivery] = fields.ForeignKeyField(
        "lianxin.Delivery", on_delete=fields.CASCADE, related_name="parts"
    )
    delivery_id: UUID
    line: fields.ForeignKeyRelation[RequestLine] = fields.ForeignKeyField(
        "lianxin.RequestLine", on_delete=fields.CASCADE, related_name="parts"
    )
    line_id: UUID
    quantity = fields.IntField()
    missing = fields.IntField(default=0)
    """How many of them the household found missing."""

    class Meta:
        table = "delivery_part"
        unique_together = (("delivery", "line"),)
        constraints = (
            CheckConstraint(
                check="quantity > 0 AND 0 <= missing AND missing <= quantity", name="part_counts"
            ),
        )


class TimelineStep(Row):
    """One thing that happened to a need, as everybody concerned may read it."""

    request: fields.ForeignKeyRelation[SupplyRequest] = fields.ForeignKeyField(
        "lianxin.SupplyRequest", on_delete=fields.CASCADE, related_name="steps"
    )
    request_id: UUID
    kind = fields.CharEnumField(Step, max_length=20)
    at = fields.DatetimeField(default=clock.now)
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "lianxin.Person", null=True, on_delete=fields.RESTRICT, related_name="timeline_steps"
    )
    person_id: UUID | None
    part = fields.CharEnumField(Part, max_length=10)
    detail = fields.JSONField[dict[str, Any]](default=dict)
    """The numbers and items of its sentence."""
    words = SealedText(default="")
    """What they wrote: a reason, thanks, what is missing."""

    class Meta:
        table = "timeline_step"
        indexes = (("request_id", "id"), ("person_id",))
