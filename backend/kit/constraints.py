"""What a model promises, in the tables that migrations make and change.

Tortoise 1.1.9 leaves CHECK constraints out of CREATE TABLE; and where it changes a column on SQLite, by making the
table anew, it leaves out what several columns share (UNIQUE), every index and every trigger. `install` has both
engines' editors write them.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tortoise.migrations import executor
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.migrations.schema_editor import AsyncpgSchemaEditor, SqliteSchemaEditor


class _WithChecks:
    """Between the library's editor for an engine and its own base: one more kind of line inside CREATE TABLE."""

    CHECK_CONSTRAINT_CREATE_TEMPLATE: str
    _checks: tuple[CheckConstraint, ...] = ()

    def _get_model_sql_data(self, model: Any) -> Any:
        self._checks = tuple(
            constraint
            for constraint in model._meta.constraints or ()
            if isinstance(constraint, CheckConstraint)
        )
        return super()._get_model_sql_data(model)  # type: ignore[misc]

    def _get_inner_statements(self) -> list[str]:
        lines = super()._get_inner_statements()  # type: ignore[misc]
        checks = [
            self.CHECK_CONSTRAINT_CREATE_TEMPLATE.format(name=check.name, check=check.check)
            for check in self._checks
        ]
        return [*lines, *checks]


class OnSqlite(_WithChecks, SqliteSchemaEditor):
    async def _remake_table(self, model: Any, *given: Any, **named: Any) -> None:
        table = model._meta.db_table
        beside = await self._rows(
            "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type <> 'table' AND sql IS NOT NULL", table
        )
        shared = await self._shared_by_columns(table)
        await super()._remake_table(model, *given, **named)
        columns = {row["name"] for row in await self._rows("SELECT name FROM pragma_table_info(?)", table)}
        for names in shared:
            if columns.issuperset(names):
                await self.add_constraint(model, UniqueConstraint(fields=tuple(names)))
        for row in beside:
            if columns.issuperset(re.findall(r'"(\w+)"', row["sql"].partition(" (")[2])):
                await self.client.execute_query(row["sql"])

    async def _shared_by_columns(self, table: str) -> list[list[str]]:
        """The columns of each UNIQUE that stands in the table's own CREATE TABLE over several of them."""
        own = await self._rows("SELECT name FROM pragma_index_list(?) WHERE origin = 'u'", table)
        found = [await self._rows("SELECT name FROM pragma_index_info(?)", row["name"]) for row in own]
        return [[row["name"] for row in columns] for columns in found if len(columns) > 1]

    async def _rows(self, statement: str, *given: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = await self.client.execute_query_dict(statement, list(given))
        return rows


class OnPostgres(_WithChecks, AsyncpgSchemaEditor):
    pass


class RowsLost(Exception):
    """After a migration some rows name others that are not there."""


@asynccontextmanager
async def set_aside(connection: Any) -> AsyncIterator[None]:
    """While open, SQLite lets a table that others name be made anew; with foreign keys on, the rows that name it
    would go with the old one. That none is left alone is looked at afterwards."""
    if connection.capabilities.dialect != "sqlite":
        yield
        return
    await connection.execute_script("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        await connection.execute_script("PRAGMA foreign_keys = ON")
    if alone := await connection.execute_query_dict("PRAGMA foreign_key_check"):
        raise RowsLost(f"{len(alone)} rows, the first in {alone[0]['table']}")


def install() -> None:
    """Have every migration of this process made by these editors."""
    executor.SqliteSchemaEditor = OnSqlite  # type: ignore[misc]
    executor.AsyncpgSchemaEditor = OnPostgres  # type: ignore[misc]
