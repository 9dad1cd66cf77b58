"""Plain objects are completed by a short cut; whatever is asked, the answer is the one graphql-core gives."""

import gc
import json
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import pytest
import strawberry
from strawberry.types.graphql import OperationType

from backend.kit import documents
from backend.kit.plain import PlainExecutor


@strawberry.enum
class Colour(Enum):
    RED = "red"


@strawberry.interface
class Named:
    name: str


@strawberry.type
class Tin(Named):
    size: int
    colour: Colour = Colour.RED
    opened_at: datetime | None = None


@strawberry.type
class Bottle(Named):
    litres: float

    @strawberry.field
    async def label(self) -> str:
        return f"{self.name} {self.litres}"


@strawberry.type
class Shelf:
    tins: list[Tin]
    spare: Tin | None
    rows: list[list[int | None]]
    things: list[Named]

    @strawberry.field
    def count(self, at_least: int = 0) -> int:
        return sum(tin.size >= at_least for tin in self.tins)

    @strawberry.field
    async def bottle(self) -> Bottle:
        return Bottle(name="oil", litres=0.5)

    @strawberry.field
    def broken(self) -> int | None:
        raise ValueError("it fell")


def shelf(**parts: Any) -> Shelf:
    tin = Tin(name="milk", size=7, opened_at=datetime(2020, 1, 29, 11, tzinfo=UTC))
    usual = {"tins": [tin, Tin(name="peas", size=1)], "spare": None, "rows": [[1, None], []], "things": [tin]}
    return Shelf(**(usual | parts))


SHELVES = {
    "usual": shelf(),
    "with a spare": shelf(spare=Tin(name="spare", size=2)),
    "with a number too large": shelf(spare=Tin(name="spare", size=2**31)),
    "with a size that is none": shelf(spare=Tin(name="spare", size="much")),  # type: ignore[arg-type]
    "with nothing for a name": shelf(tins=[Tin(name=None, size=1)]),  # type: ignore[arg-type]
    "with nothing for a list": shelf(tins=None),
    "with nothing in a list": shelf(tins=[None]),
    "with another thing in a list": shelf(tins=[Bottle(name="oil", litres=1.0)]),
    "with a generator for a list": shelf(rows=(row for row in [[1]])),
    "with an error for a value": shelf(spare=RuntimeError("no")),
}


def schema(name: str, **named: Any) -> strawberry.Schema:
    @strawberry.type
    class Query:
        @strawberry.field
        async def shelf(self) -> Shelf:
            return shelf(rows=(row for row in [[1]])) if "generator" in name else SHELVES[name]

        @strawberry.field
        async def shelves(self) -> list[Shelf]:
            return [SHELVES["usual"], SHELVES["with a spare"]]

    return strawberry.Schema(Query, types=[Bottle], **named)


DOCUMENTS = [
    "{ shelf { tins { name size colour openedAt } spare { name } rows } }",
    "{ shelf { spare { size } } }",
    "{ shelf { __typename tins { __typename n: name again: name } } }",
    "{ shelf { rows count(atLeast: 2) tins { size } } }",
    "{ shelf { count bottle { label litres } tins { name } broken } }",
    "{ shelf { bottle { litres name } } shelves { spare { name } count } }",
    "{ shelf { things { name ... on Tin { size } ... on Bottle { litres } } } }",
    "query ($no: Boolean = false) { shelf { tins { name @include(if: $no) size @skip(if: $no) } } }",
    "{ shelf { ...Some tins { size } } } fragment Some on Shelf { tins { name } rows }",
    "{ shelves { spare { ...Whole } tins { ...Whole } } } fragment Whole on Named { name }",
]


async def answered(made: strawberry.Schema, document: str, given: dict[str, Any] | None = None) -> str:
    """The whole answer as text, with the order of its fields, and every error with its path."""
    result = await made.execute(
        document, variable_values=given, allowed_operation_types=[OperationType.QUERY]
    )
    errors = [(str(error.message), error.path) for error in result.errors or []]
    return json.dumps([result.data, errors], default=str)


@pytest.mark.filterwarnings("ignore:coroutine")
@pytest.mark.parametrize("name", SHELVES)
@pytest.mark.parametrize("document", DOCUMENTS)
async def test_the_short_cut_and_the_long_way_answer_the_same(name: str, document: str) -> None:
    short, long = schema(name, execution_context_class=PlainExecutor), schema(name)
    assert await answered(short, document) == await answered(long, document)


async def test_plain_fields_take_the_short_cut() -> None:
    executed: list[str] = []

    class Watched(PlainExecutor):
        def execute_field(self, parent_type: Any, source: Any, details: Any, path: Any, position: Any) -> Any:
            executed.append(f"{parent_type.name}.{details[0].node.name.value}")
            return super().execute_field(parent_type, source, details, path, position)

    document = "{ shelves { tins { name size colour openedAt } rows bottle { label litres } } }"
    await answered(schema("usual", execution_context_class=Watched), document)
    assert executed == ["Query.shelves", *["Shelf.bottle"] * 2, *["Bottle.label"] * 2]


async def test_what_an_answer_was_put_together_from_goes_with_it() -> None:
    """And is not left to the collector, which stops everybody while it looks."""

    class Watched(PlainExecutor):
        pass

    gc.disable()
    try:
        await answered(schema("usual", execution_context_class=Watched), DOCUMENTS[0])
        assert [one for one in gc.get_objects() if isinstance(one, Watched)] == []
    finally:
        gc.enable()


CHOSEN = """query ($tins: Boolean!, $size: Boolean!) {
  shelves { tins @include(if: $tins) { name size @skip(if: $size) } rows ...Spare @skip(if: $tins) }
} fragment Spare on Shelf { spare { name colour } }"""


@pytest.mark.parametrize("document", [CHOSEN, CHOSEN.replace("shelves", "shelf")])
async def test_what_is_known_of_a_document_holds_for_whoever_sends_it_again(document: str) -> None:
    extensions: list[Any] = [documents.Remembered(most=9).extension()]
    short = schema("usual", execution_context_class=PlainExecutor, extensions=extensions)
    long = schema("usual")
    for tins, size in [(True, True), (False, True), (True, False), (True, True), (False, False)]:
        given = {"tins": tins, "size": size}
        assert await answered(short, document, given) == await answered(long, document, given)
    for again in DOCUMENTS * 2:
        assert await answered(short, again) == await answered(long, again)
