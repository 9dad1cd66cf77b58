"""What the answers of push services come to: counted, or to be tried again."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.expressions import F

from backend.kit import work
from backend.push import settling
from backend.push.broadcast_models import Chunk, Remainder
from backend.push.broadcasting.telling import Said, Told
from backend.push.courier import Said as PushSaid

PATIENCE = timedelta(seconds=30)
"""After this long a phone whose push service has not answered is tried again; longer than the courier waits."""
COUNTED_AS = {PushSaid.ACCEPTED: "accepted", PushSaid.GONE: "gone", PushSaid.REFUSED: "refused"}


@dataclass(slots=True)
class Outcome:
    """How many phones need no other try, by what became of them; and when which others get one."""

    counts: Counter[str] = field(default_factory=Counter)
    again: list[tuple[UUID, datetime]] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Whether nothing is to be written down of any phone by itself."""
        return not self.again and self.counts.keys() <= {"accepted", "unwanted"}


def judged(said: Said, now: datetime) -> Outcome:
    """What these answers come to."""
    outcome = Outcome()
    for aim, answer in said:
        if name := COUNTED_AS.get(answer.said):
            outcome.counts[name] += 1
        else:
            outcome.again.append((aim.id, answer.again_at or now + PATIENCE))
    return outcome


@dataclass(frozen=True, slots=True)
class Final:
    """A phone that needs no other try."""

    chunk: UUID
    subscription: UUID
    name: str
    """Under which it is counted."""


async def count_off(finals: Sequence[Final]) -> None:
    """Take these out of what must be tried again, and count them; what somebody else has counted is not there."""
    names = {(one.chunk, one.subscription): one.name for one in finals}
    waiting = Remainder.filter(subscription_id__in=list({one.subscription for one in finals}))
    rows = await waiting.select_for_update().only("id", "chunk_id", "subscription_id")
    mine = [row for row in rows if (row.chunk_id, row.subscription_id) in names]
    if not mine:
        return
    await Remainder.filter(id__in=[row.id for row in mine]).delete()
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    for row in mine:
        counts[row.chunk_id][names[row.chunk_id, row.subscription_id]] += 1
    for chunk, counted in sorted(counts.items()):
        await Chunk.filter(id=chunk).update(**{name: F(name) + number for name, number in counted.items()})


_errands: set[asyncio.Task[None]] = set()


def settle_when_known(chunks: Collection[UUID], told: Told) -> None:
    """Write down what slow push services say of these chunks' phones when they say it; they are tried again if that gets lost."""
    errand = asyncio.create_task(_settle_late(chunks, told))
    _errands.add(errand)
    errand.add_done_callback(_errands.discard)


async def _settle_late(chunks: Collection[UUID], told: Told) -> None:
    said = [(aim, answer) for aim, answer in await told.late() if answer.said.is_final]
    finals = [Final(chunk, aim.id, COUNTED_AS[answer.said]) for aim, answer in said for chunk in chunks]

    async def settle() -> None:
        await count_off(finals)
        await settling.mind_refusals(said)

    if said:
        await work.unit(settle)
