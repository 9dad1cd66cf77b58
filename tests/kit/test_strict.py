"""A document that was found good is answered again as it was the first time, refusals and bugs too."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import strawberry

from backend.kit import documents
from backend.kit.strict import StrictSchema

ALLOWED, FORBIDDEN = object(), object()


@strawberry.type
class Query:
    @strawberry.field
    def doubled(self, number: int) -> int:
        return 2 * number

    @strawberry.field
    async def broken(self) -> int | None:
        raise RuntimeError("13800000001")


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def halved(self, number: int) -> int:
        return number // 2


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def counted(self) -> AsyncIterator[int]:
        yield 1


async def may_run(_fingerprint: str, context: object) -> bool:
    if context is None:
        raise ConnectionError("away")
    return context is ALLOWED


@pytest.fixture
def schema() -> StrictSchema:
    limits = [documents.within(max_depth=3, max_aliases=2, max_fields=5)]
    return StrictSchema(Query, Mutation, Subscription, may_run=may_run, limits=limits, remembered=9)


DOUBLED = "query One($n: Int!) { doubled(number: $n) }"


async def told(
    schema: StrictSchema,
    text: str,
    variables: dict[str, Any] | None = None,
    operation: str | None = None,
    context: object = ALLOWED,
) -> tuple[Any, list[tuple[str, str]]]:
    """The data, and of each error its words (of a bug all but its number) and its code."""
    result = await schema.answer(text, variables, operation, context)
    found = [(error, error.extensions or {}) for error in result.errors or []]
    return result.data, [
        (error.message.replace(more.get("id", "?"), "…"), more["code"]) for error, more in found
    ]


@pytest.mark.parametrize(
    ("text", "variables", "operation"),
    [
        (DOUBLED, {"n": 2}, None),
        (DOUBLED, {"n": 2}, "One"),
        (DOUBLED, {"n": "many"}, None),
        (DOUBLED, None, None),
        (DOUBLED, {"n": 2}, "Another"),
        ("mutation { halved(number: 8) }", None, None),
        ("{ broken }", None, None),
        ("{ tripled }", None, None),
        ("{", None, None),
        ("{ a: doubled(number: 1) b: doubled(number: 1) c: doubled(number: 1) }", None, None),
        ("subscription { counted }", None, None),
        ("query A { doubled(number: 1) } query B { doubled(number: 2) }", None, "B"),
        ("query A { doubled(number: 1) } query B { doubled(number: 2) }", None, None),
        ("query A { doubled(number: 1) } subscription B { counted }", None, "A"),
        ("query A { doubled(number: 1) } subscription B { counted }", None, "B"),
    ],
)
async def test_the_second_answer_is_the_first(
    schema: StrictSchema, text: str, variables: dict[str, Any] | None, operation: str | None
) -> None:
    first = await told(schema, text, variables, operation)
    if text == DOUBLED:
        assert await told(schema, text, {"n": 21}) == ({"doubled": 42}, [])
    assert [await told(schema, text, variables, operation) for _ in range(2)] == [first] * 2


async def test_what_is_known_is_still_not_for_everybody(schema: StrictSchema) -> None:
    refused = await told(schema, DOUBLED, {"n": 2}, context=FORBIDDEN)
    assert refused == (None, [("Only the app's own documents run here; use an API token.", "BAD_DOCUMENT")])
    away = await told(schema, DOUBLED, {"n": 2}, context=None)
    assert (away[0], away[1][0][1]) == (None, "BUG")
    assert await told(schema, DOUBLED, {"n": 2}) == ({"doubled": 4}, [])
    assert await told(schema, DOUBLED, {"n": 2}, context=FORBIDDEN) == refused
    assert await told(schema, DOUBLED, {"n": 2}, context=None) == away


async def test_a_bug_tells_the_reader_nothing_but_a_number_however_often(schema: StrictSchema) -> None:
    for _ in range(2):
        data, [(words, code)] = await told(schema, "{ broken }")
        assert (data, code) == ({"broken": None}, "BUG")
        assert "13800000001" not in words
        assert "…" in words
