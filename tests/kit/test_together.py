"""What many ask at the same moment is decided at once, and each has their own answer."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from backend.access.models import Person
from backend.kit import ids
from backend.kit.models import Answer
from backend.kit.refusals import BadInput, KeyReused, Refused
from backend.kit.together import Asked, together
from backend.kit.words import Words

pytestmark = pytest.mark.usefixtures("engine")
TOO_LONG = Words("太长", "太長", "Too long.")


@dataclass(frozen=True)
class Doer:
    """Somebody who asks."""

    id: UUID


groups: list[list[str]] = []
"""What was decided together, in the order in which it was asked."""


@together(4)
async def enrol(asked: Sequence[Asked[Doer, str]]) -> list[Person | Refused]:
    """Writes down people of these names; refuses long names, and fails at a broken one."""
    groups.append([one.wish for one in asked])
    made: list[Person | Refused] = [
        Person(id=ids.new(), name=one.wish) if len(one.wish) < 4 else BadInput(field="name", reason=TOO_LONG)
        for one in asked
    ]
    await Person.bulk_create(one for one in made if isinstance(one, Person))
    if any(one.wish == "坏" for one in asked):
        raise RuntimeError("broken")
    return made


@pytest.fixture(autouse=True)
def _no_groups() -> None:
    groups.clear()


async def said(name: str, key: UUID | None = None, doer: UUID | None = None) -> str:
    """Who was written down, or why not."""
    try:
        return (await enrol(Doer(doer or uuid4()), name, key=key)).name
    except (Refused, RuntimeError) as error:
        return type(error).__name__


async def test_those_who_ask_at_once_are_decided_in_groups_in_their_order() -> None:
    names = [f"张{number}" for number in range(10)]
    assert await asyncio.gather(*(said(name) for name in names)) == names
    assert groups == [names[:4], names[4:8], names[8:]]
    assert await Person.all().count() == 10


async def test_whoever_asks_alone_is_a_group_of_one() -> None:
    assert [await said("张"), await said("王")] == ["张", "王"]
    assert groups == [["张"], ["王"]]


async def test_one_who_is_refused_leaves_the_others_theirs() -> None:
    assert await asyncio.gather(said("张"), said("太长的名字"), said("王")) == ["张", "BadInput", "王"]
    assert sorted([person.name for person in await Person.all()]) == ["张", "王"]


async def test_the_same_key_has_the_same_answer_now_and_later() -> None:
    doer, key, refused = uuid4(), uuid4(), uuid4()
    both = [said("张", key, doer), said("张", key, doer), said("太长的名字", refused, doer)]
    assert await asyncio.gather(*both) == ["张", "张", "BadInput"]
    assert [await said("张", key, doer), await said("太长的名字", refused, doer)] == ["张", "BadInput"]
    assert await said("王", key, doer) == KeyReused.__name__
    assert (await Person.all().count(), await Answer.all().count()) == (1, 2)


async def test_a_mistake_writes_nothing_for_anybody_and_may_be_asked_again() -> None:
    doer, key = uuid4(), uuid4()
    assert await asyncio.gather(said("张", key, doer), said("坏")) == ["RuntimeError"] * 2
    assert (await Person.all().count(), await Answer.all().count()) == (0, 0)
    assert await said("张", key, doer) == "张"


async def test_whoever_has_gone_is_written_down_all_the_same() -> None:
    doer, key = uuid4(), uuid4()
    gone = asyncio.create_task(said("张", key, doer))
    stays = asyncio.create_task(said("王"))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == "王"
    assert await said("张", key, doer) == "张"
    assert sorted([person.name for person in await Person.all()]) == ["张", "王"]
