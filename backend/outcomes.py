"""What was asked and how it came out, as far as a watcher may know: the name of a field, and one word."""

from functools import lru_cache
from typing import Any

from graphql import GraphQLError, parse
from graphql.language import FieldNode, OperationDefinitionNode
from strawberry.types import ExecutionResult

from backend.kit import metrics, refusals
from backend.schema import schema

DONE = "done"
REFUSED = "refused"
BAD_DOCUMENT = "bad_document"
TOKENS = 1000

_types = (schema._schema.query_type, schema._schema.mutation_type)
FIELDS = frozenset(name for type_ in _types if type_ for name in type_.fields)
REQUESTS = metrics.timed(
    "requests",
    "How long questions and changes took, by what was asked first and how it came out.",
    operation=FIELDS,
    outcome=(DONE, REFUSED, BAD_DOCUMENT, "signed_out", "forbidden", "away", "bug"),
)


def note(asked: dict[str, Any], result: ExecutionResult, seconds: float) -> None:
    """Note one answer."""
    outcome = outcome_of(result)
    # What is no document has no name, and is not worth being parsed once more.
    operation = metrics.OTHER if outcome == BAD_DOCUMENT else _first_field(asked["query"])
    REQUESTS.note(seconds, operation=operation, outcome=outcome)


def outcome_of(result: ExecutionResult) -> str:
    """How it came out: the code of the first error, a refusal, or done."""
    if result.errors:
        return str((result.errors[0].extensions or {}).get("code", "bug")).lower()
    answers = (result.data or {}).values()
    return REFUSED if any(map(_is_refusal, answers)) else DONE


def _is_refusal(answer: Any) -> bool:
    return isinstance(answer, dict) and refusals.is_known(answer.get("__typename"))


@lru_cache(maxsize=200)
def _first_field(query: str) -> str:
    """The field that a document asks for first; the app's documents ask for few besides."""
    try:
        document = parse(query, no_location=True, max_tokens=TOKENS)
    except GraphQLError:
        return metrics.OTHER
    for part in document.definitions:
        if isinstance(part, OperationDefinitionNode):
            for node in part.selection_set.selections:
                if isinstance(node, FieldNode):
                    return node.name.value
    return metrics.OTHER
