"""Who is told what about a shift; neutral words, for they may stand on a locked screen."""

from uuid import UUID

from backend.access.models import Role
from backend.grids import finding
from backend.kit import nodes
from backend.kit.words import Words
from backend.push import outbox
from backend.push.models import Kind
from backend.shifts.models import Shift

ANSWER = (Role.LEADER, Role.MEMBER)
"""Who sets the shifts of a grid and answers for them."""

WISH = Words("有人想来值班", "有人想來值班", "Somebody would like to join a shift")
PLEASE_APPROVE = Words(
    "请打开看看，同意或婉拒。", "請打開看看，同意或婉拒。", "Open it to approve or decline."
)


def link(shift: UUID) -> str:
    """The page of a shift."""
    return f"/shifts/{nodes.opaque('Shift', shift)}"


async def leaders(shift: Shift, besides: UUID | None = None) -> list[UUID]:
    """Who answers for the grid of this shift, or for the nearest one above that has somebody."""
    return await finding.nearest(shift.grid.path, *ANSWER, besides=besides)


async def of_wish(shift: Shift) -> None:
    """Tell whoever answers for the grid that somebody waits for their yes."""
    await outbox.queue(
        await leaders(shift), Kind.SHIFT, WISH, PLEASE_APPROVE, link=link(shift.id), about=shift.id
    )
