"""Taking what is due to be carried: by moving its due time on, so that another worker takes it if this one dies."""

from datetime import timedelta
from typing import Any, TypeVar

from tortoise.expressions import F

from backend.kit import clock, setback, work
from backend.notices.channel_models import Carried, GroupPost, NoticeSms

T = TypeVar("T", GroupPost, NoticeSms)

LONGEST_REST = timedelta(hours=1)
"""No gateway is left in peace for longer."""
LEASE = timedelta(minutes=2)
"""How long a worker may take; several times what a gateway is given."""


async def take(model: type[T], most: int) -> list[T]:
    """So many rows that are due, which are nobody else's for a while."""

    async def lease() -> list[T]:
        due = model.filter(state=Carried.WAITING, due_at__lte=clock.now()).order_by("due_at", "id")
        rows: list[T] = await due.limit(most).select_for_update(skip_locked=True)
        if rows:
            mine = model.filter(id__in=[row.id for row in rows])
            await mine.update(due_at=clock.now() + LEASE, attempts=F("attempts") + 1)
        for row in rows:
            row.attempts += 1
        return rows

    return await work.unit(lease)


@setback.mends
async def mend_due_times() -> None:
    """Have carried what waits for longer than any gateway is given a rest."""
    now = clock.now()
    for model in (GroupPost, NoticeSms):
        await model.filter(state=Carried.WAITING, due_at__gt=now + LONGEST_REST).update(due_at=now)


async def settle(row: T, again: tuple[timedelta, ...], *, was_taken: bool, **at: Any) -> None:
    """Write down what became of a row: taken at a time, to be tried again after a while, or given up."""
    # A worker that lost its lease must not undo what another one has done since.
    mine = type(row).filter(id=row.id, state=Carried.WAITING, attempts=row.attempts)
    if was_taken:
        await mine.update(state=Carried.TAKEN, **at)
    elif row.attempts > len(again):
        await mine.update(state=Carried.FAILED)
    else:
        await mine.update(due_at=clock.now() + again[row.attempts - 1])
