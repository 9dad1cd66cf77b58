"""Who may ask what about needs, deliveries, stores and rations."""

from datetime import timedelta
from typing import Any

from backend.access.models import Person
from backend.kit import clock, nodes, words
from backend.supplies import claims, doorstep, offering, rations, rules, seeds, stock
from backend.supplies.claims import Share
from backend.supplies.models import Category, Delivery, Item, RequestLine, SupplyRequest
from backend.supplies.rules import Wanted
from backend.supplies.stock_models import StockLevel, StockMove
from backend.volunteers.models import Volunteer
from tests import community
from tests.rights.table import row
from tests.rights.world import World


async def _masks() -> Item:
    await seeds.seed()
    return await Item.get(code="mask")


async def _needed(world: World) -> SupplyRequest:
    """The resident's household needs masks; what they asked before is withdrawn, so that there is one."""
    item, resident = await _masks(), await community.actor(world.resident)
    for old in await SupplyRequest.filter(state="OPEN"):
        await rules.cancel(resident, old.id, "")
    wanted = [Wanted(item.id, 9, {"size": "adult"})]
    return await rules.ask(resident, wanted, clock.now() + timedelta(hours=30))


async def _need(world: World) -> dict[str, Any]:
    return {"request": nodes.opaque("SupplyRequest", (await _needed(world)).id)}


async def _need_by_id(world: World) -> dict[str, Any]:
    return {"id": (await _need(world))["request"]}


async def _new_time(world: World) -> dict[str, Any]:
    return {**await _need(world), "runsOutAt": (clock.now() + timedelta(hours=3)).isoformat(), "version": 1}


async def _share(request: SupplyRequest) -> Share:
    return Share((await RequestLine.get(request_id=request.id)).id, 2)


async def _claim(world: World) -> dict[str, Any]:
    request = await _needed(world)
    line = nodes.opaque("RequestLine", (await _share(request)).line)
    return {"request": nodes.opaque("SupplyRequest", request.id), "lines": [{"line": line, "quantity": 2}]}


async def _promised(world: World, carrier: Person | None = None) -> tuple[SupplyRequest, Delivery]:
    """The volunteer of the east grid brings two."""
    request, helper = await _needed(world), await community.actor(carrier or world.volunteer)
    await claims.claim(helper, request.id, [await _share(request)])
    return request, await Delivery.get(request_id=request.id)


async def _delivery(world: World) -> dict[str, Any]:
    _, delivery = await _promised(world)
    return {"delivery": nodes.opaque("Delivery", delivery.id)}


async def _delivery_by_id(world: World) -> dict[str, Any]:
    return {"id": (await _delivery(world))["delivery"]}


async def _at_the_door(world: World) -> dict[str, Any]:
    request, delivery = await _promised(world)
    return {"delivery": nodes.opaque("Delivery", delivery.id), "code": request.code}


async def _brought(world: World) -> dict[str, Any]:
    request, delivery = await _promised(world)
    await doorstep.hand_over(await community.actor(world.volunteer), delivery.id, code=request.code)
    return {"delivery": nodes.opaque("Delivery", delivery.id)}


async def _asking(world: World) -> dict[str, Any]:
    """For the resident's household, by name."""
    item = nodes.opaque("Item", (await _masks()).id)
    line = {"item": item, "quantity": 1, "answers": [{"question": "size", "answer": "adult"}]}
    for old in await SupplyRequest.filter(state="OPEN"):
        await rules.cancel(await community.actor(world.resident), old.id, "")
    return {
        "input": {
            "household": nodes.opaque("Household", world.home.id),
            "lines": [line],
            "runsOutAt": (clock.now() + timedelta(hours=30)).isoformat(),
        }
    }


async def _grid(world: World) -> dict[str, Any]:
    await _needed(world)
    return {"grid": nodes.opaque("Grid", world.east.id)}


async def _community(world: World) -> dict[str, Any]:
    await _needed(world)
    return {"grid": nodes.opaque("Grid", world.town.community.id)}


