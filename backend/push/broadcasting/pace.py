"""How fast a process rings a crowd that also serves people: those who wait come first, but nobody rings for ever later."""

import asyncio
import time

from backend.kit import room

PAGE = 0.6
"""Seconds after which the next page goes out however many people wait: 300 phones each, 70,000 in less than three minutes."""
STEP = 0.05
"""Seconds after which it is looked again whether they still do."""

_turn = asyncio.Lock()


async def give_way() -> None:
    """Return at once where nobody waits for this process; where people do, when they are through or a page is due."""
    if not room.of_this_process.is_crowded():
        return
    async with _turn:
        due = time.monotonic() + PAGE
        # The room is judged when it is looked at: nothing says by itself that it has become empty.
        while room.of_this_process.is_crowded() and time.monotonic() < due:  # noqa: ASYNC110
            await asyncio.sleep(STEP)
