"""As in the account: a district sends a notice at 20:18, a villager reads it at 20:21; whoever has no phone is told at
the door, where there is no signal."""

from playwright.sync_api import Locator, expect

from backend.demo.people import FAMILY, LIAISON, MOTHER, OLD_MAN, TOWN_LEADER
from tests.e2e.evening import DISTRICT, HOUSEHOLDS, WITHOUT, Evening
from tests.e2e.phone import Phone
from tests.e2e.telling import NOT_YET, Said, drafts, is_shown, publishes, reach_says, reads, saves

HEADLINE = "明早 8 点起全员测体温"
NOBODY_OPENS = "3栋2单元201"
"""An old woman without a phone, who is out."""
IN_SECONDS: list[tuple[Said, int]] = [
    (("0 秒", "0 s"), 1),
    (("41 秒", "41 s"), 2),
    (("3 分钟", "3 min"), 3),
]
AT_DOORS: list[tuple[Said, int]] = [
    ((f"{minute} 分钟", f"{minute} min"), number)
    for number, minute in enumerate((17, 18, 19, 20, 21, 22, 37), 4)
]
"""She knocks at 20:35 and each minute from then on; the last door opens at 20:55."""


def test_a_district_reaches_every_household(evening: Evening) -> None:
    district, mother = evening.phone_of(DISTRICT), evening.phone_of(MOTHER)
    drafts(district, ("通令 要求大家照着做", "Order Ask everybody to do as it says"), HEADLINE)
    saves(district, HOUSEHOLDS)
    publishes(district)
    is_shown(mother, HEADLINE)
    not_yet = [NOT_YET] * 3
    reach_says(district, 1, HOUSEHOLDS, not_yet, IN_SECONDS[:1])

    evening.goes_on(seconds=41)
    is_shown(evening.phone_of(OLD_MAN), HEADLINE)
    reach_says(district, 2, HOUSEHOLDS, not_yet, IN_SECONDS[:2])

    evening.goes_on(minutes=2, seconds=19)
    reads(evening.phone_of(FAMILY), HEADLINE)
    reach_says(district, 3, HOUSEHOLDS, not_yet, IN_SECONDS)

    evening.goes_on(minutes=12)
    liaison = evening.phone_of(LIAISON)
    knocks_without_signal(evening, liaison)
    reach_says(district, 3, HOUSEHOLDS, not_yet, IN_SECONDS)

    evening.goes_on(minutes=10)
    liaison.has_signal_again(evening.place.road)
    clock = [("18 分钟", "18 min"), ("22 分钟", "22 min"), ("37 分钟", "37 min")]
    reach_says(district, HOUSEHOLDS, HOUSEHOLDS, clock, IN_SECONDS + AT_DOORS)
    expect(liaison.text("现在没有要去的住户", "Nobody to go to now")).to_be_visible()
    the_promise_is_kept(evening.phone_of(TOWN_LEADER))


def knocks_without_signal(evening: Evening, liaison: Phone) -> None:
    """It is 20:33, and time to go from door to door: seven of them, one of which opens at the second knock only."""
    liaison.go_to("/notices/unreached")
    doors = liaison.page.get_by_role("main").get_by_role("article")
    expect(doors.get_by_role("heading")).to_have_text(list(WITHOUT))
    liaison.loses_signal(evening.place.road)

    evening.goes_on(minutes=2)
    for door in WITHOUT:
        if door != NOBODY_OPENS:
            told(liaison, door)
            evening.goes_on(minutes=1)
    nobody_opens(liaison, NOBODY_OPENS)
    evening.goes_on(minutes=14)
    told(liaison, NOBODY_OPENS)
    expect(liaison.text("都说到了，谢谢您！", "All have been told. Thank you!")).to_be_visible()


def told(liaison: Phone, door: str) -> None:
    """They know it now."""
    liaison.press(f"当面说了: {door}", f"Told at the door: {door}")
    expect(noted(liaison).get_by_role("heading", name=door)).to_be_visible()


def nobody_opens(liaison: Phone, door: str) -> None:
    """Nobody is at home: to be tried again."""
    liaison.press(f"不在家: {door}", f"Not at home: {door}")
    liaison.press("不在家", "Not at home", liaison.sheet)
    expect(liaison.sheet).to_have_count(0)


def noted(liaison: Phone) -> Locator:
    """What she has noted on her phone, and is not sent yet."""
    return liaison.page.get_by_role("region", name=liaison.says("刚登记的", "Just noted"))


def the_promise_is_kept(leader: Phone) -> None:
    """It is the first number of whoever leads."""
    leader.go_to("/board")
    promise = leader.figure("三分钟到户", "Three minutes to every household")
    expect(promise).to_contain_text(f"{HOUSEHOLDS}/ {HOUSEHOLDS}")
