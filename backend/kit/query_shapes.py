"""The shape of a query: all that decides its SQL, without the values that it binds.

`shape_of` goes through a query and puts its values aside; `with_places` makes the same query with a place for each of
them, in the same order. What is not known here raises `Unknown`: nothing of it is guessed.
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import partial
from itertools import count
from operator import attrgetter
from typing import Any
from uuid import UUID

from pypika_tortoise.terms import Tuple, ValueWrapper
from tortoise.expressions import CombinedExpression, F, Q, Subquery, Value
from tortoise.filters import list_encoder, related_list_encoder
from tortoise.functions import Count
from tortoise.queryset import (
    CountQuery,
    DeleteQuery,
    ExistsQuery,
    QuerySet,
    UpdateQuery,
    ValuesListQuery,
    ValuesQuery,
)

SCALARS = (str, int, UUID, datetime, date, Enum)
"""What is bound as a value. None and booleans are not: they may decide the SQL itself."""
LISTS = (list, tuple, set, frozenset)
LONGEST_LIST = 100
"""Each length of a list is a shape of its own; longer ones are too seldom the same."""

Query = Any
Shape = Hashable
Encode = Callable[[Any], Any]


class Unknown(Exception):
    """A query has something in it of which we do not know what it does to the SQL."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement binds one of its query's values, and how the database takes it."""

    number: int
    encode: Encode

    def of(self, values: list[Any]) -> Any:
        return self.encode(values[self.number])


def _rows(query: Query) -> tuple[Any, ...]:
    locks = (
        query._select_for_update,
        query._select_for_update_nowait,
        query._select_for_update_skip_locked,
        query._select_for_update_no_key,
        tuple(query._select_for_update_of),
    )
    return (
        *_part(query),
        query._fields_for_select,
        tuple(query._select_related),
        *(locks if query._select_for_update else ()),
    )


def _values(query: Query) -> tuple[Any, ...]:
    return *_part(query), tuple(query._fields_for_select.items()), tuple(query._group_bys)


def _values_list(query: Query) -> tuple[Any, ...]:
    return *_part(query), tuple(query.fields.items()), tuple(query._group_bys)


def _part(query: Query) -> tuple[Any, ...]:
    return query._limit, query._offset, query._distinct, tuple(query._orderings)


def _changed(query: Query) -> tuple[Any, ...]:
    return query._limit, tuple(query._orderings)


KINDS: dict[type, Callable[[Query], tuple[Any, ...]]] = {
    QuerySet: _rows,
    ValuesQuery: _values,
    ValuesListQuery: _values_list,
    ExistsQuery: lambda _query: (),
    CountQuery: attrgetter("_distinct", "_limit"),
    UpdateQuery: _changed,
    DeleteQuery: _changed,
}
"""What decides the SQL of each kind of query, besides its model, conditions, annotations and changes."""


def shape_of(query: Query, values: list[Any]) -> Shape:
    """The shape of a query; what it binds is added to `values`."""
    kind = type(query)
    if kind not in KINDS:
        raise Unknown
    conditions = tuple([_condition(one, values) for one in query._q_objects])
    annotations = _named(query._annotations, values)
    changes = _named(query.update_kwargs, values) if kind is UpdateQuery else ()
    return kind, query.model, KINDS[kind](query), conditions, annotations, changes


def _named(parts: Mapping[str, Any], values: list[Any]) -> Shape:
    return tuple([(name, _value(one, values)) for name, one in parts.items()])


def _condition(condition: Q, values: list[Any]) -> Shape:
    children = tuple([_condition(child, values) for child in condition.children])
    return condition.join_type, condition._is_negated, children, _named(condition.filters, values)


def _value(value: Any, values: list[Any]) -> Shape:
    if value is None or value is True or value is False:
        return value
    if isinstance(value, SCALARS):
        values.append(value)
        kind: type = type(value)
        return kind
    if isinstance(value, LISTS):
        return _list(value, values)
    return _expression(value, values)


def _list(value: Collection[Any], values: list[Any]) -> Shape:
    if len(value) > LONGEST_LIST or not all(isinstance(one, SCALARS) for one in value):
        raise Unknown
    values.extend(value)
    return tuple([type(one) for one in value])


def _expression(value: Any, values: list[Any]) -> Shape:
    kind = type(value)
    if kind is Subquery:
        return shape_of(value.query, values)
    if kind is F:
        return kind, value.name
    if kind is Value:
        return kind, _value(value.value, values)
    if kind is CombinedExpression:
        return kind, value.connector, _expression(value.left, values), _expression(value.right, values)
    if kind is Count and isinstance(value.field, str) and not value.default_values:
        return kind, value.field, value.distinct, _condition(value.filter, values) if value.filter else None
    raise Unknown


def with_places(query: Query) -> Query:
    """The same query with a place for each of its values."""
    numbers = count()
    return _Placing(lambda encode: Place(next(numbers), encode)).query(query)


@dataclass(frozen=True, slots=True)
class _Placing:
    """Goes through a query as `shape_of` does."""

    place: Callable[[Encode], Place]

    def query(self, query: Query) -> Query:
        twin = copy(query)
        twin._joined_tables = []
        twin._q_objects = [self.condition(one, query.model) for one in query._q_objects]
        twin._annotations = {
            name: self.expression(one, query.model) for name, one in query._annotations.items()
        }
        if isinstance(query, UpdateQuery):
            twin.update_kwargs = {
                name: self.change(name, one, query.model) for name, one in query.update_kwargs.items()
            }
        return twin

    def condition(self, condition: Q, model: Any) -> Q:
        twin = Q(*[self.condition(child, model) for child in condition.children])
        twin.join_type, twin._is_negated = condition.join_type, condition._is_negated
        twin.filters = {name: self.value(name, one, model) for name, one in condition.filters.items()}
        return twin

    def value(self, name: str, value: Any, model: Any) -> Any:
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, SCALARS):
            return ValueWrapper(self.place(_encoding(model, name)))
        if isinstance(value, LISTS) and value:
            return Tuple(*[ValueWrapper(self.place(_encoding(model, name))) for _ in value])
        return self.expression(value, model)

    def change(self, name: str, value: Any, model: Any) -> Any:
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, SCALARS):
            encode = model._meta.fields_map[name].to_db_value
            return Value(self.place(lambda one: encode(one, None)))
        return self.expression(value, model)

    def expression(self, value: Any, model: Any) -> Any:
        match value:
            case Subquery():
                return Subquery(self.query(value.query))
            case Value():
                return Value(self.place(_as_it_is)) if isinstance(value.value, SCALARS) else value
            case CombinedExpression():
                left, right = self.expression(value.left, model), self.expression(value.right, model)
                return CombinedExpression(left, value.connector, right)
            case Count():
                only = self.condition(value.filter, model) if value.filter else None
                return Count(str(value.field), distinct=value.distinct, _filter=only)
        return value


def _as_it_is(value: Any) -> Any:
    return value


def _encoding(model: Any, name: str) -> Encode:
    """How Tortoise encodes what a condition of this name is compared with."""
    while name not in model._meta.filters:
        relation, _, name = name.partition("__")
        model = model._meta.fields_map[relation].related_model
    found = model._meta.get_filter(name)
    if "table" in found or found.get("value_encoder", list_encoder) not in (
        list_encoder,
        related_list_encoder,
    ):
        raise Unknown
    return partial(_encoded, model._meta.fields_map[found["field"]].to_db_value, model)


def _encoded(encode: Callable[[Any, Any], Any], model: Any, value: Any) -> Any:
    return encode(value, model)
