"""Households for tests, made as people make them: a grid member registers the door."""

from uuid import UUID

from backend.access.models import Person
from backend.households import doors, registering, residents
from backend.households.models import Household, Resident
from tests import community
from tests.community import Town


async def household(
    town: Town, door: str, *names: str, phones: dict[str, str] | None = None, grid: UUID | None = None
) -> Household:
    """A household of the east grid, such as "3栋 2单元 1202" or "3栋 12", with these residents; the first one is its head."""
    building, *unit, room = [*door.split(), ""] if " " not in door else door.split()
    told = tuple(residents.parse(name, (phones or {}).get(name)) for name in names)
    keeper = town.above if grid else town.member
    return await registering.register(
        await community.actor(keeper), grid or town.east.id, doors.parse(building, "".join(unit), room), told
    )


async def living(household: Household, name: str) -> Person:
    """One more resident, who has an account but no post."""
    person = await Person.create(name=name, grid_id=household.grid_id)
    await Resident.create(
        household_id=household.id,
        person=person,
        home_of=person.id,
        name=name,
        admitted_at=household.created_at,
        head_of=None if await Resident.exists(head_of=household.id) else household.id,
    )
    return person
