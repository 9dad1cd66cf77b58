"""Every table of a place: in which order they can be filled, their rows, and a fingerprint that both engines agree on."""

import hashlib
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

import orjson
from tortoise import Model, Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient

from backend.kit.sealed import SealedText

Row = tuple[Any, ...]

AT_ONCE = 1_000
"""Rows that are read and written together."""
START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """How many rows a table has, and the sum of a hash of each: whatever their order, the same rows have the same."""

    rows: int = 0
    total: int = 0

    def with_rows(self, rows: Iterable[Row]) -> "Fingerprint":
        number, total = self.rows, self.total
        for row in rows:
            number += 1
            total += int.from_bytes(hashlib.sha256(b"".join(map(_said, row))).digest())
        return Fingerprint(number, total % 2**256)

    def __str__(self) -> str:
        return f"{self.rows} {self.total:064x}"


def in_order() -> list[type[Model]]:
    """All tables, each after those that its rows name."""
    waiting = list(Tortoise.apps["lianxin"].values())
    ordered: list[type[Model]] = []
    while waiting:
        ready = [model for model in waiting if named_by(model) <= {model, *ordered}]
        if not ready:
            raise RuntimeError(f"these tables name each other: {[model.__name__ for model in waiting]}")
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return ordered


def named_by(model: type[Model]) -> set[type[Model]]:
    """The tables whose rows this one's rows name."""
    meta = model._meta
    fields: list[Any] = [meta.fields_map[name] for name in meta.fk_fields | meta.o2o_fields]
    return {field.related_model for field in fields}


def columns(model: type[Model]) -> list[str]:
    """The columns of a table, always in the same order."""
    return sorted(model._meta.fields_db_projection)


def own_links(model: type[Model]) -> list[str]:
    """Columns by which a row names another one of its own table, which may come later."""
    meta = model._meta
    fields: list[Any] = [meta.fields_map[name] for name in sorted(meta.fk_fields | meta.o2o_fields)]
    return [str(field.source_field) for field in fields if field.related_model is model]


def place(connection: BaseDBAsyncClient, number: int) -> str:
    """Where a value stands in a statement of this engine."""
    return f"${number}" if connection.capabilities.dialect == "postgres" else "?"


async def batches(
    model: type[Model], connection: BaseDBAsyncClient, after: Any = None
) -> AsyncIterator[list[Row]]:
    """All rows of a table in the order of their ids, or those after one of them; some at a time."""
    # By hand, as Tortoise writes the SQL of the first database for the second one too.
    names, key = columns(model), model._meta.pk_attr
    listed = ", ".join(f'"{model._meta.fields_db_projection[name]}"' for name in names)
    select = f'SELECT {listed} FROM "{model._meta.db_table}"'  # noqa: S608 -- our own names
    while True:
        later = "" if after is None else f' WHERE "{model._meta.db_pk_column}" > {place(connection, 1)}'
        rows = await connection.execute_query_dict(
            f'{select}{later} ORDER BY "{model._meta.db_pk_column}" LIMIT {AT_ONCE}',
            [] if after is None else [after],
        )
        if not rows:
            return
        read = [_read(model, names, row) for row in rows]
        yield read
        after = encoded(model, key, read[-1][names.index(key)])


def _read(model: type[Model], names: list[str], row: dict[str, Any]) -> Row:
    meta = model._meta
    return tuple(
        meta.fields_map[name].to_python_value(row[meta.fields_db_projection[name]]) for name in names
    )


def encoded(model: type[Model], name: str, value: Any) -> Any:
    """A value as the database takes it; what is sealed stays as it is."""
    field = model._meta.fields_map[name]
    if value is None or isinstance(field, SealedText):
        return value
    return field.to_db_value(value, model)


async def fingerprint(model: type[Model], connection: BaseDBAsyncClient) -> Fingerprint:
    """What a table holds, in so few characters that two can be compared."""
    found = Fingerprint()
    async for rows in batches(model, connection):
        found = found.with_rows(rows)
    return found


async def fingerprints(connection: BaseDBAsyncClient) -> dict[str, Fingerprint]:
    """The same of all tables, by name."""
    return {model._meta.db_table: await fingerprint(model, connection) for model in in_order()}


def _said(value: Any) -> bytes:
    """A value as bytes that begin with their kind and length, so that no two rows read alike."""
    kind, said = _plain(value)
    return kind + len(said).to_bytes(8) + said


def _plain(value: Any) -> tuple[bytes, bytes]:
    value = value.value if isinstance(value, Enum) else value
    for kinds, letter, said in KINDS:
        if isinstance(value, kinds):
            return letter, said(value)
    raise TypeError(f"no way to tell two {type(value).__name__} apart")


KINDS: tuple[tuple[Any, bytes, Callable[[Any], bytes]], ...] = (
    (type(None), b"n", lambda _: b""),
    # Before dates, of which it is one; both engines keep microseconds.
    (datetime, b"t", lambda at: str((at - START) // START.resolution).encode()),
    (date, b"d", lambda day: day.isoformat().encode()),
    # Yes and no are 1 and 0 on SQLite.
    (int, b"i", lambda number: str(int(number)).encode()),
    (float, b"f", lambda number: repr(number).encode()),
    (str, b"s", str.encode),
    (UUID, b"u", lambda row: row.bytes),
    ((bytes, bytearray, memoryview), b"b", bytes),
    ((dict, list), b"j", lambda said: orjson.dumps(said, option=orjson.OPT_SORT_KEYS)),
)
"""How a value of each kind is told, the same on both engines."""
