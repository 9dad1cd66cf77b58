"""Volunteers in any number, written straight to their tables: how they applied is not what is measured."""

from backend.access.models import Person
from backend.grids.models import Tier
from backend.volunteers.models import Volunteer, VolunteerState
from tests.community import Town


async def crew(town: Town, many: int) -> list[Person]:
    """So many people who can stand shifts of the east grid."""
    people = [Person(name=f"志愿者{number}", grid_id=town.east.id) for number in range(many)]
    await Person.bulk_create(people)
    await Volunteer.bulk_create(
        Volunteer(
            person_id=person.id,
            grid_id=town.east.id,
            ground_id=town.community.id,
            reach=Tier.COMMUNITY,
            state=VolunteerState.APPROVED,
        )
        for person in people
    )
    return people
