"""The audit trail: chained, guarded by the database, and whole after people were erased."""

import ast
import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from tortoise import Tortoise
from tortoise.exceptions import IntegrityError, OperationalError
from tortoise.transactions import in_transaction

from backend import app, settings
from backend.access import audit, chain, chain_guard
from backend.access.models import Deed, Person
from backend.kit import clock, work


async def noted(count: int) -> Person:
    person = await Person.create(name="王芳")
    for number in range(count):
        await audit.note(person, "claimSupplies", "SupplyRequest", person.id, quantity=number)
        clock.advance(timedelta(seconds=1))
    return person


async def test_deeds_are_chained_in_order_and_the_chain_is_whole(engine: str) -> None:
    await noted(5)
    assert await chain.chain_deeds() == 5
    deeds = await Deed.all().order_by("number")
    assert [deed.number for deed in deeds] == [1, 2, 3, 4, 5]
    assert [deed.previous for deed in deeds] == [chain.START, *(deed.hash for deed in deeds[:-1])]
    assert await chain.verify() == chain.Verdict(lines=5, broken_at=None, waiting=0)


async def test_what_comes_later_is_chained_to_what_was_there(engine: str) -> None:
    await noted(2)
    await chain.chain_deeds()
    await noted(1)
    assert (await chain.verify()).waiting == 1
    assert await chain.chain_deeds() == 1
    assert await chain.chain_deeds() == 0
    assert await chain.verify() == chain.Verdict(lines=3, broken_at=None, waiting=0)


async def test_workers_at_the_same_place_chain_every_line_once(engine: str) -> None:
    await noted(20)
    done = await asyncio.gather(*(chain.chain_deeds() for _ in range(6)))
    assert sum(done) == 20
    assert await chain.verify() == chain.Verdict(lines=20, broken_at=None, waiting=0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE deed SET verb = 'another' WHERE number = 2",
        "UPDATE deed SET number = NULL, previous = NULL, hash = NULL WHERE number = 2",
        "DELETE FROM deed WHERE number = 3",
        "DELETE FROM deed",
    ],
)
async def test_the_database_itself_refuses_to_change_a_chained_line(engine: str, statement: str) -> None:
    await noted(3)
    await chain.chain_deeds()
    with pytest.raises((IntegrityError, OperationalError), match="a chained deed stays as it is"):
        await Tortoise.get_connection("default").execute_query(statement)
    assert (await chain.verify()).lines == 3


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE deed SET verb = 'another' WHERE number = 2", 2),
        ("DELETE FROM deed WHERE number = 2", 2),
        ("UPDATE deed SET detail = '{}' WHERE number = 3", 3),
    ],
)
async def test_a_change_behind_the_guards_back_is_found(engine: str, statement: str, broken_at: int) -> None:
    await noted(4)
    await chain.chain_deeds()
    await behind_the_guard(statement)
    assert (await chain.verify()).broken_at == broken_at


async def behind_the_guard(statement: str) -> None:
    """What somebody with the keys to the database could do."""
    past_the_guard = (
        ("SET LOCAL session_replication_role = replica",)
        if settings.settings().on_postgres
        else chain_guard.DOWN_ON_SQLITE
    )
    async with in_transaction() as connection:
        for step in (*past_the_guard, statement):
            await connection.execute_query(step)


async def test_a_refused_verb_leaves_no_deed(engine: str) -> None:
    person = await Person.create(name="王芳")

    async def refused() -> None:
        await audit.note(person, "claimSupplies", "SupplyRequest", person.id)
        raise LookupError

    with pytest.raises(LookupError):
        await work.unit(refused)
    assert await Deed.all().count() == 0


def test_every_deed_that_is_noted_has_words_for_whoever_did_it() -> None:
    """What somebody did is told to them; a name that only programmers know tells them nothing."""
    assert sorted(verbs_noted() - audit._called.keys()) == [], "say it in backend/<slice>/deeds.py"


def verbs_noted() -> set[str]:
    """The verbs that any slice hands to `audit.note`, or to a helper of that name."""
    found: set[str] = set()
    for file in Path(app.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {
                "note",
                "_note",
                "_noted",
            }:
                found |= {given.value for given in node.args[1:2] if isinstance(given, ast.Constant)}
    return found
