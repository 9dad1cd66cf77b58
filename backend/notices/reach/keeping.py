"""How long is kept when each household was reached, and what was written down at its door."""

from datetime import datetime

from backend.kit import clock, retention, sql
from backend.notices.reach.growing_old import DAYS, KIND, SETTLED_AFTER
from backend.notices.reach_models import NoticeContact, Receipt

AT_ONCE = 5_000
"""Rows that go in one statement: others who write wait for no longer."""


@retention.keeps(KIND, days=DAYS)
async def forget_receipts(before: datetime) -> int:
    """Throw away who was reached when. The tallies stay: they are not counted anew any more."""
    gone = 0
    over = await sql.rows(
        """SELECT id FROM notice WHERE published_at < ?
        AND EXISTS (SELECT 1 FROM receipt WHERE receipt.notice_id = notice.id)""",
        min(before, clock.now() - SETTLED_AFTER),
    )
    with_receipts = "SELECT id FROM receipt WHERE notice_id = ? LIMIT ?"
    for notice in over:
        while rows := await sql.rows(with_receipts, sql.id_of(notice["id"]), AT_ONCE):
            await Receipt.filter(id__in=[sql.id_of(row["id"]) for row in rows]).delete()
            gone += len(rows)
    return gone


@retention.keeps("notes of calls and visits for notices", days=180)
async def forget_notes(before: datetime) -> int:
    """Forget what was written down; what came of it stays."""
    written = NoticeContact.filter(at__lt=before, note__not_isnull=True)
    return await written.update(note=None)
