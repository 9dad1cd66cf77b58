"""A copy of a place in one file, whole and of one moment, while people go on writing; the keys are never in it.

SQLite: its own way of copying a file that is in use, from a connection that only reads, as the serving process is the
only one that may write and tidy up (SQLite before 3.51.3). PostgreSQL: pg_dump, which everybody who runs one has.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from backend import settings
from backend.kit import turns


class NoProgram(Exception):
    """A program of PostgreSQL's is not on this computer."""


class NotThere(Exception):
    """There is no such file."""


class Broken(Exception):
    """A copy is not what it should be."""


class ProgramFailed(Exception):
    """A program of PostgreSQL's said what went wrong."""


def make(file: Path) -> None:
    """Copy this place's database to a new file; it is there only when it is whole. `FileExistsError` otherwise."""
    with _draft(file) as draft:
        where = settings.settings()
        if where.on_postgres:
            run("pg_dump", where.database, "--format=custom", "--no-owner", "--no-acl", f"--file={draft}")
        else:
            of_sqlite(Path(where.database.removeprefix("sqlite://")), draft)


@contextmanager
def _draft(file: Path) -> Iterator[Path]:
    """A file beside the wanted one, which takes its name when all went well."""
    if file.exists():
        raise FileExistsError(file)
    draft = file.with_name(f"{file.name}.part")
    # Whoever can read it can read where people live.
    draft.touch(mode=0o600)
    try:
        yield draft
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        os.link(draft, file)
    finally:
        draft.unlink(missing_ok=True)


def of_sqlite(source: Path, target: Path) -> None:
    """Copy an SQLite file that may be in use, and look through the copy."""
    if not source.exists():
        raise NotThere(source)
    try:
        with turns.running():
            # Nobody serves: what a process that was killed left beside the file has to be carried into it first.
            _copy(source, target, "rw")
    except turns.TurnTaken:
        _copy(source, target, "ro")
    look_through(target)


def _copy(source: Path, target: Path, mode: str) -> None:
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode={mode}", uri=True)) as read,
        closing(sqlite3.connect(target)) as written,
    ):
        # In one step: one moment of the database, however much is written meanwhile.
        read.backup(written, pages=-1)
        written.execute("PRAGMA journal_mode = DELETE")


def look_through(file: Path) -> None:
    """Read every page and every link of an SQLite file; `Broken` where one is not right."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as copy:
        try:
            [whole] = copy.execute("PRAGMA integrity_check(1)").fetchone()
            alone = copy.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.DatabaseError as error:
            raise Broken(str(error)) from error
    if whole != "ok" or alone:
        raise Broken(str(whole if whole != "ok" else alone))


def run(program: str, url: str, *words: str) -> None:
    """Run one of PostgreSQL's own programs on a database."""
    if not (found := shutil.which(program)):
        raise NoProgram(program)
    ended = subprocess.run(  # noqa: S603 -- our own words
        [found, *words], env=os.environ | _environment(url), capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise ProgramFailed(ended.stderr.strip())


def _environment(url: str) -> dict[str, str]:
    """Where a database is, as PostgreSQL's programs read it; not as an argument, which all users could read."""
    parts, more = urlsplit(url), parse_qs(urlsplit(url).query)
    said = {
        "PGHOST": unquote(more.get("host", [parts.hostname or ""])[0]),
        "PGPORT": str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.removeprefix("/"),
        "PGSSLMODE": more.get("sslmode", [""])[0],
    }
    return {name: value for name, value in said.items() if value}
