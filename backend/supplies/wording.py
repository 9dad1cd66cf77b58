"""Items and answers in the reader's language."""

from functools import lru_cache
from uuid import UUID

import orjson

from backend.kit import nodes
from backend.kit.words import Language, Words, speaking
from backend.supplies import catalogue, shown
from backend.supplies.catalogue import QuestionKind
from backend.supplies.models import Item

YES = Words("是", "是", "Yes")
NO = Words("否", "否", "No")

_items_by_language: dict[tuple[UUID, Language], shown.Item] = {}


def item_of(item: Item) -> shown.Item:
    """An item as a graph node, in the reader's language; a page shows the same few many times."""
    place = item.id, speaking()
    known = _items_by_language.get(place)
    if known is None:
        if len(_items_by_language) > catalogue.MOST_KNOWN:
            _items_by_language.clear()
        known = _items_by_language[place] = _item(item)
    return known


def _item(item: Item) -> shown.Item:
    return shown.Item(
        id=nodes.opaque("Item", item.id),
        code=item.code,
        name=catalogue.words_of(item.name).said(),
        unit=catalogue.words_of(item.unit).said(),
        category=item.category,
        questions=[_question(question) for question in catalogue.questions_about(item)],
        is_local=item.grid_id is not None,
        ground=item.grid_id,
    )


def _question(question: catalogue.Question) -> shown.Question:
    return shown.Question(
        code=question.code,
        label=question.label.said(),
        kind=question.kind,
        required=question.required,
        adds_up=question.variety,
        choices=[shown.Choice(code=code, label=label.said()) for code, label in question.choices],
    )


def answers_of(item: Item, variety: str, answers: str = "{}") -> list[shown.Answer]:
    """Answers as the reader reads them: first those by which needs are added up."""
    said = _variety(item.id, variety, speaking())
    return said + _said(item, answers) if answers != "{}" else said


@lru_cache(catalogue.MOST_KNOWN)
def _variety(item: UUID, variety: str, _language: Language) -> list[shown.Answer]:
    # Sizes and stages are the same few for everybody, and say nothing of anybody: they may stay in memory.
    return _said(catalogue.known(item), variety)


def _said(item: Item, kept: str) -> list[shown.Answer]:
    given: dict[str, str] = orjson.loads(kept)
    return [
        shown.Answer(
            code=question.code,
            question=question.label,
            answer=_spoken(question, given[question.code]),
            value=given[question.code],
        )
        for question in item_of(item).questions
        if question.code in given
    ]


def _spoken(question: shown.Question, value: str) -> str:
    """An answer as the reader reads it."""
    match question.kind:
        case QuestionKind.CHOICE:
            return next((choice.label for choice in question.choices if choice.code == value), value)
        case QuestionKind.YES_NO:
            return (YES if value == "yes" else NO).said()
    return value
