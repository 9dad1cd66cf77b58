"""What people are told about their posts."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from backend.grids.models import Grid
from backend.kit import nodes
from backend.kit.words import Words
from backend.push import outbox
from backend.push.models import Kind

Telling = Callable[[list[UUID], Grid], Awaitable[None]]

APPOINTED = Words("您有了新的岗位", "您有了新的崗位", "You have a new post")
APPOINTED_TEXT = Words(
    "点开看看您负责哪里、身边有哪些人。",
    "點開看看您負責哪裡、身邊有哪些人。",
    "Open this to see what you are in charge of, and who works with you.",
)
ENDED = Words("您的一个岗位已结束", "您的一個崗位已結束", "One of your posts has ended")
ENDED_TEXT = Words("谢谢您这段时间的付出。", "謝謝您這段時間的付出。", "Thank you for what you did.")


async def appointed(people: list[UUID], grid: Grid) -> None:
    """Tell somebody that they hold a post now."""
    await _tell(people, grid, APPOINTED, APPOINTED_TEXT)


async def ended(people: list[UUID], grid: Grid) -> None:
    """Tell people that their post is over."""
    await _tell(people, grid, ENDED, ENDED_TEXT)


async def _tell(people: list[UUID], grid: Grid, title: Words, text: Words) -> None:
    await outbox.queue(people, Kind.ACCOUNT, title, text, link=f"/grids/{nodes.opaque('Grid', grid.id)}")
