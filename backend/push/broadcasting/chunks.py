"""One chunk after the other: a worker takes it, cuts it where it is whole, and tells its people page by page.

Taking moves the due time on: if the worker dies, the chunk is due again, and another one goes on after the last page
that was written down. The phones of the page that was under way may be rung twice; they show it once.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from tortoise.expressions import F, Subquery
from tortoise.queryset import QuerySet

from backend import settings
from backend.kit import clock, setback, sql, work
from backend.push import settling
from backend.push.broadcast_models import Broadcast, Chunk, Remainder
from backend.push.broadcasting import crowds, outcomes, pace, phones, telling
from backend.push.broadcasting.crowds import Crowd, Stretch
from backend.push.broadcasting.outcomes import Outcome
from backend.push.broadcasting.telling import Told
from backend.push.models import Subscription

SIZE = 300
"""People of a chunk, about; and of a page, at the most."""
LEASE = timedelta(seconds=20)
"""How long a worker may take over a page, or over cutting; many times what they take."""


def due() -> QuerySet[Chunk]:
    """Chunks that nobody tells at the moment, and somebody should."""
    return Chunk.filter(done_at__isnull=True, due_at__lte=clock.now())


_TAKE = """UPDATE broadcast_chunk SET due_at = ?, attempts = attempts + 1 WHERE id = COALESCE({first})
    RETURNING id, attempts"""
_FIRST = """(SELECT id FROM broadcast_chunk
    WHERE done_at IS NULL AND is_whole = {whole} AND urgent = {urgent} AND due_at <= ?
    ORDER BY due_at, id LIMIT 1 {alone})"""
_TURNS = [(whole, urgent) for whole in ("TRUE", "FALSE") for urgent in ("TRUE", "FALSE")]
"""What is cut at once may be urgent: it comes before all that is told already."""


async def take(*, only_whole: bool = False) -> Chunk | None:
    """Lease the chunk that has waited longest, with its broadcast: one to be cut first, an urgent one before others.

    One statement: a transaction would keep all who write waiting for the turns of a busy loop (SQLite has one writer).
    """
    turns = _TURNS[:2] if only_whole else _TURNS
    alone = "FOR UPDATE SKIP LOCKED" if settings.settings().on_postgres else ""
    first = ", ".join(_FIRST.format(whole=whole, urgent=urgent, alone=alone) for whole, urgent in turns)
    now = clock.now()
    taken = await sql.rows(_TAKE.format(first=first), now + LEASE, *[now] * len(turns))
    if not taken:
        return None
    [row] = taken
    chunk = await Chunk.get(id=sql.id_of(row["id"])).select_related("broadcast")
    # Whoever takes it from us later has another number.
    chunk.attempts = row["attempts"]
    return chunk


@setback.mends
async def mend_leases() -> None:
    """Have somebody go on with chunks that were taken by a clock that was ahead."""
    now = clock.now()
    await Chunk.filter(done_at__isnull=True, due_at__gt=now + LEASE).update(due_at=now)


async def go_along(chunk: Chunk) -> None:
    """Tell everybody of a chunk, or cut it."""
    broadcast = chunk.broadcast
    crowd = crowds.named(broadcast.crowd)
    stretch = Stretch(chunk.begins, chunk.before, broadcast.given)
    if chunk.is_whole:
        beginnings = await crowd.beginnings(stretch, SIZE)
        await work.unit(lambda: _cut(chunk, beginnings))
        return
    words = telling.words_of(broadcast)
    while broadcast.expires_at > clock.now():
        if not await _tell_a_page(chunk, broadcast, words, crowd, stretch):
            return
    await _mine(chunk).update(done_at=clock.now())


def _mine(chunk: Chunk) -> QuerySet[Chunk]:
    """The chunk, if nobody else has taken it since and it was not stopped."""
    return Chunk.filter(id=chunk.id, attempts=chunk.attempts, done_at__isnull=True)


async def _cut(chunk: Chunk, beginnings: list[str]) -> None:
    """Make stretches of one: the chunk itself becomes the first of them."""
    begun = [one for one in sorted(set(beginnings)) if chunk.begins < one < chunk.before]
    [(_, first_end), *others] = pairwise([chunk.begins, *begun, chunk.before])
    now = clock.now()
    # Whoever stops the broadcast now waits, and stops all that it is cut into.
    await Broadcast.filter(id=chunk.broadcast_id).only("id").select_for_update()
    if not await _mine(chunk).update(is_whole=False, before=first_end, due_at=now):
        return
    await Chunk.bulk_create(
        [
            Chunk(
                broadcast_id=chunk.broadcast_id, begins=begins, before=before, urgent=chunk.urgent, due_at=now
            )
            for begins, before in others
        ],
        batch_size=500,
    )


async def _tell_a_page(
    chunk: Chunk, broadcast: Broadcast, words: telling.Texts, crowd: Crowd, stretch: Stretch
) -> bool:
    """Tell the next people of a chunk; whether there are more, and the chunk is still ours."""
    await pace.give_way()
    people = await crowd.people(stretch, chunk.after, SIZE)
    is_last = len(people) < SIZE
    aims = await phones.of(people, broadcast)
    quiet = [aim for aim in aims if not aim.is_unwanted and aim.quiet_until]
    ringing = [aim for aim in aims if not aim.is_unwanted and not aim.quiet_until]
    told = await telling.tell(broadcast, words, ringing)
    outcome = outcomes.judged(told.soon, clock.now())
    outcome.counts["unwanted"] += len(aims) - len(quiet) - len(ringing)
    outcome.again += [(aim.id, aim.quiet_until) for aim in quiet if aim.quiet_until]
    chunk.after = people[-1] if people else chunk.after
    is_ours = await _settled(chunk, told, outcome, is_last=is_last)
    if is_ours and told.slow:
        outcomes.settle_when_known({(chunk.id, aim.id): 0 for aim in told.slow}, told)
    return is_ours and not is_last


async def _settled(chunk: Chunk, told: Told, outcome: Outcome, *, is_last: bool) -> bool:
    """Write down a page: how far we are, how many took it, and only those that must be tried again by name."""
    if not told.slow and outcome.is_well:
        return await _note(chunk, outcome, is_last=is_last)
    return await work.unit(lambda: _settle(chunk, told, outcome, is_last=is_last))


async def _note(chunk: Chunk, outcome: Outcome, *, is_last: bool) -> bool:
    """Note how far we are and how many took it; whether the chunk is still ours."""
    now = clock.now()
    counted = {name: F(name) + number for name, number in outcome.counts.items() if number}
    changed = await _mine(chunk).update(
        after=chunk.after, due_at=now + LEASE, done_at=now if is_last else None, **counted
    )
    return bool(changed)


async def _settle(chunk: Chunk, told: Told, outcome: Outcome, *, is_last: bool) -> bool:
    """The same in a unit of work, where there is something to write down of single phones."""
    if not await _note(chunk, outcome, is_last=is_last):
        return False
    again = dict(outcome.again) | {aim.id: clock.now() + outcomes.PATIENCE for aim in told.slow}
    if again:
        await _try_again(chunk, again)
    await settling.mind_refusals(told.soon)
    return True


async def _try_again(chunk: Chunk, again: Mapping[UUID, datetime]) -> None:
    """Note the phones of a chunk that must be tried again, and when; but for those that were signed out meanwhile."""
    # Held, so that nobody forgets one before it is noted: a page must not fail over it.
    still = Subscription.filter(id__in=list(again)).order_by("id").select_for_update()
    await Remainder.bulk_create(
        [
            Remainder(chunk_id=chunk.id, subscription_id=one.id, due_at=again[one.id])
            for one in await still.only("id")
        ],
        ignore_conflicts=True,
    )


async def close_what_is_over() -> None:
    """Nobody is told any more what is not worth telling any more; a broadcast is done when all of it is.

    Through the night thousands wait for whoever sleeps: two statements, however many there are.
    """
    now = clock.now()
    over = Broadcast.filter(done_at__isnull=True, expires_at__lte=now)
    # Whoever is just telling a page of one finishes that page.
    await due().filter(broadcast_id__in=Subquery(over.values("id"))).update(done_at=now)
    await sql.run(_CLOSE, now)


_CLOSE = """UPDATE broadcast SET done_at = ? WHERE done_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM broadcast_chunk going
        WHERE going.broadcast_id = broadcast.id AND going.done_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM broadcast_chunk told JOIN broadcast_remainder left_over
        ON left_over.chunk_id = told.id WHERE told.broadcast_id = broadcast.id)"""
