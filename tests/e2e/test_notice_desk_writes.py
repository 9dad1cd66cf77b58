"""A grid leader writes a notice, changes it, sets its hour, has it back, sends it out, corrects and withdraws it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from backend.demo.people import GRID_LEADER
from tests.e2e.conftest import PhoneOf, in_everyday_look
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.e2e.writing import writes

TOMORROW = datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=1)
STATES = "SELECT state, edition FROM notice ORDER BY id"
HEADLINES = "SELECT headline FROM notice_text ORDER BY notice_id"


@in_everyday_look
@writes(
    *("DraftNotice", "ChangeNotice", "PublishNotice", "ReturnNotice"),
    *("CorrectNotice", "DropNotice", "WithdrawNotice"),
)
def test_a_leader_writes_a_notice_and_decides_about_it(place: Place, phone_of: PhoneOf) -> None:
    leader = phone_of(GRID_LEADER)
    drafts(place, leader)
    sets_an_hour_and_has_it_back(place, leader)

    leader.press("发布")
    with place.takes("PublishNotice"):
        leader.press("现在发布", within=leader.sheet)
    expect(leader.text("已发布").first).to_be_visible()
    assert place.found(STATES) == [("PUBLISHED", 1)]

    leader.press("更正")
    leader.page.get_by_label("改了什么").fill("改为九点")
    with place.takes("CorrectNotice"):
        leader.press("存草稿，看样子")
    expect(leader.text("改了什么：改为九点")).to_be_visible()
    assert place.found(STATES) == [("PUBLISHED", 1), ("DRAFT", 2)]
    leader.press("不要了")
    with place.takes("DropNotice"):
        leader.press("不要了", within=leader.sheet)
    expect(leader.text("没有等着发的公告")).to_be_visible()
    assert place.found(STATES) == [("PUBLISHED", 1), ("DROPPED", 2)]

    leader.choose("发出去的")
    leader.open_first()
    leader.press("撤回")
    leader.sheet.get_by_label("原因").fill("北门停电")
    with place.takes("WithdrawNotice"):
        leader.press("撤回", within=leader.sheet)
    expect(leader.text("原因：北门停电")).to_be_visible()
    assert place.found(STATES) == [("WITHDRAWN", 1), ("DROPPED", 2)]


def drafts(place: Place, leader: Phone) -> None:
    """Write a bulletin, look at it, and put its headline right."""
    leader.go_to("/notices/write")
    leader.press_this(leader.page.get_by_role("button", name="告诉大家一件事"))
    leader.page.get_by_label("标题").fill("明早测体文")
    with place.takes("DraftNotice"):
        leader.press("存草稿，看样子")
    expect(leader.text("要到的户数")).to_be_visible()
    assert place.found(STATES) == [("DRAFT", 1)]
    leader.press("修改")
    leader.page.get_by_label("标题").fill("明早测体温")
    with place.takes("ChangeNotice"):
        leader.press("存草稿，看样子")
    expect(leader.page.get_by_role("heading", level=1)).to_have_text("明早测体温")
    assert place.found(HEADLINES) == ["明早测体温"]


def sets_an_hour_and_has_it_back(place: Place, leader: Phone) -> None:
    """Have it sent tomorrow, and think better of it."""
    leader.press("发布")
    leader.choose("定时")
    leader.sheet.get_by_label("日期").fill(TOMORROW.isoformat())
    leader.sheet.get_by_label("时间").fill("08:00")
    with place.takes("PublishNotice"):
        leader.press("到时发布", within=leader.sheet)
    expect(leader.text("到时发布").first).to_be_visible()
    assert place.found(STATES) == [("SCHEDULED", 1)]
    leader.press("退回修改")
    leader.sheet.get_by_label("原因").fill("再想想")
    with place.takes("ReturnNotice"):
        leader.press("退回修改", within=leader.sheet)
    expect(leader.text("退回修改：再想想")).to_be_visible()
    assert place.found(STATES) == [("DRAFT", 1)]
