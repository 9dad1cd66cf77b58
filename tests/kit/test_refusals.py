"""A refusal is raised by a rule and read by a client, under one name and in the reader's language."""

import asyncio
from typing import Annotated

import pytest
import strawberry

from backend.kit import words
from backend.kit.refusals import BadInput, NotFound, Refused, Told, TooOften, revive
from backend.kit.words import Language, Words


class NoneLeft(Refused):
    """Others were faster."""

    left: int
    words = Words("只剩 {left} 个", "只剩 {left} 個", "Only {left} left")


@strawberry.type
class Tin:
    brand: str


@strawberry.type
class Query:
    @strawberry.field
    async def tin(self, left: int) -> Annotated[Tin | NoneLeft | NotFound, strawberry.union("TinResult")]:
        return Tin(brand="x") if left > 1 else Told(NoneLeft(left=left))  # type: ignore[return-value]


ASK = "{ tin(left: %d) { __typename ... on Refusal { message } ... on NoneLeft { left } } }"


def asked(left: int) -> object:
    result = asyncio.run(strawberry.Schema(Query).execute(ASK % left))
    assert result.errors is None
    return result.data


@pytest.mark.parametrize(
    ("language", "message"),
    [(Language.EN, "Only 1 left"), (Language.ZH_HANS, "只剩 1 个"), (Language.ZH_HANT, "只剩 1 個")],
)
def test_a_refusal_is_an_answer_in_the_readers_language(language: Language, message: str) -> None:
    with words.reader(language):
        assert asked(1) == {"tin": {"__typename": "NoneLeft", "message": message, "left": 1}}
    assert asked(2) == {"tin": {"__typename": "Tin"}}


def test_a_refusal_that_was_noted_comes_back_as_it_was() -> None:
    again = revive("NoneLeft", {"left": 3})
    assert isinstance(again, NoneLeft)
    assert again.left == 3


def test_words_within_a_refusal_come_back_too() -> None:
    said = Words("甲", "甲", "a")
    again = revive("BadInput", {"field": "x", "reason": {"zh_hans": "甲", "zh_hant": "甲", "en": "a"}})
    assert isinstance(again, BadInput)
    assert again.reason == said


def test_a_refusal_can_be_raised_caught_and_printed() -> None:
    with pytest.raises(NoneLeft, match="left"):
        raise NoneLeft(left=1)
    assert hash(NoneLeft(left=1))


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (1, "一分钟后", "in a minute"),
        (60, "一分钟后", "in a minute"),
        (61, "2 分钟后", "in 2 minutes"),
        (3600, "60 分钟后", "in 60 minutes"),
        (3601, "2 小时后", "in 2 hours"),
        (86_400, "24 小时后", "in 24 hours"),
    ],
)
def test_how_long_to_wait_is_said_as_people_count_it(seconds: int, chinese: str, english: str) -> None:
    refusal = TooOften(seconds=seconds)
    said = refusal.sentence()
    assert (
        said.text(Language.ZH_HANS, **refusal.values())
        == f"试得太多了，请{chinese.rjust(len(chinese) + (chinese[0].isdigit()))}再试。"
    )
    assert said.text(Language.EN, **refusal.values()) == f"Too many tries. Please try again {english}."
