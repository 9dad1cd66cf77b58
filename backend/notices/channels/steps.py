"""The channels' turns: whom a notice has not reached by its due time is told by the next one.

A turn is a row for each relay and channel, with the time at which it opens. A round goes through the ground page by
page, each page in one unit of work with how far it has come, so that a worker that dies has done a page or has not.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from tortoise.queryset import QuerySet

from backend.kit import clock, jobs, lateness, live, work
from backend.notices import in_force, rules
from backend.notices.channel_models import Carried, Channel, GroupPost, NoticeSms, Step
from backend.notices.channels import pushing
from backend.notices.kinds import Earnest
from backend.notices.models import Notice, NoticeState, Relay

log = logging.getLogger(__name__)

AT_ONCE = 20
PATIENCE = timedelta(minutes=1)
"""After so long what failed is tried again."""

Handler = Callable[[Notice, Step], Awaitable[str | None]]
"""Does a channel's next page for a step that is held, with its relay and grid; how far it came, None at the end."""

_handlers: dict[Channel, Handler] = {}


def opens(channel: Channel) -> Callable[[Handler], Handler]:
    """Register what a channel does when its turn is."""

    def register(handler: Handler) -> Handler:
        _handlers[channel] = handler
        return handler

    return register


async def begin(notice: Notice, relay: Relay) -> None:
    """Set the channels' turns for a ground to which a notice has just come, by the settings in force there."""
    now = clock.now()
    turns = (await in_force.at(relay.grid.path)).steps
    steps = [
        Step(
            notice_id=notice.id,
            relay_id=relay.id,
            channel=channel,
            opens_at=now + timedelta(minutes=minutes),
            due_at=now + timedelta(minutes=minutes),
        )
        for channel, minutes in turns
        if _is_for(channel, notice)
    ]
    for step in steps:
        if step.channel is Channel.PUSH and step.opens_at <= now:
            # Phones ring with what is written here, and do not wait for a round.
            await pushing.ring(notice, relay)
            step.done_at = now
    await Step.bulk_create(steps)
    work.afterwards(lambda: jobs.wake(go))


def _is_for(channel: Channel, notice: Notice) -> bool:
    if channel is Channel.SMS:
        return notice.is_urgent
    # Of a test nobody is to do anything, and so nobody is to go from door to door.
    return channel is not Channel.DOOR or notice.earnest is not Earnest.TEST


async def end(notice: Notice) -> None:
    """Stop all that waits of a notice that was withdrawn or corrected.

    Where a withdrawn one rang, was posted or sent, it is said there that it holds no longer.
    """
    # The turns first: one that a worker is just going through rings, posts and sends before what follows is looked at.
    await Step.filter(notice_id=notice.id, done_at__isnull=True).update(done_at=clock.now())
    await pushing.end(notice)
    for carried, taken_at in ((GroupPost, "posted_at"), (NoticeSms, "taken_at")):
        await _end_carrying(notice, carried, taken_at)


async def _end_carrying(notice: Notice, carried: type[GroupPost | NoticeSms], taken_at: str) -> None:
    now, mine = clock.now(), carried.filter(notice_id=notice.id)
    waiting = mine.filter(state=Carried.WAITING)
    if notice.state is not NoticeState.WITHDRAWN:
        await waiting.delete()
        return
    await waiting.filter(attempts=0).delete()
    # A gateway may be taking one at this moment. Whoever brings it writes nothing down any more, so it is taken for
    # taken: when its lease is over, it is said there too.
    await waiting.update(attempts=0, **{taken_at: now})
    await mine.filter(state=Carried.TAKEN).update(state=Carried.WAITING, due_at=now, attempts=0)


def _due() -> QuerySet[Step]:
    return Step.filter(done_at__isnull=True, due_at__lte=clock.now())


lateness.watched("channels", _due, "due_at")


@jobs.every(2.0)
async def go() -> int:
    """Go on with the turns that are due."""
    due = _due().order_by("due_at", "id").limit(AT_ONCE)
    return sum([await _try(row["id"], row["notice_id"]) for row in await due.values("id", "notice_id")])


async def _try(step: UUID, notice: UUID) -> int:
    try:
        return await work.unit(partial(_go_on, step, notice))
    except Exception:
        log.exception("a channel's turn failed; it is tried again later")
        # It must not stand before everything else that is due.
        await Step.filter(id=step).update(due_at=clock.now() + PATIENCE)
        return 0


async def _go_on(step: UUID, named: UUID) -> int:
    # The notice before its turns, as whoever withdraws it does: else each would wait for the other.
    await rules.keep_as_it_is(named)
    waiting = Step.filter(id=step, done_at__isnull=True, due_at__lte=clock.now())
    held = await waiting.select_for_update(skip_locked=True).first()
    if held is None:
        return 0
    held.relay = await Relay.get(id=held.relay_id).select_related("grid")
    notice = await Notice.get(id=held.notice_id).select_related("grid")
    handler = _handlers.get(held.channel)
    after = await handler(notice, held) if handler and notice.is_open(clock.now()) else None
    if after is None:
        held.done_at = clock.now()
        live.changed("Reach", notice.id, path=held.relay.grid.path)
    else:
        held.after = after
    await held.save(update_fields=["after", "done_at", "tried"])
    return 1
