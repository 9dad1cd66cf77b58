"""How often each grid's link was opened: counted in memory, written down every few seconds.

A crowd that opens a link at once costs one statement, not one for each. Who opened it is not noted. A server that is
killed loses the last few seconds of it; nobody is visited or called by this figure.
"""

from collections import Counter
from uuid import UUID

from tortoise.expressions import F

from backend.kit import jobs
from backend.notices.channel_models import NoticeLink

_seen: Counter[UUID] = Counter()


def note(link: UUID) -> None:
    """Somebody opened this link."""
    _seen[link] += 1


@jobs.every(5.0)
async def write_down() -> int:
    """Add to each link how often it was opened since the last time."""
    for link, times in list(_seen.items()):
        await NoticeLink.filter(id=link).update(openings=F("openings") + times)
        # Not before it is written down; meanwhile others may have opened it.
        _seen[link] -= times
        if not _seen[link]:
            del _seen[link]
    return 0
