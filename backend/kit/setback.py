"""A clock that is set back: what the wrong time had put off does not wait until that time comes again.

Due times stand in tables. Whoever took a row by a clock that was a day ahead, and died, would keep it for a day; and
what is due a day from now is found by nobody. So each process looks now and then whether its clock went back, and so
it does when it starts, since the clock may have been set right while it did not run. Then everybody who puts rows off
makes those due at once that wait for longer than they ever would.
"""

import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from backend.kit import clock, jobs

NOTICEABLE = timedelta(minutes=1)
"""A clock that is kept right by the network is moved by less."""

log = logging.getLogger(__name__)

Mender = Callable[[], Awaitable[object]]

_menders: list[Mender] = []
_followers: list[Mender] = []
_seen: tuple[datetime, float] | None = None
"""The last look: what the clock said, and the seconds that really go by."""


def mends(mend: Mender) -> Mender:
    """Register what makes due again what waits for longer than it ever should; nothing else may change by it."""
    _menders.append(mend)
    return mend


def follows(mend: Mender) -> Mender:
    """Register the same for what was counted or remembered meanwhile: done where the clock went back, not at a start."""
    _followers.append(mend)
    return mend


@jobs.every(1.0)
async def look() -> int:
    """Whether the clock went back since the last look; after a start nobody knows."""
    global _seen
    now, steady = clock.now(), time.monotonic()
    moved = now - _seen[0] - timedelta(seconds=steady - _seen[1]) if _seen else timedelta()
    if abs(moved) > NOTICEABLE:
        log.warning("the clock was moved by %+.0f s", moved.total_seconds())
    if _seen and moved > -NOTICEABLE:
        _seen = now, steady
        return 0
    for mend in _menders + (_followers if _seen else []):
        await mend()
    # Only now: where the database was away everybody mends with the next look.
    _seen = now, steady
    return 0


def forget() -> None:
    """As if this process had just started."""
    global _seen
    _seen = None
