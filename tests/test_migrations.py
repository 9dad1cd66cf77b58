"""The migrations and the models say the same."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from backend import database, migrations

FILES = sorted(Path(migrations.__path__[0]).glob("0*.py"))


async def test_every_model_has_its_migration(engine: str) -> None:
    assert await database.drift() == [], "write it: make migration NAME=what_changed"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_migration_means_one_thing_by_each_name(file: Path) -> None:
    """The writer imports enums by their bare names: of two with one name, the last would stand for both."""
    imports = [node for node in ast.parse(file.read_text()).body if isinstance(node, ast.ImportFrom)]
    names = Counter(alias.asname or alias.name for node in imports for alias in node.names)
    assert [name for name, times in names.items() if times > 1] == [], "rename one of the enums"
