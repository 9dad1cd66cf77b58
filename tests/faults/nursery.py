"""Lianxin's processes, many of them and quickly: python -m tests.faults.nursery

Each is forked from this one, which has loaded everything already: loading takes a second and a half of each start, and
is the same every time. Orders come in on standard input, one JSON object a line, and each has one answer.
"""

import os
import select
import signal
import sys
from contextlib import suppress
from typing import Any

import orjson

from backend import app, cli
from tests.faults import wrong_clock
from tests.patience import LONG

assert app.__name__

_children: set[int] = set()


def _born(order: dict[str, Any]) -> dict[str, Any]:
    """The id of a new process, which does what the command does with these words."""
    child = os.fork()
    if child == 0:
        _live(order)
    _children.add(child)
    return {"pid": child}


def _live(order: dict[str, Any]) -> None:
    """Be `lianxin serve` or `lianxin work`; never comes back."""
    os.setpgid(0, 0)
    printed = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for fresh, usual in ((nothing, 0), (printed, 1), (printed, 2)):
        os.dup2(fresh, usual)
    os.environ.clear()
    os.environ.update(order["environment"])
    if clock := order["environment"].get(wrong_clock.VARIABLE):
        wrong_clock.follow(clock)
    # It leaves by its own exit, so that what keeps a process from ending keeps this one too.
    cli.app(order["words"])


def _ended(order: dict[str, Any]) -> dict[str, Any]:
    """How a process ended: its code, or the signal that killed it as a negative number; None where it still runs."""
    ended = os.pidfd_open(order["pid"])
    try:
        if not select.select([ended], [], [], LONG)[0]:
            return {"code": None}
    finally:
        os.close(ended)
    found, status = os.waitpid(order["pid"], 0)
    _children.discard(found)
    return {"code": os.waitstatus_to_exitcode(status)}


ORDERS = {"bear": _born, "wait": _ended}


def main() -> None:
    """Do what is ordered until nobody orders any more; then nothing stays behind."""
    try:
        while line := sys.stdin.buffer.readline():
            order = orjson.loads(line)
            sys.stdout.buffer.write(orjson.dumps(ORDERS[order["do"]](order)) + b"\n")
            sys.stdout.buffer.flush()
    finally:
        if os.getpid() == NURSERY:
            for child in _children:
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    NURSERY = os.getpid()
    main()
