"""What the robots of WeCom, DingTalk and Feishu are sent, and what their answers mean."""

import os
from collections.abc import Iterator
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest

from backend import settings
from backend.notices.channels import gateways
from backend.notices.channels.gateways import ROBOTS, Robot
from tests.notices.gateways import Group, group

TEXT = "停水通知\n明早 6 点停水\n金星社区：https://lianxin.example.org/n/abc"
IN_TEXT = {"msgtype": "text", "text": {"content": TEXT}}
IN_CONTENT = {"msg_type": "text", "content": {"text": TEXT}}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Group]:
    """The robots' servers, on this machine."""
    with group() as made, patch.dict(os.environ, LIANXIN_PUSH_HOSTS=orjson.dumps([made.host]).decode()):
        settings.settings.cache_clear()
        for service, robot in ROBOTS.items():
            here = urlsplit(robot.address)._replace(scheme="http", netloc=made.host).geturl()
            monkeypatch.setitem(ROBOTS, service, Robot(robot.name, here))
        yield made
    settings.settings.cache_clear()


@pytest.mark.parametrize(
    ("url", "path", "body", "answer"),
    [
        ("wecombot://693a91f6-7a0c", "/cgi-bin/webhook/send?key=693a91f6-7a0c", IN_TEXT, {"errcode": 0}),
        ("dingtalk://566cc69da782ec", "/robot/send?access_token=566cc69da782ec", IN_TEXT, {"errcode": 0}),
        ("feishu://566cc69d-a782", "/open-apis/bot/v2/hook/566cc69d-a782", IN_CONTENT, {"StatusCode": 0}),
        ("lark://566cc69d-a782", "/open-apis/bot/v2/hook/566cc69d-a782", IN_CONTENT, {"code": 0, "data": {}}),
    ],
)
async def test_a_robot_is_sent_the_text_as_its_service_wants_it(
    server: Group, url: str, path: str, body: object, answer: object
) -> None:
    server.answer = orjson.dumps(answer)
    assert await (await gateways.read(url)).post(TEXT)
    assert (server.paths, server.bodies) == ([path], [body])


@pytest.mark.parametrize(
    "answer",
    [
        b'{"errcode": 93000, "errmsg": "invalid webhook url"}',
        b'{"code": 19024, "msg": "Key Words Not Found"}',
        b"{}",
        b"[]",
        b"<html>busy</html>",
        b"",
    ],
)
@pytest.mark.parametrize("url", ["wecombot://693a91f6-7a0c", "feishu://566cc69d-a782"])
async def test_a_robot_that_answers_200_and_took_nothing_has_not_taken_it(
    server: Group, url: str, answer: bytes
) -> None:
    server.answer = answer
    assert not await (await gateways.read(url)).post(TEXT)


async def test_a_robot_with_a_secret_is_sent_the_time_and_a_signature(server: Group) -> None:
    server.answer = b'{"errcode": 0}'
    assert await (await gateways.read("dingtalk://SECabc@566cc69da782ec")).post(TEXT)
    [path] = server.paths
    assert parse_qs(urlsplit(path).query) == {
        "access_token": ["566cc69da782ec"],
        "timestamp": ["1580295600000"],
        # HMAC-SHA256 by the secret over the time and the secret, as DingTalk's handbook says.
        "sign": ["BGTu9dwIO/9i7gALDxZ8ms88V3HKb7xbysawZAWOkac="],
    }


async def test_robots_are_bound_by_what_their_pages_show_and_by_nothing_beside() -> None:
    for shown, url in (
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7a0c", "wecombot://693a91f6-7a0c"),
        ("https://oapi.dingtalk.com/robot/send?access_token=566cc6", "dingtalk://566cc6"),
        ("https://open.feishu.cn/open-apis/bot/v2/hook/566cc69d-a782/", "feishu://566cc69d-a782"),
        ("https://open.larksuite.com/open-apis/bot/v2/hook/566cc69d-a782", "lark://566cc69d-a782"),
    ):
        gateway = await gateways.read(shown)
        assert gateway.url == url
        assert gateway.address == shown.rstrip("/")
