"""What can be asked for: items, and the questions that make a need exact."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

import orjson
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from backend.grids import rules as grids
from backend.kit import texts
from backend.kit.refusals import BadInput
from backend.kit.words import Words
from backend.supplies.models import Item

ANSWER_LENGTH = 200
VARIETY_LENGTH = 400
"""How long the answers by which needs are added up may be together, as a line keeps them."""
MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")

MISSING_ANSWER = Words("请回答“{label}”。", "請回答「{label}」。", "Please answer: {label}")
BAD_ANSWER = Words("请重新回答“{label}”。", "請重新回答「{label}」。", "Please answer again: {label}")
LONG_ANSWERS = Words(
    "这样物资的回答太长了，请写短一点。",
    "這樣物資的回答太長了，請寫短一點。",
    "The answers about this item are too long. Please write less.",
)
UNKNOWN_QUESTION = Words(
    "物资的问题变了，请重新打开再填。",
    "物資的問題變了，請重新打開再填。",
    "The questions have changed. Please open this again and fill it in.",
)


class QuestionKind(Enum):
    """How a question about an item is answered."""

    TEXT = "TEXT"
    CHOICE = "CHOICE"
    MONTH = "MONTH"
    YES_NO = "YES_NO"


@dataclass(frozen=True, slots=True)
class Question:
    """One question about an item; those of the `variety` kind add needs up, and say nothing of a person."""

    code: str
    label: Words
    kind: QuestionKind
    required: bool = False
    variety: bool = False
    choices: tuple[tuple[str, Words], ...] = ()

    def accepts(self, value: str) -> bool:
        """Whether this can be an answer."""
        match self.kind:
            case QuestionKind.CHOICE:
                return any(value == code for code, _ in self.choices)
            case QuestionKind.MONTH:
                return MONTH.fullmatch(value) is not None
            case QuestionKind.YES_NO:
                return value in {"yes", "no"}
        return len(value) <= ANSWER_LENGTH


def words_of(stored: dict[str, str]) -> Words:
    """A sentence as the table keeps it."""
    return Words(stored["zh_hans"], stored["zh_hant"], stored["en"])


def stored(words: Words) -> dict[str, str]:
    """A sentence as the table keeps it."""
    return {"zh_hans": words.zh_hans, "zh_hant": words.zh_hant, "en": words.en}


def questions_of(kept: list[dict[str, Any]]) -> list[Question]:
    """The questions of an item as the table keeps them."""
    return [
        Question(
            code=one["code"],
            label=words_of(one["label"]),
            kind=QuestionKind(one["kind"]),
            required=one["required"],
            variety=one["variety"],
            choices=tuple((choice["code"], words_of(choice["label"])) for choice in one["choices"]),
        )
        for one in kept
    ]


def kept(questions: list[Question]) -> list[dict[str, Any]]:
    """The questions of an item as the table keeps them."""
    return [
        {
            "code": one.code,
            "label": stored(one.label),
            "kind": one.kind.value,
            "required": one.required,
            "variety": one.variety,
            "choices": [{"code": code, "label": stored(label)} for code, label in one.choices],
        }
        for one in questions
    ]


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers to an item's questions: those that add needs up, and those that only the helpers read."""

    variety: str
    answers: str


def answered(item: Item, given: dict[str, str], field: str) -> Answered:
    """Check the answers to an item's questions; `BadInput` names the first that will not do."""
    questions = questions_about(item)
    if given.keys() - {question.code for question in questions}:
        raise BadInput(field=field, reason=UNKNOWN_QUESTION)
    said: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for question in questions:
        value = texts.lines(given.get(question.code, ""))
        if not value and question.required:
            raise BadInput(
                field=f"{field}.{question.code}", reason=MISSING_ANSWER.filled(label=question.label)
            )
        if value and not question.accepts(value):
            raise BadInput(field=f"{field}.{question.code}", reason=BAD_ANSWER.filled(label=question.label))
        if value:
            said[question.variety][question.code] = value
    variety = as_kept(said[True])
    if len(variety) > VARIETY_LENGTH:
        raise BadInput(field=field, reason=LONG_ANSWERS)
    return Answered(variety=variety, answers=as_kept(said[False]))


def as_kept(said: dict[str, str]) -> str:
    """Answers as a line of a need keeps them; the same answers are the same text."""
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode()


_known: dict[UUID, Item] = {}
_asked: dict[UUID, list[Question]] = {}
MOST_KNOWN = 2_000


async def know(items: Iterable[UUID]) -> None:
    """Have these items at hand. What an item is called and asks for never changes, so each is read once."""
    wanted = set(items)
    if not wanted <= _known.keys():
        if len(_known) > MOST_KNOWN:
            _known.clear()
            _asked.clear()
        _known.update({item.id: item for item in await Item.filter(id__in=wanted)})


def known(item: UUID) -> Item:
    """An item that is at hand."""
    return _known[item]


def questions_about(item: Item) -> list[Question]:
    """The questions of an item, read from its row once."""
    if item.id not in _asked:
        _asked[item.id] = questions_of(item.questions)
    return _asked[item.id]


def offered(path: str) -> QuerySet[Item]:
    """What a household on this ground can ask for."""
    return Item.filter(Q(grid_id__isnull=True) | Q(grid__path__in=grids.ancestors(path)), active=True)
