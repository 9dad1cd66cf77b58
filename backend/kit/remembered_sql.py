"""SQL that Tortoise wrote once is not written again.

Writing a statement costs Tortoise 0.3 to 1.5 ms, often more than the database takes to answer it. Queries of one shape
(the same conditions, whatever their values) have the same SQL: we keep it by that shape, with a place for each value.
The first time, what we would send is compared with what Tortoise writes. Where that differs, and where a query has
something in it that we do not know, Tortoise writes it every time. In the tests every statement is compared.
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from tortoise.queryset import DeleteQuery, UpdateQuery

from backend.kit.query_shapes import KINDS, Place, Query, Shape, Unknown, shape_of, with_places

MOST = 1_000
"""Statements that are remembered; most of them are lists of ids, one for each length."""
WRITING = (UpdateQuery, DeleteQuery)


@dataclass(frozen=True, slots=True)
class Written:
    """A statement as it is sent; it stands where Tortoise keeps what it is about to write."""

    sql: str
    values: list[Any]

    def get_parameterized_sql(self) -> tuple[str, list[Any]]:
        return self.sql, self.values


@dataclass(frozen=True, slots=True)
class Remembered:
    """A statement with places for its values, and how instances are made of the rows that it finds."""

    sql: str
    binds: list[Any]
    instances: Any

    def written(self, values: list[Any]) -> Written:
        return Written(self.sql, [one.of(values) if type(one) is Place else one for one in self.binds])


_known: dict[Shape, Remembered | None] = {}
"""None where Tortoise has to write."""


def install() -> None:
    """Have Tortoise take its SQL from here."""
    for kind in KINDS:
        kind.__await__ = _awaited  # type: ignore[attr-defined]


def _awaited(query: Query) -> Generator[Any, None, Any]:
    query._choose_db_if_not_chosen(getattr(query, "_select_for_update", isinstance(query, WRITING)))
    write(query)
    awaited: Generator[Any, None, Any] = query._execute().__await__()
    return awaited


def write(query: Query) -> None:
    """Give a query its SQL: from memory, or by Tortoise."""
    values: list[Any] = []
    try:
        shape = query._db.capabilities.dialect, shape_of(query, values)
    except Unknown:
        query._make_query()
        return
    if shape not in _known:
        _learn(shape, query, values)
    elif known := _known[shape]:
        query.query = known.written(values)
        if known.instances is not None:
            query._select_related_idx = known.instances
    else:
        query._make_query()


def _learn(shape: Shape, query: Query, values: list[Any]) -> None:
    theirs, ours = _by_tortoise(query), _with_places(query)
    if len(_known) >= MOST:
        _known.clear()
    _known[shape] = ours if ours and ours.written(values) == theirs else None
    query.query = theirs


def _by_tortoise(query: Query) -> Written:
    query._make_query()
    return Written(*query.query.get_parameterized_sql())


def _with_places(query: Query) -> Remembered | None:
    try:
        twin = with_places(query)
        statement = _by_tortoise(twin)
    except Exception:
        # Tortoise looks into a value itself, as into a text that is searched for.
        return None
    return Remembered(statement.sql, statement.values, getattr(twin, "_select_related_idx", None))
