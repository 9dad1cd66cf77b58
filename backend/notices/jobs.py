"""What happens to notices by the clock: they go out at their hour, and pass on from where nobody did."""

import logging
from functools import partial
from uuid import UUID

from tortoise.queryset import QuerySet

from backend.access import audit
from backend.kit import clock, jobs, lateness, words, work
from backend.kit.refusals import Refused
from backend.kit.words import Language
from backend.notices import rules, telling
from backend.notices.channels import openings, own_data, spreading  # noqa: F401 -- they register their rounds
from backend.notices.models import Notice, NoticeState, Relay
from backend.notices.relaying import turns
from backend.notices.writing import publishing

log = logging.getLogger(__name__)

AT_ONCE = 50


def _at_their_hour() -> QuerySet[Notice]:
    return Notice.filter(state=NoticeState.SCHEDULED, goes_at__lte=clock.now())


def _to_pass_on() -> QuerySet[Relay]:
    return Relay.filter(passed_at__isnull=True, due_at__lte=clock.now())


lateness.watched("notices", _at_their_hour, "goes_at")
lateness.watched("relays", _to_pass_on, "due_at")


@jobs.every(2.0)
async def publish_at_their_hour() -> int:
    """Send out the notices whose hour has come."""
    due = _at_their_hour().order_by("goes_at", "id")
    return sum([await _publish(row["id"]) for row in await due.limit(AT_ONCE).values("id")])


async def _publish(notice: UUID) -> int:
    try:
        return await work.unit(partial(_go_out, notice))
    except Refused as refusal:
        log.warning("notice %s could not go out at its hour (%s); it is a draft again", notice, refusal)
        with words.reader(Language.ZH_HANS):
            why = refusal.message()
        return await work.unit(partial(_return, notice, why))
    except Exception:
        log.exception("notice %s could not go out at its hour; the next round tries again", notice)
        # It must not stand before the others whose hour has come.
        return 0


async def _go_out(notice: UUID) -> int:
    found = await _held_while_due(notice)
    if found is None:
        return 0
    # It may have waited for longer than it meant to, while nothing ran.
    publishing.refuse_over(found, clock.now())
    await publishing.go_out(found)
    await audit.note(None, "publishNotice", "Notice", notice, earnest=found.earnest.value)
    return 1


async def _return(notice: UUID, why: str) -> int:
    found = await _held_while_due(notice)
    if found is None:
        return 0
    people = [found.drafted_by_id, found.published_by_id]
    await publishing.return_to_draft(found, why)
    await audit.note(None, "returnNotice", "Notice", notice)
    await telling.of_return(found, people)
    return 1


async def _held_while_due(notice: UUID) -> Notice | None:
    found = await rules.held(notice)
    is_due = found.state is NoticeState.SCHEDULED and found.goes_at and found.goes_at <= clock.now()
    return found if is_due else None


@jobs.every(2.0)
async def pass_on_when_due() -> int:
    """Pass on what waits in grids whose time is over."""
    due = _to_pass_on().order_by("due_at", "id").limit(AT_ONCE)
    return sum([await _pass_on(row) for row in await due.values("notice_id", "grid_id")])


async def _pass_on(row: dict[str, UUID]) -> int:
    try:
        return await work.unit(partial(turns.pass_by_itself, row["notice_id"], row["grid_id"]))
    except Exception:
        log.exception(
            "notice %s was not passed on when its time was over; the next round tries again", row["notice_id"]
        )
        # It must not stand before what waits in other grids.
        return 0
