"""A whole place goes from one database to another, and nothing is missing or different there."""

import asyncio
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from backend import database
from backend.access.models import Deed, Person
from backend.safekeeping import moving, tables
from backend.safekeeping.tables import Fingerprint
from tests import databases
from tests.safekeeping.places import at, carried, held


def test_every_row_of_every_table_goes_to_postgres_and_back_as_it_was(
    filled: str, fresh: str, tmp_path: Path
) -> None:
    before = at(filled, held)
    assert [name for name, table in before.items() if table.rows == 0] == [], (
        "say in filling.py what it needs"
    )
    assert carried(filled, fresh) == before
    assert at(fresh, held) == before

    async def names() -> list[str]:
        return sorted(person.name for person in await Person.all())

    assert at(fresh, names) == at(filled, names), "what is sealed opens there too"
    back = f"sqlite://{tmp_path / 'back.sqlite3'}"
    assert carried(fresh, back) == before
    assert at(back, held) == before
    assert at(back, database.drift) == []


def test_a_database_that_holds_something_is_refused_and_left_as_it_is(
    filled: str, fresh: str, sqlite_template: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    target = databases.sqlite_copy(sqlite_template, other)
    before = at(target, held)
    with pytest.raises(moving.Filled):
        carried(filled, target)
    assert at(target, held) == before


@pytest.mark.parametrize("dies_after", [30])
def test_one_that_was_killed_goes_on_where_it_was(filled: str, fresh: str, dies_after: int) -> None:
    left = [dies_after]

    def dies(_table: str, _rows: int) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt

    with patch.object(tables, "AT_ONCE", 1), databases.pointing_to(filled):
        try:
            asyncio.run(moving.move(fresh, dies))
        except KeyboardInterrupt:
            pass
        else:
            assert left[0] > 0
            return
        assert carried(filled, fresh) == at(filled, held)
    assert at(fresh, held) == at(filled, held)


def test_what_changed_between_two_tries_is_found_out(filled: str, fresh: str) -> None:
    def dies(table: str, _rows: int) -> None:
        if table == "message":
            raise KeyboardInterrupt

    async def rename() -> None:
        person = await Person.all().order_by("id").first()
        assert person is not None
        person.name = "新名"
        await person.save()

    with databases.pointing_to(filled), pytest.raises(KeyboardInterrupt):
        asyncio.run(moving.move(fresh, dies))
    at(filled, rename)
    with pytest.raises(moving.Different, match="person"):
        carried(filled, fresh)


def test_a_fingerprint_sees_one_letter_and_not_the_order() -> None:
    first, second = ("a", 1, None), ("b", 1, None)
    assert Fingerprint().with_rows([first, second]) == Fingerprint().with_rows([second]).with_rows([first])
    assert Fingerprint().with_rows([first]) != Fingerprint().with_rows([("a", "1", None)])
    assert Fingerprint().with_rows([("ab", "c")]) != Fingerprint().with_rows([("a", "bc")])
    assert Fingerprint().with_rows([first, first]) != Fingerprint().with_rows([first])


async def test_every_table_is_filled_after_those_that_its_rows_name(engine: str) -> None:
    seen: set[Any] = set()
    for model in tables.in_order():
        assert tables.named_by(model) <= seen | {model}
        seen.add(model)
    assert Deed in seen
