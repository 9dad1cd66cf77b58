"""A machine that is busy with something else is no fault: what Lianxin gives up after seconds, tests wait for longer."""

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

LONG = 300.0
"""Seconds after which a test that hangs fails. Whatever works takes far less, on any machine."""
MILLISECONDS = 90_000.0
"""The same for what should stand on a screen: where it does not come, many stories wait for it."""
LIMITS = (
    "access.listening.TRUSTED",
    "kit.metrics.PATIENCE",
    "kit.rates.PATIENCE",
    "push.carrying.carrier.SLOW",
    "push.delivery.SLOW",
    "push.wires.SECONDS",
    "push.wires.SECONDS_TO_CONNECT",
    "watching.PATIENCE",
)
"""Seconds of the program's own; a test about one of them sets it itself."""
TURNS = 100
"""So often everything that is ready goes on: more than any answer needs from socket to socket in one loop."""


def have(monkeypatch: "pytest.MonkeyPatch") -> None:
    """No limit that goes by the clock on the wall is reached because this machine is slow."""
    for name in LIMITS:
        monkeypatch.setattr(f"backend.{name}", LONG)


async def turns() -> None:
    """Let everything in this loop go on until nothing is left but waiting."""
    for _ in range(TURNS):
        await asyncio.sleep(0)


def leap(seconds: float = LONG) -> None:
    """So many seconds pass at once for whatever this loop waits for."""
    loop = asyncio.get_running_loop()
    before = loop.time
    loop.time = lambda: before() + seconds  # type: ignore[method-assign]
