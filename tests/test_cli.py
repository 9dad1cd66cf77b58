"""The command, as somebody types it who runs a village's computer."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from backend import cli

COMMANDS = ("serve", "demo", "import", "invite", "appoint", "audit", "work")


def test_the_command_lists_what_it_can_do() -> None:
    said = CliRunner().invoke(cli.app, ["--help"])
    assert said.exit_code == 0
    assert all(f" {name} " in said.stdout for name in COMMANDS)


@pytest.mark.parametrize(
    "words", [[name] for name in COMMANDS] + [["import", "grids"], ["import", "households"]]
)
def test_every_command_explains_itself(words: list[str]) -> None:
    said = CliRunner().invoke(cli.app, [*words, "--help"])
    assert said.exit_code == 0
    assert "Usage:" in said.stdout
    assert len(said.stdout) > 200


def in_a_place(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What the command does with a folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", "backend.cli", *words],
        env={"LIANXIN_HOME": str(home), "PATH": "", "PYTHONUTF8": "1"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_demo_loads_once_and_then_says_that_something_is_there(tmp_path: Path) -> None:
    first = in_a_place(tmp_path, "demo")
    assert (first.returncode, first.stderr) == (0, "")
    assert "13800000008" in first.stdout
    second = in_a_place(tmp_path, "demo")
    assert (second.returncode, second.stdout) == (1, "")
    assert "LIANXIN_HOME" in second.stderr


def test_codes_are_never_shown_on_the_screen_of_a_real_place(tmp_path: Path) -> None:
    grids = Path(cli.__file__).parent / "grids" / "divisions" / "macun.csv"
    assert in_a_place(tmp_path, "import", "grids", str(grids)).returncode == 0
    refused = in_a_place(tmp_path, "serve", "--port", "0", LIANXIN_DEMO="1")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Not started: LIANXIN_DEMO=1 shows sign-in codes on the screen")


def test_the_commands_speak_the_language_of_the_terminal(tmp_path: Path) -> None:
    in_a_place(tmp_path, "demo")
    again = in_a_place(tmp_path, "demo", LANG="zh_CN.UTF-8")
    assert again.stderr == "这个数据库里已经有内容。请把 LIANXIN_HOME 设为另一个文件夹。\n"
    whole = in_a_place(tmp_path, "audit", LANG="zh_TW.UTF-8")
    assert whole.stdout.startswith("操作記錄完整：")
