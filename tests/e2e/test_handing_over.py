"""A place changes hands when the leader says yes; what people stand ends when it is called off, and their hours count."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from backend.demo.people import CHEN, GRID_LEADER, ZHOU
from tests.e2e import hours
from tests.e2e.conftest import PhoneOf, in_everyday_look
from tests.e2e.duty import on_shifts, sets_a_shift
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.e2e.writing import writes

DAY = datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=2)
GATE = "北门卡口"
STATES = "SELECT state FROM signup ORDER BY state"
COUNTED = "SELECT state, minutes FROM signup WHERE minutes IS NOT NULL"


@in_everyday_look
@writes(
    "CreateShift",
    "JoinShift",
    "ApproveSignup",
    "OfferShift",
    "TakeShift",
    "NoteComing",
    "CancelShift",
)
def test_a_place_is_handed_over_by_the_leaders_yes_and_stood_until_it_is_called_off(
    place: Place, phone_of: PhoneOf
) -> None:
    leader, chen, zhou = phone_of(GRID_LEADER), phone_of(CHEN), phone_of(ZHOU)
    path = chooses_who_comes(place, leader, chen)
    chen.go_to(path)
    chen.press("找人换班")
    with place.takes("OfferShift"):
        chen.press("问附近所有人", within=chen.sheet)
    asks_to_take_it(place, zhou, path)
    expect(chen.text("有人愿意接，正在等网格长同意")).to_be_visible()
    assert place.found(STATES) == ["ASKED", "JOINED"]

    wish = leader.page.locator(".row").filter(has_text=f"{ZHOU.name}想接{CHEN.name}的班")
    with place.takes("ApproveSignup"):
        leader.press("同意", within=wish)
    expect(zhou.text("已排上").first).to_be_visible()
    expect(chen.text("已换给别人")).to_be_visible()
    assert place.found(STATES) == ["HANDED_OVER", "JOINED"]
    ends_it(place, leader, zhou, path)


def chooses_who_comes(place: Place, leader: Phone, chen: Phone) -> str:
    """A shift for one person whom the leader chooses; answers its page."""
    sets_a_shift(leader, GATE, DAY, "08:00", "12:00", 1)
    leader.page.get_by_label("有人报名要我同意才算").check()
    with place.takes("CreateShift"):
        leader.press("加上")
    chen.go_to("/shifts")
    with place.takes("JoinShift"):
        chen.press("报名", within=chen.card(GATE))
    with place.takes("ApproveSignup"):
        leader.press("同意", within=leader.page.locator(".row").filter(has_text=f"{CHEN.name}想来"))
    [stood] = on_shifts(place, (CHEN,))
    return stood.path


def asks_to_take_it(place: Place, zhou: Phone, path: str) -> None:
    """Pressed without signal; it waits for the road, and then for the leader."""
    zhou.go_to(path)
    expect(zhou.button("我想接")).to_be_visible()
    zhou.loses_signal(place.road)
    zhou.press("我想接")
    expect(zhou.text("等网格长同意").first).to_be_visible()
    assert place.found(STATES) == ["JOINED"]
    with place.takes("TakeShift"):
        zhou.has_signal_again(place.road)
    expect(zhou.text("的班，正在等网格长同意")).to_be_visible()


def ends_it(place: Place, leader: Phone, zhou: Phone, path: str) -> None:
    """An hour after its beginning the leader calls it off."""
    hours.go_by_until(place, timedelta(minutes=-1))
    leader.go_to("/duty")
    leader.press("今天到岗")
    with place.takes("NoteComing"):
        leader.press(f"签到: {ZHOU.name}")
    hours.go_by(place, timedelta(hours=1))
    leader.go_to(path.replace("/shifts/", "/duty/shift/"))
    leader.press("取消这一班", within=leader.page.get_by_role("main"))
    expect(leader.sheet).to_contain_text("已有 1 人来值班：这一班现在结束，到现在的工时照算。")
    leader.sheet.get_by_role("textbox").fill("下雪，卡口撤了。")
    with place.takes("CancelShift"):
        leader.press("现在结束这一班", within=leader.sheet)
    expect(leader.text("提前结束了")).to_be_visible()
    [(state, minutes)] = place.found(COUNTED)
    assert (state, 59 <= minutes <= 62) == ("STOOD", True)
    assert place.found("SELECT state FROM shift") == ["PLANNED"]
    zhou.go_to(path)
    expect(zhou.text("下雪，卡口撤了。")).to_be_visible()
