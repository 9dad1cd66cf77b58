"""What a grid's leader does about the store: take in, move on, count, write off."""

from uuid import UUID

from tortoise.queryset import QuerySet

from backend.access import actor as access
from backend.access import audit
from backend.access.actor import Actor
from backend.grids import closing
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.kit import live, notes, work
from backend.kit.refusals import BadInput, NotFound
from backend.kit.words import Words
from backend.supplies import catalogue, checks, store, telling
from backend.supplies.models import Item
from backend.supplies.stock_models import MoveKind, StockLevel, StockMove

DONOR_LENGTH = 80

SAME_STORE = Words("请选另一个网格。", "請選另一個網格。", "Please choose another grid.")
PROMISED = Words(
    "已经答应给住户 {reserved} 份，比数到的多。请先退回一些认领，再改数量。",
    "已經答應給住戶 {reserved} 份，比數到的多。請先退回一些認領，再改數量。",
    "Promised to households: {reserved}, more than you counted. First give some promises back, then change the number.",
)
BAD_COUNT = Words("请填 0 到 100 万。", "請填 0 到 100 萬。", "The number must be between 0 and 1,000,000.")


def visible(actor: Actor) -> QuerySet[StockLevel]:
    """Shelves of the stores on the ground that the actor leads."""
    return StockLevel.filter(access.under(actor.reach(*telling.ANSWER), "grid__path"))


def moves(actor: Actor) -> QuerySet[StockMove]:
    """The ledgers of these stores."""
    return StockMove.filter(access.under(actor.reach(*telling.ANSWER), "grid__path"))


@work.verb
async def receive(
    actor: Actor, grid: UUID, item: UUID, quantity: int, donor: str, *, key: UUID | None = None
) -> StockLevel:
    """Take a donation into the store."""
    await _shelf(actor, grid, item)
    checks.quantity(quantity, "quantity", checks.MOST_IN_STORE)
    donor = notes.checked(donor, "donor", DONOR_LENGTH, needed=True)

    await store.move(actor, grid, item, MoveKind.DONATION, quantity, words=donor)
    return await _noted(actor, "receiveStock", grid, item, quantity)


@work.verb
async def transfer(
    actor: Actor, grid: UUID, to: UUID, item: UUID, quantity: int, *, key: UUID | None = None
) -> StockLevel:
    """Move something from one grid's store to another's."""
    await _shelf(actor, grid, item)
    checks.quantity(quantity, "quantity", checks.MOST_IN_STORE)
    if to == grid:
        raise BadInput(field="to", reason=SAME_STORE)
    receiver = await grids.visible(actor).get_or_none(id=to, closed_at__isnull=True)
    if receiver is None or not await catalogue.offered(receiver.path).filter(id=item).exists():
        raise NotFound

    # In one order whichever way it goes, so that two transfers between two stores cannot wait for each other.
    steps = [(grid, MoveKind.TRANSFER_OUT, -quantity, to), (to, MoveKind.TRANSFER_IN, quantity, grid)]
    for store_of, kind, change, other in sorted(steps, key=lambda step: step[0]):
        await store.move(actor, store_of, item, kind, change, other=other)
    await telling.of_transfer(receiver, item, besides=actor.id)
    live.changed("StockLevel", path=receiver.path)
    return await _noted(actor, "transferStock", grid, item, quantity)


@work.verb
async def count(
    actor: Actor, grid: UUID, item: UUID, counted: int, reason: str, *, key: UUID | None = None
) -> StockLevel:
    """Write down what was really found on the shelf."""
    await _shelf(actor, grid, item)
    if not 0 <= counted <= checks.MOST_IN_STORE:
        raise BadInput(field="counted", reason=BAD_COUNT)
    reason = notes.checked(reason, "reason")
    await store.level(grid, item)
    shelf = await StockLevel.filter(grid_id=grid, item_id=item).select_for_update().get()
    if counted < shelf.reserved:
        raise BadInput(field="counted", reason=PROMISED.filled(reserved=shelf.reserved))

    await store.move(actor, grid, item, MoveKind.COUNT, counted - shelf.quantity, words=reason)
    return await _noted(actor, "countStock", grid, item, counted)


@work.verb
async def write_off(
    actor: Actor, grid: UUID, item: UUID, quantity: int, reason: str, *, key: UUID | None = None
) -> StockLevel:
    """Take off the shelf what was lost, broken or spoiled."""
    await _shelf(actor, grid, item)
    checks.quantity(quantity, "quantity", checks.MOST_IN_STORE)
    reason = notes.checked(reason, "reason", needed=True)

    await store.move(actor, grid, item, MoveKind.LOSS, -quantity, words=reason)
    return await _noted(actor, "writeOffStock", grid, item, quantity)


@work.verb
async def warn_below(
    actor: Actor, grid: UUID, item: UUID, low: int | None, *, key: UUID | None = None
) -> StockLevel:
    """Say below how many free ones the grid's leader is to be told; never, where nothing is said."""
    await _shelf(actor, grid, item)
    if low is not None:
        checks.quantity(low, "low", checks.MOST_IN_STORE)

    shelf = await store.level(grid, item)
    await StockLevel.filter(id=shelf.id).update(low=low, is_low=False)
    await store.watch(grid, item)
    return await _noted(actor, "setLowStock", grid, item, low or 0)


async def _shelf(actor: Actor, grid: UUID, item: UUID) -> tuple[Grid, Item]:
    """A grid that the actor leads and an item that its store may hold."""
    ground = await grids.get(actor, grid, *telling.ANSWER)
    grids.refuse_closed(await grids.hold(grid))
    found = await catalogue.offered(ground.path).get_or_none(id=item)
    if found is None:
        raise NotFound
    return ground, found


async def _noted(actor: Actor, verb: str, grid: UUID, item: UUID, quantity: int) -> StockLevel:
    shelf = await StockLevel.get(grid_id=grid, item_id=item).select_related("grid")
    await audit.note(actor, verb, "StockLevel", shelf.id, quantity=quantity)
    live.changed("StockLevel", shelf.id, path=shelf.grid.path)
    return shelf


@closing.stands(Words("种库存物资", "種庫存物資", "items in store"))
async def stored(grid: UUID) -> int:
    """How many items in its store keep a grid from being closed."""
    return await StockLevel.filter(grid_id=grid, quantity__gt=0).count()
