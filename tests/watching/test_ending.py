"""Real processes say how they are doing, and say goodbye."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests import servers
from tests.patience import LONG


@contextmanager
def process(home: Path, *words: str, **environment: str) -> Iterator["subprocess.Popen[str]"]:
    """A command of Lianxin's that goes on until it is told to end."""
    command = [sys.executable, "-m", "backend.cli", *words]
    told = os.environ | {"LIANXIN_HOME": str(home)} | environment
    with subprocess.Popen(
        command, env=told, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as begun:
        try:
            yield begun
        finally:
            begun.kill()


def says(port: int, status: int, process: "subprocess.Popen[str]") -> httpx.Response:
    """What a process says of itself, as soon as it listens and says it with this status."""
    servers.wait_until_it_listens(port, process)
    ends = time.monotonic() + LONG
    while (said := _asked(port)).status_code != status:
        assert time.monotonic() < ends, said.text
    return said


def _asked(port: int) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{port}/health/ready", timeout=LONG)


def test_a_server_that_is_told_to_end_says_so_at_once_and_goes_without_a_fault(tmp_path: Path) -> None:
    with (
        servers.kept_port() as port,
        process(tmp_path, "serve", "--port", str(port), LIANXIN_DRAIN_SECONDS="60") as server,
    ):
        assert says(port, 200, server).json() == {"ready": True, "missing": []}
        server.send_signal(signal.SIGTERM)
        assert says(port, 503, server).headers["connection"] == "close"
        assert httpx.get(f"http://127.0.0.1:{port}/health/live", timeout=LONG).status_code == 200
        # Told twice: no proxy has to see it. How it ends when it is told once: tests/faults/test_ending.py.
        server.send_signal(signal.SIGTERM)
        assert server.wait(LONG) in (0, -signal.SIGTERM)
        assert server.stderr
        assert server.stderr.read() == ""


def test_a_worker_says_on_its_own_computer_how_it_is_doing(tmp_path: Path) -> None:
    with servers.kept_port() as port, process(tmp_path, "work", LIANXIN_WORK_PORT=str(port)) as worker:
        assert says(port, 200, worker).json() == {"ready": True, "missing": []}
        assert "lianxin_due_rows" in httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=LONG).text
        worker.send_signal(signal.SIGTERM)
        assert (worker.wait(LONG), worker.stderr.read() if worker.stderr else "") == (0, "")
