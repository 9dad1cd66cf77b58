"""A household reads what there is to read, asks about it and signs it; a phone that rings says that it showed it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from backend.demo.people import MOTHER
from tests import app_documents
from tests.e2e.conftest import NewPhone, in_everyday_look
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.e2e.writing import writes

OTHERS = "还有 2 条公告没看"
"""Leads from the first of three to their list, and the phone still knows what it has told of the first."""
ORDER, RUMOUR, PLEDGE = "明天起各小区留一个出入口", "喝白酒防不了病毒", "不办酒席承诺书"
READ = """
    SELECT t.headline FROM receipt r JOIN notice_text t ON t.notice_id = r.notice_id
    WHERE r.read_at IS NOT NULL AND t.language = 'zh-Hans' ORDER BY t.headline
"""
OPERATION = re.compile(r'^{"query":"\w+ (\w+)')
SHOWN = "SELECT COUNT(*) FROM receipt WHERE shown_at IS NOT NULL"


@pytest.fixture
def rows(told_rows: Path) -> Path:
    """There are notices."""
    return told_rows


@in_everyday_look
@writes("RecordShown", "RecordRead", "AnswerNotice", "SignNotice")
def test_a_household_sees_reads_asks_and_signs(place: Place, new_phone: NewPhone) -> None:
    mother = new_phone("phone")
    with place.takes("RecordShown"):
        mother.sign_in(MOTHER)
        expect(mother.page.get_by_role("link", name=PLEDGE)).to_be_visible()
    with place.takes("RecordShown", times=2):
        mother.press(OTHERS)
        expect(mother.page.get_by_role("main").get_by_text("未读")).to_have_count(3)
    assert place.found(SHOWN) == [3]

    asked: list[str] = []
    mother.page.on("request", lambda request: asked.extend(OPERATION.findall(request.post_data or "")))
    with place.takes("RecordRead"):
        opens(mother, ORDER)
        mother.page.get_by_role("button", name="转给邻居").scroll_into_view_if_needed()
    expect(mother.page.get_by_role("main").get_by_text("已看过")).to_be_visible()
    assert place.found(READ) == [ORDER]
    # This is what bench/herd.py has a whole district do.
    assert tuple(asked) == app_documents.OPENING

    mother.press("有不明白的，问一问")
    mother.page.get_by_label("想问什么").fill("快递能送到楼下吗？")
    with place.takes("AnswerNotice"):
        mother.press("送出", within=mother.sheet)
    expect(mother.card("快递能送到楼下吗？")).to_contain_text("等回复")
    assert place.found("SELECT kind FROM notice_answer") == ["QUESTION"]

    mother.go_to("/notices")
    with place.takes("RecordRead"):
        opens(mother, PLEDGE)
        mother.page.get_by_role("button", name="转给邻居").scroll_into_view_if_needed()
    mother.page.get_by_label("姓名").fill("徐静")
    with place.takes("SignNotice"):
        mother.press("签名")
    expect(mother.text("您家已在")).to_be_visible()
    assert place.found("SELECT COUNT(*) FROM signature WHERE person_id IS NOT NULL") == [1]
    assert place.found(READ) == sorted([ORDER, PLEDGE])


@in_everyday_look
@writes("SubscribePush", "RecordPushed", "RecordShown")
def test_a_phone_that_rings_says_that_the_notice_was_shown(place: Place, new_phone: NewPhone) -> None:
    mother = new_phone("phone")
    with place.takes("RecordShown"):
        mother.sign_in(MOTHER)
    with place.takes("RecordShown", times=2):
        mother.press(OTHERS)
    link = mother.page.get_by_role("link", name=RUMOUR).get_attribute("href") or ""
    with place.takes("SubscribePush"):
        worker = mother.is_called_at(place.push.handset())
    said = {
        "id": link.split("/")[-1],
        "type": "Notice",
        "title": RUMOUR,
        "body": "",
        "link": link,
        "tag": "rumour",
    }
    with place.takes("RecordPushed"):
        worker.receives(said)
    assert worker.shows("rumour")["title"] == RUMOUR


def opens(phone: Phone, headline: str) -> None:
    """Follow a notice of the list."""
    phone.press_this(phone.page.get_by_role("main").get_by_role("link", name=headline))
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(headline)
