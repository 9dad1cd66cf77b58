"""Rations: what one household may have of an item in a number of days."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from tortoise.queryset import QuerySet

from backend.access import audit
from backend.access.actor import Actor
from backend.grids import rules as grids
from backend.households.models import Household
from backend.kit import clock, live, nodes, work
from backend.kit.refusals import BadInput, Changed, NotFound
from backend.kit.words import Words
from backend.supplies import catalogue, checks, telling
from backend.supplies.models import Item, RequestLine, RequestState
from backend.supplies.refusals import RationUsedUp
from backend.supplies.stock_models import Ration

LONGEST = 365

BAD_DAYS = Words(
    "天数请填 1 到 365。", "天數請填 1 到 365。", "The number of days must be between 1 and 365."
)


def around(path: str) -> QuerySet[Ration]:
    """The rations that hold on this ground: its own, and those of the grids around it."""
    return Ration.filter(grid__path__in=grids.ancestors(path))


async def beyond(household: Household, wanted: Iterable[tuple[Item, int]], *, allowed: bool) -> set[UUID]:
    """The items of which more is wanted than the household's ration; `RationUsedUp` unless that is allowed."""
    sums: dict[UUID, int] = {}
    items: dict[UUID, Item] = {}
    for item, number in wanted:
        sums[item.id] = sums.get(item.id, 0) + number
        items[item.id] = item
    exceeded: set[UUID] = set()
    # Whoever asks holds the household, so that two of one cannot both ask for the last of it. The rations of a whole
    # district are not held: in a rush each call would wait for all before it.
    rations = around(household.grid.path).filter(item_id__in=list(sums)).order_by("id")
    for ration in await rations:
        left = max(0, ration.quantity - await had(household.id, ration.item_id, ration.days))
        if sums[ration.item_id] <= left:
            continue
        if not allowed:
            name = catalogue.words_of(items[ration.item_id].name)
            raise RationUsedUp(item=name, left=left, days=ration.days)
        exceeded.add(ration.item_id)
    return exceeded


async def had(household: UUID, item: UUID, days: int) -> int:
    """How many of an item a household asked for in these days; of what was withdrawn only what it got."""
    lines = await RequestLine.filter(
        item_id=item,
        request__household_id=household,
        request__asked_at__gt=clock.now() - timedelta(days=days),
    ).values_list("quantity", "handed_over", "request__state")
    return sum(got if state is RequestState.CANCELLED else asked for asked, got, state in lines)


@work.verb
async def set_ration(
    actor: Actor, grid: UUID, item: UUID, quantity: int, days: int, *, key: UUID | None = None
) -> Ration:
    """Allow every household on a grid's ground so many of an item in so many days."""
    ground = await grids.get(actor, grid, *telling.ANSWER)
    if not await catalogue.offered(ground.path).filter(id=item).exists():
        raise NotFound
    checks.quantity(quantity, "quantity")
    if not 0 < days <= LONGEST:
        raise BadInput(field="days", reason=BAD_DAYS)

    await Ration.bulk_create(
        [Ration(grid_id=grid, item_id=item, quantity=quantity, days=days)], ignore_conflicts=True
    )
    ration = await Ration.get(grid_id=grid, item_id=item)
    if (ration.quantity, ration.days) != (quantity, days):
        ration.quantity, ration.days, ration.version = quantity, days, ration.version + 1
        await ration.save(update_fields=["quantity", "days", "version"])
    await audit.note(actor, "setRation", "Ration", ration.id, quantity=quantity, days=days)
    live.changed("Ration", ration.id, path=ground.path)
    return ration


@work.verb
async def end_ration(actor: Actor, ration: UUID, version: int, *, key: UUID | None = None) -> None:
    """Let households ask for as much of an item as they need again."""
    found = await Ration.get_or_none(id=ration)
    if found is None:
        raise NotFound
    ground = await grids.get(actor, found.grid_id, *telling.ANSWER)
    if not await Ration.filter(id=ration, version=version).delete():
        raise Changed(version=found.version, node=nodes.opaque("Ration", ration))
    await audit.note(actor, "endRation", "Ration", ration)
    live.changed("Ration", ration, path=ground.path)
