"""The round that carries messages to phones.

A worker takes what is due by moving its due time on: if the worker dies, the message is due again and another
one sends it. A phone may so be told twice, but shows it once, because both have the same tag.
"""

import asyncio
import logging
from collections.abc import Iterator, Sequence

from tortoise.expressions import F

from backend.kit import clock, jobs, setback, work
from backend.kit.cancellation import to_the_end
from backend.push import courier, readers, settling
from backend.push.courier import Courier
from backend.push.models import Message, State
from backend.push.readers import Reader
from backend.push.sending import LEASE as LEASE
from backend.push.sending import Sending

log = logging.getLogger(__name__)

BATCH = 256
"""Messages that one worker takes at once."""
CHUNK = 32
"""Messages that are sealed together, while those before them are already on their way."""
SLOW = 1.0
"""Seconds after which a round no longer waits for a push service; it is then waited for beside the rounds."""
MOST_SLOW = 8
"""Rounds with something slow in them that may be waited for at the same time."""


@jobs.every(5.0)
async def deliver() -> int:
    """Send what is due."""
    messages = await work.unit(_take)
    if messages:
        # A worker that is told to end writes down first what it has sent.
        await to_the_end(_carry(messages, courier.present()))
    return len(messages)


async def _take() -> list[Message]:
    """Lease what is due, the urgent first."""
    taken: list[Message] = []
    for urgent in (True, False):
        due = Message.filter(state=State.WAITING, urgent=urgent, due_at__lte=clock.now()).order_by("due_at")
        taken += (
            await due.limit(BATCH - len(taken)).select_for_update(skip_locked=True).only(*Sending.COLUMNS)
        )
        if len(taken) == BATCH:
            break
    if taken:
        await Message.filter(id__in=[message.id for message in taken]).update(
            due_at=clock.now() + LEASE, attempts=F("attempts") + 1
        )
    for message in taken:
        message.attempts += 1
    return taken


@setback.mends
async def mend_due_times() -> None:
    """Have sent again what waits for longer than any push service asks; a quiet night is looked at anew."""
    now = clock.now()
    waiting = Message.filter(state=State.WAITING)
    await waiting.filter(attempts__gt=0, due_at__gt=now + courier.LONGEST_REST).update(due_at=now)
    await waiting.filter(created_at__gt=now + setback.NOTICEABLE).update(due_at=now)


async def _carry(messages: Sequence[Message], carrier: Courier) -> None:
    known = await readers.of(message.person_id for message in messages)
    sendings = [Sending(message, known.get(message.person_id, Reader())) for message in messages]
    unsent = {sending for sending in sendings if sending.settle_unsent()}
    going = await _start([sending for sending in sendings if sending not in unsent], carrier)
    done, slow = await asyncio.wait(going, timeout=SLOW) if going else (set(), set())
    await settling.settle([*unsent, *_results(done)])
    if slow:
        await _wait_beside(slow, carrier)


async def _start(sendings: Sequence[Sending], carrier: Courier) -> list[asyncio.Task[Sending]]:
    """Seal chunk after chunk; a chunk is on its way while the next is being sealed."""
    going: list[asyncio.Task[Sending]] = []
    for chunk in _chunks(sendings):
        parcels = [sending.parcels() for sending in chunk]
        bodies = iter(await carrier.seal([parcel for of_one in parcels for parcel in of_one.values()]))
        for sending, of_one in zip(chunk, parcels, strict=True):
            its_bodies = [next(bodies) for _ in of_one]
            going.append(asyncio.create_task(sending.go(carrier, of_one, its_bodies)))
    return going


def _chunks(sendings: Sequence[Sending]) -> Iterator[Sequence[Sending]]:
    for start in range(0, len(sendings), CHUNK):
        yield sendings[start : start + CHUNK]


def _results(done: set[asyncio.Task[Sending]]) -> list[Sending]:
    results = []
    for task in done:
        if error := task.exception():
            log.error("a message was not sent; it is due again when its lease is over", exc_info=error)
        else:
            results.append(task.result())
    return results


async def _wait_beside(slow: set[asyncio.Task[Sending]], carrier: Courier) -> None:
    """Settle slow ones when they are done, without holding up the rounds; unless too many are slow."""

    async def settle_when_done() -> None:
        try:
            done, _ = await asyncio.wait(slow)
            await settling.settle(_results(done))
        finally:
            for task in slow:
                task.cancel()

    errand = asyncio.create_task(settle_when_done())
    carrier.errands.add(errand)
    errand.add_done_callback(carrier.errands.discard)
    if len(carrier.errands) > MOST_SLOW:
        await asyncio.wait(carrier.errands, return_when=asyncio.FIRST_COMPLETED)
