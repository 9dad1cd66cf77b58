"""Which documents are answered however busy the server is: what their fields say, and never what a client says of itself."""

import re
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

import strawberry
from graphql import GraphQLError, GraphQLSchema, parse
from graphql.language import DocumentNode, FieldNode, OperationDefinitionNode
from strawberry.schema_directive import Location
from strawberry.types.field import StrawberryField

LONGEST = 4_000
"""Characters; a longer document is not looked at. The app's calls for help have a thousand."""
TOKENS = 1_000
REMEMBERED = 500
"""Documents of others than this version's app whose urgency is known."""


class Urgency(IntEnum):
    """How soon something may be sent away when there is too much to do."""

    USUAL = 0
    ENTERING = 1
    HELP = 2


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    name="neverShed",
    description="A call for help, or the word that it came: answered however busy the server is.",
)
class NeverShed:
    pass


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    name="shedLate",
    description="Coming in: some at a time are answered however busy the server is.",
)
class ShedLate:
    pass


def never_shed() -> object:
    """For `directives=[…]` of a root field that somebody in need presses."""
    return NeverShed()


def shed_late() -> object:
    """For `directives=[…]` of a root field without which nobody comes in, or can ask for help."""
    return ShedLate()


class Documents:
    """The urgency of each document: of the app's own it is worked out beforehand, of others when they come."""

    def __init__(self, schema: GraphQLSchema, own: Iterable[str] = ()) -> None:
        self._fields = {
            operation: {name: _of_field(field) for name, field in type_.fields.items()}
            for operation, type_ in (("query", schema.query_type), ("mutation", schema.mutation_type))
            if type_
        }
        marked = {name for fields in self._fields.values() for name, urgency in fields.items() if urgency}
        self._mentions = re.compile(rf"\b(?:{'|'.join(sorted(marked))})\b")
        self._of_others = lru_cache(REMEMBERED)(self._worked_out)
        self._own = {text: self._worked_out(text) for text in own}

    def urgency(self, text: str) -> Urgency:
        """How urgent a document is: as urgent as the least urgent of what it asks."""
        known = self._own.get(text)
        if known is not None:
            return known
        # Who makes up new texts to keep us parsing must at least write each of them.
        if len(text) > LONGEST or not self._mentions.search(text):
            return Urgency.USUAL
        return self._of_others(text)

    def _worked_out(self, text: str) -> Urgency:
        try:
            document = parse(text, no_location=True, max_tokens=TOKENS)
        except (GraphQLError, RecursionError):
            return Urgency.USUAL
        return min(self._of(document), default=Urgency.USUAL)

    def _of(self, document: DocumentNode) -> Iterable[Urgency]:
        for operation in document.definitions:
            if not isinstance(operation, OperationDefinitionNode):
                continue
            fields = self._fields.get(operation.operation.value, {})
            for asked in operation.selection_set.selections:
                # A fragment up here is nothing that the app sends.
                name = asked.name.value if isinstance(asked, FieldNode) else ""
                yield fields.get(name, Urgency.USUAL)


def _of_field(field: object) -> Urgency:
    declared = getattr(field, "extensions", {}).get("strawberry-definition")
    said = declared.directives if isinstance(declared, StrawberryField) else ()
    if any(isinstance(one, NeverShed) for one in said):
        return Urgency.HELP
    return Urgency.ENTERING if any(isinstance(one, ShedLate) for one in said) else Urgency.USUAL
