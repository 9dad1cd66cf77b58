"""Items, stores and rations in the graph."""

from typing import Annotated

import strawberry
from strawberry.types import Info
from tortoise.expressions import Q

from backend.access.actor import subtree
from backend.access.context import Context
from backend.access.gates import only, signed_in
from backend.kit import nodes, pages, urgency
from backend.kit.arguments import After, First, Key, Version
from backend.kit.pages import Connection
from backend.supplies import answers, catalogue, offering, rations, rules, stock, stock_reading, wording
from backend.supplies.graph import GridId, RequestId, led_by_me, place_of
from backend.supplies.inputs import AddItemInput
from backend.supplies.shown import Item
from backend.supplies.stock_models import StockLevel as Shelf
from backend.supplies.stock_models import StockMove as Move
from backend.supplies.stock_shown import Ration, StockLevel, StockMove

ItemId = Annotated[strawberry.ID, strawberry.argument(description="Of what.")]
StoreId = Annotated[strawberry.ID, strawberry.argument(description="The grid whose store it is.")]
Quantity = Annotated[int, strawberry.argument(description="How many.")]


@strawberry.type
class StockQuery:
    @strawberry.field(
        extensions=[signed_in()],
        directives=[urgency.shed_late()],
        description="What can be asked for, in the order of the shelves.",
    )
    async def items(
        self,
        info: Info[Context, None],
        grid: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="On this grid's ground; on that of my own where none is named."),
        ] = None,
    ) -> list[Item]:
        path = (await place_of(info, grid))["path"] if grid else info.context.me.home or ""
        return [wording.item_of(item) for item in await catalogue.offered(path).order_by("order", "id")]

    @strawberry.field(
        extensions=[only(*rules.ANSWER)],
        description="What a grid's store holds; with `below` the stores below it too.",
    )
    async def stock(
        self,
        info: Info[Context, None],
        grid: GridId,
        below: Annotated[bool, strawberry.argument(description="Also every store below it.")] = False,
        item: Annotated[strawberry.ID | None, strawberry.argument(description="Only of this.")] = None,
        low: Annotated[bool, strawberry.argument(description="Only what runs low.")] = False,
        first: First = pages.MOST,
        after: After = None,
    ) -> Connection[StockLevel]:
        place = await led_by_me(info, grid)
        found = Shelf.filter(subtree(place["path"], "grid__path") if below else Q(grid_id=place["id"]))
        if item:
            found = found.filter(item_id=nodes.row_of("Item", item))
        if low:
            found = found.filter(is_low=True)
        page = await pages.page(
            found, *stock_reading.SHELF, order=("item__order", "item_id", "id"), first=first, after=after
        )
        await catalogue.know(row["item_id"] for row in page.rows)
        return page.of(stock_reading.shelf_of)

    @strawberry.field(
        extensions=[only(*rules.ANSWER)],
        description="What the stores on the ground I lead hold of what a need still lacks, and nobody was promised; "
        "the stores of the grids around the household first, the nearest of them before the others; at most 50.",
    )
    async def stock_for(self, info: Info[Context, None], request: RequestId) -> list[StockLevel]:
        me = info.context.me
        rows = await stock_reading.fitting(me, nodes.row_of("SupplyRequest", request))
        await catalogue.know(row["item_id"] for row in rows)
        return [stock_reading.shelf_of(row) for row in rows]

    @strawberry.field(
        extensions=[only(*rules.ANSWER)], description="A store's ledger, the latest move first."
    )
    async def stock_moves(
        self,
        info: Info[Context, None],
        grid: StoreId,
        item: Annotated[strawberry.ID | None, strawberry.argument(description="Only of this.")] = None,
        first: First = pages.MOST,
        after: After = None,
    ) -> Connection[StockMove]:
        place = await led_by_me(info, grid)
        found = Move.filter(grid_id=place["id"])
        if item:
            found = found.filter(item_id=nodes.row_of("Item", item))
        page = await pages.page(found, *stock_reading.MOVE, order=("-at", "-id"), first=first, after=after)
        await catalogue.know(row["item_id"] for row in page.rows)
        return page.of(stock_reading.move_of)

    @strawberry.field(
        extensions=[signed_in()],
        description="The rations that hold on a grid's ground, those of the grids above it too.",
    )
    async def rations(self, info: Info[Context, None], grid: GridId) -> list[Ration]:
        place = await place_of(info, grid)
        rows = await rations.around(place["path"]).order_by("item__order", "id").values(*stock_reading.RATION)
        await catalogue.know(row["item_id"] for row in rows)
        return [stock_reading.ration_of(row) for row in rows]


