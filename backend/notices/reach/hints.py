"""Hints that figures changed, for whoever watches them: at once, and while a whole district reads, once a second."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from backend.kit import live, work

EVERY = 1.0
"""Seconds between two hints of one process about one notice."""


@dataclass(slots=True)
class Pause:
    """Where a notice reached more households since the last hint."""

    loop: asyncio.AbstractEventLoop
    paths: set[str] = field(default_factory=set)


_pauses: dict[UUID, Pause] = {}


def reached(notice: UUID, paths: Iterable[str]) -> None:
    """A notice reached households of these grids, if the present unit of work is committed."""
    grounds = set(paths)
    work.afterwards(lambda: _say(notice, grounds))


def _say(notice: UUID, grounds: set[str]) -> None:
    loop = asyncio.get_running_loop()
    pause = _pauses.get(notice)
    if pause is not None and pause.loop is loop:
        pause.paths |= grounds
        return
    _pauses[notice] = Pause(loop)
    loop.call_later(EVERY, _over, notice)
    live.changed("Reach", notice, grounds=sorted(grounds))


def _over(notice: UUID) -> None:
    pause = _pauses.pop(notice)
    if pause.paths:
        _say(notice, pause.paths)
