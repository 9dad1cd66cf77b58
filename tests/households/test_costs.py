"""What a screen costs the database, however long its list is."""

import pytest

from backend.kit import nodes
from tests.community import Town
from tests.households.builders import household, living
from tests.households.documents import LIST, MINE, ONE
from tests.phones import Phones
from tests.statements import counted


@pytest.mark.parametrize("screen", ["list", "one", "mine"])
async def test_a_screen_asks_the_tables_a_few_times(town: Town, phones: Phones, screen: str) -> None:
    for number in range(20):
        home = await household(town, f"3栋 {number}", "陈明", "陈晨")
    person = await living(home, "林晓")
    document, given, viewer = {
        "list": (LIST, {"grid": nodes.opaque("Grid", town.east.id)}, town.leader),
        "one": (ONE, {"id": nodes.opaque("Household", home.id)}, town.leader),
        "mine": (MINE.replace("me { name }", ""), {}, person),
    }[screen]
    phone = await phones(viewer)
    with counted() as statements:
        await phone.ask(document, **given)
    assert len(statements) <= 8, "\n".join(statements)
