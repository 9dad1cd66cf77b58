"""Putting a backup in the place of the database: brought up to date, and without those who were erased since."""

import os
import secrets
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from backend import database, settings
from backend.access import erasures, own_account
from backend.kit import clock
from backend.safekeeping import copies, opening


class Filled(Exception):
    """There is a place in this PostgreSQL database already."""


@dataclass(frozen=True, slots=True)
class Restored:
    """How a restore came out."""

    erased_again: int
    put_aside: Path | None
    """Where the database that was there is now."""


async def restore(file: Path) -> Restored:
    """Restore this place from a backup. Where something is wrong with it, an SQLite place stays as it was; on
    PostgreSQL, where only an empty database is restored to, it is not to be used then."""
    if settings.settings().on_postgres:
        return await _on_postgres(file)
    return await _on_sqlite(file, Path(settings.settings().database.removeprefix("sqlite://")))


async def _on_sqlite(file: Path, place: Path) -> Restored:
    copies.look_through(file)
    draft = place.with_name(f"{place.name}.restoring")
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        draft.touch(mode=0o600)
        shutil.copyfile(file, draft)
        erased = erasures.listed() | _erased_in(place)
        again = await _made_fit(f"sqlite://{draft}", erased)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        put_aside = _put_aside(place)
        draft.replace(place)
        erasures.write_down(erased)
    finally:
        for name in (draft.name, f"{draft.name}-wal", f"{draft.name}-shm"):
            draft.with_name(name).unlink(missing_ok=True)
    return Restored(again, put_aside)


async def _on_postgres(file: Path) -> Restored:
    url = settings.settings().database
    async with opening.opened(default=url) as connections:
        if await opening.has(connections["default"], "tortoise_migrations"):
            raise Filled
    copies.run(
        "pg_restore",
        url,
        "--no-owner",
        "--no-acl",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={_name(url)}",
        str(file),
    )
    return Restored(await _made_fit(url, erasures.listed()), None)


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


async def _made_fit(url: str, erased: set[UUID]) -> int:
    """Bring a restored database up to date, and erase again whoever came back with it; answers how many did."""
    async with opening.opened(default=url) as connections:
        await opening.check(connections["default"])
        await database.migrate()
        await opening.check_keys()
        return await own_account.erase_again(erased)


def _erased_in(place: Path) -> set[UUID]:
    """Whoever is erased in the database that is there now, as far as it can still be read."""
    if not place.exists():
        return set()
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(place)) as present:
        rows = present.execute("SELECT id FROM person WHERE erased_at IS NOT NULL").fetchall()
        return {UUID(row) for (row,) in rows}
    return set()


def _put_aside(place: Path) -> Path | None:
    """Keep the database that is there under another name, with what stands beside it carried in."""
    if not place.exists():
        return None
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(place)) as present:
        present.execute("PRAGMA journal_mode = DELETE")
    for suffix in ("-wal", "-shm"):
        place.with_name(f"{place.name}{suffix}").unlink(missing_ok=True)
    aside = place.with_name(f"{place.name}.before-{clock.now():%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}")
    # A second name first: at no moment is there none, where a server that is started would begin an empty place.
    os.link(place, aside)
    return aside
