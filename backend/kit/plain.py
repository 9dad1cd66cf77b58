"""Completing plain objects quickly.

graphql-core takes some 6 µs for every field, whatever its resolver does, and a screen of thirty needs has 1,400 of
them. Most are attributes of objects that a root field has made: for those the way from object to dictionary is
worked out once for each selection of a document, and then gone for every row. What is not plain (a resolver, an
argument, a union), and whatever goes wrong, takes graphql-core's own way, so that answers and errors stay the same.
"""

import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from inspect import isawaitable
from operator import attrgetter
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
    Undefined,
    get_nullable_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import FieldDetails
from graphql.language import OperationDefinitionNode
from graphql.type import GraphQLResolveInfoHelpers
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.field import StrawberryField

Read = Callable[[Any], Any]
Selected = dict[str, list[FieldDetails]]
"""What is selected of an object: response name → where the document says so."""

AS_THEY_ARE: Mapping[Any, type] = {
    GraphQLString: str,
    GraphQLID: str,
    GraphQLBoolean: bool,
}
"""Scalars whose values go out as they are, if they are of this very type."""
LARGEST = 2**31 - 1
"""So do numbers up to here."""
MOST = 1_000
"""Selections whose reading is remembered."""
KNOWN_AS = "known_as"
"""In a field's metadata: the attribute in which its value stands, where it was read beforehand for many rows."""


class NotPlain(Exception):
    """A value is not what its type says: graphql-core is to say so."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain field of a selection: its name, the attribute it reads, and how a value of it goes out."""

    name: str
    attribute: str
    as_it_is: type | None
    """Values of this very type need nothing done to them."""
    complete: Read


class Reading:
    """How a selection is read from an object: what is plain, and what graphql-core has to execute."""

    __slots__ = ("_get", "_plain", "rest", "selected")

    def __init__(self, selected: Selected, plain: list[Plain], rest: Selected) -> None:
        self.selected = selected
        self.rest = rest
        self._plain = [(one.name, one.as_it_is, one.complete) for one in plain]
        # One more, which `zip` leaves out: of a single attribute `attrgetter` would not make a tuple.
        self._get = attrgetter(*[one.attribute for one in plain], "__class__", "__class__")

    def done(self, source: Any) -> dict[str, Any]:
        """The plain fields of one object."""
        return {
            name: value if type(value) is as_it_is else complete(value)
            for (name, as_it_is, complete), value in zip(self._plain, self._get(source), strict=False)
        }


_known: dict[tuple[object, ...], Reading] = {}
"""By the nodes of a document, which its reading keeps, so that nothing else can get their ids."""


