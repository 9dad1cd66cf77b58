"""A place that is in use is brought up to date, and keeps everything that it holds."""

import importlib
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import asyncpg
import pytest
from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.exceptions import BaseORMException, IntegrityError
from tortoise.migrations.recorder import MigrationRecorder

from backend import database, migrations, settings
from backend.access.models import Deed
from backend.demo import community, loading
from backend.demo.people import CHEN, FIRST, GRID_LEADER
from backend.kit import clock, work
from backend.shifts import joining, planning
from backend.shifts.joining import Wish
from backend.shifts.models import Shift, ShiftRole, Signup, WorkKind
from backend.shifts.plans import Needed, Plan
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
    ops.AlterField(model_name="Shift", name="place", field=fields.CharField(max_length=200)),
    ops.AlterField(model_name="ShiftRole", name="name", field=fields.CharField(max_length=90, default="")),
    ops.AlterField(model_name="Signup", name="left_late", field=fields.BooleanField(default=True)),
"""
BEFORE_SHIFTS = 2
"""So many migrations there were before anybody could stand a shift."""


@pytest.fixture(params=["embedded", "scaled"])
def own_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database that this test may change as it likes."""
    url = f"sqlite://{tmp_path / 'lianxin.sqlite3'}"
    if request.param == "scaled":
        url = request.getfixturevalue("postgres_server").replace("/postgres?", f"/{tmp_path.name}?")
    with databases.pointing_to(url):
        yield url


@pytest.fixture
async def empty(own_database: str, request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """A database without a table, open."""
    if not own_database.startswith("sqlite"):
        connection = await asyncpg.connect(request.getfixturevalue("postgres_server"))
        await connection.execute(
            f'CREATE DATABASE "{own_database.partition("postgres@/")[2].partition("?")[0]}"'
        )
        await connection.close()
    async with database.opened():
        yield


@pytest.fixture
async def place(empty: None) -> None:
    """The demo, as the migrations that there are leave it, with somebody on a shift."""
    await database.migrate()
    await seeds.seed()
    await loading.load_if_empty()
    await somebody_joins()


async def somebody_joins() -> Signup:
    """A leader sets a shift, and a volunteer has a place in it."""
    begins = clock.now() + timedelta(days=400)
    with clock.held(begins - timedelta(days=2)):
        plan = Plan(WorkKind.GUARD, "北门", begins, begins + timedelta(hours=4), (Needed(2),))
        leader = await community.acting(GRID_LEADER)
        shift = await planning.create(leader, await community.grid_id(FIRST), plan)
        role = await ShiftRole.get(shift_id=shift.id)
        return await joining.join(await community.acting(CHEN), Wish(shift.id, role.id))


async def upgrade(folder: Path, operations: str) -> None:
    """Apply one more migration than there are."""
    text = NEXT.format(last=FILES[-1].stem, operations=operations)
    with migrating_by(folder, FILES, {f"{len(FILES) + 1:04}_next.py": text}):
        await database.migrate()


@contextmanager
def migrating_by(folder: Path, files: list[Path], more: dict[str, str] | None = None) -> Iterator[None]:
    """Meanwhile these are the migrations that there are."""
    package = folder / f"next_{folder.name}"
    package.mkdir()
    (package / "__init__.py").touch()
    for name, text in ({file.name: file.read_text() for file in files} | (more or {})).items():
        (package / name).write_text(text)
    configuration: dict[str, Any] = settings.tortoise_orm()
    configuration["apps"]["lianxin"]["migrations"] = package.name
    importlib.invalidate_caches()
    with (
        patch.object(sys, "path", [str(folder), *sys.path]),
        patch.object(settings, "tortoise_orm", return_value=configuration),
    ):
        yield


async def asked(statement: str) -> list[dict[str, Any]]:
    """The rows of a statement."""
    rows: list[dict[str, Any]] = await get_connection("default").execute_query_dict(statement)
    return rows


async def held() -> dict[str, int]:
    """How many rows each table holds, of those that are there."""
    tables = sorted(model._meta.db_table for model in Tortoise.apps["lianxin"].values())
    counted = {}
    for table in tables:
        with suppress(BaseORMException):
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
        "UPDATE shift SET ends_at = starts_at",
        "UPDATE shift SET grid_id = '00000000-0000-0000-0000-000000000000'",
        "UPDATE shift_role SET taken = needed + 1",
    ):
        with pytest.raises(IntegrityError):
            await get_connection("default").execute_query(statement)
    await Deed.all().update(hash="0" * 64)
    with pytest.raises(IntegrityError):
        await Deed.all().update(verb="x")


@pytest.mark.usefixtures("empty")
async def test_a_place_from_before_there_were_shifts_keeps_everybody_and_can_set_some(tmp_path: Path) -> None:
    with migrating_by(tmp_path, FILES[:BEFORE_SHIFTS]):
        await database.migrate()
        await seeds.seed()
        await work.unit(community.build)
        before = await held()
    assert "shift" not in before
    await database.migrate()
    assert {table: number for table, number in (await held()).items() if table in before} == before
    signup = await somebody_joins()
    assert await Shift.all().count() == 1
    assert (await ShiftRole.get(id=signup.role_id)).taken == 1


@pytest.mark.usefixtures("empty")
async def test_a_process_that_is_killed_while_it_migrates_leaves_nothing_half_done() -> None:
    """The library notes a migration only after it was committed: whoever dies between would make every table twice."""
    with (
        patch.object(MigrationRecorder, "record_applied", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        await database.migrate()
    assert await held() == {}
    await database.migrate()
    assert set(await held()) == {model._meta.db_table for model in Tortoise.apps["lianxin"].values()}
    assert await database.drift() == []