async def _open_needs(world: World) -> dict[str, Any]:
    return {**await _grid(world), "state": ["OPEN"]}


async def _items(world: World) -> dict[str, Any]:
    await _masks()
    return {"grid": nodes.opaque("Grid", world.east.id)}


async def _item(_world: World) -> dict[str, Any]:
    return {"id": nodes.opaque("Item", (await _masks()).id)}


async def _store(world: World) -> dict[str, Any]:
    """Fifty masks lie in the east grid's store."""
    item, leader = await _masks(), await community.actor(world.leader)
    await stock.receive(leader, world.east.id, item.id, 50, "红十字会")
    return {"grid": nodes.opaque("Grid", world.east.id), "item": nodes.opaque("Item", item.id), "quantity": 5}


async def _stocked_need(world: World) -> dict[str, Any]:
    """What the household needs lies in the store."""
    await _store(world)
    return await _need(world)


async def _shelves(world: World) -> dict[str, Any]:
    return {"grid": (await _store(world))["grid"]}


async def _ledger(world: World) -> dict[str, Any]:
    if not await StockMove.exists():
        await _store(world)
    return {"grid": nodes.opaque("Grid", world.east.id)}


async def _shelf(world: World) -> dict[str, Any]:
    await _store(world)
    return {"id": nodes.opaque("StockLevel", (await StockLevel.get(grid_id=world.east.id)).id)}


async def _move(world: World) -> dict[str, Any]:
    await _ledger(world)
    move = await StockMove.filter(grid_id=world.east.id).order_by("id").first()
    assert move
    return {"id": nodes.opaque("StockMove", move.id)}


async def _donation(world: World) -> dict[str, Any]:
    return {**await _store(world), "donor": "红十字会"}


async def _transfer(world: World) -> dict[str, Any]:
    return {**await _store(world), "to": nodes.opaque("Grid", world.town.west.id)}


async def _count(world: World) -> dict[str, Any]:
    given = await _store(world)
    return {"grid": given["grid"], "item": given["item"], "counted": 50}


async def _loss(world: World) -> dict[str, Any]:
    return {**await _store(world), "reason": "受潮"}


async def _warning(world: World) -> dict[str, Any]:
    given = await _store(world)
    return {"grid": given["grid"], "item": given["item"], "low": 5}


async def _rationed(world: World) -> dict[str, Any]:
    given = await _store(world)
    return {**given, "days": 7}


async def _ration(world: World) -> rations.Ration:
    leader = await community.actor(world.leader)
    return await rations.set_ration(leader, world.east.id, (await _masks()).id, 20, 7)


async def _ration_by_id(world: World) -> dict[str, Any]:
    return {"id": nodes.opaque("Ration", (await _ration(world)).id)}


async def _ration_to_end(world: World) -> dict[str, Any]:
    ration = await _ration(world)
    return {"ration": nodes.opaque("Ration", ration.id), "version": ration.version}


async def _rations_here(world: World) -> dict[str, Any]:
    await _ration(world)
    return {"grid": nodes.opaque("Grid", world.east.id)}


async def _new_item(world: World) -> dict[str, Any]:
    given = {"name": {"zhHans": "雨衣"}, "unit": {"zhHans": "件"}, "category": "PROTECTION"}
    return {"grid": nodes.opaque("Grid", world.east.id), "input": given}


async def _local_item(world: World) -> dict[str, Any]:
    leader, name = await community.actor(world.leader), words.Words("雨衣", "雨衣", "Raincoats")
    item = await offering.add_item(leader, world.east.id, name, name, Category.PROTECTION, [])
    return {"item": nodes.opaque("Item", item.id)}


async def _contribution(world: World) -> dict[str, Any]:
    helper = await Volunteer.get(person_id=world.volunteer.id)
    return {"volunteer": nodes.opaque("Volunteer", helper.id)}


NEED = "SupplyRequest"
CONCERNED = {"resident": NEED, "leader": NEED, "leader_above": NEED}
LEADING = {"other_leader": "NotFound", "leader": "StockLevel", "leader_above": "StockLevel"}
SEEN = {**CONCERNED, "volunteer": NEED}

