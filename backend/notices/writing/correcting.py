"""Correcting and withdrawing, in plain sight: what went out stays to be read, with what became of it."""

from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.kit import clock, nodes, notes, work
from backend.kit.refusals import Changed
from backend.notices import rules, telling
from backend.notices.models import Notice, NoticeState
from backend.notices.refusals import NoticeOver
from backend.notices.relaying import passing
from backend.notices.writing import checks, codes, drafting, drafts
from backend.notices.writing.drafts import Draft


@work.verb
async def correct(
    actor: Actor, notice: UUID, said: Draft, reason: str, version: int, *, key: UUID | None = None
) -> Notice:
    """Draft the next version of a notice that went out, for the same ground; publishing it takes the other's place."""
    before = await _held_published(actor, notice, version)
    reason = notes.checked(reason, "reason", needed=True)
    said = checks.checked(await drafting.as_before(before, said))
    for_ = await drafts.grounds(before.grid, said.grounds)

    corrected = Notice(
        grid=before.grid,
        code=codes.fresh(),
        drafted_by_id=actor.id,
        corrects_id=before.id,
        edition=before.edition + 1,
        reason=reason,
    )
    await drafting.keep(actor, corrected, said, for_)
    await audit.note(actor, "correctNotice", "Notice", corrected.id)
    return corrected


@work.verb
async def withdraw(
    actor: Actor, notice: UUID, reason: str, version: int, *, key: UUID | None = None
) -> Notice:
    """Say that a notice holds no longer, and why; whoever was told of it is told of that."""
    found = await _held_published(actor, notice, version)
    reason = notes.checked(reason, "reason", needed=True)

    found.state, found.reason, found.ended_at = NoticeState.WITHDRAWN, reason, clock.now()
    found.version += 1
    await found.save()
    await audit.note(actor, "withdrawNotice", "Notice", notice)
    await passing.cease(found)
    telling.hint(found)
    return found


async def _held_published(actor: Actor, notice: UUID, version: int) -> Notice:
    found = await rules.held_to_decide(actor, notice)
    if found.state is not NoticeState.PUBLISHED:
        raise NoticeOver
    if found.version != version:
        raise Changed(version=found.version, node=nodes.opaque("Notice", notice))
    return found
