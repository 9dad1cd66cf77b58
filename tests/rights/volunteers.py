"""Who may ask what about volunteers."""

from datetime import date
from typing import Any

from backend.kit import nodes
from backend.volunteers import qualifications
from backend.volunteers.models import Qualification, QualificationKind, Volunteer
from tests import community
from tests.rights.table import row
from tests.rights.world import World
from tests.volunteers import builders

OFFER = {
    "skills": ["CARRYING"],
    "hours": [{"weekday": 1, "from": "08:00", "to": "12:00"}],
    "reach": "GRID",
}


async def _helper(world: World) -> dict[str, Any]:
    """The volunteer of the east grid, asked by themselves too."""
    helper = await Volunteer.get(person_id=world.volunteer.id)
    return {"id": nodes.opaque("Volunteer", helper.id)}


async def _approved(world: World) -> dict[str, Any]:
    somebody = await community.resident("钱好人", world.east)
    helper = await builders.volunteer(somebody, world.leader)
    return {"volunteer": nodes.opaque("Volunteer", helper.id)}


async def _waiting(world: World) -> dict[str, Any]:
    somebody = await community.resident("钱好人", world.east)
    return {"volunteer": nodes.opaque("Volunteer", (await builders.applicant(somebody)).id)}


async def _declined(world: World) -> dict[str, Any]:
    return {**await _waiting(world), "reason": "人手已够"}


async def _ended(world: World) -> dict[str, Any]:
    return {**await _approved(world), "reason": "多次失约"}


async def _paper_seen(world: World) -> dict[str, Any]:
    return {**await _approved(world), "input": {"kind": "NURSE", "expiresOn": "2021-01-01"}}


async def _paper(world: World) -> dict[str, Any]:
    somebody = await community.resident("钱好人", world.east)
    helper = await builders.volunteer(somebody, world.leader)
    leader = await community.actor(world.leader)
    await qualifications.add(leader, helper.id, QualificationKind.NURSE, date(2021, 1, 1))
    paper = await Qualification.get(volunteer_id=helper.id)
    return {"qualification": nodes.opaque("Qualification", paper.id)}


async def _grid(world: World) -> dict[str, Any]:
    return {"grid": nodes.opaque("Grid", world.east.id)}


async def _offer(world: World) -> dict[str, Any]:
    return {"input": OFFER | await _grid(world)}


DECIDED = {"other_leader": "NotFound", "leader": "Volunteer", "leader_above": "Volunteer"}

ROWS = {
    "volunteer": row(_helper, "null", volunteer="Volunteer", leader="Volunteer", leader_above="Volunteer"),
    "node(Volunteer)": row(
        _helper, "null", volunteer="Volunteer", leader="Volunteer", leader_above="Volunteer"
    ),
    "volunteers": row(_grid, "FORBIDDEN", leader="1 rows", leader_above="1 rows"),
    "volunteerCounts": row(_grid, "FORBIDDEN", leader="VolunteerCounts", leader_above="VolunteerCounts"),
    # Anybody may offer help anywhere; the one who is a volunteer there already need not.
    "applyAsVolunteer": row(_offer, "Volunteer", volunteer="AlreadyVolunteer"),
    "approveVolunteer": row(_waiting, "FORBIDDEN", **DECIDED),
    "declineVolunteer": row(_declined, "FORBIDDEN", **DECIDED),
    "endVolunteering": row(_ended, "FORBIDDEN", **DECIDED),
    "showVolunteerPhone": row(
        _approved,
        "FORBIDDEN",
        other_leader="NotFound",
        leader="VolunteerPhone",
        leader_above="VolunteerPhone",
    ),
    "addQualification": row(_paper_seen, "FORBIDDEN", **DECIDED),
    "removeQualification": row(_paper, "FORBIDDEN", **DECIDED),
}
