"""The rounds that tell crowds: chunk after chunk, several at a time; then whoever must be tried again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from backend.kit import jobs, lateness, retention
from backend.kit.cancellation import to_the_end
from backend.push.broadcast_models import Broadcast, Chunk
from backend.push.broadcasting import chunks, remainders
from backend.push.carrying import carriers

log = logging.getLogger(__name__)

lateness.watched("crowds", chunks.due, "due_at")
lateness.watched("phones to be tried again", remainders.due, "due_at")


@jobs.every(1.0)
async def tell_crowds() -> int:
    """Tell whole crowds what is due."""
    if not await chunks.due().exists():
        return 0
    # Cut first, so that there is something for each of those that go on together.
    cut = await _one_after_the_other(partial(chunks.take, only_whole=True))
    told = await asyncio.gather(
        *(_one_after_the_other(chunks.take) for _ in range(carriers.present().at_once))
    )
    return cut + sum(told)


async def _one_after_the_other(take: Callable[[], Awaitable[Chunk | None]]) -> int:
    """Take chunks until there are none; how many."""
    number = 0
    while chunk := await take():
        number += 1
        try:
            # A worker that is told to end writes down first whom it has told.
            await to_the_end(chunks.go_along(chunk))
        except Exception:
            log.exception("a chunk was not told to its end; another worker goes on when its lease is over")
    return number


@jobs.every(2.0)
async def try_again() -> int:
    """Try again the phones that could not be told, and close what is done."""
    tried = await to_the_end(remainders.carry())
    if not tried:
        await chunks.close_what_is_over()
    return tried


@retention.keeps("broadcasts", 30)
async def forget_broadcasts(before: datetime) -> int:
    """Throw away what crowds were told long ago; the notices themselves stay."""
    return await Broadcast.filter(created_at__lt=before, done_at__isnull=False).delete()
