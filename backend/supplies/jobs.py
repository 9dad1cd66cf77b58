"""What happens to needs by the clock: unclaimed ones are spoken of, quiet ones close, lost carriers are replaced."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from tortoise.queryset import QuerySet

from backend.access import audit
from backend.grids.models import Grid
from backend.kit import clock, jobs, lateness, work
from backend.supplies import claims, progress, telling, timeline
from backend.supplies.models import Delivery, DeliveryState, Part, RequestState, Step, SupplyRequest

QUIET = timedelta(days=3)
"""What was handed over and not spoken of for so long is taken as received."""
AT_ONCE = 50


def _unclaimed() -> QuerySet[SupplyRequest]:
    return SupplyRequest.filter(state=RequestState.OPEN, warn_at__lte=clock.now())


lateness.watched("unclaimed needs", _unclaimed, "warn_at")


@jobs.every(5.0)
async def speak_of_unclaimed() -> int:
    """Tell leaders of needs that nobody has taken and that run out soon: the grid's own, later the one above."""
    due = await _unclaimed().order_by("warn_at").limit(AT_ONCE).values("id")
    return sum([await work.unit(partial(_speak_of, row["id"])) for row in due])


async def _speak_of(request: UUID) -> int:
    found = await progress.held(request)
    if found.state is not RequestState.OPEN or found.warn_at is None or found.warn_at > clock.now():
        return 0
    grid = await _spoken_to(found)
    hours = progress.URGENT if found.warned == 0 else progress.VERY_URGENT
    found.warned += 1
    found.warn_at = progress.second_warning(found.runs_out_at) if found.warned == 1 else None
    found.version += 1
    await found.save(update_fields=["warned", "warn_at", "version"])

    told = await telling.leaders(grid.path)
    await telling.of_running_late(found, told, int(hours.total_seconds() // 3600))
    await timeline.add(found, Step.ESCALATED, None, Part.SYSTEM, grid=grid.name)
    await audit.note(None, "speakOfUnclaimed", "SupplyRequest", request, warned=found.warned)
    await telling.hint(found)
    return 1


async def _spoken_to(request: SupplyRequest) -> Grid:
    if request.warned == 0 or request.standing.parent_id is None:
        return request.standing
    return await Grid.get(id=request.standing.parent_id)


@jobs.every(60.0)
async def close_the_quiet() -> int:
    """Take as received what was handed over days ago and nobody has spoken of."""
    due = await (
        Delivery.filter(state=DeliveryState.HANDED_OVER, handed_over_at__lte=clock.now() - QUIET)
        .order_by("handed_over_at")
        .limit(AT_ONCE)
        .values("id", "request_id")
    )
    return sum([await work.unit(partial(_close, row["id"], row["request_id"])) for row in due])


async def _close(delivery: UUID, request: UUID) -> int:
    found = await progress.held(request)
    still = Delivery.filter(id=delivery, state=DeliveryState.HANDED_OVER)
    if not await still.update(state=DeliveryState.CONFIRMED, ended_at=clock.now()):
        return 0
    await progress.settle(found)
    if found.state is RequestState.CLOSED:
        await timeline.add(found, Step.CLOSED, None, Part.SYSTEM)
    await audit.note(None, "closeQuietDelivery", "Delivery", delivery)
    await telling.hint(found)
    return 1


@jobs.every(60.0)
async def replace_lost_carriers() -> int:
    """Give back the promises of volunteers who left or whose service was ended, so that others bring it."""
    lost = await claims.lost().limit(AT_ONCE).values("id")
    return sum([await work.unit(partial(claims.take_from_lost, row["id"])) for row in lost])
