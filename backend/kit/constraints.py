"""CHECK constraints in the tables that migrations make.

Tortoise 1.1.9 reads them from the models and writes them into migrations, and leaves them out of CREATE TABLE: a
table made with its constraints has none. `install` has both engines' editors write them.
"""

from typing import Any

from tortoise.migrations import executor
from tortoise.migrations.constraints import CheckConstraint
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
    pass


class OnPostgres(_WithChecks, AsyncpgSchemaEditor):
    pass


def install() -> None:
    """Have every migration of this process made by these editors."""
    executor.SqliteSchemaEditor = OnSqlite  # type: ignore[misc]
    executor.AsyncpgSchemaEditor = OnPostgres  # type: ignore[misc]
