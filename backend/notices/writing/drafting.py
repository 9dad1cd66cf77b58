"""Drafting: any post writes for its own ground or for the grids above; those who decide select and classify."""

from dataclasses import replace
from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.kit import nodes, work
from backend.kit.refusals import Changed, NotFound
from backend.notices import in_force, rules, telling
from backend.notices.answering import raising
from backend.notices.models import OUT, Notice, NoticeGround, NoticeState
from backend.notices.refusals import NoticeOut, NoticeOver, UnderReview
from backend.notices.writing import checks, codes, drafts
from backend.notices.writing.drafts import Draft


@work.verb
async def draft(actor: Actor, grid: UUID, said: Draft, *, key: UUID | None = None) -> Notice:
    """Write a draft for a grid. Whoever decides there is told, unless they wrote it."""
    ground = await Grid.get_or_none(id=grid)
    if ground is None or not rules.may_draft(actor, ground.path):
        raise NotFound
    grids.refuse_closed(ground)
    said = checks.checked(said)
    for_ = await drafts.grounds(ground, said.grounds)

    notice = Notice(grid=ground, code=codes.fresh(), drafted_by_id=actor.id)
    await keep(actor, notice, said, for_)
    await audit.note(actor, "draftNotice", "Notice", notice.id)
    if not rules.may_decide(actor, ground.path):
        await telling.of_draft(notice, actor.id)
    return notice


async def keep(actor: Actor, notice: Notice, said: Draft, for_: list[Grid]) -> None:
    """Write down what a checked draft says."""
    holds = await in_force.at(notice.grid.path)
    await drafts.put(actor, notice, said, holds.relay_minutes)
    await notice.save()
    await drafts.put_below(notice, said, for_)
    await raising.note(actor, notice, said.questions)
    telling.hint(notice)


@work.verb
async def change(actor: Actor, notice: UUID, said: Draft, version: int, *, key: UUID | None = None) -> Notice:
    """Write a draft anew: its author does, or who decides for its grid."""
    found = await _held_draft(actor, notice)
    if found.version != version:
        raise Changed(version=found.version, node=nodes.opaque("Notice", notice))
    said = checks.checked(await as_before(found, said) if found.corrects_id else said)
    for_ = await drafts.grounds(found.grid, said.grounds)

    found.version += 1
    await keep(actor, found, said, for_)
    await audit.note(actor, "changeNotice", "Notice", notice)
    return found


async def as_before(notice: Notice, said: Draft) -> Draft:
    """A correction goes to whom the version before went, and as earnestly."""
    of = notice.corrects_id or notice.id
    before = await Notice.get(id=of)
    named = await NoticeGround.filter(notice_id=of).select_related("grid")
    still = [ground.grid_id for ground in named if ground.grid.is_open]
    if not still:
        grids.refuse_closed(named[0].grid)
    return replace(said, grounds=tuple(still), audience=tuple(before.audiences), earnest=before.earnest)


@work.verb
async def drop(actor: Actor, notice: UUID, *, key: UUID | None = None) -> None:
    """Put away a draft that is not wanted; its author may, and who decides for its grid."""
    found = await _held_before_going_out(actor, notice)
    is_draft = found.state is NoticeState.DRAFT
    if not is_draft and not rules.may_decide(actor, found.grid.path):
        raise UnderReview

    found.state, found.goes_at = NoticeState.DROPPED, None
    found.version += 1
    await drafts.let_go_of_picture(found)
    await found.save()
    await raising.free(found)
    await audit.note(actor, "dropNotice", "Notice", notice)
    telling.hint(found)


def may_edit(actor: Actor, notice: Notice) -> bool:
    """Whether the actor may change a notice while it is a draft."""
    wrote = notice.drafted_by_id == actor.id and rules.may_draft(actor, notice.grid.path)
    return wrote or rules.may_decide(actor, notice.grid.path)


async def _held_draft(actor: Actor, notice: UUID) -> Notice:
    found = await _held_before_going_out(actor, notice)
    if found.state is not NoticeState.DRAFT:
        raise UnderReview
    return found


async def _held_before_going_out(actor: Actor, notice: UUID) -> Notice:
    found = await rules.held(notice)
    if not may_edit(actor, found):
        raise NotFound
    refuse_out(found)
    return found


def refuse_out(notice: Notice) -> None:
    """Refuse where a notice went out already, or is not wanted."""
    if notice.state is NoticeState.PUBLISHED:
        raise NoticeOut
    if notice.state in OUT or notice.state is NoticeState.DROPPED:
        raise NoticeOver
