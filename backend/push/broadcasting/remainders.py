"""Trying again the phones that could not be told at once, until each has its answer or is given up."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.expressions import F
from tortoise.queryset import QuerySet

from backend.kit import clock, setback, work
from backend.push import courier, settling
from backend.push.broadcast_models import Broadcast, Remainder
from backend.push.broadcasting import outcomes, phones, telling
from backend.push.broadcasting.outcomes import Final
from backend.push.broadcasting.phones import Aim
from backend.push.broadcasting.telling import Told
from backend.push.courier import LONGEST_REST, SHORTEST_REST

BATCH = 128
LEASE = timedelta(minutes=1)
MOST_TRIES = 10
"""Then a phone is given up; by then its push service has been in trouble for hours."""


@dataclass(frozen=True, slots=True)
class Later:
    """A phone that gets another try."""

    at: datetime | None
    """Not before this."""
    was_tried: bool
    """Who sleeps, or whose push service is left in peace, was not."""

    def due(self, attempts: int) -> tuple[datetime, int]:
        """When, and how many tries it has had by then; each is waited for twice as long as the one before."""
        now = clock.now()
        if not self.was_tried:
            return self.at or now, attempts - 1
        rest = min(SHORTEST_REST * 2 ** (attempts - 1), LONGEST_REST)
        return max(self.at or now, now + rest), attempts


Fate = str | Later | None
"""What becomes of a phone: the name under which it is counted, another try, or not known yet."""


def due() -> QuerySet[Remainder]:
    """Phones whose next try is now."""
    return Remainder.filter(due_at__lte=clock.now())


async def carry() -> int:
    """Try again what is due; how many."""
    taken = await work.unit(_take)
    by_broadcast: dict[UUID, list[Remainder]] = defaultdict(list)
    for remainder in taken:
        by_broadcast[remainder.chunk.broadcast_id].append(remainder)
    for broadcast, remainders in by_broadcast.items():
        await _try(await Broadcast.get(id=broadcast), remainders)
    return len(taken)


@setback.mends
async def mend_due_times() -> None:
    """Try again the phones that wait for longer than any push service asks."""
    now = clock.now()
    await Remainder.filter(due_at__gt=now + courier.LONGEST_REST).update(due_at=now)


async def _take() -> list[Remainder]:
    longest = due().order_by("due_at").limit(BATCH)
    taken = [row.id for row in await longest.select_for_update(skip_locked=True).only("id")]
    if not taken:
        return []
    await Remainder.filter(id__in=taken).update(due_at=clock.now() + LEASE, attempts=F("attempts") + 1)
    return await Remainder.filter(id__in=taken).select_related("chunk")


async def _try(broadcast: Broadcast, remainders: Sequence[Remainder]) -> None:
    """Ring these phones again, unless they were tried too often, or it is not worth telling any more."""
    is_over = broadcast.expires_at <= clock.now()
    others = [] if is_over else [one for one in remainders if one.attempts <= MOST_TRIES]
    aims = await phones.again([one.subscription_id for one in others], broadcast)
    ringing = [aim for aim in aims if not aim.is_unwanted and not aim.quiet_until]
    told = await telling.tell(broadcast, telling.words_of(broadcast), ringing)
    fates = _fates(aims, told)
    tried = {one.id for one in others}
    judged: list[tuple[Remainder, Fate]] = [
        (one, fates.get(one.subscription_id, "gone") if one.id in tried else "failed") for one in remainders
    ]
    await work.unit(lambda: _settle(judged, told))
    if told.slow:
        outcomes.settle_when_known({one.chunk_id for one in others}, told)


def _fates(aims: Sequence[Aim], told: Told) -> dict[UUID, Fate]:
    """What is to become of each phone: the name under which it is counted, or when it is tried again.

    None where its push service is still thinking: it is tried again when the lease is over.
    """
    fates: dict[UUID, Fate] = {aim.id: None for aim in told.slow}
    for aim in aims:
        if aim.is_unwanted:
            fates[aim.id] = "unwanted"
        elif aim.quiet_until:
            fates[aim.id] = Later(aim.quiet_until, was_tried=False)
    for aim, answer in told.soon:
        fates[aim.id] = outcomes.COUNTED_AS.get(answer.said) or Later(answer.again_at, answer.was_asked)
    return fates


async def _settle(judged: Sequence[tuple[Remainder, Fate]], told: Told) -> None:
    await outcomes.count_off(
        [Final(one.chunk_id, one.subscription_id, fate) for one, fate in judged if isinstance(fate, str)]
    )
    later: dict[tuple[datetime, int], list[UUID]] = defaultdict(list)
    for one, fate in judged:
        if isinstance(fate, Later):
            later[fate.due(one.attempts)].append(one.id)
    for (due_at, attempts), waiting in later.items():
        await Remainder.filter(id__in=waiting).update(due_at=due_at, attempts=attempts)
    await settling.mind_refusals(told.soon)
