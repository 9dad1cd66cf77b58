"""What the phone's own documents about an account cost."""

import re
from pathlib import Path

import pytest

from tests import community
from tests.phones import Phones
from tests.statements import counted

DOCUMENTS = Path(__file__).parents[2] / "pwa" / "src" / "access" / "documents.ts"


def documents() -> dict[str, str]:
    """The queries of the account's screens, by name."""
    found = re.findall(r"graphql\(`\s*(query (\w+).*?)`\)", DOCUMENTS.read_text(), re.S)
    return {name: text for text, name in found}


@pytest.mark.parametrize("name", sorted(documents().keys() - {"MyData"}))
async def test_no_screen_costs_more_than_eight_statements(phones: Phones, name: str) -> None:
    """`MyData` is left out: it asks every slice for all that it holds, and nobody opens it twice a day."""
    town = await community.build()
    phone = await phones(town.leader)
    await phone.ask(documents()[name])
    with counted() as statements:
        await phone.ask(documents()[name])
    assert len(statements) <= 8, statements
