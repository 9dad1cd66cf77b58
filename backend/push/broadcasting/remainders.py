"""Trying again the phones that could not be told at once, until each has its answer or is given up."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from tortoise.expressions import F
from tortoise.queryset import QuerySet

from backend.kit import clock, setback, work
from backend.push import courier, settling
from backend.push.broadcast_models import Broadcast, Remainder
from backend.push.broadcasting import outcomes, phones, telling
from backend.push.broadcasting.outcomes import Fate, Final, Later
from backend.push.broadcasting.phones import Aim
from backend.push.broadcasting.telling import Told

BATCH = 128
LEASE = outcomes.PATIENCE
"""Then another goes on for a worker that died over them."""
MOST_TRIES = 10
"""Then a phone is given up; by then its push service has been in trouble for hours."""


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
        tries = {(one.chunk_id, one.subscription_id): one.attempts for one in others}
        outcomes.settle_when_known(tries, told)


def _fates(aims: Sequence[Aim], told: Told) -> dict[UUID, Fate]:
    """What is to become of each phone: the name under which it is counted, or when it is tried again.

    None where its push service is still thinking: what it says late, or the end of the lease, tells when it is tried again.
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
    await outcomes.put_off(
        (one.id, *fate.due(one.attempts)) for one, fate in judged if isinstance(fate, Later)
    )
    await settling.mind_refusals(told.soon)
