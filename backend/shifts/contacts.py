"""Whom people call about a shift: somebody who answers for its grid, or who stands shifts there."""

from datetime import timedelta
from uuid import UUID

from tortoise.expressions import Q

from backend.access.models import Post
from backend.grids import rules as grids
from backend.kit import clock
from backend.kit.refusals import BadInput
from backend.kit.words import Words
from backend.shifts.models import HOLDING, ShiftState, Signup

SINCE = timedelta(days=60)
"""Who has stood no shift of the grid for so long is not thought of as somebody who stands there."""
NOT_FROM_HERE = Words(
    "联系人要在这个网格或上级有岗位，或者在这里值班。请重新选一位。",
    "聯絡人要在這個網格或上級有崗位，或者在這裡值班。請重新選一位。",
    "Whom to call has to hold a post in this grid or above it, or stand shifts there. Please choose again.",
)


async def check(person: UUID | None, grid: UUID, path: str) -> None:
    """Refuse somebody who has nothing to do with the grid; nobody named is whoever sets the shift."""
    if person is None:
        return
    if await Post.filter(answers(path), person_id=person).exists():
        return
    if not await Signup.filter(stands(grid), person_id=person).exists():
        raise BadInput(field="contact", reason=NOT_FROM_HERE)


def answers(path: str) -> Q:
    """Posts of those who answer for a grid."""
    return Q(Post.held_now(), grid__path__in=grids.ancestors(path))


def stands(grid: UUID) -> Q:
    """Who has a place in a shift of the grid, or had one of late."""
    return Q(
        state__in=HOLDING,
        person__erased_at__isnull=True,
        shift__grid_id=grid,
        shift__state=ShiftState.PLANNED,
        shift__starts_at__gt=clock.now() - SINCE,
    )
