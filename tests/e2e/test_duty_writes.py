"""A grid leader sets a shift, puts people on it and takes them off, decides on wishes, and notes who comes and goes."""

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

TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()
TOMORROW = TODAY + timedelta(days=1)
MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())
GATE = "东门卡口"
SHIFTS = "SELECT place, state, ends_at > starts_at FROM shift ORDER BY starts_at"
STATES = "SELECT state FROM signup ORDER BY id"


@in_everyday_look
@writes("CreateShift", "AssignShift", "ChangeShift", "TakeOffShift", "CancelShift")
def test_a_leader_sets_a_shift_fills_it_changes_it_and_calls_it_off(place: Place, phone_of: PhoneOf) -> None:
    leader = phone_of(GRID_LEADER)
    sets_a_shift(leader, GATE, TOMORROW, "20:00", "08:00", 2)
    expect(leader.text("到第二天，共 12 小时")).to_be_visible()
    with place.takes("CreateShift"):
        leader.press("加上")
    shift = leader.card(GATE)
    expect(shift).to_contain_text("20:00–次日 08:00")
    expect(day_of(leader)).to_contain_text("缺2")
    assert place.found(SHIFTS) == [(GATE, "PLANNED", 1)]

    fill(place, leader, shift, CHEN.name)
    expect(day_of(leader)).to_contain_text("缺1")
    assert [one.who for one in on_shifts(place, (CHEN, ZHOU))] == [CHEN]

    leader.press_this(shift.get_by_role("link"))
    leader.press("修改")
    leader.fill("在哪里", "", "西门卡口")
    leader.count(1)
    expect(leader.text("会告诉已报名的 1 个人")).to_be_visible()
    with place.takes("ChangeShift"):
        leader.press("保存")
    expect(leader.text("西门卡口").first).to_be_visible()
    expect(leader.text("人齐了")).to_be_visible()
    assert place.found("SELECT place, version FROM shift") == [("西门卡口", 2)]

    leader.press(CHEN.name)
    with place.takes("TakeOffShift"):
        leader.press("从这一班换下", within=leader.sheet)
    expect(leader.button(CHEN.name)).to_have_count(0)
    assert place.found(STATES) == ["LEFT"]

    leader.press("取消这一班")
    leader.sheet.get_by_label("为什么").fill("卡口撤了")
    with place.takes("CancelShift"):
        leader.press("取消这一班", within=leader.sheet)
    expect(leader.text("卡口撤了")).to_be_visible()
    assert place.found(SHIFTS) == [("西门卡口", "CANCELLED", 1)]


@in_everyday_look
@writes("CreateShift", "CancelShift")
def test_a_shift_repeats_every_other_day_and_all_of_it_is_called_off(place: Place, phone_of: PhoneOf) -> None:
    leader = phone_of(GRID_LEADER)
    sets_a_shift(leader, GATE, TOMORROW, "09:00", "11:00", 1)
    leader.choose("每几天")
    leader.fill("到哪一天为止", "", (TOMORROW + timedelta(days=6)).isoformat())
    expect(leader.text("一共 4 个班")).to_be_visible()
    with place.takes("CreateShift"):
        leader.press("加这 4 个班")
    leader.press_this(leader.card(GATE).get_by_role("link"))
    assert place.found(SHIFTS) == [(GATE, "PLANNED", 1)] * 4

    leader.press("取消这一班")
    leader.choose("这一班和以后同样时间的 3 班")
    with place.takes("CancelShift"):
        leader.press("取消这 4 班", within=leader.sheet)
    expect(leader.text("已取消").first).to_be_visible()
    assert place.found(SHIFTS) == [(GATE, "CANCELLED", 1)] * 4


