"""A unit of work is done whole or not at all, and once however often it is sent."""

import asyncio
import random
from uuid import UUID, uuid4

import pytest

from backend.access.models import Person
from backend.kit import work
from backend.kit.models import Answer
from backend.kit.refusals import BadInput, KeyReused, NotFound, Refused
from backend.kit.words import Words
from tests.patience import LONG

pytestmark = pytest.mark.usefixtures("engine")

TOO_LONG = Words("名字太长。", "名字太長。", "That name is too long.")


@work.verb
async def rename(actor: Person, name: str, *, key: UUID | None = None) -> Person:
    person = await Person.get(id=actor.id)
    person.name = name
    person.version += 1
    await person.save(update_fields=["name", "version"])
    if len(name) > 10:
        raise BadInput(field="name", reason=TOO_LONG)
    return person


async def state(person: Person) -> tuple[str, int]:
    kept = await Person.get(id=person.id)
    return kept.name, kept.version


@pytest.fixture
async def mei(engine: str) -> Person:
    return await Person.create(name="梅")


async def test_the_same_key_is_done_once_and_answered_twice(mei: Person) -> None:
    key = uuid4()
    first = await rename(mei, "李梅", key=key)
    second = await rename(mei, "李梅", key=key)
    assert first.id == second.id
    assert await state(mei) == ("李梅", 2)


async def test_the_same_key_sent_at_once_is_done_once(mei: Person) -> None:
    key = uuid4()
    answers = await asyncio.gather(*(rename(mei, "李梅", key=key) for _ in range(20)))
    assert {answer.id for answer in answers} == {mei.id}
    assert await state(mei) == ("李梅", 2)
    assert await Answer.all().count() == 1


async def test_whoever_sends_twice_at_once_is_not_refused_for_what_they_did_themselves(mei: Person) -> None:
    @work.verb
    async def take_first(actor: Person, *, key: UUID | None = None) -> Person:
        if not await Person.filter(id=actor.id, version=1).update(version=2):
            raise NotFound
        return actor

    key = uuid4()
    answers = await asyncio.gather(*(take_first(mei, key=key) for _ in range(20)))
    assert {answer.id for answer in answers} == {mei.id}
    assert (await state(mei), await Answer.all().count()) == (("梅", 2), 1)
    with pytest.raises(NotFound):
        await take_first(mei, key=uuid4())


async def test_another_request_under_a_used_key_is_refused_and_changes_nothing(mei: Person) -> None:
    key = uuid4()
    await rename(mei, "李梅", key=key)
    with pytest.raises(KeyReused):
        await rename(mei, "王梅", key=key)
    assert await state(mei) == ("李梅", 2)


async def test_a_refusal_undoes_everything_and_is_the_answer_to_its_key_for_ever(mei: Person) -> None:
    key = uuid4()
    for _ in range(2):
        with pytest.raises(BadInput) as refusal:
            await rename(mei, "一二三四五六七八九十十一", key=key)
        assert (refusal.value.field, refusal.value.reason) == ("name", TOO_LONG)
        assert await state(mei) == ("梅", 1)
    with pytest.raises(KeyReused):
        await rename(mei, "李梅", key=key)


async def test_what_a_refusal_says_is_kept_sealed(mei: Person) -> None:
    with pytest.raises(BadInput):
        await rename(mei, "一二三四五六七八九十十一", key=uuid4())
    [kept] = await Answer.all()
    assert kept.answer["refusal"] == "BadInput"
    assert TOO_LONG.en not in str(kept.answer)


async def test_a_refusal_from_before_they_were_sealed_is_given_again(mei: Person) -> None:
    key = uuid4()
    with pytest.raises(BadInput):
        await rename(mei, "一二三四五六七八九十十一", key=key)
    plain = {"field": "name", "reason": {"zh_hans": "旧", "zh_hant": "舊", "en": "old"}}
    await Answer.filter(key=key).update(answer={"refusal": "BadInput", "values": plain})
    with pytest.raises(BadInput) as refusal:
        await rename(mei, "一二三四五六七八九十十一", key=key)
    assert refusal.value.reason.en == "old"


async def test_keys_of_different_people_do_not_meet(mei: Person) -> None:
    wang, key = await Person.create(name="王"), uuid4()
    await rename(mei, "李梅", key=key)
    await rename(wang, "王芳", key=key)
    assert (await state(mei), await state(wang)) == (("李梅", 2), ("王芳", 2))


async def test_a_verb_inside_another_is_part_of_it(mei: Person) -> None:
    @work.verb
    async def rename_and_fail(actor: Person) -> Person:
        await rename(actor, "李梅")
        raise Refused

    with pytest.raises(Refused):
        await rename_and_fail(mei)
    assert await state(mei) == ("梅", 1)


async def test_what_is_set_for_afterwards_happens_after_a_commit_and_only_then(mei: Person) -> None:
    happened: list[str] = []

    @work.verb
    async def tell(actor: Person, name: str) -> None:
        work.afterwards(lambda: happened.append(name))
        await rename(actor, name)

    with pytest.raises(BadInput):
        await tell(mei, "一二三四五六七八九十十一")
    assert happened == []
    await tell(mei, "李梅")
    assert happened == ["李梅"]


async def test_a_failure_afterwards_does_not_undo_what_was_done(mei: Person) -> None:
    @work.verb
    async def tell(actor: Person) -> None:
        work.afterwards(lambda: 1 / 0)  # type: ignore[arg-type, return-value]
        await rename(actor, "李梅")

    await tell(mei)
    assert await state(mei) == ("李梅", 2)


async def test_cancelling_at_any_point_tears_nothing_and_blocks_nobody(mei: Person) -> None:
    """Whole operations, cancelled at random: each is done or not, and the database goes on answering."""

    @work.verb
    async def rename_two(actor: Person, other: Person, name: str) -> None:
        await rename(actor, name)
        await asyncio.sleep(0)
        await rename(other, name)

    wang = await Person.create(name="王")
    chance = random.Random(20200129)
    for number in range(150):
        operation = asyncio.create_task(rename_two(mei, wang, str(number)))
        reader = asyncio.create_task(state(mei))
        for _ in range(chance.randrange(40)):
            await asyncio.sleep(0)
        operation.cancel()
        reader.cancel()
        await asyncio.gather(operation, reader, return_exceptions=True)
        async with asyncio.timeout(LONG):
            assert (await state(mei))[1] == (await state(wang))[1]
