"""Every root field of the schema, above all those that take an id, with the document that asks it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)

from backend.kit import nodes
from backend.schema import schema


@dataclass(frozen=True, slots=True)
class Field:
    """One root field."""

    name: str
    operation: str
    definition: GraphQLField

    def document(self, given: dict[str, Any]) -> str:
        """The document that asks this field with these arguments."""
        arguments = {name: self.definition.args[name] for name in given}
        declared = ", ".join(f"${name}: {argument.type}" for name, argument in arguments.items())
        passed = ", ".join(f"{name}: ${name}" for name in arguments)
        heading, asked = (f"({declared})", f"({passed})") if arguments else ("", "")
        return f"{self.operation} {heading} {{ asked: {self.name}{asked} {self._selection()} }}"

    def _selection(self) -> str:
        answer: Any = get_named_type(self.definition.type)
        if is_leaf_type(answer):
            return ""
        rows = "nodes { __typename }" if answer.name.endswith("Connection") else ""
        return f"{{ __typename {rows} }}"


def all_roots() -> dict[str, Field]:
    """Every root field by name, whether it takes an id or not; `node` once for every type it can answer with."""
    return {field.name: field for field in _roots() if field.name != "node"} | taking_an_id()


def taking_an_id() -> dict[str, Field]:
    """Each of them by name; `node` once for every type that it can answer with."""
    found: dict[str, Field] = {}
    for field in _roots():
        if not any(_is_id(argument.type) for argument in field.definition.args.values()):
            continue
        if field.name == "node":
            found |= {f"node({kind})": field for kind in nodes._loaders}
        else:
            found[field.name] = field
    return found


def nested_taking_an_id() -> list[str]:
    """Fields below the roots that take an id; there are none, because a gate stands at the root."""
    return [
        f"{kind.name}.{name}"
        for kind in schema._schema.type_map.values()
        if isinstance(kind, GraphQLObjectType) and kind.name not in {"Query", "Mutation", "Subscription"}
        for name, field in kind.fields.items()
        if not kind.name.startswith("__") and any(_is_id(argument.type) for argument in field.args.values())
    ]


def _roots() -> Iterator[Field]:
    graph = schema._schema
    for operation, kind in (
        ("query", graph.query_type),
        ("mutation", graph.mutation_type),
        ("subscription", graph.subscription_type),
    ):
        assert kind is not None
        for name, definition in kind.fields.items():
            yield Field(name, operation, definition)


def _is_id(kind: Any) -> bool:
    named: Any = get_named_type(kind)
    if isinstance(named, GraphQLInputObjectType):
        return any(_is_id(field.type) for field in named.fields.values())
    return bool(named.name == "ID")
