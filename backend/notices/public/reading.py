"""What there is to show of a notice that went out, read by the code of its address."""

from dataclasses import dataclass, field
from uuid import UUID
from zoneinfo import ZoneInfo

from backend import settings
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.kit.words import Language
from backend.notices import audience, wording
from backend.notices.answer_models import NoticeReply
from backend.notices.answering import raising
from backend.notices.channel_models import NoticeLink
from backend.notices.kinds import Audience
from backend.notices.models import OUT, Notice, NoticeGround, NoticeStop, NoticeText, Relay

IN_A_FEED = 30


@dataclass(frozen=True, slots=True)
class Sheet:
    """A notice as everybody may read it."""

    notice: Notice
    grid: Grid
    """Who speaks."""
    texts: dict[Language, NoticeText]
    grounds: list[Grid]
    stops: list[NoticeStop]
    replies: list[NoticeReply]
    before: Notice | None
    """The version that this one corrects."""
    after: Notice | None
    """The version that corrects this one."""
    asked: int = 0
    """How many people asked what a rumour card answers."""
    link: NoticeLink | None = None
    """The short address by which it was found, of one grid."""
    lines: list[Relay] = field(default_factory=list)
    """What the tiers on the way to that grid added, the uppermost first."""

    @property
    def code(self) -> str:
        """What the address ends in by which it was found."""
        return self.link.code if self.link else self.notice.code

    @property
    def here(self) -> ZoneInfo:
        return wording.zone(self.grid.time_zone)

    def text(self, language: Language) -> NoticeText:
        return wording.best(self.texts, language)


def address(code: str) -> str:
    """Where a notice, or a version of it, is read."""
    return f"{settings.settings().origin}/n/{code}"


async def behind(code: str) -> Sheet | None:
    """What this code stands for: a notice itself, or the link of one grid. None where nothing went out under it."""
    link = await NoticeLink.get_or_none(code=code).select_related("grid")
    found = Notice.filter(id=link.notice_id) if link else Notice.filter(code=code)
    notice = await found.filter(state__in=OUT).select_related("grid", "corrects").first()
    if notice is None:
        return None
    texts = await wording.texts([notice.id])
    return Sheet(
        notice=notice,
        grid=notice.grid,
        texts=texts[notice.id],
        grounds=await _grounds(notice),
        stops=await NoticeStop.filter(notice_id=notice.id).order_by("begins_at", "id"),
        replies=await NoticeReply.filter(notice_id=notice.id).order_by("at", "id"),
        before=notice.corrects,
        after=await Notice.filter(corrects_id=notice.id, state__in=OUT).order_by("-edition").first(),
        asked=(await raising.numbers([notice.id])).get(notice.id, 0) if notice.verdict else 0,
        link=link,
        lines=await _lines(notice, link.grid) if link else [],
    )


async def _grounds(notice: Notice) -> list[Grid]:
    rows = await NoticeGround.filter(notice_id=notice.id).select_related("grid").order_by("grid__path")
    return [row.grid for row in rows]


async def _lines(notice: Notice, grid: Grid) -> list[Relay]:
    return await (
        Relay.filter(notice_id=notice.id, grid__path__in=grids.ancestors(grid.path), passed_at__isnull=False)
        .exclude(line="")
        .select_related("grid")
        .order_by("grid__path")
    )


@dataclass(frozen=True, slots=True)
class Feed:
    """What a grid has published, the newest first."""

    grid: Grid
    notices: list[Notice]
    texts: dict[UUID, dict[Language, NoticeText]]


async def feed(code: str) -> Feed | None:
    """The latest notices of a grid; None where there is no such grid."""
    grid = await Grid.get_or_none(code=code)
    if grid is None:
        return None
    # What is for those with a post alone is no news for a town; their page they find by their app.
    out = Notice.filter(grid_id=grid.id, state__in=OUT, published_at__isnull=False)
    out = out.exclude(audience=audience.written([Audience.POSTS]))
    notices = await out.order_by("-published_at", "-id").limit(IN_A_FEED)
    return Feed(grid, notices, await wording.texts(notice.id for notice in notices))
