"""Who may ask what about messages, and about how they reach somebody."""

from typing import Any

from backend.kit import ids, nodes
from backend.push.models import Message
from tests.push import builders
from tests.push.stand_in import Handset
from tests.rights.table import row
from tests.rights.world import World


async def _message(world: World) -> dict[str, Any]:
    await builders.told(world.resident)
    told = await Message.filter(person=world.resident).order_by("-id").first()
    assert told
    return {"message": nodes.opaque("Message", told.id)}


async def _message_node(world: World) -> dict[str, Any]:
    return {"id": (await _message(world))["message"]}


async def _messages(world: World) -> dict[str, Any]:
    return {"messages": [(await _message(world))["message"]]}


async def _settings_node(world: World) -> dict[str, Any]:
    return {"id": nodes.opaque("PushSettings", world.resident.id)}


async def _device_node(world: World) -> dict[str, Any]:
    device = await builders.subscribed(world.resident, Handset(f"https://push.example/{ids.new()}"))
    return {"id": nodes.opaque("PushDevice", device.id)}


ROWS = {
    "reportShown": row(_message, "NotFound", resident="Message"),
    # Ids of others change nothing and answer nothing; tests/push/test_messages.py shows it.
    "readMessages": row(_messages, "ReadMessages"),
    "node(Message)": row(_message_node, "null", resident="Message"),
    "node(PushDevice)": row(_device_node, "null", resident="PushDevice"),
    "node(PushSettings)": row(_settings_node, "null", resident="PushSettings"),
}
