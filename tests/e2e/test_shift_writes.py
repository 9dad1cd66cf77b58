"""What a leader and a volunteer can do about a shift besides the usual: approve, move, assign, call off, correct."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, expect

from backend.demo.people import CHEN, GRID_LEADER, ZHOU
from tests.e2e import hours
from tests.e2e.conftest import PhoneOf, in_everyday_look
from tests.e2e.duty import on_shifts, sets_a_shift
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.e2e.writing import writes

DAY = datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=2)
GATE, HALL = "北门卡口", "居委会大厅"
OFFERED = "SELECT state, offered_to_id IS NOT NULL FROM signup WHERE offered_at IS NOT NULL"
COUNTED = "SELECT state, minutes, approved_at IS NOT NULL FROM signup WHERE minutes IS NOT NULL"
STATES = "SELECT state FROM signup ORDER BY state"


@in_everyday_look
@writes(
    "CreateShift",
    "JoinShift",
    "ApproveSignup",
    "ChangeShift",
    "ConfirmShift",
    "AssignShift",
    "TakeOffShift",
    "CancelShift",
)
def test_a_leader_says_who_comes_moves_a_shift_and_calls_it_off(place: Place, phone_of: PhoneOf) -> None:
    leader, chen, zhou = phone_of(GRID_LEADER), phone_of(CHEN), phone_of(ZHOU)
    sets_a_shift(leader, GATE, DAY, "08:00", "12:00", 2)
    leader.page.get_by_label("有人报名要我同意才算").check()
    with place.takes("CreateShift"):
        leader.press("加上")
    for volunteer in (chen, zhou):
        volunteer.go_to("/shifts")
        with place.takes("JoinShift"):
            volunteer.press("报名", within=volunteer.card(GATE))
        expect(volunteer.card(GATE)).to_contain_text("等网格长同意")
    assert place.found(STATES) == ["ASKED", "ASKED"]

    with place.takes("ApproveSignup"):
        leader.press("同意", within=wish(leader, CHEN.name))
    leader.press("婉拒", within=wish(leader, ZHOU.name))
    leader.sheet.get_by_role("textbox").fill("这次先请别人。")
    with place.takes("ApproveSignup"):
        leader.press("婉拒", within=leader.sheet)
    expect(leader.text("想来")).to_have_count(0)
    assert place.found(STATES) == ["DECLINED", "JOINED"]

    moves(place, leader, chen)
    assigns_and_takes_off(place, leader)
    leader.press("取消这一班", within=leader.page.get_by_role("main"))
    leader.sheet.get_by_role("textbox").fill("下雨。")
    with place.takes("CancelShift"):
        leader.press("取消这一班", within=leader.sheet)
    expect(chen.text("这一班取消了，不用来。")).to_be_visible()
    expect(chen.text("下雨。")).to_be_visible()
    assert place.found("SELECT state FROM shift") == ["CANCELLED"]
    assert place.found("SELECT COUNT(*) FROM shift_due") == [0]


def wish(leader: Phone, name: str) -> Locator:
    """The line of somebody who would like to come."""
    return leader.page.locator(".row").filter(has_text=f"{name}想来")


def moves(place: Place, leader: Phone, chen: Phone) -> None:
    """Another time: whoever had a place is asked whether they still come."""
    leader.press("08:00–12:00")
    leader.press("修改")
    leader.fill("开始", "", "09:00")
    leader.fill("结束", "", "13:00")
    with place.takes("ChangeShift"):
        leader.press("保存")
    expect(leader.card("改时间后还没确认")).to_contain_text(CHEN.name)
    [chens] = on_shifts(place, (CHEN,))
    chen.go_to(chens.path)
    expect(chen.text("时间改了，您还来吗？")).to_be_visible()
    with place.takes("ConfirmShift"):
        chen.press("还来")
    expect(chen.button("还来")).to_have_count(0)
    expect(leader.text("改时间后还没确认")).to_have_count(0)
    assert place.found("SELECT COUNT(*) FROM signup WHERE asked_again_at IS NOT NULL") == [0]


def assigns_and_takes_off(place: Place, leader: Phone) -> None:
    """Somebody is put into the hole after all, and let go again."""
    leader.page.get_by_role("button", name=re.compile("^缺 1 人")).click()
    with place.takes("AssignShift"):
        leader.press(ZHOU.name, within=leader.sheet)
    expect(leader.sheet).to_have_count(0)
    expect(leader.text("人齐了")).to_be_visible()
    assert place.found(STATES) == ["JOINED", "JOINED"]
    leader.press(ZHOU.name, within=leader.page.get_by_role("main"))
    with place.takes("TakeOffShift"):
        leader.press("从这一班换下", within=leader.sheet)
    expect(leader.text("人齐了")).to_have_count(0)
    assert place.found(STATES) == ["JOINED", "LEFT"]


@in_everyday_look
@writes("CreateShift", "JoinShift", "OfferShift", "KeepShift", "NoteComing", "NoteGoing", "ApproveHours")
def test_a_place_is_offered_and_kept_and_a_leader_notes_who_came_and_puts_hours_right(
    place: Place, phone_of: PhoneOf
) -> None:
    leader, chen, zhou = phone_of(GRID_LEADER), phone_of(CHEN), phone_of(ZHOU)
    for number, (volunteer, where) in enumerate(((chen, GATE), (zhou, HALL))):
        sets_a_shift(leader, where, DAY + timedelta(days=number), "08:00", "12:00", 1)
        with place.takes("CreateShift"):
            leader.press("加上")
        volunteer.go_to("/shifts")
        with place.takes("JoinShift"):
            volunteer.press("我来", within=volunteer.card(where))
    offers_and_keeps(place, chen)

    hours.go_by_until(place, timedelta(minutes=-1))
    leader.go_to("/duty")
    leader.press("今天到岗")
    with place.takes("NoteComing"):
        leader.press(f"签到: {CHEN.name}")
    expect(leader.text("到了 1 / 1")).to_be_visible()
    hours.go_by(place, timedelta(hours=3))
    leader.page.reload()
    with place.takes("NoteGoing"):
        leader.press(f"签退: {CHEN.name}")
    [(state, minutes, is_approved)] = place.found(COUNTED)
    assert (state, 179 <= minutes <= 182, is_approved) == ("STOOD", True, 0)

    leader.go_to("/duty")
    leader.press("工时")
    leader.press(f"改: {CHEN.name}")
    leader.sheet.get_by_label("小时", exact=True).fill("2")
    leader.sheet.get_by_label("分钟", exact=True).fill("30")
    with place.takes("ApproveHours"):
        leader.press("确认", within=leader.sheet)
    expect(leader.text("都确认过了")).to_be_visible()
    assert place.found(COUNTED) == [("STOOD", 150, 1)]


def offers_and_keeps(place: Place, chen: Phone) -> None:
    """One person is asked to come instead; before they answer, the place is kept after all."""
    chen.go_to("/duties")
    chen.press("打开看看")
    chen.press("找人换班")
    with place.takes("OfferShift"):
        chen.press("请周*", within=chen.sheet)
    expect(chen.text("您请了周*替您")).to_be_visible()
    assert place.found(OFFERED) == [("JOINED", 1)]
    with place.takes("KeepShift"):
        chen.press("不换了，我来")
    expect(chen.button("找人换班")).to_be_visible()
    assert place.found(OFFERED) == []
