"""Under which number something runs, be it a request or a round: every line of the log about it carries it."""

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

HEADER = "x-request-id"
VALID = re.compile(r"[A-Za-z0-9._-]{8,64}")

_present: ContextVar[str] = ContextVar("trace", default="")


def present() -> str:
    """The number of what runs now; empty outside of everything."""
    return _present.get()


def fresh() -> str:
    """A new number."""
    # It tells requests apart and keeps no secret; to ask the system for chance each time costs more than the rest of it.
    return f"{random.getrandbits(64):016x}"


def taken(said: str) -> str:
    """The number that a proxy of ours gave, where it is one that may stand in a log; else a new one."""
    return said if VALID.fullmatch(said) else fresh()


@contextmanager
def under(trace: str) -> Iterator[str]:
    """Run what follows, and the tasks that it starts, under a number."""
    token = _present.set(trace)
    try:
        yield trace
    finally:
        _present.reset(token)
