"""What the person at the place's computer does so that nothing is lost: backups, and moving to another database."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from backend import database, settings
from backend.kit import terminal, turns
from backend.kit.words import Words
from backend.safekeeping import copies, keys, moving, opening, resealing, restoring, wording

WAIT = 2.0
"""Seconds after which it is said again how much is left."""


def backup(file: Annotated[Path, typer.Argument(help="A new file; must not be there yet.")]) -> None:
    """Copy the database to a file, while people go on using it. The keys are not in it: keep those elsewhere."""
    with _told_kindly(file):
        copies.make(file)
        terminal.tell(wording.COPIED, file=file, keys=settings.secrets_file().absolute())


def restore(file: Annotated[Path, typer.Argument(help="What `lianxin backup` made.")]) -> None:
    """Put a backup in the place of the database. Nothing may run meanwhile. Who was erased since stays erased.

    On SQLite the database that is there is put aside; on PostgreSQL DATABASE_URL must name an empty one.
    """
    with _told_kindly(file):
        if not file.exists():
            raise copies.NotThere(file)
        settings.secret()
        with turns.running():
            done = asyncio.run(restoring.restore(file))
        terminal.tell(wording.RESTORED, erased=done.erased_again)
        if done.put_aside:
            terminal.tell(wording.PUT_ASIDE, aside=done.put_aside)


def move_database(
    to: Annotated[str, typer.Option(help="Where to: postgres://user:password@host/name, or sqlite://PATH.")],
) -> None:
    """Carry everything to an empty database and compare both sides row by row. Nothing may run meanwhile.

    It may be stopped and started again; the old database is only read.
    """
    if not to.startswith(("postgres://", "postgresql://", "sqlite://")):
        terminal.tell(wording.BAD_URL, as_error=True)
        raise typer.Exit(1)
    with _told_kindly(Path(to)), turns.running():
        moved = asyncio.run(moving.move(to, lambda table, rows: typer.echo(f"{table}: {rows}")))
        terminal.tell(wording.MOVED, tables=len(moved), rows=sum(table.rows for table in moved.values()))


def rotate_keys(
    prepare: Annotated[
        bool, typer.Option(help="Only add a key, not used yet: to be brought to all computers first.")
    ] = False,
    drop: Annotated[
        bool, typer.Option(help="Take away the old keys, when nothing needs them any more.")
    ] = False,
) -> None:
    """Seal everything with a new key, while people go on. Started again it goes on where it was."""
    with _told_kindly(settings.secrets_file()):
        if prepare:
            terminal.tell(
                wording.PREPARED, number=keys.add(to_seal=False), file=settings.secrets_file().absolute()
            )
        elif drop:
            _drop()
        else:
            _rotate()


def _drop() -> None:
    if left := database.run(resealing.left()):
        terminal.tell(wording.STILL_NEEDED, as_error=True, left=left)
        raise typer.Exit(1)
    gone = ", ".join(map(str, keys.drop_old()))
    terminal.tell(wording.DROPPED if gone else wording.NOTHING_TO_DROP, numbers=gone)


def _rotate() -> None:
    newest = keys.use_newest()
    if not database.run(resealing.left()):
        newest = keys.add(to_seal=True)
    terminal.tell(wording.SEALING, number=newest)
    try:
        with turns.running():
            database.run(_seal_all())
    except turns.TurnTaken:
        # The serving process is the one that writes: it has seen the new key, and does it.
        while left := database.run(resealing.left()):
            terminal.tell(wording.LEFT, left=left)
            time.sleep(WAIT)
    terminal.tell(wording.SEALED, number=newest)


async def _seal_all() -> None:
    while left := await resealing.left():
        terminal.tell(wording.LEFT, left=left)
        whole = resealing.Pass()
        while await whole.step():
            pass


@contextmanager
def _told_kindly(file: Path) -> Iterator[None]:
    """Say what keeps it from being done, and what to do."""
    try:
        yield
    except tuple(REASONS) as reason:
        words = REASONS[type(reason)]
        said = {"file": file, "reason": reason, "program": reason, "table": reason}
        terminal.tell(words, as_error=True, **said)
        raise typer.Exit(1) from reason


REASONS: dict[type[Exception], Words] = {
    FileExistsError: wording.IS_THERE,
    copies.NotThere: wording.NOT_THERE,
    turns.TurnTaken: wording.RUNS,
    copies.Broken: wording.BROKEN,
    copies.NoProgram: wording.NO_PROGRAM,
    copies.ProgramFailed: wording.PROGRAM_FAILED,
    opening.NoPlace: wording.NO_PLACE,
    opening.Newer: wording.NEWER,
    opening.OtherKeys: wording.OTHER_KEYS,
    restoring.Filled: wording.FILLED,
    moving.Filled: wording.FILLED,
    moving.Different: wording.DIFFERENT,
    keys.GivenFromOutside: wording.FROM_OUTSIDE,
    keys.NoNumberLeft: wording.NO_NUMBER,
}
