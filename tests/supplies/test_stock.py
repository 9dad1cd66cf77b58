"""Stores: a ledger that always adds up, nothing below zero, and one warning."""

import asyncio
from contextlib import suppress
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.kit.refusals import BadInput, NotFound
from backend.supplies import claims, stock
from backend.supplies.models import Item
from backend.supplies.refusals import NotEnoughStock
from backend.supplies.stock_models import MoveKind, StockLevel, StockMove
from tests.supplies.builders import (
    Scene,
    acting,
    asked,
    everything,
    refused,
    share,
    told,
    wanted,
)


async def masks() -> UUID:
    """The item."""
    return (await Item.get(code="mask")).id


async def shelf(grid: UUID) -> tuple[int, int]:
    """How many masks lie in a store, and how many of them are promised."""
    found = await StockLevel.get(grid_id=grid, item_id=await masks())
    return found.quantity, found.reserved


async def test_a_donation_is_taken_in_with_its_donor_sealed(scene: Scene) -> None:
    east = scene.town.east.id
    await stock.receive(await acting(scene.town.member), east, await masks(), 200, " 桐乡医院 ")
    assert await shelf(east) == (200, 0)
    [move] = await StockMove.all()
    assert (move.kind, move.change, move.words, move.person_id) == (
        MoveKind.DONATION,
        200,
        "桐乡医院",
        scene.town.member.id,
    )
    [row] = await StockMove.all().values("words")
    assert "桐乡".encode() not in bytes(row["words"])


async def test_a_shelf_takes_no_more_than_can_be_meant(scene: Scene) -> None:
    east, west, item = scene.town.east.id, scene.town.west.id, await masks()
    leader, above = await acting(scene.town.leader), await acting(scene.town.above)
    await stock.receive(leader, east, item, 1_000_000, "红十字会")
    await stock.receive(above, west, item, 1, "红十字会")
    before = await everything()
    with refused(BadInput, field="quantity"):
        await stock.receive(leader, east, item, 1, "红十字会")
    with refused(BadInput, field="quantity"):
        await stock.transfer(leader, east, west, item, 1_000_000)
    assert await everything() == before


async def test_a_transfer_is_two_lines_or_none(scene: Scene) -> None:
    east, west, item = scene.town.east.id, scene.town.west.id, await masks()
    leader = await acting(scene.town.leader)
    await stock.receive(leader, east, item, 100, "红十字会")
    await stock.transfer(leader, east, west, item, 30)
    assert (await shelf(east), await shelf(west)) == ((70, 0), (30, 0))
    moves = await StockMove.filter(other_id__isnull=False).order_by("change")
    assert [(move.grid_id, move.kind, move.change, move.other_id) for move in moves] == [
        (east, MoveKind.TRANSFER_OUT, -30, west),
        (west, MoveKind.TRANSFER_IN, 30, east),
    ]
    assert (await told(scene.town.neighbour))[-1] == "有物资调拨过来"
    before = await everything()
    with refused(NotEnoughStock, left=70):
        await stock.transfer(leader, east, west, item, 71)
    with refused(BadInput, field="to"):
        await stock.transfer(leader, east, east, item, 1)
    assert await everything() == before


async def test_a_count_writes_the_difference(scene: Scene) -> None:
    east, item, leader = scene.town.east.id, await masks(), await acting(scene.town.leader)
    await stock.receive(leader, east, item, 100, "红十字会")
    await stock.count(leader, east, item, 93, "盘点")
    await stock.count(leader, east, item, 93, "")
    assert await shelf(east) == (93, 0)
    moves = await StockMove.filter(kind=MoveKind.COUNT).order_by("id")
    assert [(move.change, move.words) for move in moves] == [(-7, "盘点"), (0, "")]


async def test_a_count_below_what_is_promised_is_refused(scene: Scene) -> None:
    east, item, leader = scene.town.east.id, await masks(), await acting(scene.town.leader)
    await stock.receive(leader, east, item, 20, "红十字会")
    request = await asked(scene, await wanted("mask", 15, size="adult"))
    await claims.claim(leader, request.id, [await share(request, 15)], stock=east)
    before = await everything()
    with refused(BadInput, field="counted"):
        await stock.count(leader, east, item, 14, "")
    with refused(NotEnoughStock, left=5):
        await stock.write_off(leader, east, item, 6, "受潮")
    assert await everything() == before
    await stock.count(leader, east, item, 15, "")
    assert await shelf(east) == (15, 15)


async def test_a_loss_needs_its_reason(scene: Scene) -> None:
    east, item, leader = scene.town.east.id, await masks(), await acting(scene.town.leader)
    await stock.receive(leader, east, item, 20, "红十字会")
    before = await everything()
    with refused(BadInput, field="reason"):
        await stock.write_off(leader, east, item, 6, "  ")
    with refused(BadInput, field="donor"):
        await stock.receive(leader, east, item, 6, "")
    assert await everything() == before
    await stock.write_off(leader, east, item, 6, "受潮")
    assert await shelf(east) == (14, 0)


