"""What happens to volunteers by the clock: papers that end soon are spoken of, moved grids settle, old offers go."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from tortoise import connections
from tortoise.expressions import Q, Subquery

from backend.kit import clock, jobs, retention, work
from backend.volunteers import messages, own_data, rules
from backend.volunteers.models import Qualification, Volunteer, VolunteerSkill, VolunteerState

NOTICE = timedelta(days=14)
"""How long before its last day a paper is spoken of."""
AT_ONCE = 100
OVER = (VolunteerState.DECLINED, VolunteerState.ENDED, VolunteerState.LEFT)


@jobs.every(600.0)
async def speak_of_ending_papers() -> int:
    """Tell volunteers, once, which of their papers end within a fortnight."""
    return await work.unit(_speak)


async def _speak() -> int:
    # The zones of the world reach a day further than our own; who is asked too early waits for the next round.
    horizon = clock.now().date() + NOTICE + timedelta(days=1)
    papers = (
        await Qualification.filter(
            told_at=None,
            removed_at=None,
            expires_on__gte=clock.now().date() - timedelta(days=1),
            expires_on__lte=horizon,
            volunteer__state=VolunteerState.APPROVED,
        )
        .order_by("expires_on", "id")
        .limit(AT_ONCE)
        .prefetch_related("volunteer__grid")
    )
    return sum([await _speak_of(paper) for paper in papers])


async def _speak_of(paper: Qualification) -> int:
    days = (paper.expires_on - rules.today(paper.volunteer.grid.time_zone)).days
    if not 0 <= days <= NOTICE.days:
        return 0
    # Of several workers only the one that writes this tells.
    if not await Qualification.filter(id=paper.id, told_at=None).update(told_at=clock.now()):
        return 0
    await messages.tell_of_expiry(paper.volunteer.person_id, paper.id, days)
    return 1


@retention.keeps("offers of volunteers who left", days=365)
async def forget_offers(before: datetime) -> int:
    """Throw away what they said they could do and when; that they helped stays."""
    decided = Q(decided_at__lt=before) | Q(decided_at__isnull=True, applied_at__lt=before)
    over = Volunteer.filter(
        decided, state__in=OVER, id__in=Subquery(VolunteerSkill.all().values("volunteer_id"))
    )
    left = await over.limit(AT_ONCE).values("person_id")
    for row in left:
        await work.unit(partial(own_data.scrub, row["person_id"]))
    return len(left)


@jobs.every(600.0)
async def settle_grounds() -> int:
    """Find anew the ground of volunteers whose grid was moved to another parent."""
    strayed = await connections.get("default").execute_query_dict(
        "SELECT volunteer.id FROM volunteer"
        " JOIN grid mine ON mine.id = volunteer.grid_id JOIN grid ground ON ground.id = volunteer.ground_id"
        " WHERE substr(mine.path, 1, length(ground.path)) <> ground.path"
        " LIMIT 100"
    )
    for row in strayed:
        await work.unit(partial(_settle, row["id"]))
    return len(strayed)


async def _settle(volunteer: UUID) -> None:
    found = await Volunteer.get(id=volunteer).select_related("grid")
    ground = await rules.ground_of(found.grid, found.reach)
    await Volunteer.filter(id=found.id, version=found.version).update(ground_id=ground.id)
