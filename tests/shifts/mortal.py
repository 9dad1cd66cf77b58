"""Workers that are killed while they do what is due: python -m tests.shifts.mortal <moment> [<how many> <seed>]

So many of them are each killed some random moment after they have sent some random number of statements; they go on
meanwhile, so that they may be anywhere: before a statement, in it, behind the last one of a unit of work or in the
middle of its commit. Where it is not said how many, the first is killed before its first statement, the next before
its second, and so on until one is done before.
"""

import asyncio
import logging
import os
import random
import signal
import sys
from datetime import datetime
from itertools import count
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
        if self.left == 0 and not self.seconds:
            os.kill(os.getpid(), signal.SIGKILL)
        elif self.left == 0:
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


def anywhere(times: int, seed: int) -> int:
    """How many of so many workers were killed before they were done."""
    chance = random.Random(seed)
    ends = [(chance.randint(1, MOST_STATEMENTS), chance.uniform(0, MOST_SECONDS)) for _ in range(times)]
    return sum(killed(*end) for end in ends)


def everywhere() -> int:
    """How many workers were killed, each one statement later than the one before, until one was done."""
    return next(times for times in count() if not killed(times + 1, 0))


if __name__ == "__main__":
    with clock.held(datetime.fromisoformat(sys.argv[1])):
        given = [int(number) for number in sys.argv[2:]]
        sys.stdout.write(str(anywhere(*given) if given else everywhere()))
