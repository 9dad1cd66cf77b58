"""What stands in the log when something breaks."""

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.kit import jobs, logs, sms, traces
from backend.kit.logs import LINE, Discreet, Objects
from tests import broken_server, servers
from tests.patience import LONG

ASK = 'mutation { requestSignInCode(phone: "13800000001") { __typename } }'


def broken(folder: Path, **environment: str) -> tuple[httpx.Response, str]:
    """The answer of a server that meets a bug, and its log."""
    with servers.lianxin(folder, "tests.broken_server", LIANXIN_ANY_DOCUMENT="1", **environment) as address:
        headers = {"x-lianxin": "1", "origin": address}
        answer = httpx.post(f"{address}/graphql", json={"query": ASK}, headers=headers, timeout=LONG)
    log = (folder / "log").read_text()
    for part in broken_server.NAMED.split():
        assert part not in log
        assert part not in answer.text
    return answer, log


def test_a_bug_is_logged_by_its_number_its_kind_and_its_place_and_names_nobody(tmp_path: Path) -> None:
    answer, log = broken(tmp_path, LIANXIN_LOG="text")
    [error] = answer.json()["errors"]
    assert f"bug {error['extensions']['id']} at ['requestSignInCode']" in log
    assert f" [{answer.headers['x-request-id']}]: bug " in log
    for told in ("builtins.ExceptionGroup at", "builtins.ValueError", "builtins.KeyError at", "in stumble"):
        assert told in log


def test_where_nobody_reads_along_each_line_is_an_object_with_the_number_of_its_request(
    tmp_path: Path,
) -> None:
    answer, log = broken(tmp_path)
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    [bug] = [line for line in lines if line["said"].startswith("bug ")]
    assert bug.keys() == {"at", "level", "where", "request", "said", "error"}
    assert bug["request"] == answer.headers["x-request-id"]
    assert (bug["level"], bug["where"]) == ("ERROR", "backend.kit.errors")
    assert "builtins.ExceptionGroup at" in bug["error"]


def record(name: str, said: str) -> logging.LogRecord:
    return logging.makeLogRecord({"name": name, "msg": said, "levelname": "WARNING", "created": 0.0})


@pytest.mark.parametrize("form", [Discreet(LINE), Objects()], ids=["text", "json"])
def test_what_a_library_had_in_its_hands_and_any_phone_number_is_left_out(form: logging.Formatter) -> None:
    never_retrieved = "Task exception was never retrieved\nfuture: <Task exception=ValueError('王芳')>"
    assert "王芳" not in form.format(record("asyncio", never_retrieved))
    assert "never retrieved" in form.format(record("asyncio", never_retrieved))
    told = form.format(record("backend.kit.sms", "+8613800000001 and 13800000001 did not get it in 30 s"))
    assert "138" not in told
    assert "… and … did not get it in 30 s" in told
    row = "0196f0a2-7c00-7000-8000-123456789012"
    assert row in form.format(record("backend.kit.work", f"row {row}"))


@pytest.mark.parametrize(
    "url", ["nonsense://gateway/{phone}", "json://?to={phone}", "json://nowhere.invalid/send?to={phone}"]
)
def test_what_a_gateway_says_of_an_address_tells_no_number(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    form = Discreet(LINE)
    assert not sms._notify(url.replace("{phone}", "%2B8613800138000"), "x")
    assert caplog.records
    assert all("13800138000" not in form.format(one) for one in caplog.records)


def test_a_line_outside_of_every_request_has_no_number() -> None:
    assert json.loads(Objects().format(record("backend.kit.sms", "no gateway"))) == {
        "at": "1970-01-01T00:00:00.000+00:00",
        "level": "WARNING",
        "where": "backend.kit.sms",
        "said": "no gateway",
    }


async def test_tasks_run_under_the_number_of_what_began_them_and_each_round_has_its_own() -> None:
    with traces.under("a-request"):
        task = asyncio.create_task(_present())
    assert await task == "a-request"
    assert traces.present() == ""
    seen: list[str] = []
    gone_twice = asyncio.Event()

    async def go() -> int:
        seen.append(traces.present())
        if len(seen) == 2:
            gone_twice.set()
        return int(len(seen) < 2)

    running = asyncio.create_task(jobs.Job(go, rest=60).run())
    await gone_twice.wait()
    running.cancel()
    assert all(seen)
    assert seen[0] != seen[1]


async def _present() -> str:
    return traces.present()


async def test_what_fails_in_a_round_or_in_a_thread_of_a_gateway_is_said_under_its_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[tuple[str, str]] = []
    has_failed = asyncio.Event()

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append((record.name, traces.present()))

    def refuse(_url: str, _text: str) -> bool:
        logging.getLogger("apprise").warning("the gateway did not take it")
        return False

    async def go() -> int:
        assert not await sms.send("+8613800138000", "x")
        has_failed.set()
        raise ValueError

    monkeypatch.setattr(sms, "_notify", refuse)
    ear = Ear()
    logging.getLogger().addHandler(ear)
    running = asyncio.create_task(jobs.Job(go, rest=60).run())
    await has_failed.wait()
    await asyncio.sleep(0)
    logging.getLogger().removeHandler(ear)
    running.cancel()
    ours = [(name, number) for name, number in said if name in {"apprise", "backend.kit.jobs"}]
    assert [name for name, _ in ours] == ["apprise", "backend.kit.jobs"]
    assert len({number for _, number in ours} - {""}) == 1


def test_an_error_that_led_to_itself_is_told_once() -> None:
    first, then = ValueError(), TypeError()
    first.__cause__, then.__cause__ = then, first
    broke = logging.makeLogRecord({"msg": "it broke", "exc_info": (TypeError, then, None)})
    told = Discreet(LINE).format(broke)
    assert (told.count("builtins.ValueError at"), told.count("builtins.TypeError at")) == (1, 1)


def test_every_line_of_ours_is_for_reading_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    handlers: list[Any] = []
    monkeypatch.setattr(logging, "basicConfig", lambda **given: handlers.extend(given["handlers"]))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    logs.begin()
    assert type(handlers[0].formatter) is Discreet
