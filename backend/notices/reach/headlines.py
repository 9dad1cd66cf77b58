"""What notices are called, in the reader's language, else in simplified Chinese, else in whichever there is."""

from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import Subquery

from backend.kit import nodes, sql
from backend.kit.words import Language, speaking
from backend.notices import wording
from backend.notices.kinds import Earnest
from backend.notices.models import Notice, NoticeState, NoticeText
from backend.notices.shown import NoticeEdition

CHOSEN = """(SELECT notice_text.headline FROM notice_text WHERE notice_text.notice_id = notice.id
    ORDER BY CASE notice_text.language WHEN ? THEN 0 WHEN 'zh-Hans' THEN 1 ELSE 2 END, notice_text.id LIMIT 1)"""
"""The headline of a statement's `notice`; the value is the reader's language."""
EDITION = f"""notice.id, notice.edition, notice.state, notice.earnest, notice.reason, notice.published_at,
    {CHOSEN} AS headline"""
"""What to read for `edition_of`, with the same value."""


def asked(notice: UUID) -> dict[str, Subquery]:
    """A notice's headline in the reader's language, in simplified Chinese, and in any, to be read along with it."""
    texts = NoticeText.filter(notice_id=notice).order_by("id").limit(1)
    wanted = {
        "own": texts.filter(language=speaking()),
        "usual": texts.filter(language=Language.ZH_HANS),
        "any": texts,
    }
    return {f"headline_{name}": Subquery(found.values("headline")) for name, found in wanted.items()}


async def of(notices: Collection[UUID]) -> dict[UUID, str]:
    """What each of these notices is called, marked where it is a drill or a test."""
    rows = await sql.rows(
        f"SELECT notice.id, notice.earnest, {CHOSEN} AS headline FROM notice WHERE notice.id IN ({sql.places([*notices])})",
        speaking(),
        *notices,
    )
    return {
        sql.id_of(row["id"]): wording.mark(Earnest(row["earnest"])).said() + (row["headline"] or "")
        for row in rows
    }


def edition(notice: Notice) -> NoticeEdition:
    """A notice that was read with `asked`."""
    said = [getattr(notice, f"headline_{name}") for name in ("own", "usual", "any")]
    return NoticeEdition(
        id=nodes.opaque("Notice", notice.id),
        edition=notice.edition,
        state=notice.state,
        earnest=notice.earnest,
        headline=next(filter(None, said), ""),
        reason=notice.reason,
        published_at=notice.published_at,
    )


def edition_of(row: sql.Row) -> NoticeEdition:
    """A row of `EDITION` as a graph object."""
    return NoticeEdition(
        id=nodes.opaque("Notice", sql.id_of(row["id"])),
        edition=row["edition"],
        state=NoticeState(row["state"]),
        earnest=Earnest(row["earnest"]),
        headline=row["headline"] or "",
        reason=row["reason"],
        published_at=sql.perhaps_moment(row["published_at"]),
    )
