"""What a grid's leader adds to what can be asked for on their ground, and takes off again."""

from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.grids import rules as grids
from backend.kit import ids, live, work
from backend.kit.refusals import BadInput, NotFound
from backend.kit.words import Words
from backend.supplies import catalogue, telling
from backend.supplies.catalogue import Question, QuestionKind
from backend.supplies.models import Category, Item

NAME_LENGTH = 40
MOST_QUESTIONS = 8
MOST_CHOICES = 20

BAD_NAME = Words(
    "请写名称和单位，各不超过 40 个字。",
    "請寫名稱和單位，各不超過 40 個字。",
    "Please write a name and a unit, each of at most 40 characters.",
)
BAD_QUESTIONS = Words(
    "最多 8 个问题，选择题要有 2 到 20 个选项；每个问题和选项都要写，不超过 40 个字。",
    "最多 8 個問題，選擇題要有 2 到 20 個選項；每個問題和選項都要寫，不超過 40 個字。",
    "At most 8 questions, and 2 to 20 options for a choice; each of them with a text of at most 40 characters.",
)


@work.verb
async def add_item(
    actor: Actor,
    grid: UUID,
    name: Words,
    unit: Words,
    category: Category,
    questions: list[Question],
    *,
    key: UUID | None = None,
) -> Item:
    """Let everybody on a grid's ground ask for one more thing."""
    ground = await grids.get(actor, grid, *telling.ANSWER)
    _check_texts(name, unit)
    _check_questions(questions)

    new = ids.new()
    item = await Item.create(
        id=new,
        code=new.hex,
        name=catalogue.stored(name),
        unit=catalogue.stored(unit),
        category=category,
        questions=catalogue.kept(questions),
        grid_id=grid,
    )
    await audit.note(actor, "addItem", "Item", item.id)
    live.changed("Item", item.id, path=ground.path)
    return item


@work.verb
async def retire_item(actor: Actor, item: UUID, *, key: UUID | None = None) -> Item:
    """Take a thing that a grid's leader added off the list; what was asked for already stays."""
    found = await Item.get_or_none(id=item, grid_id__isnull=False)
    if found is None or found.grid_id is None:
        raise NotFound
    ground = await grids.get(actor, found.grid_id, *telling.ANSWER)

    if await Item.filter(id=item, active=True).update(active=False):
        await audit.note(actor, "retireItem", "Item", item)
        live.changed("Item", item, path=ground.path)
    return found


def _check_texts(*said: Words) -> None:
    if not all(_is_short(text) for text in said):
        raise BadInput(field="name", reason=BAD_NAME)


def _check_questions(questions: list[Question]) -> None:
    codes = {question.code for question in questions}
    if (
        len(questions) > MOST_QUESTIONS
        or len(codes) != len(questions)
        or not all(_is_clear(question) for question in questions)
    ):
        raise BadInput(field="questions", reason=BAD_QUESTIONS)


def _is_clear(question: Question) -> bool:
    said = (question.label, *(label for _, label in question.choices))
    enough = question.kind is not QuestionKind.CHOICE or len(question.choices) >= 2
    return enough and len(question.choices) <= MOST_CHOICES and all(_is_short(text) for text in said)


def _is_short(text: Words) -> bool:
    """Whether it is there in every language, and short enough for a line of a phone."""
    return all(0 < len(one.strip()) <= NAME_LENGTH for one in (text.zh_hans, text.zh_hant, text.en))
