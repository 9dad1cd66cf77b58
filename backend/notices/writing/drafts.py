"""Drafts: what somebody means to have published, as it was sent, checked, and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q

from backend.access import photos
from backend.access.actor import Actor
from backend.grids import rules as grids
from backend.grids.models import Grid, Tier
from backend.kit.refusals import NotFound
from backend.kit.words import Language
from backend.notices import audience
from backend.notices.kinds import (
    Audience,
    Category,
    Certainty,
    Earnest,
    NoticeKind,
    Severity,
    Urgency,
    Verdict,
    Way,
)
from backend.notices.models import Notice, NoticeGround, NoticeState, NoticeStop, NoticeText


@dataclass(frozen=True, slots=True)
class Said:
    """What a draft says in one language."""

    language: Language
    headline: str
    short: str = ""
    body: str = ""
    claim: str = ""
    source: str = ""
    reward: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One place where somebody who is ill has been."""

    place: str
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """All that a draft says of itself."""

    kind: NoticeKind
    texts: tuple[Said, ...]
    grounds: tuple[UUID, ...] = ()
    """The grids that it is for; none for the whole ground of the grid that speaks."""
    audience: tuple[Audience, ...] = ()
    earnest: Earnest = Earnest.ACTUAL
    urgency: Urgency = Urgency.UNKNOWN
    severity: Severity = Severity.UNKNOWN
    certainty: Certainty = Certainty.UNKNOWN
    category: Category = Category.OTHER
    verdict: Verdict | None = None
    source_url: str = ""
    way: Way = Way.DIRECT
    relayed_down_to: Tier = Tier.COMMUNITY
    relay_minutes: int | None = None
    stops: tuple[Stop, ...] = ()
    picture: UUID | None = None
    expires_at: datetime | None = None
    questions: tuple[UUID, ...] = ()
    """What residents asked that a rumour card is the answer to."""


CLASSES = (
    *("kind", "earnest", "urgency", "severity", "certainty", "category", "verdict"),
    *("source_url", "way", "relayed_down_to", "expires_at"),
)
"""What stands on the notice itself as the draft says it."""


async def grounds(grid: Grid, named: Sequence[UUID]) -> list[Grid]:
    """The grids that a draft is for: on the ground of the grid that speaks, open, and none inside another."""
    if not named:
        return [grid]
    found = await Grid.filter(id__in=list(named)).order_by("path")
    if len(found) < len(set(named)) or not all(one.path.startswith(grid.path) for one in found):
        raise NotFound
    for one in found:
        grids.refuse_closed(one)
    # In the order of their paths a grid stands right after one that it lies in.
    tops: list[Grid] = []
    for one in found:
        if not tops or not one.path.startswith(tops[-1].path):
            tops.append(one)
    return tops


async def put(actor: Actor, notice: Notice, draft: Draft, relay_minutes: int) -> None:
    """Write what a checked draft says on a notice, which is not saved yet."""
    for column in CLASSES:
        setattr(notice, column, getattr(draft, column))
    notice.audience = audience.written(draft.audience)
    notice.relay_minutes = draft.relay_minutes or relay_minutes
    if draft.picture != notice.picture_id:
        if draft.picture and not await _stands_before(notice, draft.picture):
            await photos.owned(actor, draft.picture)
        await let_go_of_picture(notice)
    notice.picture_id = draft.picture


async def _stands_before(notice: Notice, picture: UUID) -> bool:
    """Whether the version before shows this picture: a correction may too, whoever sent it."""
    before = notice.corrects_id
    return before is not None and await Notice.exists(id=before, picture_id=picture)


async def let_go_of_picture(notice: Notice) -> None:
    """A draft no longer names its picture: it goes, unless another version shows it."""
    picture, before = notice.picture_id, notice.corrects_id
    if picture is None:
        return
    versions = Notice.filter(Q(id=before) | Q(corrects_id=before), state__not=NoticeState.DROPPED)
    if before is None or not await versions.filter(picture_id=picture).exclude(id=notice.id).exists():
        await photos.release([picture])


async def put_below(notice: Notice, draft: Draft, ground: Sequence[Grid]) -> None:
    """Write its texts, stops and grounds anew."""
    for below in (NoticeText, NoticeStop, NoticeGround):
        await below.filter(notice_id=notice.id).delete()
    await NoticeText.bulk_create(
        NoticeText(
            notice_id=notice.id,
            language=said.language,
            headline=said.headline,
            short=said.short,
            body=said.body,
            claim=said.claim,
            source=said.source,
            reward=said.reward,
        )
        for said in draft.texts
    )
    await NoticeStop.bulk_create(
        NoticeStop(notice_id=notice.id, place=stop.place, begins_at=stop.begins_at, ends_at=stop.ends_at)
        for stop in draft.stops
    )
    await NoticeGround.bulk_create(NoticeGround(notice_id=notice.id, grid_id=one.id) for one in ground)
