"""Workers that are killed while they do what is due: python -m tests.shifts.mortal <how many> <seed> <moment>

Each is killed as soon as it has sent some random number of statements; it goes on meanwhile, so that it may be
anywhere: before a statement, in it, behind the last one of a unit of work or in the middle of its commit.
"""

import asyncio
import logging
import os
import random
import signal
import sys
from datetime import datetime

import backend.app
from backend import database
from backend.kit import clock
from backend.shifts import clockwork
from tests.statements import LOG

assert backend.app.__name__
MOST_STATEMENTS = 60


class _Telling(logging.Handler):
    """Tells, over a pipe, when so many statements were sent."""

    def __init__(self, statements: int, pipe: int) -> None:
        super().__init__()
        self.left, self.pipe = statements, pipe

    def emit(self, _record: logging.LogRecord) -> None:
        self.left -= 1
        if self.left == 0:
            os.write(self.pipe, b".")


async def _work() -> None:
    async with database.opened():
        while await clockwork.go():
            pass


def _live(statements: int, pipe: int) -> None:
    LOG.addHandler(_Telling(statements, pipe))
    LOG.setLevel(logging.DEBUG)
    asyncio.run(_work())


def killed(statements: int) -> bool:
    """Whether a worker was killed after so many statements; False where it was done before."""
    told, telling = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.close(told)
        try:
            _live(statements, telling)
        finally:
            os._exit(0)
    os.close(telling)
    os.read(told, 1)
    os.close(told)
    os.kill(worker, signal.SIGKILL)
    _, status = os.waitpid(worker, 0)
    return os.WIFSIGNALED(status)


if __name__ == "__main__":
    chance = random.Random(int(sys.argv[2]))
    with clock.held(datetime.fromisoformat(sys.argv[3])):
        sys.stdout.write(
            str(sum(killed(chance.randint(1, MOST_STATEMENTS)) for _ in range(int(sys.argv[1]))))
        )
