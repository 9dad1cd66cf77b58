"""Posts as the tables hold them, and what people were told about them."""

from datetime import timedelta
from uuid import UUID

from backend.access.models import Post
from backend.push.models import Message

PHONE = "13800005678"
OTHER_PHONE = "13900001234"
WEEK = timedelta(days=7)


async def held(grid: UUID) -> list[tuple[str, str]]:
    """The roles and names of the posts in force in a grid."""
    rows = await Post.filter(Post.held_now(), grid_id=grid).order_by("id").select_related("person")
    return [(row.role.value, row.person.name) for row in rows]


async def told() -> list[tuple[str, str]]:
    """Who was told something, and of which kind, the first first."""
    rows = await Message.all().order_by("id").select_related("person")
    return [(row.person.name, row.kind.value) for row in rows]
