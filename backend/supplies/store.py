"""The shelves: how many of an item a grid's store holds, how many of them are promised, and its ledger."""

from collections.abc import Mapping
from uuid import UUID

from tortoise.expressions import F

from backend.access.actor import Actor
from backend.grids.models import Grid
from backend.kit.refusals import BadInput
from backend.kit.words import Words
from backend.supplies import checks, telling
from backend.supplies.models import Delivery
from backend.supplies.refusals import NotEnoughStock
from backend.supplies.stock_models import MoveKind, StockLevel, StockMove

FULL = Words(
    "一个库存里一样物资最多 {most} 份，请核对数量。",
    "一個庫存裡一樣物資最多 {most} 份，請核對數量。",
    "A store holds at most {most} of one thing. Please check the number.",
)


async def level(grid: UUID, item: UUID) -> StockLevel:
    """The shelf of an item in a grid's store; made where there is none yet."""
    # Two who make it at once both find the one row that is there afterwards.
    await StockLevel.bulk_create([StockLevel(grid_id=grid, item_id=item)], ignore_conflicts=True)
    return await StockLevel.get(grid_id=grid, item_id=item)


async def reserve(grid: UUID, wanted: Mapping[UUID, int]) -> None:
    """Promise so many of each item from a store; `NotEnoughStock` where fewer are free."""
    for item, number in sorted(wanted.items()):
        shelf = StockLevel.filter(grid_id=grid, item_id=item)
        if not await shelf.filter(quantity__gte=F("reserved") + number).update(
            reserved=F("reserved") + number
        ):
            raise NotEnoughStock(left=await free(grid, item))
        await watch(grid, item)


async def release(grid: UUID, promised: Mapping[UUID, int]) -> None:
    """Take promises from a store back."""
    for item, number in sorted(promised.items()):
        await StockLevel.filter(grid_id=grid, item_id=item).update(reserved=F("reserved") - number)
        await watch(grid, item)


async def hand_out(actor: Actor, delivery: Delivery, brought: Mapping[UUID, int]) -> None:
    """Take what was promised off the shelves, for it is at the door."""
    grid = delivery.stock_id
    if grid is None:
        return
    for item, number in sorted(brought.items()):
        await StockLevel.filter(grid_id=grid, item_id=item).update(
            quantity=F("quantity") - number, reserved=F("reserved") - number
        )
        await write(actor, grid, item, MoveKind.OUT, -number, delivery=delivery.id)


async def move(
    actor: Actor,
    grid: UUID,
    item: UUID,
    kind: MoveKind,
    change: int,
    *,
    other: UUID | None = None,
    words: str = "",
) -> None:
    """Put something on a shelf or take it off, and write it down; `NotEnoughStock` where so many are not free."""
    held = await level(grid, item)
    if held.quantity + change > checks.MOST_IN_STORE:
        raise BadInput(field="quantity", reason=FULL.filled(most=checks.MOST_IN_STORE))
    shelf = StockLevel.filter(grid_id=grid, item_id=item)
    if not await shelf.filter(quantity__gte=F("reserved") - change).update(quantity=F("quantity") + change):
        raise NotEnoughStock(left=await free(grid, item))
    await write(actor, grid, item, kind, change, other=other, words=words)
    await watch(grid, item)


async def write(
    actor: Actor,
    grid: UUID,
    item: UUID,
    kind: MoveKind,
    change: int,
    *,
    other: UUID | None = None,
    delivery: UUID | None = None,
    words: str = "",
) -> None:
    """One line of the ledger."""
    await StockMove.create(
        grid_id=grid,
        item_id=item,
        kind=kind,
        change=change,
        person_id=actor.id,
        other_id=other,
        delivery_id=delivery,
        words=words,
    )


async def free(grid: UUID, item: UUID) -> int:
    """How many nobody was promised."""
    shelf = await StockLevel.get_or_none(grid_id=grid, item_id=item)
    return shelf.free if shelf else 0


async def watch(grid: UUID, item: UUID) -> None:
    """Tell once when a shelf gets low; when it is full enough again, the next time counts anew."""
    shelf = StockLevel.filter(grid_id=grid, item_id=item, low__isnull=False)
    await shelf.filter(is_low=True, quantity__gte=F("reserved") + F("low")).update(is_low=False)
    if await shelf.filter(is_low=False, quantity__lt=F("reserved") + F("low")).update(is_low=True):
        await telling.of_low_stock(await Grid.get(id=grid), item)
