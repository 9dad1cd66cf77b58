"""Needs in the graph: seen by whom they concern, asked, claimed, brought and confirmed."""

from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.types import Info
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from backend.access.actor import Actor, subtree
from backend.access.context import Context
from backend.access.gates import signed_in
from backend.grids import graph as grids
from backend.grids import loaders
from backend.kit import clock, nodes, pages, selections
from backend.kit.arguments import After, First
from backend.kit.nodes import Node
from backend.kit.pages import Connection
from backend.kit.refusals import BadInput, NotFound
from backend.kit.words import Words
from backend.supplies import catalogue, doorstep, models, progress, reading, rules
from backend.supplies.inputs import AnswerInput
from backend.supplies.models import RequestState
from backend.supplies.reader import Row
from backend.supplies.shown import Delivery, Particulars, SupplyRequest

WHICH_GRID = Words("请选一个网格。", "請選一個網格。", "Please choose a grid.")


@strawberry.enum(description="Whose needs to list.")
class SupplyScope(Enum):
    MINE = strawberry.enum_value("MINE", description="My household's.")
    NEAR = strawberry.enum_value("NEAR", description="Those near me of which something is still unclaimed.")
    GRID = strawberry.enum_value(
        "GRID", description="Those of a grid that I look after, and of everything below it."
    )


RequestId = Annotated[strawberry.ID, strawberry.argument(description="Which need.")]
DeliveryId = Annotated[strawberry.ID, strawberry.argument(description="Which delivery.")]
GridId = Annotated[strawberry.ID, strawberry.argument(description="The grid, with everything below it.")]


@strawberry.type
class SuppliesQuery:
    @strawberry.field(
        extensions=[signed_in()],
        description="Needs, those with the fewest hours left first; where only what is over is asked for, the latest first.",
    )
    async def supply_requests(
        self,
        info: Info[Context, None],
        grid: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only of this grid and below it.")
        ] = None,
        scope: Annotated[SupplyScope, strawberry.argument(description="Whose.")] = SupplyScope.GRID,
        state: Annotated[
            list[RequestState] | None, strawberry.argument(description="Only those that stand like this.")
        ] = None,
        item: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only those that ask for this.")
        ] = None,
        variety: Annotated[
            list[AnswerInput] | None,
            strawberry.argument(description="With `item`: only those that ask for just this kind of it."),
        ] = None,
        urgent: Annotated[
            bool, strawberry.argument(description="Only those with less than 24 hours left.")
        ] = False,
        exception: Annotated[
            bool, strawberry.argument(description="Only those that were allowed more than the ration.")
        ] = False,
        first: First = pages.MOST,
        after: After = None,
    ) -> Connection[SupplyRequest]:
        me = info.context.me
        ground = await rules.ground_of(me) if scope is SupplyScope.NEAR else None
        found = _scoped(me, scope, ground)
        if grid:
            path = await grids.path_of(info, nodes.row_of("Grid", grid))
            found = found.filter(subtree(path, "household__grid__path"))
        elif scope is SupplyScope.GRID and not me.holdings:
            raise BadInput(field="grid", reason=WHICH_GRID)
        found = _narrowed(found, state, urgent=urgent, exception=exception)
        if item:
            found = found.filter(id__in=rules.asking_for(nodes.row_of("Item", item), _kind(variety)))
        page = await pages.page(
            reading.with_home(me, found),
            *reading.COLUMNS,
            order=_order(state),
            first=first,
            after=after,
        )
        by_path = info.context.loader(loaders.by_path).load_many
        made = await reading.requests(me, page.rows, _wanted(info), ground, by_path)
        return Connection(nodes=made, page_info=page.info)

    @strawberry.field(
        extensions=[signed_in()],
        description="One need: my household's, one that I look after or bring something for, or one near me.",
    )
    async def supply_request(
        self,
        info: Info[Context, None],
        id: RequestId,  # noqa: A002
    ) -> SupplyRequest | None:
        return await one(info.context.me, nodes.row_of("SupplyRequest", id), info)

    @strawberry.field(
        extensions=[signed_in()], description="What I promised to bring, the latest promise first."
    )
    async def my_deliveries(
        self,
        info: Info[Context, None],
        out: Annotated[bool, strawberry.argument(description="Only what is not at the door yet.")] = False,
        first: First = pages.MOST,
        after: After = None,
    ) -> Connection[Delivery]:
        me = info.context.me
        mine = models.Delivery.filter(person_id=me.person)
        if out:
            mine = mine.filter(models.Delivery.still_out())
        page = await pages.page(mine, "id", "request_id", order=("-id",), first=first, after=after)
        rows = await reading.rows(
            me, models.SupplyRequest.filter(id__in=[row["request_id"] for row in page.rows])
        )
        wanted = _wanted(info) | {"deliveries"}
        made = await reading.requests(me, rows, wanted, None)
        by_id = {one.row: one for request in made for one in request.deliveries}
        return page.of(lambda row: by_id[row["id"]])

    @strawberry.field(
        extensions=[signed_in()], description="One delivery that I bring, or of a need that I may see."
    )
    async def delivery(
        self,
        info: Info[Context, None],
        id: DeliveryId,  # noqa: A002
    ) -> Delivery | None:
        return await _delivery(info.context.me, nodes.row_of("Delivery", id), info)

    @strawberry.field(
        extensions=[signed_in()],
        description="Where to bring it and whom to call: only for whoever claimed it, only until it is handed over. "
        "The look is recorded, and the household can read it.",
    )
    async def delivery_particulars(
        self, info: Info[Context, None], delivery: DeliveryId
    ) -> Particulars | None:
        found = await doorstep.particulars(info.context.me, nodes.row_of("Delivery", delivery))
        return Particulars(address=found.address, phone=found.phone, name=found.name) if found else None


