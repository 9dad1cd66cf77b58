"""Queueing a message for a crowd, taking it back, and how far it has come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.functions import Sum

from backend.kit import clock, jobs, sealed, work
from backend.kit.words import Language
from backend.push.broadcast_models import Broadcast, Chunk, Remainder
from backend.push.broadcasting import crowds, rounds
from backend.push.models import Kind
from backend.push.outbox import WORTH_TELLING

Said = Mapping[Language, tuple[str, str]]
"""Title and text, in the languages that there are."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How far a message for a crowd has come, in phones."""

    accepted: int = 0
    gone: int = 0
    refused: int = 0
    failed: int = 0
    unwanted: int = 0
    waiting: int = 0
    """To be tried again."""
    is_done: bool = True
    """Whether nobody is to be told any more."""

    @property
    def tried(self) -> int:
        """Phones that were to be rung so far."""
        return self.accepted + self.gone + self.refused + self.failed + self.waiting


async def queue(
    *,
    crowd: str,
    stretches: Iterable[tuple[str, str]],
    kind: Kind,
    what: str,
    about: UUID,
    said: Said,
    link: str,
    topic: str,
    urgent: bool = False,
    given: Mapping[str, Any] | None = None,
    expires: datetime | None = None,
) -> Broadcast:
    """Tell a crowd something, when the present unit of work is committed; a row or two, however many they are.

    Each stretch goes from its first place to right before its second. It passes over other companies' servers and
    lies open on locked screens: nothing that not everybody may read. `what` is the graph type of the row that it is
    about; `topic` names what it replaces on a phone.
    """
    crowds.named(crowd)
    told = await Broadcast.create(
        crowd=crowd,
        given=dict(given or {}),
        kind=kind,
        what=what,
        about=about,
        said={language.value: list(words) for language, words in said.items()},
        link=link,
        urgent=urgent,
        topic=sealed.index("topic", topic)[:32],
        expires_at=expires or clock.now() + WORTH_TELLING,
    )
    await Chunk.bulk_create(
        [
            Chunk(broadcast_id=told.id, begins=begins, before=before, is_whole=True, urgent=urgent)
            for begins, before in stretches
        ]
    )
    work.afterwards(lambda: jobs.wake(rounds.tell_crowds))
    return told


async def stop(about: UUID) -> None:
    """Tell nobody any more what was queued about a row; a worker that is just telling finishes its page."""
    now = clock.now()
    stopped = await Broadcast.filter(about=about, done_at__isnull=True).values_list("id", flat=True)
    if not stopped:
        return
    await Broadcast.filter(id__in=stopped).update(stopped_at=now, done_at=now)
    await Chunk.filter(broadcast_id__in=stopped, done_at__isnull=True).update(done_at=now)
    await Remainder.filter(chunk__broadcast_id__in=stopped).delete()


async def figures(about: UUID, *, until: datetime | None = None) -> Figures:
    """How far everything has come that was queued about a row (up to some moment)."""
    mine = Broadcast.filter(about=about)
    if until:
        mine = mine.filter(created_at__lte=until)
    broadcasts = await mine.values_list("id", "done_at")
    if not broadcasts:
        return Figures()
    chunks = Chunk.filter(broadcast_id__in=[row[0] for row in broadcasts])
    sums = {f"all_{name}": Sum(name) for name in Chunk.OUTCOMES}
    [told] = await chunks.annotate(**sums).values(*sums)
    waiting = await Remainder.filter(chunk__broadcast_id__in=[row[0] for row in broadcasts]).count()
    return Figures(
        **{name: int(told[f"all_{name}"] or 0) for name in Chunk.OUTCOMES},
        waiting=waiting,
        is_done=all(done_at for _, done_at in broadcasts),
    )
