"""The round that carries sign-in codes, and what else concerns a number, to phones; or to the log without an SMS gateway."""

import logging
from datetime import datetime, timedelta

from tortoise.expressions import F

from backend.access.models import CodeOnItsWay
from backend.access.people import masked
from backend.kit import clock, jobs, setback, sms, work

log = logging.getLogger(__name__)

AT_ONCE = 20
AGAIN_AFTER = timedelta(seconds=30)
"""Longer than a gateway may take, so that no code is sent twice while the first sending still runs."""


async def send_soon(phone: str, text: str, expires_at: datetime) -> None:
    """Send a text to a number when the present unit of work is committed, whoever has the number by then."""
    await CodeOnItsWay.create(phone=phone, text=text, expires_at=expires_at)
    work.afterwards(lambda: jobs.wake(send_codes))


@jobs.every(5.0)
async def send_codes() -> int:
    """Send the codes that are due; each by one worker at a time, three times at the most."""
    now = clock.now()
    await CodeOnItsWay.filter(expires_at__lte=now).delete()
    due = CodeOnItsWay.filter(due_at__lte=now, tries_left__gt=0).order_by("due_at").limit(AT_ONCE)
    taken = 0
    for code in await due:
        # Taken one by one, each when its turn comes: its lease is as long as the gateway may take for one.
        if await _take(code):
            taken += 1
            if await _send(code):
                await code.delete()
    return taken


@setback.mends
async def mend_due_times() -> None:
    """Send the codes that were taken by a clock that was ahead."""
    now = clock.now()
    await CodeOnItsWay.filter(due_at__gt=now + AGAIN_AFTER).update(due_at=now)


async def _take(code: CodeOnItsWay) -> bool:
    mine = CodeOnItsWay.filter(id=code.id, due_at=code.due_at)
    return bool(await mine.update(due_at=clock.now() + AGAIN_AFTER, tries_left=F("tries_left") - 1))


async def _send(code: CodeOnItsWay) -> bool:
    if sms.is_possible():
        return await sms.send(code.phone, code.text)
    log.warning("No SMS gateway is set. For %s: %s", masked(code.phone), code.text)
    return True
