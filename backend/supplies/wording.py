"""Items and answers in the reader's language."""

from functools import lru_cache
from uuid import UUID

import orjson

from backend.kit import nodes
from backend.kit.words import Language, speaking
from backend.supplies import catalogue, shown
from backend.supplies.models import Item

_items_by_language: dict[tuple[UUID, Language], shown.Item] = {}


def item_of(item: Item) -> shown.Item:
    """An item as a graph node, in the reader's language; a page shows the same few many times."""
    place = item.id, speaking()
    if place not in _items_by_language:
        if len(_items_by_language) > catalogue.MOST_KNOWN:
            _items_by_language.clear()
        _items_by_language[place] = _item(item)
    return _items_by_language[place]


def _item(item: Item) -> shown.Item:
    return shown.Item(
        id=nodes.opaque("Item", item.id),
        code=item.code,
        name=catalogue.words_of(item.name).said(),
        unit=catalogue.words_of(item.unit).said(),
        category=item.category,
        questions=[_question(question) for question in catalogue.questions_about(item)],
        is_local=item.grid_id is not None,
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
            question=question.label.said(),
            answer=question.spoken(given[question.code]),
            value=given[question.code],
        )
        for question in catalogue.questions_about(item)
        if question.code in given
    ]
