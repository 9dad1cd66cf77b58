"""A process of Lianxin that a test may kill, end and start again, where and as it was."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import orjson


class Nursery:
    """Where processes come from; see nursery.py."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._turn = Lock()

    async def bear(self, words: list[str], environment: Mapping[str, str], log: Path) -> int:
        """Start a process that does what `lianxin` does with these words; its id."""
        answer = await self._ask(do="bear", words=words, environment=dict(environment), log=str(log))
        return int(answer["pid"])

    async def ended(self, pid: int) -> int | None:
        """With which code a process ended, once it has; None where it does not."""
        code: int | None = (await self._ask(do="wait", pid=pid))["code"]
        return code

    async def _ask(self, **order: Any) -> dict[str, Any]:
        return await asyncio.to_thread(self._asked, orjson.dumps(order) + b"\n")

    def _asked(self, order: bytes) -> dict[str, Any]:
        asking, answers = self._process.stdin, self._process.stdout
        assert asking
        assert answers
        with self._turn:
            asking.write(order)
            asking.flush()
            answer: dict[str, Any] = orjson.loads(answers.readline())
        return answer


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A place where processes come from; whatever still runs in the end goes with it."""
    command = [sys.executable, "-m", "tests.faults.nursery"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as process:
        yield Nursery(process)


@dataclass
class Mortal:
    """`lianxin serve` or `lianxin work`."""

    nursery: Nursery
    what: str
    environment: dict[str, str]
    log: Path
    port: int
    pid: int = 0

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    async def start(self) -> None:
        """Start it, at the same port as ever."""
        words = ["work"] if self.what == "work" else ["serve", "--port", str(self.port)]
        own = {"LIANXIN_ORIGIN": self.address, "LIANXIN_WORK_PORT": str(self.port)}
        self.pid = await self.nursery.bear(words, self.environment | own, self.log)

    async def kill(self) -> None:
        """Kill it without a word, if it runs."""
        pid, self.pid = self.pid, 0
        if pid:
            os.kill(pid, signal.SIGKILL)
            assert await self.nursery.ended(pid) == -signal.SIGKILL, self.printed()

    async def end(self) -> float:
        """Tell it to end; how many seconds it took. It must say that all is well."""
        begun = time.monotonic()
        pid, self.pid = self.pid, 0
        os.kill(pid, signal.SIGTERM)
        code = await self.nursery.ended(pid)
        assert code == 0, (code, self.printed())
        return time.monotonic() - begun

    def printed(self) -> str:
        """What it and those before it wrote down."""
        return self.log.read_text() if self.log.exists() else ""
