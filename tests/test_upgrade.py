"""A place that is in use is brought up to date, and keeps everything that it holds."""

import importlib
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import asyncpg
import pytest
from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.exceptions import BaseORMException, IntegrityError

from backend import database, migrations, settings
from backend.access.models import Deed
from backend.demo import loading
from backend.supplies import seeds
from backend.supplies.models import RequestLine
from tests import databases

NEXT = """
from tortoise import fields, migrations
from tortoise.migrations import operations as ops

class Migration(migrations.Migration):
    dependencies = [("lianxin", "{last}")]
    operations = [{operations}]
"""
FILES = sorted(Path(migrations.__path__[0]).glob("0*.py"))

NEW_COLUMN = 'ops.AddField(model_name="Grid", name="colour", field=fields.CharField(max_length=9, {default}))'
CHANGED_COLUMNS = """
    ops.AlterField(model_name="RequestLine", name="variety", field=fields.CharField(max_length=500, default="{}")),
    ops.AlterField(model_name="SupplyRequest", name="warned", field=fields.IntField(default=0)),
    ops.AlterField(model_name="Household", name="room", field=fields.CharField(max_length=60, default="")),
    ops.AlterField(model_name="Deed", name="verb", field=fields.CharField(max_length=90)),
"""


@pytest.fixture(params=["embedded", "scaled"])
def own_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database that this test may change as it likes."""
    url = f"sqlite://{tmp_path / 'lianxin.sqlite3'}"
    if request.param == "scaled":
        url = request.getfixturevalue("postgres_server").replace("/postgres?", f"/{tmp_path.name}?")
    with databases.pointing_to(url):
        yield url


@pytest.fixture
async def place(own_database: str, request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """The demo, as the migrations that there are leave it."""
    if not own_database.startswith("sqlite"):
        connection = await asyncpg.connect(request.getfixturevalue("postgres_server"))
        await connection.execute(
            f'CREATE DATABASE "{own_database.partition("postgres@/")[2].partition("?")[0]}"'
        )
        await connection.close()
    async with database.opened():
        await database.migrate()
        await seeds.seed()
        await loading.load_if_empty()
        yield


async def upgrade(folder: Path, operations: str) -> None:
    """Apply one more migration than there are."""
    package = folder / f"next_{folder.name}"
    package.mkdir()
    (package / "__init__.py").touch()
    for file in FILES:
        (package / file.name).write_text(file.read_text())
    text = NEXT.format(last=FILES[-1].stem, operations=operations)
    (package / f"{len(FILES) + 1:04}_next.py").write_text(text)
    configuration: dict[str, Any] = settings.tortoise_orm()
    configuration["apps"]["lianxin"]["migrations"] = package.name
    importlib.invalidate_caches()
    with (
        patch.object(sys, "path", [str(folder), *sys.path]),
        patch.object(settings, "tortoise_orm", return_value=configuration),
    ):
        await database.migrate()


async def asked(statement: str) -> list[dict[str, Any]]:
    """The rows of a statement."""
    rows: list[dict[str, Any]] = await get_connection("default").execute_query_dict(statement)
    return rows


async def held() -> dict[str, int]:
    """How many rows each table holds."""
    tables = sorted(model._meta.db_table for model in Tortoise.apps["lianxin"].values())
    counted = {}
    for table in tables:
        [row] = await asked(f'SELECT COUNT(*) AS number FROM "{table}"')
        counted[table] = row["number"]
    return counted


@pytest.mark.usefixtures("place")
async def test_a_new_column_comes_with_what_the_database_is_to_write_there(tmp_path: Path) -> None:
    before = await held()
    await upgrade(tmp_path, NEW_COLUMN.format(default='db_default="red"'))
    assert await held() == before
    assert await asked("SELECT colour, COUNT(*) AS number FROM grid GROUP BY colour") == [
        {"colour": "red", "number": before["grid"]}
    ]


@pytest.mark.usefixtures("place")
async def test_a_default_that_only_the_code_knows_fails_on_rows_and_changes_nothing(tmp_path: Path) -> None:
    before = await held()
    with pytest.raises(BaseORMException):
        await upgrade(tmp_path, NEW_COLUMN.format(default='default="red"'))
    assert await held() == before
    with pytest.raises(BaseORMException):
        await asked("SELECT colour FROM grid")


@pytest.mark.usefixtures("place")
async def test_changed_columns_leave_rows_checks_and_guards_where_they_were(tmp_path: Path) -> None:
    before = await held()
    await upgrade(tmp_path, CHANGED_COLUMNS)
    assert await held() == before
    line = await RequestLine.all().order_by("id").first()
    assert line is not None
    for statement in (
        f"UPDATE request_line SET promised = quantity + 1 WHERE id = '{line.id}'",
        "UPDATE household SET grid_id = (SELECT grid_id FROM household LIMIT 1), seat = '1'",
        "UPDATE household SET grid_id = '00000000-0000-0000-0000-000000000000'",
    ):
        with pytest.raises(IntegrityError):
            await get_connection("default").execute_query(statement)
    await Deed.all().update(hash="0" * 64)
    with pytest.raises(IntegrityError):
        await Deed.all().update(verb="x")
