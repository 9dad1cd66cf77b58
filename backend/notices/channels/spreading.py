"""What the channels do when their turn is: chat groups, SMS, and the liaison's knock."""

from collections import Counter
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count

from backend.households import contacts
from backend.households.models import Resident
from backend.kit import jobs, sms, work
from backend.notices import telling
from backend.notices.channel_models import Channel, GroupPost, NoticeSms, Step
from backend.notices.channels import ground, groups, posting, pushing, steps, texting
from backend.notices.models import Notice

GRIDS = 200
"""Of a page, where a statement reads them all."""
SMS_GRIDS = 20
"""Of a page, where each of their households may need a row."""


@steps.opens(Channel.PUSH)
async def by_push(notice: Notice, step: Step) -> None:
    """Ring the phones of the ground, where the settings let other channels go first."""
    await pushing.ring(notice, step.relay)


@steps.opens(Channel.GROUPS)
async def into_groups(notice: Notice, step: Step) -> str | None:
    """Have it posted into the chat groups of the ground."""
    grids = await ground.next_grids(step.relay, step.after, GRIDS)
    bound = await groups.bound().filter(grid_id__in=[grid.id for grid in grids]).only("id")
    posts = [GroupPost(notice_id=notice.id, group_id=group.id) for group in bound]
    await GroupPost.bulk_create(posts, ignore_conflicts=True)
    step.tried += len(posts)
    if posts:
        work.afterwards(lambda: jobs.wake(posting.post))
    return grids[-1].path if len(grids) == GRIDS else None


@steps.opens(Channel.SMS)
async def by_sms(notice: Notice, step: Step) -> str | None:
    """Have an SMS sent to each household that it has not reached and that has a number."""
    if not sms.is_possible():
        return None
    grids = await ground.next_grids(step.relay, step.after, SMS_GRIDS)
    unreached = Subquery(ground.unreached(notice, [grid.id for grid in grids]).values("id"))
    able = Resident.filter(Resident.here(), _has_number(), household_id__in=unreached)
    homes = dict.fromkeys(row["household_id"] for row in await able.order_by("id").values("household_id"))
    messages = [NoticeSms(notice_id=notice.id, household_id=home) for home in homes]
    await NoticeSms.bulk_create(messages, ignore_conflicts=True)
    step.tried += len(messages)
    if messages:
        work.afterwards(lambda: jobs.wake(texting.send))
    return grids[-1].path if len(grids) == SMS_GRIDS else None


def _has_number() -> Q:
    return Q(phone_index__isnull=False) | Q(person__phone_index__isnull=False)


@steps.opens(Channel.DOOR)
async def to_the_doors(notice: Notice, step: Step) -> str | None:
    """Tell whoever answers for them how many of their households it has not reached."""
    grids = await ground.next_grids(step.relay, step.after, GRIDS)
    paths = {grid.id: grid.path for grid in grids}
    rows = await (
        ground.unreached(notice, list(paths))
        .annotate(number=Count("id"))
        .group_by("grid_id", "liaison_id")
        .values("grid_id", "liaison_id", "number")
    )
    around = dict(zip(paths.values(), await contacts.around(list(paths.values())), strict=True))
    doors: Counter[UUID] = Counter()
    for row in rows:
        if contact := around[paths[row["grid_id"]]].contact(row["liaison_id"]):
            doors[contact.person] += row["number"]
    await telling.of_doors(notice, doors)
    step.tried += sum(row["number"] for row in rows)
    return grids[-1].path if len(grids) == GRIDS else None
