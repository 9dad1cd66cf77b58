"""From the press of a button to a notification and the page behind it: server, push service and a real browser."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from backend import database
from backend.access import sessions
from backend.access.models import Person, Session
from tests import databases, servers
from tests.patience import MILLISECONDS
from tests.push.browser import WorkerOf, subscribes_as
from tests.push.stand_in import Handset, StandIn, in_background
from tools import browser

FOREVER = datetime(2100, 1, 1, tzinfo=UTC)
TOKEN = "signed-in-already"


@pytest.fixture
def push_service() -> Iterator[StandIn]:
    with in_background() as service:
        yield service


@pytest.fixture
def address(tmp_path: Path, sqlite_template: Path, push_service: StandIn) -> Iterator[str]:
    """Lianxin as people run it: only the app's own documents, one of its people signed in."""
    url = databases.sqlite_copy(sqlite_template, tmp_path)

    async def sign_in() -> None:
        async with database.opened():
            person = await Person.create(name="王芳")
            fingerprint = sessions.fingerprint(TOKEN)
            await Session.create(person=person, token=fingerprint, device="王芳的手机", expires_at=FOREVER)

    with databases.pointing_to(url):
        asyncio.run(sign_in())
    hosts = orjson.dumps([push_service.host]).decode()
    with servers.lianxin(
        tmp_path, DATABASE_URL=url, LIANXIN_PUSH_HOSTS=hosts, LIANXIN_ANY_DOCUMENT="0"
    ) as address:
        yield address


@pytest.fixture
def handset(push_service: StandIn) -> Handset:
    return push_service.handset()


@pytest.fixture
def page(address: str, handset: Handset) -> Iterator[Page]:
    program = browser.ready()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(browser.FLAGS))
        context = chromium.new_context(viewport={"width": 360, "height": 800}, locale="zh-CN")
        context.set_default_timeout(MILLISECONDS)
        context.add_cookies([{"name": "lianxin", "value": TOKEN, "url": address}])
        subscribes_as(context, handset, address)
        yield context.new_page()
        chromium.close()


def test_a_test_message_is_sealed_opened_shown_reported_and_leads_to_its_page(
    page: Page, address: str, handset: Handset
) -> None:
    page.goto(f"{address}/me/push")
    page.evaluate("navigator.serviceWorker.ready")
    worker = WorkerOf(page, address)

    page.get_by_role("button", name="开启提醒").click()
    page.get_by_role("button", name="发一条测试消息").click()
    expect(page.get_by_text("等手机显示…")).to_be_visible()
    [said] = handset.said
    worker.receives(said)

    expect(page.get_by_text("手机已经显示了。")).to_be_visible()
    assert worker.shows(said["tag"]) == {key: said[key] for key in ("title", "body", "tag", "link")}
    worker.is_pressed(said["tag"])
    expect(page).to_have_url(f"{address}/me/messages")
    expect(page.get_by_role("heading", name="测试消息")).to_be_visible()
