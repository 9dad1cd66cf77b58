"""My devices, in the graph."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.types import Info

from backend.access import devices
from backend.access.actor import Actor
from backend.access.context import Context
from backend.access.gates import on_device
from backend.kit import nodes
from backend.kit.nodes import Node
from backend.kit.refusals import NotFound

COLUMNS = ("id", "device", "created_at", "seen_at", "expires_at")


@strawberry.type(description="A device on which I am signed in.")
class Device(Node):
    name: str = strawberry.field(description='What it is: "Android, WeChat".')
    since: datetime = strawberry.field(description="When I signed in there.")
    last_used: datetime = strawberry.field(description="When it was last used, to ten minutes.")
    expires_at: datetime = strawberry.field(description="When it signs out by itself, if it is not used.")
    is_this_one: bool = strawberry.field(description="Whether I am asking from it.")


def device_of(row: dict[str, Any], actor: Actor) -> Device:
    """A device read by `.values(*COLUMNS)` as a graph node."""
    return Device(
        id=nodes.opaque("Device", row["id"]),
        name=row["device"],
        since=row["created_at"],
        last_used=row["seen_at"],
        expires_at=row["expires_at"],
        is_this_one=row["id"] == actor.session,
    )


@nodes.loads("Device")
async def _load(actor: Actor, device: UUID) -> Device | None:
    found = await devices.visible(actor).filter(id=device).limit(1).values(*COLUMNS)
    return device_of(found[0], actor) if found and actor.session else None


async def _mine(actor: Actor) -> list[Device]:
    rows = await devices.visible(actor).order_by("-seen_at", "-id").limit(100).values(*COLUMNS)
    return [device_of(row, actor) for row in rows]


@strawberry.type(description="The devices on which I am still signed in.")
class DevicesLeft:
    devices: list[Device] = strawberry.field(description="Each of them, the last used one first.")


RevokeDeviceResult = Annotated[
    DevicesLeft | NotFound,
    strawberry.union("RevokeDeviceResult", description="The devices left, or why not."),
]


@strawberry.type
class DeviceQuery:
    @strawberry.field(extensions=[on_device()], description="Where I am signed in; the last used one first.")
    async def my_devices(self, info: Info[Context, None]) -> list[Device]:
        return await _mine(info.context.me)


@strawberry.type
class DeviceMutation:
    @strawberry.mutation(extensions=[on_device()], description="Sign one of my devices out.")
    async def revoke_device(
        self,
        info: Info[Context, None],
        device: Annotated[strawberry.ID, strawberry.argument(description="Which one.")],
    ) -> RevokeDeviceResult:
        await devices.revoke(info.context.me, nodes.row_of("Device", device))
        return DevicesLeft(devices=await _mine(info.context.me))

    @strawberry.mutation(extensions=[on_device()], description="Sign all my devices out but this one.")
    async def revoke_other_devices(self, info: Info[Context, None]) -> DevicesLeft:
        await devices.revoke_others(info.context.me)
        return DevicesLeft(devices=await _mine(info.context.me))
