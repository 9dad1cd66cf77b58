"""Lianxin's own processes over one database: servers and workers that can be watched, killed and started again."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests import servers

ROOT = Path(__file__).parents[1]
PATIENCE = 20
"""Seconds that a process may take to end."""
TOO_SOON = 0.5
"""Seconds that a worker lives at the least, before it is killed."""


@dataclass
class Running:
    """One process: a server, or a worker beside it."""

    command: list[str]
    environment: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes]" = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as printed:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "backend.cli", *self.command],
                cwd=ROOT,
                env=self.environment,
                stdout=printed,
                stderr=subprocess.STDOUT,
            )

    def kill(self) -> None:
        """SIGKILL: it gets no chance to write anything down."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)

    @property
    def worked(self) -> float:
        """Seconds for which it and the processes that it started have kept processors busy."""
        return sum(map(_busy, [self.process.pid, *_started_by(self.process.pid)]))

    @property
    def memory(self) -> int:
        """Bytes of it and of the processes that it started; what they share counts once."""
        return sum(_proportional(process) for process in [self.process.pid, *_started_by(self.process.pid)])


@dataclass
class Fleet:
    """All processes of one place."""

    address: str
    server: Running
    workers: list[Running]
    most_memory: int = 0

    @property
    def all(self) -> list[Running]:
        return [self.server, *self.workers]

    @property
    def worked(self) -> float:
        """Seconds for which all of them have kept processors busy."""
        return sum(one.worked for one in self.all)

    def kill_again_and_again(self, times: int) -> None:
        """Kill a worker (the server, where it works alone) at a random moment, so often; it is started anew at once."""
        chance = random.Random(times)
        victims = self.workers or [self.server]
        for number in range(times):
            time.sleep(TOO_SOON + chance.random() * 2)
            victims[number % len(victims)].kill()
            victims[number % len(victims)].start()

    def watch(self, until: threading.Event) -> None:
        """Note how much memory they take together at the most."""
        while not until.wait(0.5):
            self.most_memory = max(self.most_memory, sum(one.memory for one in self.all))


@contextmanager
def running(home: Path, workers: int, **environment: str) -> Iterator[Fleet]:
    """A server, and so many workers beside it; settings go in by name."""
    with servers.kept_port() as port:
        address = f"http://localhost:{port}"
        told = os.environ | {
            "LIANXIN_HOME": str(home),
            "LIANXIN_ORIGIN": address,
            "LIANXIN_DRAIN_SECONDS": "0",
        }
        told |= environment
        server = Running(["serve", "--port", str(port)], told, home / "log")
        fleet = Fleet(address, server, [])
        try:
            servers.wait_until_it_listens(port, server.process, seconds=120)
            fleet.workers += [Running(["work"], told, home / f"log-{number}") for number in range(workers)]
            yield fleet
        finally:
            for one in fleet.all:
                one.end()


@contextmanager
def watched(fleet: Fleet) -> Iterator[None]:
    """While open, the fleet's memory is looked at."""
    over = threading.Event()
    watching = threading.Thread(target=fleet.watch, args=[over])
    fleet.most_memory = 0
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def _started_by(parent: int) -> list[int]:
    children: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{parent}/task").iterdir():
            children += map(int, (task / "children").read_text().split())
    return children


def _busy(process: int) -> float:
    with suppress(OSError):
        said = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        # Its own, and those of processes that it started and that have ended.
        return sum(map(int, said[11:15])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _proportional(process: int) -> int:
    """Its own pages, and its share of those that others have too (PSS)."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
