"""Asking about households over HTTP."""

from typing import Any
from uuid import uuid4

from backend.households.models import Household, Resident
from backend.kit import nodes
from tests.community import Town
from tests.households.documents import ACCEPT, INVITE, REGISTER
from tests.phones import Phone

DOOR = {"building": "3栋", "unit": "2单元", "room": "1202"}
MOTHER = {
    "door": {"building": "3", "unit": "2", "room": "502"},
    "residents": [
        {
            "name": "徐静",
            "phone": "13800000008",
            "birthYear": 1991,
            "needs": [{"kind": "INFANT", "month": "2019-09", "note": "牛奶蛋白过敏"}],
        },
        {"name": "徐小宝"},
    ],
    "needs": [{"kind": "NO_SMARTPHONE"}],
    "notes": "电梯坏了",
}


def grid_id(town: Town) -> str:
    """The east grid's id in the graph."""
    return nodes.opaque("Grid", town.east.id)


def home_id(home: Household) -> str:
    """A household's id in the graph."""
    return nodes.opaque("Household", home.id)


def resident_id(resident: Resident) -> str:
    """A resident's id in the graph."""
    return nodes.opaque("Resident", resident.id)


async def registered(
    phone: Phone, town: Town, told: dict[str, Any] = MOTHER, key: str = ""
) -> dict[str, Any]:
    """What somebody is answered who writes a door of the east grid down."""
    answer = await phone.ask(REGISTER, grid=grid_id(town), input=told, key=key or str(uuid4()))
    said: dict[str, Any] = answer["registerHousehold"]
    return said


async def invited(phone: Phone, **to: Any) -> dict[str, Any]:
    """An invitation made on this phone."""
    answer = await phone.ask(INVITE, **{"days": 7, "uses": 5, "key": str(uuid4())} | to)
    made: dict[str, Any] = answer["inviteResidents"]
    assert made["__typename"] == "Invitation", made
    return made


async def joined(on: Phone, code: str, name: str = "林晓", **more: Any) -> dict[str, Any]:
    """What somebody is answered who comes in."""
    answer = await on.ask(ACCEPT, code=code, input={"name": name} | more, key=str(uuid4()))
    said: dict[str, Any] = answer["acceptInvitation"]
    return said
