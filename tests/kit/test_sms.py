"""Short messages leave by the gateway of the settings; a gateway here is a web address on this machine."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from unittest.mock import patch
from urllib.parse import unquote

import orjson
import pytest

from backend import settings
from backend.kit import sms


@contextmanager
def gateway(status: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The URL of a gateway that answers with this status, and what it was given: number and text."""
    taken: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = orjson.loads(self.rfile.read(int(self.headers["content-length"])))
            taken.append((unquote(self.path), body["message"]))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"json://127.0.0.1:{server.server_port}/sms/{{phone}}", taken
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(autouse=True)
def fresh_settings() -> Iterator[None]:
    settings.settings.cache_clear()
    yield
    settings.settings.cache_clear()


async def test_a_gateway_gets_the_number_and_the_text() -> None:
    with gateway(200) as (url, taken), patch.dict(os.environ, LIANXIN_SMS_URL=url):
        assert sms.is_possible()
        assert await sms.send("+8613812345678", "【连心】验证码 123456")
    assert taken == [("/sms/+8613812345678", "【连心】验证码 123456")]


async def test_a_gateway_that_refuses_is_no_success() -> None:
    with gateway(500) as (url, taken), patch.dict(os.environ, LIANXIN_SMS_URL=url):
        assert not await sms.send("+8613812345678", "x")
    assert len(taken) == 1


async def test_a_url_that_is_none_is_no_success() -> None:
    with patch.dict(os.environ, LIANXIN_SMS_URL="nonsense"):
        assert not await sms.send("+8613812345678", "x")


def test_without_a_gateway_there_are_no_messages() -> None:
    with patch.dict(os.environ, LIANXIN_SMS_URL=""):
        assert not sms.is_possible()
