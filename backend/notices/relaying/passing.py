"""A notice comes to the households of a ground, or holds no longer: the two places where all that follows is begun."""

from backend.kit import live
from backend.notices.channels import steps
from backend.notices.models import Notice, Relay
from backend.notices.reach import tallies
from backend.push import outbox
from backend.push.models import Kind


async def arrive(notice: Notice, relay: Relay) -> None:
    """Begin all that follows when a relay has passed, in the same unit of work; its grid was read with it.

    Each line is one part: whom it is for is counted, the channels' turns are set, and open apps are told.
    """
    await tallies.begin(notice, relay)
    await steps.begin(notice, relay)
    live.changed("Notice", notice.id, path=relay.grid.path, homes=True)


async def cease(notice: Notice) -> None:
    """End all that goes on, in the same unit of work, when a notice was corrected or withdrawn."""
    await steps.end(notice)
    waiting = await Relay.filter(notice_id=notice.id, passed_at__isnull=True).values("id")
    await outbox.withdraw(Kind.NOTICE, notice.id, *(row["id"] for row in waiting))
    for relay in await Relay.filter(notice_id=notice.id, passed_at__not_isnull=True).select_related("grid"):
        live.changed("Notice", notice.id, path=relay.grid.path, homes=True)
