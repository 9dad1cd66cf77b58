"""Who may ask what about households."""

from typing import Any
from uuid import uuid4

from backend.access.models import Post, Role
from backend.households import invitations, needs
from backend.households.models import Household, Need, NeedKind, Resident
from backend.kit import nodes
from tests import community
from tests.households import builders
from tests.rights.table import row
from tests.rights.world import World


def _household(home: Household) -> str:
    return nodes.opaque("Household", home.id)


def _resident(resident: Resident) -> str:
    return nodes.opaque("Resident", resident.id)


async def _fresh(world: World, *names: str) -> Household:
    """A household of the east grid that nobody who asks lives in."""
    return await builders.household(world.town, f"9栋 {uuid4().hex[:8]}", *names)


async def _grid(world: World) -> dict[str, Any]:
    return {"grid": nodes.opaque("Grid", world.east.id)}


async def _home(world: World) -> dict[str, Any]:
    return {"id": _household(world.home)}


async def _registered(world: World) -> dict[str, Any]:
    return {**await _grid(world), "input": {"door": {"room": uuid4().hex[:8]}}}


async def _changed(world: World) -> dict[str, Any]:
    await world.home.refresh_from_db()
    return {"household": _household(world.home), "input": {}, "version": world.home.version}


async def _empty(world: World) -> dict[str, Any]:
    return {"household": _household(await _fresh(world))}


async def _liaison(world: World) -> dict[str, Any]:
    somebody = await community.appointed("郑联络", Role.LIAISON, world.east)
    post = await Post.get(person_id=somebody.id)
    home = _household(world.home)
    return {"liaison": nodes.opaque("Post", post.id), "first": home, "last": home}


async def _split(world: World) -> dict[str, Any]:
    return {**await _grid(world), "names": [uuid4().hex[:8], uuid4().hex[:8]]}


async def _added(world: World) -> dict[str, Any]:
    return {"household": _household(world.home), "input": {"name": "奶奶"}}


async def _grandmother(world: World) -> Resident:
    return await Resident.create(household_id=world.home.id, name="奶奶", admitted_at=world.home.created_at)


async def _corrected(world: World) -> dict[str, Any]:
    resident = await _grandmother(world)
    return {"resident": _resident(resident), "input": {"name": "外婆"}, "version": 1}


async def _moved(world: World) -> dict[str, Any]:
    to = await _fresh(world)
    return {"resident": _resident(await _grandmother(world)), "household": _household(to)}


async def _gone(world: World) -> dict[str, Any]:
    return {"resident": _resident(await _grandmother(world))}


async def _waiting(world: World) -> dict[str, Any]:
    somebody = await community.resident("冯等候", world.east)
    waits = await Resident.create(
        household_id=world.home.id, person=somebody, home_of=somebody.id, name=somebody.name
    )
    return {"resident": _resident(waits)}


async def _told(world: World) -> dict[str, Any]:
    return {"household": _household(world.home), "input": {"kind": "DISABILITY"}}


async def _need(world: World) -> dict[str, Any]:
    leader = await community.actor(world.leader)
    await Need.filter(household_id=world.home.id).delete()
    need = await needs.record(leader, world.home.id, needs.Told(NeedKind.CHRONIC_ILLNESS))
    return {"need": nodes.opaque("Need", need.id)}


async def _invited(world: World) -> dict[str, Any]:
    return {**await _grid(world), "days": 1, "uses": 1}


async def _invitation(world: World) -> dict[str, Any]:
    leader = await community.actor(world.leader)
    made = await invitations.invite_to_grid(leader, world.east.id, 1, 20)
    return {"invitation": nodes.opaque("Invitation", made.id)}


async def _node_invitation(world: World) -> dict[str, Any]:
    return {"id": (await _invitation(world))["invitation"]}


async def _accepted(world: World) -> dict[str, Any]:
    leader = await community.actor(world.leader)
    made = await invitations.invite_to_grid(leader, world.east.id, 1, 20)
    door = {"building": "8栋", "room": uuid4().hex[:8]}
    return {"code": made.code, "input": {"name": "新来", "door": door, **await _grid(world)}}


KEEPERS = {"leader": "Household", "leader_above": "Household"}
AT_HOME = {"resident": "Household", **KEEPERS}

ROWS = {
    "household": row(_home, "null", **AT_HOME),
    "node(Household)": row(_home, "null", **AT_HOME),
    "households": row(_grid, "FORBIDDEN", leader="2 rows", leader_above="2 rows"),
    "householdCounts": row(_grid, "FORBIDDEN", leader="HouseholdCounts", leader_above="HouseholdCounts"),
    "liaisons": row(_grid, "FORBIDDEN", leader="0 rows", leader_above="0 rows"),
    "invitations": row(_grid, "FORBIDDEN", leader="0 rows", leader_above="0 rows"),
    "node(Invitation)": row(_node_invitation, "null", leader="Invitation", leader_above="Invitation"),
    "registerHousehold": row(_registered, "FORBIDDEN", other_leader="NotFound", **KEEPERS),
    "changeHousehold": row(_changed, "FORBIDDEN", other_leader="NotFound", **KEEPERS),
    "closeDoor": row(_empty, "FORBIDDEN", other_leader="NotFound", leader="Left", leader_above="Left"),
    "assignLiaison": row(
        _liaison, "FORBIDDEN", other_leader="NotFound", leader="NamedLiaison", leader_above="NamedLiaison"
    ),
    # Once split, a grid's parts may be split from above too.
    "splitGrid": row(_split, "FORBIDDEN", other_leader="NotFound", leader="Grid", leader_above="Grid"),
    "addResident": row(_added, "NotFound", **AT_HOME),
    "changeResident": row(_corrected, "NotFound", **AT_HOME),
    "admitResident": row(_waiting, "NotFound", **AT_HOME),
    "moveResident": row(_moved, "FORBIDDEN", other_leader="NotFound", **KEEPERS),
    "moveOut": row(_gone, "NotFound", **AT_HOME),
    "recordNeed": row(_told, "NotFound", resident="Need", leader="Need", leader_above="Need"),
    "clearNeed": row(_need, "NotFound", **AT_HOME),
    "inviteResidents": row(_invited, "NotFound", leader="Invitation", leader_above="Invitation"),
    "revokeInvitation": row(_invitation, "NotFound", leader="Invitation", leader_above="Invitation"),
    # Whoever holds a code may come in, signed in or not; who lives elsewhere moves out first.
    "acceptInvitation": row(
        _accepted, "Joined", signed_out="Joined", resident="LivesElsewhere", other_household="LivesElsewhere"
    ),
}
