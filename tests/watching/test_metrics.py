"""What a watcher reads of a process, and what nobody may read there."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from backend import settings
from backend.access.models import CodeOnItsWay
from backend.kit import clock, metrics
from backend.kit.words import Words
from backend.push import outbox
from backend.push.models import Kind
from tests.community import Town
from tests.phones import Phones
from tests.watching import measured

ME = "query Mine { me { id name } }"
SAYS = Words("有消息", "有訊息", "News")


async def test_a_question_is_counted_by_its_field_and_how_it_came_out(phones: Phones, town: Town) -> None:
    phone = await phones(town.leader)
    before = await measured.metrics(phone)
    await phone.ask(ME)
    await phone.answer("{ needs { edges { node { id } } } } }")
    await (await phones()).answer('{ node(id: "x") { id } }')
    await phone.ask('mutation { revokeDevice(device: "nothing") { __typename } }')
    after = await measured.metrics(phone)
    assert measured.more(before, after, "lianxin_requests_seconds_count") == {
        'lianxin_requests_seconds_count{operation="me",outcome="done"}': 1,
        'lianxin_requests_seconds_count{operation="other",outcome="bad_document"}': 1,
        'lianxin_requests_seconds_count{operation="node",outcome="signed_out"}': 1,
        'lianxin_requests_seconds_count{operation="revokeDevice",outcome="refused"}': 1,
    }


async def test_what_is_due_shows_with_the_age_of_the_oldest(phones: Phones, town: Town) -> None:
    phone = await phones()
    now = clock.now()
    for minutes in (3, 1):
        due = now - timedelta(minutes=minutes)
        await outbox.queue([town.leader.id], Kind.SHIFT, SAYS, SAYS, link="/", due=due)
    await outbox.queue([town.leader.id], Kind.SHIFT, SAYS, SAYS, link="/", due=now + timedelta(minutes=1))
    await CodeOnItsWay.create(phone="+8613800000001", text="1", expires_at=now, due_at=now)
    seen = await measured.metrics(phone)
    assert seen['lianxin_due_rows{what="messages"}'] == 2
    assert seen['lianxin_due_oldest_seconds{what="messages"}'] == 180
    assert seen['lianxin_due_rows{what="urgent messages"}'] == 0
    assert seen['lianxin_due_oldest_seconds{what="urgent messages"}'] == 0
    assert seen['lianxin_due_rows{what="sign-in codes"}'] == 1
    clock.advance(timedelta(minutes=2))
    assert (await measured.metrics(phone))['lianxin_due_oldest_seconds{what="messages"}'] == 300


async def test_a_look_that_fails_spoils_none_of_the_others(
    phones: Phones, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails() -> None:
        raise ConnectionError

    with patch.object(metrics, "_looks", [fails, *metrics._looks]):
        seen = await measured.metrics(await phones())
    assert 'lianxin_due_rows{what="shifts"}' in seen
    assert "could not be looked at" in caplog.text


async def test_no_label_says_what_somebody_wrote(phones: Phones, town: Town) -> None:
    phone = await phones(town.leader)
    await phone.answer("query 王芳13800000001 { me { id } }")
    await phone.answer("query W13800000001 { wang13800000001: me { id } }")
    await phone.answer("query { nobody13800000001 }")
    await phone.get("/13800000001")
    assert "13800000001" not in (await phone.get("/metrics")).text


def test_a_value_that_is_not_listed_reads_other() -> None:
    tried = metrics.counted("tried", "Tries.", colour=("red",))
    tried.add(colour="red")
    tried.add(colour="13800000001")
    text = metrics.generate_latest(metrics.registry).decode()
    assert 'lianxin_tried_total{colour="red"} 1.0' in text
    assert 'lianxin_tried_total{colour="other"} 1.0' in text


NO_ONE_HERE = [
    {"host": "lianxin.example.org"},
    {"x-forwarded-for": "127.0.0.1"},
    {"x-real-ip": "203.0.113.9"},
    {"via": "1.1 Caddy"},
]


@pytest.mark.parametrize("headers", NO_ONE_HERE, ids=str)
async def test_metrics_are_not_there_for_whoever_comes_through_a_proxy(
    phones: Phones, headers: dict[str, str]
) -> None:
    phone = await phones()
    answer = await phone.get("/metrics", headers=headers)
    assert (answer.status_code, answer.text) == (404, "Not found.")
    with patch.dict("os.environ", LIANXIN_METRICS_TOKEN="secret"):
        settings.settings.cache_clear()
        right = await phone.get("/metrics", headers=headers | {"authorization": "Bearer secret"})
        wrong = await phone.get("/metrics", headers=headers | {"authorization": "Bearer secreT"})
    settings.settings.cache_clear()
    assert (right.status_code, wrong.status_code) == (200, 404)


async def test_every_answer_has_a_number_and_a_strangers_number_is_not_taken(phones: Phones) -> None:
    phone = await phones()
    first = await phone.get("/health/live", headers={"x-request-id": "stranger-1"})
    second = await phone.get("/health/live")
    assert first.headers["x-request-id"] != "stranger-1"
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    with patch.dict("os.environ", LIANXIN_TRUSTED_PROXIES="1"):
        settings.settings.cache_clear()
        proxied = await phone.get("/health/live", headers={"x-request-id": "abc-12345678"})
        odd = await phone.get("/health/live", headers={"x-request-id": "a number: 1"})
    settings.settings.cache_clear()
    assert proxied.headers["x-request-id"] == "abc-12345678"
    assert len(odd.headers["x-request-id"]) == 16