def _order(state: list[RequestState] | None) -> tuple[str, ...]:
    """What is over is looked up rather than done: the latest comes first."""
    if state and not set(state) & {*progress.UNMET, RequestState.HANDED_OVER}:
        return ("-runs_out_at", "-id")
    return ("runs_out_at", "id")


def _scoped(me: Actor, scope: SupplyScope, ground: str | None) -> QuerySet[models.SupplyRequest]:
    match scope:
        case SupplyScope.MINE:
            return models.SupplyRequest.filter(rules.of_my_household(me))
        case SupplyScope.NEAR:
            near = Q(id__in=[]) if ground is None else rules.within_reach(ground)
            return models.SupplyRequest.filter(near, state=RequestState.OPEN)
    return models.SupplyRequest.filter(rules.kept(me))


def _narrowed(
    found: QuerySet[models.SupplyRequest],
    state: list[RequestState] | None,
    *,
    urgent: bool,
    exception: bool,
) -> QuerySet[models.SupplyRequest]:
    if state is not None:
        found = found.filter(state__in=state)
    if urgent:
        found = found.filter(state__in=progress.UNMET, runs_out_at__lt=clock.now() + progress.URGENT)
    if exception:
        found = found.filter(id__in=rules.allowed_more())
    return found


def _kind(variety: list[AnswerInput] | None) -> str | None:
    return None if variety is None else catalogue.as_kept({one.question: one.answer for one in variety})


def _wanted(info: Info[Context, None]) -> frozenset[str]:
    """What the document asks for of needs and their lines."""
    return selections.names(info, "SupplyRequest", "RequestLine")


async def one(me: Actor, request: UUID, info: Info[Context, None] | None = None) -> SupplyRequest | None:
    """A need that the actor may see; with all there is of it where no document says what it wants."""
    ground = await rules.ground_of(me)
    rows = await reading.rows(me, rules.visible(me, ground).filter(id=request))
    made = await reading.requests(me, rows, _wanted(info) if info else reading.EVERYTHING, ground)
    return made[0] if made else None


async def _delivery(me: Actor, delivery: UUID, info: Info[Context, None] | None = None) -> Delivery | None:
    found = await models.Delivery.get_or_none(id=delivery).only("id", "request_id")
    if found is None:
        return None
    rows = await reading.rows(me, rules.visible(me).filter(id=found.request_id))
    wanted = (_wanted(info) if info else reading.EVERYTHING) | {"deliveries"}
    made = await reading.requests(me, rows, wanted, None)
    return next((one for request in made for one in request.deliveries if one.row == delivery), None)


async def place_of(info: Info[Context, None], grid: str) -> Row:
    """A grid that one document may name several times, read once."""
    place = await info.context.loader(loaders.by_id).load(nodes.row_of("Grid", grid))
    if place is None:
        raise NotFound
    return place


async def led_by_me(info: Info[Context, None], grid: str) -> Row:
    """The same, if I lead it or a grid above it."""
    place = await place_of(info, grid)
    if not info.context.me.answers_for(place["path"], *rules.ANSWER):
        raise NotFound
    return place


@nodes.loads("SupplyRequest")
async def _load_request(actor: Actor, request: UUID) -> Node | None:
    return await one(actor, request)


@nodes.loads("Delivery")
async def _load_delivery(actor: Actor, delivery: UUID) -> Node | None:
    return await _delivery(actor, delivery)
