"""A clock that is wrong by as much as a test says, for processes that a test starts.

It stands here and not in the backend: no setting of a real place can make its clock lie.
"""

import mmap
import os
import struct
import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from backend.kit import clock

VARIABLE = "TEST_CLOCK"
"""Names the file that says by how many seconds the clock is wrong."""
SECONDS = struct.Struct("d")


def set_wrong(file: Path, by: timedelta) -> None:
    """Set the clock of all who follow this file, at once."""
    with file.open("r+b" if file.exists() else "wb") as said:
        said.write(SECONDS.pack(by.total_seconds()))


def follow(file: str) -> None:
    """Have this process go by the clock of a file: ours, and the one that libraries ask."""
    descriptor = os.open(file, os.O_RDONLY)
    said = mmap.mmap(descriptor, SECONDS.size, prot=mmap.PROT_READ)
    right: Callable[[], float] = time.time

    def wrong() -> float:
        return right() + float(SECONDS.unpack_from(said)[0])

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.fromtimestamp(wrong(), tz)

    time.time = wrong
    clock.datetime = Wrong  # type: ignore[misc]
