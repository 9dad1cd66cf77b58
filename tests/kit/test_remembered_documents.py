"""A document is parsed and validated once, and only a good one is remembered."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
import strawberry
from graphql import DocumentNode
from strawberry.schema import schema as strawberry_schema
from strawberry.types.graphql import OperationType

from backend.kit import documents

QUERY = [OperationType.QUERY]


@strawberry.type
class Query:
    @strawberry.field
    def doubled(self, number: int) -> int:
        return 2 * number


@pytest.fixture
def made() -> strawberry.Schema:
    return strawberry.Schema(
        Query, extensions=[documents.Remembered(most=2).extension(), documents.within(3, 2, 5)]
    )


@pytest.fixture
def validated() -> Iterator[list[str]]:
    """The documents that are really validated, in order."""
    seen: list[str] = []
    really = strawberry_schema.validate_document

    def noting(schema: object, document: DocumentNode, rules: object) -> object:
        seen.append(document.loc.source.body if document.loc else "")
        return really(schema, document, rules)  # type: ignore[arg-type]

    with patch.object(strawberry_schema, "validate_document", noting):
        yield seen


async def test_what_was_good_once_is_not_looked_at_again(
    made: strawberry.Schema, validated: list[str]
) -> None:
    document = "query ($n: Int!) { doubled(number: $n) }"
    answers = [
        (await made.execute(document, {"n": number}, allowed_operation_types=QUERY)).data
        for number in (1, 2, 3)
    ]
    assert answers == [{"doubled": 2}, {"doubled": 4}, {"doubled": 6}]
    assert validated == [document]


async def test_variables_are_looked_at_each_time(made: strawberry.Schema) -> None:
    document = "query ($n: Int!) { doubled(number: $n) }"
    await made.execute(document, {"n": 1}, allowed_operation_types=QUERY)
    assert (await made.execute(document, {"n": "many"}, allowed_operation_types=QUERY)).errors


@pytest.mark.parametrize(
    "document",
    ["{ tripled }", "{", "{ a: doubled(number: 1) b: doubled(number: 1) c: doubled(number: 1) }"],
)
async def test_what_was_refused_once_is_refused_again(made: strawberry.Schema, document: str) -> None:
    answers = [await made.execute(document, allowed_operation_types=QUERY) for _ in range(2)]
    assert answers[0].errors
    assert [str(error) for error in answers[1].errors or []] == [str(error) for error in answers[0].errors]


async def test_no_more_than_so_many_are_remembered(made: strawberry.Schema, validated: list[str]) -> None:
    texts = [f"{{ doubled(number: {number}) }}" for number in (1, 2, 3)]
    for text in [*texts, texts[2], texts[0]]:
        assert (await made.execute(text, allowed_operation_types=QUERY)).errors is None
    assert validated == [*texts, texts[0]]
