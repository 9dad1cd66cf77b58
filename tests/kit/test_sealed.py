"""Sealed columns open only in their own row, and the table shows nothing."""

import pytest
from cryptography.exceptions import InvalidTag
from tortoise import connections

from backend.access.models import Person
from backend.kit import sealed

pytestmark = pytest.mark.usefixtures("engine")


async def stored(person: Person) -> bytes:
    [row] = await Person.filter(id=person.id).values("name")
    return bytes(row["name"])


async def test_a_sealed_text_reads_plain_on_its_row_and_sealed_in_the_table() -> None:
    person = await Person.create(name="陈秀英")
    assert (await Person.get(id=person.id)).name == "陈秀英"
    assert "陈秀英".encode() not in await stored(person)
    assert Person.opened("name", person.id, await stored(person)) == "陈秀英"


async def test_a_sealed_text_that_is_copied_to_another_row_does_not_open() -> None:
    person, thief = await Person.create(name="陈秀英"), await Person.create(name="贼")
    await connections.get("default").execute_query(
        f"UPDATE person SET name = (SELECT name FROM person WHERE id = '{person.id}') WHERE id = '{thief.id}'"
    )
    with pytest.raises(InvalidTag):
        await Person.get(id=thief.id)


async def test_a_sealed_text_that_is_moved_to_another_column_does_not_open() -> None:
    person = await Person.create(name="陈秀英")
    with pytest.raises(InvalidTag):
        Person.opened("phone", person.id, await stored(person))


async def test_a_sealed_column_cannot_be_written_in_the_open() -> None:
    person = await Person.create(name="陈秀英")
    with pytest.raises(TypeError):
        await Person.filter(id=person.id).update(name="open")
    assert (await Person.get(id=person.id)).name == "陈秀英"


async def test_the_same_text_is_never_sealed_alike_twice() -> None:
    first, second = await Person.create(name="陈秀英"), await Person.create(name="陈秀英")
    assert await stored(first) != await stored(second)


def test_an_index_tells_purposes_apart() -> None:
    assert sealed.index("phone", "1") == sealed.index("phone", "1")
    assert sealed.index("phone", "1") != sealed.index("code", "1")