@pytest.mark.parametrize("quantity", [0, -5, 1_000_001])
async def test_a_number_that_nobody_means_is_refused(scene: Scene, quantity: int) -> None:
    east, west, item, leader = (
        scene.town.east.id,
        scene.town.west.id,
        await masks(),
        await acting(scene.town.leader),
    )
    before = await everything()
    with refused(BadInput, field="quantity"):
        await stock.receive(leader, east, item, quantity, "红十字会")
    with refused(BadInput, field="quantity"):
        await stock.transfer(leader, east, west, item, quantity)
    with refused(BadInput, field="quantity"):
        await stock.write_off(leader, east, item, quantity, "受潮")
    with refused(BadInput, field="counted"):
        await stock.count(leader, east, item, quantity or -1, "")
    assert await everything() == before


async def test_only_who_leads_the_ground_touches_its_store(scene: Scene) -> None:
    east, west, item = scene.town.east.id, scene.town.west.id, await masks()
    before = await everything()
    for stranger in (scene.town.neighbour, scene.zhang, scene.mother):
        actor = await acting(stranger)
        with refused(NotFound):
            await stock.receive(actor, east, item, 1, "红十字会")
        with refused(NotFound):
            await stock.transfer(actor, east, west, item, 1)
        with refused(NotFound):
            await stock.count(actor, east, item, 1, "")
        with refused(NotFound):
            await stock.write_off(actor, east, item, 1, "受潮")
        with refused(NotFound):
            await stock.warn_below(actor, east, item, 1)
    assert await everything() == before


async def test_the_leader_is_told_once_when_a_store_runs_low_and_again_after_it_was_full(
    scene: Scene,
) -> None:
    east, item, leader = scene.town.east.id, await masks(), await acting(scene.town.leader)

    def warnings(titles: list[str]) -> int:
        return titles.count("库存不多了")

    await stock.receive(leader, east, item, 20, "红十字会")
    await stock.warn_below(leader, east, item, 10)
    assert warnings(await told(scene.town.member)) == 0
    await stock.write_off(leader, east, item, 10, "受潮")
    assert warnings(await told(scene.town.member)) == 0, "ten is not below ten"
    await stock.write_off(leader, east, item, 1, "受潮")
    [first] = [one for one in await told(scene.town.member) if one == "库存不多了"]
    before = len(await told(scene.town.member))
    await stock.write_off(leader, east, item, 1, "受潮")
    assert len(await told(scene.town.member)) == before, f"{first} is said once"
    await stock.receive(leader, east, item, 20, "红十字会")
    assert not (await StockLevel.get(grid_id=east, item_id=item)).is_low
    await stock.write_off(leader, east, item, 20, "受潮")
    assert (await StockLevel.get(grid_id=east, item_id=item)).is_low


async def test_thirty_claims_at_once_never_promise_more_than_the_store_holds(scene: Scene) -> None:
    east, item, leader = scene.town.east.id, await masks(), await acting(scene.town.leader)
    await stock.receive(leader, east, item, 20, "红十字会")
    requests = [await asked(scene, await wanted("mask", 90, size="adult")) for _ in range(3)]
    shares = [await share(request, 3) for request in requests]
    answers = await asyncio.gather(
        *[
            claims.claim(leader, request.id, [one], stock=east)
            for request, one in zip(requests, shares, strict=True)
            for _ in range(10)
        ],
        return_exceptions=True,
    )
    kinds = [type(answer).__name__ for answer in answers]
    assert (kinds.count("SupplyRequest"), kinds.count("NotEnoughStock")) == (6, 24)
    assert await shelf(east) == (20, 18)


async def test_transfers_both_ways_at_once_lose_nothing(scene: Scene) -> None:
    east, west, item = scene.town.east.id, scene.town.west.id, await masks()
    above = await acting(scene.town.above)
    for place in (east, west):
        await stock.receive(above, place, item, 50, "红十字会")
    ways = [(east, west), (west, east)] * 10
    answers = await asyncio.gather(*(stock.transfer(above, out, to, item, 5) for out, to in ways))
    assert len(answers) == 20
    assert (await shelf(east), await shelf(west)) == ((50, 0), (50, 0))


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["receive", "write_off", "count", "transfer", "back"]),
        st.integers(min_value=1, max_value=40),
    ),
    max_size=25,
)


async def go(scene: Scene, kind: str, number: int) -> None:
    """One move, or its refusal."""
    east, west, item = scene.town.east.id, scene.town.west.id, await masks()
    above = await acting(scene.town.above)
    match kind:
        case "receive":
            await stock.receive(above, east, item, number, "红十字会")
        case "write_off":
            await stock.write_off(above, east, item, number, "受潮")
        case "count":
            await stock.count(above, east, item, number, "")
        case "transfer":
            await stock.transfer(above, east, west, item, number)
        case "back":
            await stock.transfer(above, west, east, item, number)


async def test_whatever_is_moved_every_level_is_the_sum_of_its_moves(scene: Scene) -> None:
    loop = asyncio.get_running_loop()
    given_moves: list[list[tuple[str, int]]] = []

    @settings(
        max_examples=12,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(MOVES)
    def collect(moves: list[tuple[str, int]]) -> None:
        given_moves.append(moves)

    collect()
    assert loop.is_running()
    for moves in given_moves:
        for kind, number in moves:
            with suppress(NotEnoughStock):
                await go(scene, kind, number)
        for level in await StockLevel.all():
            changes = await StockMove.filter(grid_id=level.grid_id, item_id=level.item_id).values("change")
            assert level.quantity == sum(move["change"] for move in changes)
            assert 0 <= level.reserved <= level.quantity
