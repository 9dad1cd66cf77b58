"""What the person at the place's computer types, and what they read then."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import Result
from typer.testing import CliRunner

from backend import cli, database
from backend.access.models import Post, SignInCode
from backend.grids import imports
from backend.grids.models import Grid
from backend.kit import clock
from tests import databases

MACUN = Path(imports.__file__).parent / "divisions" / "macun.csv"
NEW_LEADER = ("appoint", "--grid", "410804", "--name", "沈国强", "--phone", "13800005678")

T = TypeVar("T")


@pytest.fixture(autouse=True)
def place(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A fresh place's database, and a terminal in English."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with databases.pointing_to(databases.sqlite_copy(sqlite_template, tmp_path)):
        yield


def typed(*words: str) -> Result:
    return CliRunner().invoke(cli.app, words)


def looked_up(ask: Callable[[], Awaitable[T]]) -> T:
    async def look() -> T:
        async with database.opened():
            return await ask()

    return asyncio.run(look())


def test_a_place_is_loaded_by_one_command_and_again_without_doubles() -> None:
    assert typed("import", "grids", str(MACUN)).output == "Loaded: 86 new, 0 changed, 0 as before.\n"
    assert typed("import", "grids", str(MACUN)).output == "Loaded: 0 new, 0 changed, 86 as before.\n"
    assert looked_up(lambda: Grid.all().count()) == 86


def test_a_bad_file_is_told_line_by_line_and_nothing_is_loaded(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("code,name,tier,parent_code\n" + "".join(f"{n},A,x,\n" for n in range(60)))
    result = typed("import", "grids", str(bad))
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0] == "Nothing was loaded. Faults in this file: 60"
    assert lines[1].startswith('  line 2: There is no tier "x".')
    assert lines[51:] == ["  … and 10 more"]
    assert looked_up(lambda: Grid.all().count()) == 0


def test_the_first_leader_gets_a_code_that_is_printed_and_nowhere_else() -> None:
    typed("import", "grids", str(MACUN))
    result = typed(*NEW_LEADER)
    assert result.exit_code == 0
    assert result.output.startswith("沈国强 now leads 马村区.\n")
    assert re.search(r"http://localhost:8000/sign-in .* \+8613800005678 .* code \d{6} ", result.output)
    post = looked_up(lambda: Post.get(ended_at__isnull=True).select_related("person", "grid"))
    assert (post.person.name, post.grid.code, post.role.value) == ("沈国强", "410804", "LEADER")
    code = looked_up(lambda: SignInCode.get())
    assert code.expires_at > clock.now()


def test_a_second_leader_is_refused_unless_they_take_the_others_place() -> None:
    typed("import", "grids", str(MACUN))
    typed(*NEW_LEADER)
    successor = (*NEW_LEADER[:4], "徐明", "--phone", "13900001234")
    refused = typed(*successor)
    assert (refused.exit_code, refused.output) == (
        1,
        "沈国强 already holds this post. Replace them, or end that post first.\n",
    )
    assert typed(*successor, "--replace").exit_code == 0
    held = looked_up(lambda: Post.get(ended_at__isnull=True).select_related("person"))
    assert held.person.name == "徐明"


def test_what_cannot_be_is_said_in_the_language_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    result = typed(*NEW_LEADER)
    assert result.output == "没有编码为 410804 的网格。请先用 lianxin import grids 加载。\n"
    typed("import", "grids", str(MACUN))
    assert typed(*NEW_LEADER[:-1], "123").output.startswith("请检查手机号：")
