"""The command, as somebody types it who runs a village's computer."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from backend import cli, settings
from tests.patience import LONG

GOOD = "c" * 43 + "="
COMMANDS = (
    "serve",
    "demo",
    "import",
    "invite",
    "appoint",
    "audit",
    "work",
    "backup",
    "restore",
    "move-database",
    "rotate-keys",
)


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
        timeout=LONG,
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


def test_a_port_that_another_program_has_is_named_before_anything_begins(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = in_a_place(tmp_path, "serve", "--port", str(port), LIANXIN_DEMO="1")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith(
        f"Not started: port {port} of 127.0.0.1 cannot be used: Address already in use\n"
    )
    assert refused.stderr.endswith("or take another port: lianxin serve --port 8000\n")
    assert not (tmp_path / "lianxin.sqlite3").exists()


def test_the_commands_speak_the_language_of_the_terminal(tmp_path: Path) -> None:
    in_a_place(tmp_path, "demo")
    again = in_a_place(tmp_path, "demo", LANG="zh_CN.UTF-8")
    assert again.stderr == "这个数据库里已经有内容。请把 LIANXIN_HOME 设为另一个文件夹。\n"
    whole = in_a_place(tmp_path, "audit", LANG="zh_TW.UTF-8")
    assert whole.stdout.startswith("操作記錄完整：")


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("LIANXIN_TRUSTED_PROXIES", "yes", "LIANXIN_TRUSTED_PROXIES cannot be used"),
        ("LIANXIN_TIME_ZONE", "Mars/Base", "write a zone like Asia/Shanghai"),
        ("LIANXIN_PHONE_REGION", "china", "write two capital letters like CN"),
        ("LIANXIN_ORIGIN", "lianxin.example.org", "write it like https://lianxin.example.org"),
        ("LIANXIN_KEEP_DAYS", "{answers", "LIANXIN_KEEP_DAYS cannot be used: it is not JSON"),
        ("LIANXIN_KEEP_DAYS", '{"answers": 0}', "keep each kind for 1 day or more"),
        ("DATABASE_URL", "mysql://place", "begin it with postgres:// or sqlite://"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv(variable, value)
    settings.settings.cache_clear()
    told = CliRunner().invoke(cli.app, ["audit"])
    settings.settings.cache_clear()
    assert (told.exit_code, told.stdout) == (1, "")
    assert said in told.stderr
    assert variable in told.stderr


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"sealing_keys": {"1": GOOD, "2": "too short"}}, "number the sealing keys from 1 to 255"),
        ({"sealing_keys": {"256": GOOD}}, "number the sealing keys from 1 to 255"),
        ({"sealing_keys": {}}, "number the sealing keys from 1 to 255"),
        ({"index_key": "é"}, "the index key is 32 bytes in base64url"),
    ],
)
def test_a_key_that_seals_nothing_is_named_before_anything_begins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, keys: dict[str, object], said: str
) -> None:
    given = {"sealing_keys": {"1": GOOD}, "index_key": GOOD, "vapid_key": "x"} | keys
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path))
    monkeypatch.setenv("LIANXIN_SECRETS", json.dumps(given))
    for kept in (settings.settings, settings.secret):
        kept.cache_clear()
    told = CliRunner().invoke(cli.app, ["demo"])
    monkeypatch.undo()
    for kept in (settings.settings, settings.secret):
        kept.cache_clear()
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr.startswith(f"The setting LIANXIN_SECRETS (secrets.json) cannot be used: {said}")


def test_an_address_may_be_written_with_a_stroke_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANXIN_ORIGIN", "https://lianxin.example.org/")
    assert settings.Settings().origin == "https://lianxin.example.org"


def test_what_keeps_a_command_from_beginning_is_said_in_a_sentence(tmp_path: Path) -> None:
    misspelt = in_a_place(tmp_path, "serve", LIANXIN_KEEP_DAYS='{"massages": 30}')
    assert (misspelt.returncode, misspelt.stdout) == (1, "")
    assert misspelt.stderr.startswith(
        "LIANXIN_KEEP_DAYS names what is not kept: massages. Use one of: answers,"
    )
    away = in_a_place(tmp_path, "audit", DATABASE_URL="postgres://nobody:x@127.0.0.1:1/place")
    assert (away.returncode, away.stdout) == (1, "")
    assert away.stderr.startswith("The database cannot be reached: ")
    assert "Traceback" not in away.stderr
    assert "never awaited" not in away.stderr
    assert in_a_place(tmp_path, "demo").returncode == 0
    with (tmp_path / "lianxin.sqlite3").open("r+b") as rows:
        # As if they were somebody else's: SQLite may not write in a format newer than its own (its header, byte 18).
        rows.seek(18)
        rows.write(b"\x09")
    somebody_elses = in_a_place(tmp_path, "serve", "--port", "0", LIANXIN_DEMO="1")
    assert (somebody_elses.returncode, somebody_elses.stdout) == (1, "")
    assert somebody_elses.stderr.startswith(
        f"The folder {tmp_path} cannot be used: attempt to write a readonly"
    )
    assert "Traceback" not in somebody_elses.stderr
    file = tmp_path / "file"
    file.touch()
    no_folder = in_a_place(file, "audit")
    assert (no_folder.returncode, no_folder.stdout) == (1, "")
    assert no_folder.stderr.startswith(f"The folder {file} cannot be used: ")
    assert "never awaited" not in no_folder.stderr
