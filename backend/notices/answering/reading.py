"""Who reads which answers: one's own everybody, all of a notice its editors, signatures whoever looks after the doors."""

from uuid import UUID

from tortoise.functions import Sum
from tortoise.queryset import QuerySet

from backend.access import actor as access
from backend.access.actor import Actor
from backend.grids import rules as grids
from backend.kit.refusals import NotFound
from backend.notices import rules
from backend.notices.answer_models import AnswerKind, NoticeAnswer, Signature
from backend.notices.models import Notice
from backend.notices.reach_models import Tally


def own(actor: Actor, notices: list[UUID]) -> QuerySet[NoticeAnswer]:
    """What the actor answered to these notices."""
    return NoticeAnswer.filter(notice_id__in=notices, person_id=actor.person, person_id__not_isnull=True)


async def received(actor: Actor, notice: UUID, kinds: list[AnswerKind]) -> QuerySet[NoticeAnswer]:
    """What a notice was answered, for whoever decides about it; `NotFound` for anybody else."""
    await decided(actor, notice)
    return NoticeAnswer.filter(notice_id=notice, kind__in=kinds, text__not_isnull=True)


async def decided(actor: Actor, notice: UUID) -> Notice:
    """A notice about which the actor decides, with its grid; `NotFound` otherwise."""
    found = await Notice.get_or_none(id=notice).select_related("grid")
    if found is None or not rules.may_decide(actor, found.grid.path):
        raise NotFound
    return found


async def signatures(actor: Actor, notice: UUID, grid: UUID | None = None) -> QuerySet[Signature]:
    """Who has signed, on the ground where the actor decides; within one grid of it where one is named."""
    await rules.get(actor, notice)
    found = Signature.filter(
        access.under(actor.reach(*rules.DECIDE), "household__grid__path"), notice_id=notice
    )
    if grid is None:
        return found
    ground = await grids.get(actor, grid, *rules.DECIDE)
    return found.filter(access.subtree(ground.path, "household__grid__path"))


async def asked_to_sign(actor: Actor, notice: UUID, grid: UUID | None = None) -> int:
    """How many households a pledge is for, on the same ground."""
    found = Tally.filter(access.under(actor.reach(*rules.DECIDE), "grid__path"), notice_id=notice)
    if grid is not None:
        ground = await grids.get(actor, grid, *rules.DECIDE)
        found = found.filter(access.subtree(ground.path, "grid__path"))
    # Where the reader decides for no ground there is no row at all.
    return sum(
        int(row["number"] or 0) for row in await found.annotate(number=Sum("households")).values("number")
    )
