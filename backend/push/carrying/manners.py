"""When a carrying process has its turn on a busy machine: who opens a notice waits, a phone that is to ring does not."""

import os
from contextlib import suppress
from enum import Enum


class Manners(Enum):
    """How much a carrying process gives way."""

    LAST = "last"
    """Only what nobody else wants of the processors, and it leaves them at once (SCHED_IDLE)."""
    LATER = "later"
    """A small share of them, however busy the others are (nice 10)."""

    def assume(self) -> None:
        """Have them from now on, in this process. No process without rights may go back from the first to the second."""
        if self is Manners.LAST:
            # Not every system has it, and a container may forbid it.
            with suppress(AttributeError, OSError):
                os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
                return
        os.nice(10)
