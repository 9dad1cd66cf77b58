"""How long what was written to notices is kept."""

from datetime import datetime

from backend.kit import retention
from backend.notices.answer_models import NoticeAnswer

AT_ONCE = 500
"""Rows that one round takes; the next hour's goes on."""


@retention.keeps("what was answered to notices", days=180)
async def forget_answers(before: datetime) -> int:
    """Empty answers of words; how many there were stays."""
    old = NoticeAnswer.filter(at__lt=before, text__not_isnull=True).limit(AT_ONCE)
    rows = await old.values("id")
    return await NoticeAnswer.filter(id__in=[row["id"] for row in rows]).update(text=None)
