"""Workers that are killed while they do what is due: python -m tests.shifts.mortal <how many> <seed> <moment>

Each is killed some random moment after it has sent some random number of statements; it goes on meanwhile, so that it
may be anywhere: before a statement, in it, behind the last one of a unit of work or in the middle of its commit.
"""

import asyncio
import logging
import os
import random
import signal
import sys
from datetime import datetime
from threading import Timer

import backend.app
from backend import database
from backend.kit import clock
from backend.shifts import clockwork
from tests.statements import LOG

assert backend.app.__name__
MOST_STATEMENTS = 60
MOST_SECONDS = 0.003


class _Ending(logging.Handler):
    """Kills its process so many seconds after so many statements."""

    def __init__(self, statements: int, seconds: float) -> None:
        super().__init__()
        self.left, self.seconds = statements, seconds

    def emit(self, _record: logging.LogRecord) -> None:
        self.left -= 1
        if self.left == 0:
            Timer(self.seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()


async def _work() -> None:
    async with database.opened():
        while await clockwork.go():
            pass


def killed(statements: int, seconds: float) -> bool:
    """Whether a worker was killed so long after so many statements; False where it was done before."""
    worker = os.fork()
    if worker == 0:
        LOG.addHandler(_Ending(statements, seconds))
        LOG.setLevel(logging.DEBUG)
        try:
            asyncio.run(_work())
        finally:
            os._exit(0)
    _, status = os.waitpid(worker, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


if __name__ == "__main__":
    chance = random.Random(int(sys.argv[2]))
    with clock.held(datetime.fromisoformat(sys.argv[3])):
        ends = [
            (chance.randint(1, MOST_STATEMENTS), chance.uniform(0, MOST_SECONDS))
            for _ in range(int(sys.argv[1]))
        ]
        sys.stdout.write(str(sum(killed(*end) for end in ends)))
