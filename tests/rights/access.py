"""Who may ask what about accounts."""

from datetime import timedelta
from typing import Any

from backend.access.models import ApiToken, Person, Session
from backend.kit import clock, ids, nodes
from tests.rights.table import row
from tests.rights.world import World


async def _device(world: World) -> dict[str, Any]:
    later = clock.now() + timedelta(days=1)
    device = await Session.create(person=world.resident, token=str(ids.new()), device="x", expires_at=later)
    return {"device": nodes.opaque("Device", device.id)}


async def _device_node(world: World) -> dict[str, Any]:
    return {"id": (await _device(world))["device"]}


async def _token(world: World) -> dict[str, Any]:
    later = clock.now() + timedelta(days=1)
    token = await ApiToken.create(
        name="报表", maker=world.leader, grid=world.east, token=str(ids.new()), expires_at=later
    )
    return {"token": nodes.opaque("ApiToken", token.id)}


async def _token_node(world: World) -> dict[str, Any]:
    return {"id": (await _token(world))["token"]}


async def _token_wanted(world: World) -> dict[str, Any]:
    return {"grid": nodes.opaque("Grid", world.east.id), "name": "报表", "days": 1}


async def _person(world: World) -> dict[str, Any]:
    return {"person": nodes.opaque("Person", world.resident.id)}


async def _person_with_phone(world: World) -> dict[str, Any]:
    number = "+8613812345678"
    world.resident.phone, world.resident.phone_index = number, Person.index_of(number)
    await world.resident.save()
    return await _person(world)


async def _person_node(world: World) -> dict[str, Any]:
    return {"id": (await _person(world))["person"]}


ROWS = {
    "revokeDevice": row(_device, "NotFound", resident="DevicesLeft"),
    "node(Device)": row(_device_node, "null", resident="Device"),
    "node(Person)": row(_person_node, "null", resident="Me"),
    "giveSignInCode": row(
        _person_with_phone,
        "FORBIDDEN",
        other_leader="NotFound",
        leader="GivenCode",
        leader_above="GivenCode",
    ),
    "makeApiToken": row(
        _token_wanted,
        "FORBIDDEN",
        other_leader="NotFound",
        leader="FreshApiToken",
        leader_above="FreshApiToken",
    ),
    "revokeApiToken": row(
        _token,
        "FORBIDDEN",
        other_leader="NotFound",
        leader="RevokedApiToken",
        leader_above="RevokedApiToken",
    ),
    "node(ApiToken)": row(_token_node, "null", leader="ApiToken", leader_above="ApiToken"),
}