ROWS = {
    "supplyRequest": row(_need_by_id, "null", **SEEN),
    "node(SupplyRequest)": row(_need_by_id, "null", **SEEN),
    "supplyRequests": row(_open_needs, "0 rows", leader="1 rows", leader_above="1 rows"),
    "deliveryParticulars": row(_delivery, "null", volunteer="Particulars"),
    "delivery": row(
        _delivery_by_id,
        "null",
        resident="Delivery",
        volunteer="Delivery",
        leader="Delivery",
        leader_above="Delivery",
    ),
    "node(Delivery)": row(
        _delivery_by_id,
        "null",
        resident="Delivery",
        volunteer="Delivery",
        leader="Delivery",
        leader_above="Delivery",
    ),
    "pooledNeeds": row(_grid, "FORBIDDEN", leader="1 rows", leader_above="1 rows"),
    "supplyCounts": row(_grid, "FORBIDDEN", leader="SupplyCounts", leader_above="SupplyCounts"),
    "supplyCountsBelow": row(_community, "FORBIDDEN", leader="FORBIDDEN", leader_above="2 rows"),
    "contribution": row(_contribution, "FORBIDDEN", leader="Contribution", leader_above="Contribution"),
    "requestSupplies": row(_asking, "NotFound", **CONCERNED),
    "changeSupplyDeadline": row(_new_time, "NotFound", **CONCERNED),
    "cancelSupplyRequest": row(_need, "NotFound", **CONCERNED),
    # The resident may not claim what they asked for, and is told who may.
    "claimSupplies": row(
        _claim,
        "NotFound",
        resident="OnlyForVolunteers",
        volunteer=NEED,
        leader=NEED,
        leader_above=NEED,
    ),
    "giveBackDelivery": row(_delivery, "NotFound", volunteer=NEED, leader=NEED, leader_above=NEED),
    "passUpSupplyRequest": row(_need, "FORBIDDEN", other_leader="NotFound", leader=NEED, leader_above=NEED),
    "handOverSupplies": row(_at_the_door, "NotFound", volunteer=NEED, leader=NEED, leader_above=NEED),
    "confirmSupplies": row(_brought, "NotFound", **CONCERNED),
    # What can be asked for and how much of it is public to whoever is signed in.
    "items": row(_items, "10 rows"),
    "node(Item)": row(_item, "Item"),
    "rations": row(_rations_here, "1 rows"),
    "node(Ration)": row(_ration_by_id, "Ration"),
    "stockFor": row(_stocked_need, "FORBIDDEN", leader="1 rows", leader_above="1 rows"),
    "stock": row(_shelves, "FORBIDDEN", leader="1 rows", leader_above="1 rows"),
    "stockMoves": row(_ledger, "FORBIDDEN", leader="1 rows", leader_above="1 rows"),
    "node(StockLevel)": row(_shelf, "null", leader="StockLevel", leader_above="StockLevel"),
    "node(StockMove)": row(_move, "null", leader="StockMove", leader_above="StockMove"),
    "receiveStock": row(_donation, "FORBIDDEN", **LEADING),
    "transferStock": row(_transfer, "FORBIDDEN", **LEADING),
    "countStock": row(_count, "FORBIDDEN", **LEADING),
    "writeOffStock": row(_loss, "FORBIDDEN", **LEADING),
    "setLowStock": row(_warning, "FORBIDDEN", **LEADING),
    "setRation": row(_rationed, "FORBIDDEN", other_leader="NotFound", leader="Ration", leader_above="Ration"),
    "endRation": row(
        _ration_to_end, "FORBIDDEN", other_leader="NotFound", leader="Gone", leader_above="Gone"
    ),
    "addItem": row(_new_item, "FORBIDDEN", other_leader="NotFound", leader="Item", leader_above="Item"),
    "retireItem": row(_local_item, "FORBIDDEN", other_leader="NotFound", leader="Item", leader_above="Item"),
}
