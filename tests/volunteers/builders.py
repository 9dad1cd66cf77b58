"""Volunteers for tests, made as people make them: they apply, and their leader says yes."""

from uuid import UUID

from backend.access.models import Person
from backend.grids.models import Tier
from backend.volunteers import applying, deciding
from backend.volunteers.models import Skill, Volunteer
from backend.volunteers.offers import Hours, Offer
from tests import community

SATURDAY = Hours(6, 8 * 60, 12 * 60)
OFFER = Offer(skills=(Skill.CARRYING,), hours=(SATURDAY,), reach=Tier.COMMUNITY)


async def applicant(person: Person, offer: Offer = OFFER, grid: UUID | None = None) -> Volunteer:
    """Somebody who applied and waits."""
    return await applying.apply(await community.actor(person), grid, offer)


async def volunteer(
    person: Person, leader: Person, offer: Offer = OFFER, grid: UUID | None = None
) -> Volunteer:
    """Somebody who applied and was approved."""
    waiting = await applicant(person, offer, grid)
    return await deciding.approve(await community.actor(leader), waiting.id)
