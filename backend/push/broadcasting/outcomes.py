"""What the answers of push services come to: counted, or to be tried again."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.expressions import F

from backend.kit import clock, work
from backend.push import settling
from backend.push.broadcast_models import Chunk, Remainder
from backend.push.broadcasting.telling import Said, Told
from backend.push.courier import LONGEST_REST, SHORTEST_REST
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
            return self.at or now, max(0, attempts - 1)
        rest = min(SHORTEST_REST * 2 ** max(0, attempts - 1), LONGEST_REST)
        return max(self.at or now, now + rest), attempts


Fate = str | Later | None
"""What becomes of a phone: the name under which it is counted, another try, or not known yet."""


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


async def put_off(later: Iterable[tuple[UUID, datetime, int]]) -> None:
    """Note when phones are tried again, and how many tries they have had by then."""
    alike: dict[tuple[datetime, int], list[UUID]] = defaultdict(list)
    for remainder, due_at, attempts in later:
        alike[due_at, attempts].append(remainder)
    for (due_at, attempts), waiting in alike.items():
        await Remainder.filter(id__in=waiting).update(due_at=due_at, attempts=attempts)


_errands: set[asyncio.Task[None]] = set()


def settle_when_known(tries: Mapping[tuple[UUID, UUID], int], told: Told) -> None:
    """Write down what slow push services say when they say it; their phones are tried again if that gets lost.

    `tries` are the chunk and the phone, and how often it had been tried by then.
    """
    errand = asyncio.create_task(_settle_late(tries, told))
    _errands.add(errand)
    errand.add_done_callback(_errands.discard)


async def _settle_late(tries: Mapping[tuple[UUID, UUID], int], told: Told) -> None:
    said = await told.late()
    answers = {aim.id: answer for aim, answer in said}
    finals: list[Final] = []
    later: dict[tuple[UUID, UUID], Later] = {}
    for chunk, phone in tries:
        if answer := answers.get(phone):
            if name := COUNTED_AS.get(answer.said):
                finals.append(Final(chunk, phone, name))
            else:
                later[chunk, phone] = Later(answer.again_at, answer.was_asked)

    async def settle() -> None:
        await count_off(finals)
        if later:
            await _put_off_late(later, tries)
        await settling.mind_refusals(said)

    if answers:
        await work.unit(settle)


async def _put_off_late(
    later: Mapping[tuple[UUID, UUID], Later], tries: Mapping[tuple[UUID, UUID], int]
) -> None:
    waiting = Remainder.filter(subscription_id__in=list({phone for _, phone in later}))
    rows = (
        await waiting.order_by("id").select_for_update().only("id", "chunk_id", "subscription_id", "attempts")
    )
    due: list[tuple[UUID, datetime, int]] = []
    for row in rows:
        one = (row.chunk_id, row.subscription_id)
        # Whoever has tried it once more since then knows better.
        if one in later and row.attempts == tries[one]:
            due.append((row.id, *later[one].due(row.attempts)))
    await put_off(due)
