"""How long is kept what nobody wanted to publish."""

from datetime import datetime

from backend.access import photos
from backend.kit import retention
from backend.notices.models import Notice, NoticeState

AT_ONCE = 500


@retention.keeps("drafts of notices that were put away", days=30)
async def forget_drafts(before: datetime) -> int:
    """Throw away drafts that were not wanted; what went out is never taken out of sight."""
    dropped = Notice.filter(state=NoticeState.DROPPED, drafted_at__lt=before).limit(AT_ONCE)
    rows = await dropped.values("id", "picture_id")
    await photos.release([row["picture_id"] for row in rows if row["picture_id"]])
    await Notice.filter(id__in=[row["id"] for row in rows], state=NoticeState.DROPPED).delete()
    return len(rows)
