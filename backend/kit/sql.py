"""Statements that no query builder writes: said once, with question marks, for both engines."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from tortoise.connection import get_connection

from backend import settings

Row = dict[str, Any]


async def rows(statement: str, *values: Any) -> list[Row]:
    """What a statement finds, as the engine gives it: on SQLite ids and moments are text."""
    found: list[Row] = await get_connection("default").execute_query_dict(
        dialect(statement), list(map(_sent, values))
    )
    return found


async def run(statement: str, *values: Any) -> None:
    """Have a statement done that finds nothing."""
    await get_connection("default").execute_query(dialect(statement), list(map(_sent, values)))


async def run_all(statement: str, values: Iterable[Sequence[Any]]) -> None:
    """Have a statement done once for each of these, in the present unit of work."""
    if given := [list(map(_sent, some)) for some in values]:
        await get_connection("default").execute_many(dialect(statement), given)


def dialect(statement: str) -> str:
    """SQLite counts its question marks itself, PostgreSQL wants them numbered."""
    if not settings.settings().on_postgres:
        return statement
    first, *rest = statement.split("?")
    return first + "".join(f"${number}{part}" for number, part in enumerate(rest, 1))


def places(values: Sequence[Any]) -> str:
    """As many question marks as there are values, for `IN (…)`; of none it is NULL, which nothing is in."""
    return ", ".join("?" * len(values)) or "NULL"


def _sent(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID | datetime) and not settings.settings().on_postgres:
        # As Tortoise writes them there.
        return str(value)
    return value


def id_of(value: Any) -> UUID:
    """An id as an engine gave it."""
    return value if isinstance(value, UUID) else UUID(str(value))


def moment_of(value: Any) -> datetime:
    """A moment as an engine gave it."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def perhaps_moment(value: Any) -> datetime | None:
    """The same where there may be none."""
    return None if value is None else moment_of(value)