@strawberry.type
class StockMutation:
    @strawberry.mutation(
        extensions=[only(*rules.ANSWER)],
        description="Let everybody on a grid's ground ask for one more thing.",
    )
    async def add_item(
        self,
        info: Info[Context, None],
        grid: GridId,
        input: Annotated[AddItemInput, strawberry.argument(description="What.")],  # noqa: A002
        key: Key,
    ) -> answers.AddItemResult:
        item = await offering.add_item(
            info.context.me,
            nodes.row_of("Grid", grid),
            input.name.read(),
            input.unit.read(),
            input.category,
            [question.read(f"q{at}") for at, question in enumerate(input.questions, 1)],
            key=key,
        )
        return wording.item_of(item)

    @strawberry.mutation(
        extensions=[only(*rules.ANSWER)],
        description="Offer a thing that a grid's leader added no longer; what was asked for stays.",
    )
    async def retire_item(
        self, info: Info[Context, None], item: ItemId, key: Key
    ) -> answers.RetireItemResult:
        return wording.item_of(
            await offering.retire_item(info.context.me, nodes.row_of("Item", item), key=key)
        )

    @strawberry.mutation(extensions=[only(*rules.ANSWER)], description="Take a donation into a store.")
    async def receive_stock(
        self,
        info: Info[Context, None],
        grid: StoreId,
        item: ItemId,
        quantity: Quantity,
        donor: Annotated[str, strawberry.argument(description="Who gave it; 1 to 80 characters.")],
        key: Key,
    ) -> answers.StockResult:
        ids = nodes.row_of("Grid", grid), nodes.row_of("Item", item)
        return await stock_reading.again(await stock.receive(info.context.me, *ids, quantity, donor, key=key))

    @strawberry.mutation(
        extensions=[only(*rules.ANSWER)], description="Move something from one store to another."
    )
    async def transfer_stock(
        self,
        info: Info[Context, None],
        grid: StoreId,
        to: Annotated[strawberry.ID, strawberry.argument(description="The grid whose store gets it.")],
        item: ItemId,
        quantity: Quantity,
        key: Key,
    ) -> answers.StockResult:
        ids = nodes.row_of("Grid", grid), nodes.row_of("Grid", to), nodes.row_of("Item", item)
        return await stock_reading.again(await stock.transfer(info.context.me, *ids, quantity, key=key))

    @strawberry.mutation(
        extensions=[only(*rules.ANSWER)], description="Write down what really lies on the shelf."
    )
    async def count_stock(
        self,
        info: Info[Context, None],
        grid: StoreId,
        item: ItemId,
        counted: Annotated[int, strawberry.argument(description="How many there are.")],
        key: Key,
        reason: Annotated[str, strawberry.argument(description="Why it differs; may be empty.")] = "",
    ) -> answers.StockResult:
        ids = nodes.row_of("Grid", grid), nodes.row_of("Item", item)
        return await stock_reading.again(await stock.count(info.context.me, *ids, counted, reason, key=key))

    @strawberry.mutation(
        extensions=[only(*rules.ANSWER)], description="Take off the shelf what was lost or spoiled."
    )
    async def write_off_stock(
        self,
        info: Info[Context, None],
        grid: StoreId,
        item: ItemId,
        quantity: Quantity,
        reason: Annotated[str, strawberry.argument(description="What happened; 1 to 200 characters.")],
        key: Key,
    ) -> answers.StockResult:
        ids = nodes.row_of("Grid", grid), nodes.row_of("Item", item)
        return await stock_reading.again(
            await stock.write_off(info.context.me, *ids, quantity, reason, key=key)
        )

    @strawberry.mutation(
        extensions=[only(*rules.ANSWER)], description="Say below how many free ones you are to be told."
    )
    async def set_low_stock(
        self,
        info: Info[Context, None],
        grid: StoreId,
        item: ItemId,
        key: Key,
        low: Annotated[int | None, strawberry.argument(description="Null for never.")] = None,
    ) -> answers.StockResult:
        ids = nodes.row_of("Grid", grid), nodes.row_of("Item", item)
        return await stock_reading.again(await stock.warn_below(info.context.me, *ids, low, key=key))

    @strawberry.mutation(
        extensions=[only(*rules.ANSWER)],
        description="Allow every household on a grid's ground so many of an item in so many days.",
    )
    async def set_ration(
        self,
        info: Info[Context, None],
        grid: GridId,
        item: ItemId,
        quantity: Quantity,
        days: Annotated[int, strawberry.argument(description="1 to 365.")],
        key: Key,
    ) -> answers.SetRationResult:
        ids = nodes.row_of("Grid", grid), nodes.row_of("Item", item)
        return await stock_reading.ration_again(
            await rations.set_ration(info.context.me, *ids, quantity, days, key=key)
        )

    @strawberry.mutation(extensions=[only(*rules.ANSWER)], description="End a ration.")
    async def end_ration(
        self,
        info: Info[Context, None],
        ration: Annotated[strawberry.ID, strawberry.argument(description="Which one.")],
        version: Version,
        key: Key,
    ) -> answers.EndRationResult:
        await rations.end_ration(info.context.me, nodes.row_of("Ration", ration), version, key=key)
        return answers.Gone(id=ration)
