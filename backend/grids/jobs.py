"""Posts that were given until a day end by themselves."""

from functools import partial
from uuid import UUID

from backend.access.models import Post
from backend.grids import posts
from backend.grids.models import Grid
from backend.kit import clock, jobs, work

AT_ONCE = 50


@jobs.every(60.0)
async def end_overdue() -> int:
    """End the posts whose day has come."""
    overdue = Post.filter(ended_at__isnull=True, until__lte=clock.now()).order_by("until").limit(AT_ONCE)
    ended = [await work.unit(partial(_end, post)) for post in await overdue.values("id", "grid_id")]
    return sum(ended)


async def _end(post: dict[str, UUID]) -> int:
    return await posts.run_out(Post.filter(id=post["id"]), await Grid.get(id=post["grid_id"]))
