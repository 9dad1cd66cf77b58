"""The graph as a whole: every root field has its gate, and everything is described."""

from collections.abc import Iterator
from pathlib import Path

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLUnionType,
)
from strawberry.types.base import StrawberryObjectDefinition

from backend import app as _the_whole_server  # noqa: F401 -- it loads everything that registers nodes
from backend.access.gates import Gate
from backend.kit import nodes
from backend.schema import Mutation, Query, Subscription, printed, schema

PUBLIC = {
    "me",
    "requestSignInCode",
    "signIn",
    "invitation",
    "acceptInvitation",
}
"""What anybody may ask, signed in or not. Think twice, then add."""

ROOTS = (Query, Mutation, Subscription)


def gates() -> dict[str, list[Gate]]:
    """The gates of every root field, by its name in the graph."""
    found: dict[str, list[Gate]] = {}
    for root in ROOTS:
        definition: StrawberryObjectDefinition = root.__strawberry_definition__  # type: ignore[attr-defined]
        for field in definition.fields:
            name = schema.config.name_converter.get_graphql_name(field)
            found[name] = [extension for extension in field.extensions if isinstance(extension, Gate)]
    return found


def test_every_root_field_has_a_gate() -> None:
    assert [name for name, found in gates().items() if not found] == []


def test_only_a_short_list_is_for_anybody() -> None:
    public = {name for name, found in gates().items() if all(type(gate) is Gate for gate in found)}
    assert public == PUBLIC


def test_every_gate_is_printed() -> None:
    text = printed()
    roots = text.partition("type Query")[2] + text.partition("type Mutation")[2]
    assert "@onDevice" in roots
    assert "@only(role: [LEADER])" in roots
    graph = schema._schema
    assert graph.query_type is not None
    for name in graph.query_type.fields:
        line = _line(text, "Query", name)
        assert "@" in line, line


def _line(text: str, kind: str, name: str) -> str:
    body = text.partition(f"type {kind} ")[2].partition("\n}")[0]
    start = body.index(f"\n  {name}")
    return body[start:].partition('\n\n  """')[0]


def undescribed() -> Iterator[str]:
    for name, kind in schema._schema.type_map.items():
        if name.startswith("__") or isinstance(kind, GraphQLScalarType):
            continue
        if not kind.description:
            yield name
        for field_name, field in getattr(kind, "fields", {}).items():
            yield from _undescribed_in(f"{name}.{field_name}", field)


def _undescribed_in(name: str, field: GraphQLField | GraphQLInputField) -> Iterator[str]:
    if not field.description:
        yield name
    for argument_name, argument in getattr(field, "args", {}).items():
        if not argument.description:
            yield f"{name}({argument_name})"


def test_everything_is_described() -> None:
    assert list(undescribed()) == []


def test_every_mutation_answers_a_thing_or_says_why_not() -> None:
    """A refusal is an answer: a mutation's union holds the thing first, then only refusals."""
    wrong = []
    graph = schema._schema
    for name, kind in graph.type_map.items():
        if isinstance(kind, GraphQLUnionType) and name.endswith("Result"):
            refusals = [member for member in kind.types if _is_refusal(member)]
            if not refusals or len(refusals) == len(kind.types):
                wrong.append(name)
    assert wrong == []


def _is_refusal(kind: GraphQLObjectType) -> bool:
    return any(interface.name == "Refusal" for interface in kind.interfaces)


LOADED_AS = {"Me": "Person", "PostGrid": "Grid"}
"""Two types of one thing: as somebody sees themselves, and as far as access may know it."""


def test_everything_with_an_id_can_be_asked_for_again() -> None:
    wrong = [
        kind.name
        for kind in schema._schema.type_map.values()
        if isinstance(kind, GraphQLObjectType)
        and any(interface.name == "Node" for interface in kind.interfaces)
        and LOADED_AS.get(kind.name, kind.name) not in nodes._loaders
    ]
    assert wrong == []


def test_enum_members_are_upper_case() -> None:
    wrong = [
        f"{kind.name}.{member}"
        for kind in schema._schema.type_map.values()
        if isinstance(kind, GraphQLEnumType) and not kind.name.startswith("__")
        for member in kind.values
        if member != member.upper()
    ]
    assert wrong == []


def test_the_committed_schema_is_what_the_code_says() -> None:
    committed = (Path(__file__).parent.parent / "schema.graphql").read_text()
    assert committed.rstrip("\n") == printed().rstrip("\n"), "run `make schema` and commit it"