class PlainExecutor(StrawberryGraphQLCoreExecutionContext):
    """Executes an operation, and reads plain fields by a short cut."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        # Bound to it they would keep it in a circle, and leave all that an answer was put together from to the collector.
        itself = weakref.proxy(self)
        self.async_helpers = GraphQLResolveInfoHelpers(
            gather=partial(PlainExecutor.gather_async_work, itself),
            track=partial(PlainExecutor.track_async_work, itself),
        )
        self._readings: dict[int, tuple[Reading, Selected]] = {}
        self._is_fixed = "@" not in _text(self.operation)
        self._is_watched = bool(self.middleware_manager and self.middleware_manager.middlewares)
        self._is_all_known = True

    def execute_fields(
        self, parent_type: GraphQLObjectType, source: Any, path: Any, selected: Selected, position: Any
    ) -> Any:
        reading = self._reading(parent_type, selected)
        try:
            done = reading.done(source)
        except Exception:
            if self._is_all_known:
                # Perhaps only something was not read beforehand: then it alone is not plain.
                self._is_all_known = False
                self._readings.clear()
                return self.execute_fields(parent_type, source, path, selected, position)
            # It comes up again where graphql-core tells the reader of it.
            return super().execute_fields(parent_type, source, path, selected, position)
        if not reading.rest:
            return done
        rest = super().execute_fields(parent_type, source, path, reading.rest, position)
        if not done:
            return rest
        return _later(selected, done, rest) if isawaitable(rest) else _ordered(selected, done, rest)

    def _reading(self, parent_type: GraphQLObjectType, selected: Selected) -> Reading:
        known = self._readings.get(id(selected))
        if known is None:
            # With `selected`, so that nothing else can get its id.
            known = self._readings[id(selected)] = (self._remembered(parent_type, selected), selected)
        return known[0]

    def _remembered(self, parent_type: GraphQLObjectType, selected: Selected) -> Reading:
        """The same for every request that sends this document, unless a directive chooses what is selected."""
        if not self._is_fixed:
            return self._worked_out(parent_type, selected)
        nodes = [id(detail.node) for details in selected.values() for detail in details]
        place = (self.schema, parent_type.name, self._is_watched, self._is_all_known, *nodes)
        known = _known.get(place)
        if known is None:
            if len(_known) >= MOST:
                _known.clear()
            known = _known[place] = self._worked_out(parent_type, selected)
        return known

    def _worked_out(self, parent_type: GraphQLObjectType, selected: Selected) -> Reading:
        plain: list[Plain] = []
        rest: Selected = {}
        for name, details in selected.items():
            if read := self._plain(parent_type, name, details):
                plain.append(read)
            else:
                rest[name] = details
        return Reading(selected, plain, rest)

    def _plain(self, parent_type: GraphQLObjectType, said: str, details: list[FieldDetails]) -> Plain | None:
        """How a field is read from its object; None where it is not plain."""
        name = details[0].node.name.value
        if name == "__typename":
            type_name = parent_type.name
            return Plain(said, "__class__", None, lambda _class: type_name)
        field = self.schema.get_field(parent_type, name)
        if field is None or self._is_watched:
            return None
        attribute, complete = self._attribute(field), self._completing(field.type, details)
        if attribute is None or complete is None:
            return None
        return Plain(said, attribute, AS_THEY_ARE.get(get_nullable_type(field.type)), complete)

    def _attribute(self, field: GraphQLField) -> str | None:
        """The name of the attribute that a field merely reads."""
        declared = field.extensions.get("strawberry-definition")
        if not isinstance(declared, StrawberryField) or field.args:
            return None
        if known_as := declared.metadata.get(KNOWN_AS):
            return str(known_as) if self._is_all_known else None
        is_read = declared.is_basic_field and declared.default_resolver is getattr
        return declared.python_name if is_read and getattr(field.resolve, "_is_default", False) else None

    def _completing(self, type_: GraphQLOutputType, details: list[FieldDetails]) -> Read | None:
        """How a value of this type is completed; None where only graphql-core can."""
        if isinstance(type_, GraphQLNonNull):
            return self._completing_something(type_.of_type, details)
        something = self._completing_something(type_, details)
        return something and (lambda value: None if value is None else something(value))

    def _completing_something(self, type_: Any, details: list[FieldDetails]) -> Read | None:
        """The same of a value that is not None: such a one must fail."""
        if is_leaf_type(type_):
            return _leaf(type_)
        if isinstance(type_, GraphQLList):
            item = self._completing(type_.of_type, details)
            return item and _list(item)
        if not isinstance(type_, GraphQLObjectType):
            return None
        collected = self.collect_subfields(type_, details)
        reading = self._reading(type_, collected.grouped_field_set)
        return None if reading.rest or collected.new_defer_usages else _object(reading)


def _text(operation: OperationDefinitionNode) -> str:
    """The document of an operation; as good as one with directives where it is not at hand."""
    return operation.loc.source.body if operation.loc else "@"


def _leaf(type_: Any) -> Read:
    coerce, usual, is_int = type_.coerce_output_value, AS_THEY_ARE.get(type_), type_ is GraphQLInt

    def complete(value: Any) -> Any:
        if type(value) is usual or (type(value) is int and is_int and -LARGEST <= value <= LARGEST):
            return value
        coerced = coerce(value) if value is not None else None
        if coerced is None or coerced is Undefined:
            raise NotPlain
        return coerced

    return complete


def _list(item: Read) -> Read:
    def complete(value: Any) -> list[Any]:
        if not isinstance(value, list | tuple):
            raise NotPlain
        return [item(one) for one in value]

    return complete


def _object(reading: Reading) -> Read:
    done = reading.done

    def complete(value: Any) -> dict[str, Any]:
        if value is None:
            raise NotPlain
        return done(value)

    return complete


def _ordered(selected: Selected, done: dict[str, Any], rest: dict[str, Any]) -> dict[str, Any]:
    """An answer names its fields in the order of the document."""
    both = done | rest
    return {name: both[name] for name in selected if name in both}


async def _later(selected: Selected, done: dict[str, Any], rest: Any) -> dict[str, Any]:
    return _ordered(selected, done, await rest)
