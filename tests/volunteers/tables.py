"""What the tables hold of an offer, as a test sees it."""

from typing import Any

from backend.access.models import Person
from backend.push.models import Message
from backend.volunteers.models import Volunteer, VolunteerHours, VolunteerSkill


async def state_of(person: Person) -> dict[str, Any]:
    """Everything that the tables hold about somebody's offer."""
    [row] = await Volunteer.filter(person_id=person.id).values()
    skills = await VolunteerSkill.filter(volunteer_id=row["id"]).values_list("skill", flat=True)
    hours = await VolunteerHours.filter(volunteer_id=row["id"]).values_list("weekday", "begins", "ends")
    return {**row, "skills": sorted(skill.value for skill in skills), "hours": sorted(hours)}


async def told(person: Person) -> list[tuple[str, str]]:
    """The messages that wait for somebody: their kind and the page that they open."""
    rows = await Message.filter(person_id=person.id).order_by("id")
    return [(row.kind.value, row.link.partition("/")[2].partition("/")[0]) for row in rows]
