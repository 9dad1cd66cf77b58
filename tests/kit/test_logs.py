"""What stands in the log when something breaks."""

import logging
from pathlib import Path

import httpx

from backend.kit.logs import LINE, Discreet
from tests import broken_server, servers

ASK = 'mutation { requestSignInCode(phone: "13800000001") { __typename } }'


def test_a_bug_is_logged_by_its_number_its_kind_and_its_place_and_names_nobody(tmp_path: Path) -> None:
    with servers.lianxin(tmp_path, "tests.broken_server", LIANXIN_ANY_DOCUMENT="1") as address:
        headers = {"x-lianxin": "1", "origin": address}
        answer = httpx.post(f"{address}/graphql", json={"query": ASK}, headers=headers)
    [error] = answer.json()["errors"]
    log = (tmp_path / "log").read_text()
    assert f"bug {error['extensions']['id']} at ['requestSignInCode']" in log
    for told in ("builtins.ExceptionGroup at", "builtins.ValueError", "builtins.KeyError at", "in stumble"):
        assert told in log
    for part in broken_server.NAMED.split():
        assert part not in log
        assert part not in answer.text


def test_an_error_that_led_to_itself_is_told_once() -> None:
    first, then = ValueError(), TypeError()
    first.__cause__, then.__cause__ = then, first
    record = logging.makeLogRecord({"msg": "it broke", "exc_info": (TypeError, then, None)})
    told = Discreet(LINE).format(record)
    assert (told.count("builtins.ValueError at"), told.count("builtins.TypeError at")) == (1, 1)
