"""`lianxin import households` and `lianxin invite`, at the place's own computer."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from typer.testing import CliRunner, Result

from backend import database
from backend.cli import app
from backend.households import joining
from backend.households.doors import Door
from backend.households.models import Household, Invitation, Resident
from tests import community, databases
from tests.community import Town

T = TypeVar("T")


@pytest.fixture
def place(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """The town in a database of its own, which the commands open by themselves; a terminal in English."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with databases.pointing_to(databases.sqlite_copy(sqlite_template, tmp_path)):
        yield within(community.build)


def within(work: Callable[[], Awaitable[T]]) -> T:
    """Do something in the place's database."""

    async def opened() -> T:
        async with database.opened():
            return await work()

    return asyncio.run(opened())


def lianxin(*said: str) -> Result:
    return CliRunner().invoke(app, said)


def test_a_list_is_tried_first_and_then_brought_in(place: Town, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("楼栋,房号,姓名,手机\n3栋,101,陈明,13900000001\n3栋,102,,\n")

    tried = lianxin("import", "households", str(file), "--grid", place.east.code)
    assert tried.exit_code == 0
    assert tried.stdout.splitlines() == [
        "3栋101",
        "3栋102",
        "New doors: 2; known: 0; new residents: 1; corrected: 0. Nothing is written yet: add --apply",
    ]
    assert within(lambda: Household.all().count()) == 0

    done = lianxin("import", "households", str(file), "--grid", place.east.code, "--apply")
    assert done.stdout.splitlines()[-1] == "New doors: 2; known: 0; new residents: 1; corrected: 0. Done"
    assert within(lambda: Resident.all().count()) == 1


def test_a_list_is_spoken_of_in_the_language_of_the_terminal(
    place: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    file = tmp_path / "list.csv"
    file.write_text("楼栋,房号,姓名,手机\n3栋,101,陈明,12\n")
    failed = lianxin("import", "households", str(file), "--grid", place.east.code)
    assert failed.stderr.startswith("第 2 行：请检查手机号：")
    file.write_text("楼栋,房号,姓名,手机\n3栋,101,陈明,13900000001\n")
    tried = lianxin("import", "households", str(file), "--grid", place.east.code)
    assert tried.stdout.splitlines()[-1].startswith(
        "新门牌 1 个，已有 0 个，新居民 1 位，更正 0 位；还没有写入"
    )
    assert "没有编码为 x 的网格" in lianxin("invite", "--grid", "x").stderr


def test_a_list_with_faults_says_them_and_fails(place: Town, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("楼栋,房号,姓名,手机\n3栋,101,陈明,12\n,,李,\n")
    failed = lianxin("import", "households", str(file), "--grid", place.east.code, "--apply")
    assert failed.exit_code == 1
    assert [line.split(":")[0] for line in failed.stderr.splitlines()] == ["line 2", "line 3"]
    assert within(lambda: Household.all().count()) == 0


def test_an_unknown_grid_is_named(place: Town) -> None:
    failed = lianxin("invite", "--grid", "nowhere")
    assert failed.exit_code == 2
    assert "There is no grid with the code nowhere." in failed.stderr


def test_an_invitation_from_the_command_line_lets_somebody_in(place: Town, tmp_path: Path) -> None:
    picture = tmp_path / "gate.svg"
    made = lianxin("invite", "--grid", place.east.code, "--days", "3", "--uses", "9", "--svg", str(picture))
    assert made.exit_code == 0
    [code] = re.findall(r"/join/(\w{8})", made.stdout)
    assert picture.read_text().startswith("<?xml")
    arrival = joining.Arrival("林晓", None, Door("3栋", "", "101"))

    resident = within(lambda: joining.accept(joining.Newcomer(), code, arrival))

    assert resident.admitted_at is not None
    invitation = within(lambda: Invitation.get())
    assert (invitation.used, invitation.uses, invitation.made_by_id) == (1, 9, place.leader.id)
    assert lianxin("invite", "--grid", place.east.code, "--days", "31").exit_code == 1