@in_everyday_look
@writes("CreateShift", "JoinShift", "ApproveSignup", "NoteComing", "NoteGoing", "ApproveHours")
def test_a_leader_decides_who_comes_and_notes_who_came(place: Place, phone_of: PhoneOf) -> None:
    leader, chen, zhou = phone_of(GRID_LEADER), phone_of(CHEN), phone_of(ZHOU)
    sets_a_shift(leader, GATE, TOMORROW, "08:00", "20:00", 2)
    leader.page.get_by_label("有人报名要我同意才算").check()
    with place.takes("CreateShift"):
        leader.press("加上")
    for volunteer in (chen, zhou):
        volunteer.go_to("/shifts")
        with place.takes("JoinShift"):
            volunteer.press("报名", within=volunteer.card(GATE))
    shift = leader.card(GATE)
    expect(shift).to_contain_text(f"{ZHOU.name}想来")
    with place.takes("ApproveSignup"):
        decides(leader, shift, CHEN.name, "同意")
    expect(shift.get_by_role("button", name=CHEN.name, exact=True)).to_be_visible()
    decides(leader, shift, ZHOU.name, "婉拒")
    leader.sheet.get_by_label("为什么").fill("这次人够了")
    with place.takes("ApproveSignup"):
        leader.press("婉拒", within=leader.sheet)
    expect(shift).not_to_contain_text("想来")
    assert sorted(place.found(STATES)) == ["DECLINED", "JOINED"]

    hours.go_by_until(place, timedelta(minutes=30))
    leader.press("今天到岗")
    expect(shift).to_contain_text("还没到")
    with place.takes("NoteComing"):
        leader.press(f"签到: {CHEN.name}")
    expect(shift).to_contain_text("到了 1 / 1")
    hours.go_by(place, timedelta(hours=11))
    with place.takes("NoteGoing"):
        leader.press(f"签退: {CHEN.name}")
    assert place.found("SELECT minutes FROM signup WHERE state = 'STOOD'") == [630]

    leader.press("‹ 返回")
    leader.press("工时")
    expect(leader.card(CHEN.name)).to_contain_text("记了 10.5 小时")
    leader.press(f"改: {CHEN.name}")
    leader.sheet.get_by_label("分钟", exact=True).fill("0")
    with place.takes("ApproveHours"):
        leader.press("确认", within=leader.sheet)
    expect(leader.text("都确认过了")).to_be_visible()
    assert place.found("SELECT minutes, approved_at > '' FROM signup WHERE state = 'STOOD'") == [(600, 1)]


@in_everyday_look
@writes("CreateShift", "AssignShift")
def test_at_a_desk_a_hole_is_filled_by_keys_or_by_dragging(place: Place, phone_of: PhoneOf) -> None:
    leader = phone_of(GRID_LEADER)
    for day in (MONDAY, MONDAY + timedelta(days=2)):
        sets_a_shift(leader, GATE, day, "09:00", "11:00", 1)
        with place.takes("CreateShift"):
            leader.press("加上")
    expect(leader.card(GATE)).to_be_visible()

    leader.page.set_viewport_size({"width": 1280, "height": 800})
    week = leader.page.get_by_role("table", name="一周值班表")
    holes = week.get_by_role("button", name="缺 1 人")
    expect(holes).to_have_count(2)
    holes.first.focus()
    leader.page.keyboard.press("ArrowRight")
    expect(holes.last).to_be_focused()
    leader.page.keyboard.press("Enter")
    with place.takes("AssignShift"):
        leader.press(CHEN.name, within=leader.sheet)
    expect(holes).to_have_count(1)
    assert [one.who for one in on_shifts(place, (CHEN,))] == [CHEN]

    people = leader.page.get_by_role("table", name="这一周每人多少")
    with place.takes("AssignShift"):
        people.get_by_text(CHEN.name, exact=True).drag_to(holes)
    expect(holes).to_have_count(0)
    expect(people.get_by_role("row", name=CHEN.name)).to_contain_text("4")
    assert [one.who for one in on_shifts(place, (CHEN,))] == [CHEN, CHEN]


def day_of(leader: Phone) -> Locator:
    """The chosen day in the row of seven."""
    return leader.page.get_by_role("group", name="选一天").get_by_role("button", pressed=True)


def fill(place: Place, leader: Phone, shift: Locator, name: str) -> None:
    """Press the hole, and the name of whoever shall come."""
    leader.press_this(shift.get_by_role("button", name="缺 2 人"))
    with place.takes("AssignShift"):
        leader.press(name, within=leader.sheet)
    expect(shift.get_by_role("button", name=name, exact=True)).to_be_visible()


def decides(leader: Phone, shift: Locator, name: str, answer: str) -> None:
    """Say yes or no to one of several who would like to come."""
    wish = shift.locator(".row").filter(has_text=f"{name}想来")
    leader.press(answer, within=wish)
