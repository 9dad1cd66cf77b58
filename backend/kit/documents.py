"""Which GraphQL documents run: small ones, and in production only the app's own."""

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

from graphql import GraphQLError
from graphql.language import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)
from strawberry.extensions import SchemaExtension

Cost = tuple[int, int, int]
"""Depth, aliases and fields."""

BAD_DOCUMENT = {"code": "BAD_DOCUMENT"}


class Measure:
    """Depth, aliases and expanded fields of a document; each fragment is walked once however often it is spread.

    The usual limiters walk a fragment at every spread: a query of 678 bytes cost them seconds.
    """

    def __init__(self, document: DocumentNode) -> None:
        self.fragments = {
            part.name.value: part for part in document.definitions if isinstance(part, FragmentDefinitionNode)
        }
        self.known: dict[str, Cost] = {}

    def of(self, selections: SelectionSetNode | None, inside: frozenset[str] = frozenset()) -> Cost:
        depth = aliases = fields = 0
        for node in selections.selections if selections else ():
            below = self._of_one(node, inside)
            depth, aliases, fields = max(depth, below[0]), aliases + below[1], fields + below[2]
        return depth, aliases, fields

    def _of_one(self, node: Any, inside: frozenset[str]) -> Cost:
        match node:
            case FieldNode():
                depth, aliases, fields = self.of(node.selection_set, inside)
                return depth + 1, aliases + (node.alias is not None), fields + 1
            case InlineFragmentNode():
                return self.of(node.selection_set, inside)
            case FragmentSpreadNode():
                return self._of_fragment(node.name.value, inside)
        return 0, 0, 0

    def _of_fragment(self, name: str, inside: frozenset[str]) -> Cost:
        if name in inside or name not in self.fragments:
            return 0, 0, 0
        if name not in self.known:
            self.known[name] = self.of(self.fragments[name].selection_set, inside | {name})
        return self.known[name]


def within(max_depth: int, max_aliases: int, max_fields: int) -> type[SchemaExtension]:
    """An extension that refuses documents which ask for more.

    It looks before anything is validated: of the rules of GraphQL itself, some take long over a long document.
    """

    class Within(SchemaExtension):
        def on_validate(self) -> Iterator[None]:
            execution = self.execution_context
            document = execution.graphql_document if execution.pre_execution_errors is None else None
            if document and any(part > most for part, most in zip(_cost(document), limits, strict=True)):
                raise GraphQLError("This document asks for too much at once.", extensions=BAD_DOCUMENT)
            yield

    limits = (max_depth, max_aliases, max_fields)
    return Within


class Remembered:
    """Documents that were parsed and found good, by their texts; which ones an extension notes (`extension`).

    The app sends the same few documents again and again: to look at one anew takes longer than to answer it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[str, DocumentNode] = {}

    def get(self, text: str | None) -> DocumentNode | None:
        """The document of this text, if it was found good before."""
        return self._known.get(text or "")

    def note(self, text: str | None, document: DocumentNode) -> None:
        """This one is good; the oldest is forgotten for it."""
        if len(self._known) >= self._most:
            del self._known[next(iter(self._known))]
        self._known[text or ""] = document

    def extension(self) -> type[SchemaExtension]:
        """An extension that parses and validates each document once; it stands before those that look at documents."""
        remembered = self

        class Remembering(SchemaExtension):
            def on_parse(self) -> Iterator[None]:
                execution = self.execution_context
                execution.graphql_document = remembered.get(execution.query)
                yield

            def on_validate(self) -> Iterator[None]:
                execution = self.execution_context
                is_known = remembered.get(execution.query) is not None
                if is_known:
                    execution.pre_execution_errors = []
                yield
                if not is_known and not execution.pre_execution_errors and execution.graphql_document:
                    remembered.note(execution.query, execution.graphql_document)

        return Remembering


def _cost(document: DocumentNode) -> Cost:
    """The largest depth, aliases and fields of any operation in a document."""
    measure = Measure(document)
    costs = [
        measure.of(part.selection_set)
        for part in document.definitions
        if isinstance(part, OperationDefinitionNode)
    ]
    depths, aliases, fields = zip(*costs, strict=True) if costs else ((0,), (0,), (0,))
    return max(depths), max(aliases), max(fields)


def fingerprint(text: str) -> str:
    """SHA-256 of a document's text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


MayRun = Callable[[str, Any], Awaitable[bool]]
"""Whether a document runs for this context, by its fingerprint."""


async def let_in(may_run: MayRun, text: str, context: Any) -> None:
    """Refuse a document that does not run here."""
    if not await may_run(fingerprint(text), context):
        raise GraphQLError(
            "Only the app's own documents run here; use an API token.", extensions=BAD_DOCUMENT
        )


def only_known(may_run: MayRun) -> type[SchemaExtension]:
    """An extension that refuses a document before it is parsed, unless it may run.

    It stands in the schema, so that it holds for sockets as for requests.
    """

    class OnlyKnown(SchemaExtension):
        async def on_operation(self) -> AsyncIterator[None]:
            execution = self.execution_context
            await let_in(may_run, execution.query or "", execution.context)
            yield

    return OnlyKnown
