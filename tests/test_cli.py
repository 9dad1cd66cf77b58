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


def in_a_place(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What the command does with a folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", "backend.cli", *words],
        env={"LIANXIN_HOME": str(home), "PATH": "", "PYTHONUTF8": "1"},
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
