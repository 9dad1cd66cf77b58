"""A household asks, and whoever decides replies once; a pledge is signed at a door without signal."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from backend.demo.people import GRID_LEADER, LIAISON, MOTHER
from tests.e2e.conftest import NewPhone, in_everyday_look
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.e2e.writing import writes

PLEDGE = "不办酒席承诺书"
REPLIES = "SELECT text FROM notice_reply"
SIGNED_AT_DOORS = "SELECT COUNT(*) FROM signature WHERE taken_by_id IS NOT NULL"


@pytest.fixture
def rows(told_rows: Path) -> Path:
    """There are notices."""
    return told_rows


@in_everyday_look
@writes("RecordShown", "RecordRead", "AnswerNotice", "ReplyToQuestions")
def test_a_question_gets_a_reply_that_all_can_read(place: Place, new_phone: NewPhone) -> None:
    mother, leader = new_phone("phone"), new_phone("phone")
    mother.sign_in(MOTHER)
    with place.takes("RecordRead"):
        opens_the_pledge(mother)
        mother.page.get_by_role("button", name="转给邻居").scroll_into_view_if_needed()
    mother.press("有不明白的，问一问")
    mother.page.get_by_label("想问什么").fill("满月酒也算吗？")
    with place.takes("AnswerNotice"):
        mother.press("送出", within=mother.sheet)

    leader.sign_in(GRID_LEADER)
    opens_the_pledge(leader)
    leader.press("到公告台处理")
    leader.press("看住户的回应")
    leader.choose("提问")
    leader.page.get_by_label("满月酒也算吗？").check()
    leader.press("一起回复 1 个")
    leader.sheet.get_by_label("回复").fill("也算，请先不办。")
    with place.takes("ReplyToQuestions"):
        leader.press("回复", within=leader.sheet)
    expect(leader.card("也算，请先不办。")).to_be_visible()
    assert place.found(REPLIES) == ["也算，请先不办。"]


@in_everyday_look
@writes("RecordShown", "SignNotice")
def test_a_pledge_is_signed_at_a_door_without_signal(place: Place, new_phone: NewPhone) -> None:
    liaison = new_phone("phone")
    liaison.sign_in(LIAISON)
    opens_the_pledge(liaison)
    liaison.press("看谁还没收到")
    door = liaison.page.get_by_role("main").get_by_role("article").first
    expect(door.get_by_role("button", name="请住户签名")).to_be_visible()
    liaison.loses_signal(place.road)
    liaison.press_this(door.get_by_role("button", name="请住户签名"))
    liaison.sheet.get_by_label("签名人").fill("徐静")
    liaison.press("请住户签名", within=liaison.sheet)
    expect(liaison.page.get_by_role("region", name="刚登记的")).to_contain_text("等着送出")
    assert place.found(SIGNED_AT_DOORS) == [0]
    with place.takes("SignNotice"):
        liaison.has_signal_again(place.road)
    assert place.found(SIGNED_AT_DOORS) == [1]


def opens_the_pledge(phone: Phone) -> None:
    """Find it in the list of all that came."""
    phone.go_to("/notices")
    phone.press_this(phone.page.get_by_role("main").get_by_role("link", name=PLEDGE))
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(PLEDGE)
