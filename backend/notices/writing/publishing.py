"""Publishing: at once, at a set hour, or after a second person has agreed."""

from datetime import datetime
from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.kit import clock, nodes, notes, work
from backend.kit.refusals import BadInput, Changed
from backend.notices import in_force, rules, telling
from backend.notices.answering import raising
from backend.notices.models import Notice, NoticeGround, NoticeState, NoticeStop, NoticeText
from backend.notices.refusals import NeedsAnother, NoticeOver
from backend.notices.relaying import passing, turns
from backend.notices.writing import checks, drafting
from backend.notices.writing.drafts import Said


@work.verb
async def publish(
    actor: Actor, notice: UUID, version: int, at: datetime | None = None, *, key: UUID | None = None
) -> Notice:
    """Send a notice out, now or at its hour. Where two people are asked for, the first one proposes it."""
    found = await rules.held_to_decide(actor, notice)
    drafting.refuse_out(found)
    if found.version != version:
        raise Changed(version=found.version, node=nodes.opaque("Notice", notice))
    if at:
        checks.ahead(at, "at")
    await _refuse_unready(found, at or clock.now())
    if found.state is not NoticeState.SCHEDULED and await _asks_for_another(actor, found):
        return await _propose(actor, found, at)

    hour = at or (found.goes_at if found.state is NoticeState.PROPOSED else None)
    found.published_by_id, found.goes_at = actor.id, hour
    if hour and hour > clock.now():
        return await _schedule(actor, found)
    await go_out(found)
    await audit.note(actor, "publishNotice", "Notice", notice, earnest=found.earnest.value)
    return found


async def _asks_for_another(actor: Actor, notice: Notice) -> bool:
    """Whether somebody else has to agree before this goes out."""
    if not (await in_force.at(notice.grid.path)).two_people:
        return False
    if notice.state is NoticeState.DRAFT:
        return True
    if notice.proposed_by_id == actor.id:
        raise NeedsAnother
    return False


async def _propose(actor: Actor, notice: Notice, at: datetime | None) -> Notice:
    notice.state, notice.proposed_by_id, notice.goes_at = NoticeState.PROPOSED, actor.id, at
    notice.version += 1
    await notice.save()
    await audit.note(actor, "proposeNotice", "Notice", notice.id)
    await telling.of_proposal(notice, actor.id)
    telling.hint(notice)
    return notice


async def _schedule(actor: Actor, notice: Notice) -> Notice:
    notice.state = NoticeState.SCHEDULED
    notice.version += 1
    await notice.save()
    await audit.note(actor, "scheduleNotice", "Notice", notice.id)
    telling.hint(notice)
    return notice


async def _refuse_unready(notice: Notice, hour: datetime) -> None:
    """`BadInput` where something is missing without which a notice of its kind must not go out."""
    texts = await NoticeText.filter(notice_id=notice.id)
    said = [
        Said(one.language, one.headline, one.short, one.body, one.claim, one.source, one.reward)
        for one in texts
    ]
    checks.ready(notice.kind, notice.verdict, said, await NoticeStop.filter(notice_id=notice.id).count())
    refuse_over(notice, hour)


def refuse_over(notice: Notice, hour: datetime) -> None:
    """`BadInput` where a notice would have expired by this hour."""
    if notice.expires_at and notice.expires_at <= hour:
        raise BadInput(field="expiresAt", reason=checks.BAD_MOMENT)


async def go_out(notice: Notice) -> None:
    """Publish a notice that is held, at this moment: from here on it is never changed and never out of sight."""
    grounds = await _open_grounds(notice)
    if notice.corrects_id:
        await _take_the_place_of(notice.corrects_id)

    notice.state, notice.published_at, notice.goes_at = NoticeState.PUBLISHED, clock.now(), None
    notice.version += 1
    await notice.save()
    await turns.start(notice, grounds)
    await raising.tell(notice)
    telling.hint(notice)


async def _open_grounds(notice: Notice) -> list[Grid]:
    """The grids that it is for, but for those closed since it was drafted; `GridClosed` where none is left."""
    named = NoticeGround.filter(notice_id=notice.id).values_list("grid_id", flat=True)
    found = await Grid.filter(id__in=list(await named)).order_by("path")
    still = [grid for grid in found if grid.is_open]
    if not still:
        grids.refuse_closed(found[0] if found else notice.grid)
    return still


async def _take_the_place_of(notice: UUID) -> None:
    """The version before is corrected from now on; it can still be read."""
    before = await rules.held(notice)
    if before.state is not NoticeState.PUBLISHED:
        raise NoticeOver
    before.state, before.ended_at = NoticeState.CORRECTED, clock.now()
    before.version += 1
    await before.save()
    await passing.cease(before)
    telling.hint(before)


@work.verb
async def give_back(actor: Actor, notice: UUID, reason: str, *, key: UUID | None = None) -> Notice:
    """Return a notice that waits for a second person or its hour: it is a draft again, and its author is told why."""
    found = await rules.held_to_decide(actor, notice)
    drafting.refuse_out(found)
    if found.state is NoticeState.DRAFT:
        return found
    reason = notes.checked(reason, "reason", needed=True)

    people = {found.drafted_by_id, found.proposed_by_id} - {actor.id}
    await return_to_draft(found, reason)
    await audit.note(actor, "returnNotice", "Notice", notice)
    await telling.of_return(found, people)
    return found


async def return_to_draft(notice: Notice, why: str) -> None:
    """Make a notice that is held a draft again."""
    notice.state, notice.goes_at = NoticeState.DRAFT, None
    notice.proposed_by_id = notice.published_by_id = None
    notice.returned = why
    notice.version += 1
    await notice.save()
    telling.hint(notice)
