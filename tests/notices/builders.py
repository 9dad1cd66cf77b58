"""Notices for tests, written and published as people do it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from backend.access.models import Person
from backend.grids.models import Grid
from backend.kit.words import Language
from backend.notices import rules
from backend.notices.kinds import NoticeKind
from backend.notices.models import Notice
from backend.notices.writing import drafting, publishing
from backend.notices.writing.drafts import Draft, Said
from tests import community

HEADLINE = "停水通知"


def said(headline: str = HEADLINE, language: Language = Language.ZH_HANS, **more: str) -> Said:
    """What a notice says in one language."""
    return Said(language, headline, **more)


def draft(headline: str = HEADLINE, grounds: Iterable[Grid] = (), **more: Any) -> Draft:
    """A bulletin for these grids; none for the whole ground of whoever speaks."""
    given = {"kind": NoticeKind.BULLETIN, "texts": (said(headline),)} | more
    return Draft(grounds=tuple(grid.id for grid in grounds), **given)


async def drafted(author: Person, grid: Grid, wanted: Draft | None = None) -> Notice:
    """A draft that this person wrote for a grid."""
    return await drafting.draft(await community.actor(author), grid.id, wanted or draft())


async def published(author: Person, grid: Grid, wanted: Draft | None = None) -> Notice:
    """A notice that this person wrote and sent out at once."""
    written = await drafted(author, grid, wanted)
    return await publishing.publish(await community.actor(author), written.id, written.version)


async def seen_by(person: Person) -> set[UUID]:
    """The notices that somebody may see."""
    actor = await community.actor(person)
    rows = await rules.visible(actor, await rules.standing_of(actor)).values("id")
    return {row["id"] for row in rows}
