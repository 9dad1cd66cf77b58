"""A week of guard at the gate: shared out, stood, handed over, filled at the last moment, counted and passed on."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.sync_api import expect

from backend.demo import community
from backend.demo.people import GRID_LEADER, Neighbour
from tests.e2e import hands, hours
from tests.e2e import place as places
from tests.e2e.conftest import PhoneOf
from tests.e2e.duty import Stood, by_number, code_at, hears, on_shifts, sets_a_shift
from tests.e2e.hands import EIGHT, FREE, NINTH
from tests.e2e.phone import Look, Phone
from tests.e2e.place import Place
from tests.e2e.writing import writes
from tests.patience import LONG
from tests.shifts import calendars

TOMORROW = datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=1)
GATE, HALL = "北门卡口", "居委会大厅"
PLEASE = ("急：值班缺人，您能来吗？", "Urgent: a shift needs somebody. Can you come?")
REPORT = "体温枪在抽屉里；3 栋有一位老人要送药。"
PLACES = "SELECT state, left_late FROM signup WHERE shift_id = '{}'"
ASKED = """
    SELECT person.phone_index FROM asked_to_fill JOIN person ON person.id = asked_to_fill.person_id
    WHERE wave = {} ORDER BY asked_to_fill.id
"""


@pytest.fixture(scope="module")
def quiet_rows(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo community with seven more volunteers."""
    folder = tmp_path_factory.mktemp("volunteers")
    return places.settled(sqlite_template, folder, community.build, hands.come)


@writes(
    "CreateRota",
    "CreateShift",
    "JoinShift",
    "OfferShift",
    "TakeShift",
    "LeaveShift",
    "ReadMessages",
    "SubscribePush",
    "ReportShown",
    "CheckIn",
    "CheckOut",
    "ReportShift",
    "ConfirmShiftReport",
    "ApproveHours",
    "MakeCalendarFeed",
    "CancelShift",
    "RevokeCalendarFeed",
    in_english=("UpdateMe",),
)
def test_a_weeks_guard_is_shared_out_stood_and_counted(place: Place, phone_of: PhoneOf, look: Look) -> None:
    phone_of = cache(phone_of)
    leader, ninth = phone_of(GRID_LEADER), phone_of(NINTH)
    makes_a_rota(place, leader)
    joins_without_signal(place, leader, ninth)

    first_day, _, _, first_night, *_ = on_shifts(place, EIGHT)
    hands_over(place, phone_of(first_night.who), ninth, first_night)
    saver = fills_at_the_last_moment(place, phone_of, first_day)
    stands(place, leader, saver, first_day)
    takes_over(place, ninth, first_night)
    approves(place, leader, FREE[-1])
    follows_in_a_calendar(place, leader, ninth)


def makes_a_rota(place: Place, leader: Phone) -> None:
    """Two shifts a day at the gate and a desk at home, for eight people and a week: looked at before it is saved."""
    leader.go_to("/duty")
    leader.press("排班", "Rota")
    leader.fill("在哪里", "Where", GATE)
    for one in EIGHT:
        leader.choose(one.name, one.name)
    leader.press("先看看", "Have a look")
    expect(leader.text("全部排满", "Every place is filled")).to_be_visible()
    everybody = leader.page.get_by_role(
        "table", name=leader.says("每人多少", "Who has how much")
    ).get_by_role("row")
    expect(everybody).to_have_count(1 + len(EIGHT))
    assert place.found("SELECT COUNT(*) FROM shift") == [0]
    with place.takes("CreateRota"):
        leader.press("保存并通知大家", "Save and tell everybody")
    expect(leader.text("这一周人都齐了", "This week is complete")).to_be_visible()
    assert place.found("SELECT needed, taken, COUNT(*) FROM shift_role GROUP BY needed ORDER BY needed") == [
        (1, 1, 7),
        (2, 2, 14),
    ]
    stood = Counter(one.who.name for one in on_shifts(place, EIGHT))
    assert sorted(stood.values()) == [4, 4, 4, 4, 4, 5, 5, 5]


def joins_without_signal(place: Place, leader: Phone, ninth: Phone) -> None:
    """Somebody who is not on the rota takes a free place in a stairwell."""
    sets_a_shift(leader, HALL, TOMORROW + timedelta(days=4), "14:00", "17:00", 2)
    with place.takes("CreateShift"):
        leader.press("加上", "Add it")
    ninth.go_to("/shifts")
    ninth.choose("还缺人的", "Hands needed")
    free = ninth.card(HALL, HALL)
    expect(free).to_contain_text(ninth.says("还缺 2 人", "2 more needed"))
    ninth.loses_signal(place.road)
    ninth.press("我来", "I will come", free)
    expect(ninth.text("等着送出", "waiting to be sent", free)).to_be_visible()
    assert on_shifts(place, (NINTH,)) == []
    with place.takes("JoinShift"):
        ninth.has_signal_again(place.road)
    expect(free).to_contain_text(ninth.says("已排上", "You are on it"))
    assert len(on_shifts(place, (NINTH,))) == 1


def hands_over(place: Place, giver: Phone, taker: Phone, night: Stood) -> None:
    """It stays theirs until somebody else has it."""
    giver.go_to(night.path)
    giver.press("找人换班", "Find somebody else")
    with place.takes("OfferShift"):
        giver.press("问附近所有人", "Ask everybody nearby", giver.sheet)
    expect(giver.text("有人接以前，还是您来", "Until then you come")).to_be_visible()
    assert places_of(place, night) == [("JOINED", 0), ("JOINED", 0)]

    taker.wants_messages_in_its_language()
    taker.go_to("/me/messages")
    taker.press("有人想换班，您能来吗？", "Somebody offers their shift: can you come?")
    with place.takes("TakeShift"):
        taker.press("我来接", "I take it")
    expect(giver.text("有人接以前，还是您来", "Until then you come")).to_have_count(0)
    assert places_of(place, night) == [("HANDED_OVER", 0), ("JOINED", 0), ("JOINED", 0)]
    assert night.shift in {stood.shift for stood in on_shifts(place, (NINTH,))}


def places_of(place: Place, stood: Stood) -> list[tuple[str, int]]:
    """How everybody stands to a shift, and whether they left it late."""
    return sorted(place.found(PLACES.format(stood.shift)))


def fills_at_the_last_moment(place: Place, phone_of: PhoneOf, day: Stood) -> Phone:
    """An hour before it begins somebody falls ill. Five are asked, then the others; one of those comes."""
    ill = phone_of(day.who)
    first, saver = phone_of(FREE[0]), phone_of(FREE[-1])
    first_handset, handset = place.push.handset(), place.push.handset()
    for asked in (first, saver):
        asked.wants_messages_in_its_language()
    first.is_called_at(first_handset)
    worker = saver.is_called_at(handset)

    hours.go_by_until(place, timedelta(minutes=60))
    ill.go_to(day.path)
    ill.press("退出", "Leave it")
    expect(ill.sheet).to_contain_text(ill.says("会记为临时退出", "marked as late"))
    with place.takes("LeaveShift"):
        ill.press("身体不舒服", "I am not well", ill.sheet)
    please = first.says(*PLEASE)
    hears(first_handset, please)
    assert places_of(place, day) == [("JOINED", 0), ("LEFT", 1)]
    asked_first = asked_in(place, 1)
    assert len(asked_first) == 5
    assert please not in [said["title"] for said in handset.said]

    hours.go_by(place, timedelta(minutes=10))
    said = hears(handset, please)
    assert asked_in(place, 1) == asked_first
    assert asked_in(place, 2)[-1] is FREE[-1]
    worker.receives(said)
    worker.shows(said["tag"])
    worker.is_pressed(said["tag"])
    saver.page.wait_for_url(f"**{day.path}")
    with place.takes("JoinShift"):
        saver.press("我来", "I will come")
    expect(saver.text("已排上", "You are on it").first).to_be_visible()
    assert places_of(place, day) == [("JOINED", 0), ("JOINED", 0), ("LEFT", 1)]
    return saver


def asked_in(place: Place, wave: int) -> list[Neighbour]:
    """Who was asked in a wave to fill the empty place."""
    known = by_number((*EIGHT, *FREE))
    return [known[phone] for phone in place.found(ASKED.format(wave))]


def stands(place: Place, leader: Phone, saver: Phone, day: Stood) -> None:
    """Scans the code of the place with the phone's own camera, coming and going, and writes down what comes next."""
    with place.takes("CheckIn"):
        saver.go_to(code_at(leader, day))
    expect(saver.text("签到", "In at").first).to_be_visible()
    hours.go_by(place, timedelta(hours=12, minutes=40))
    hours.are_read_anew(saver, day.path)
    # Another minute has another code, also where the page stayed open.
    saver.go_to(code_at(leader, day))
    with place.takes("CheckOut"):
        saver.press("签退", "Check out")
    [minutes] = place.found(f"SELECT minutes FROM signup WHERE state = 'STOOD' AND shift_id = '{day.shift}'")
    assert 709 <= minutes <= 711
    saver.press("写交接记录", "Write to the next shift")
    saver.sheet.get_by_role("textbox").fill(REPORT)
    with place.takes("ReportShift"):
        saver.press("交给下一班", "Hand over", saver.sheet)
    expect(saver.card("交接记录", "For the next shift")).to_contain_text(REPORT)


def takes_over(place: Place, taker: Phone, night: Stood) -> None:
    """Whoever stands the night reads what the day has left them."""
    taker.go_to(night.path)
    before = taker.card("上一班的交接记录", "From the shift before")
    expect(before).to_contain_text(REPORT)
    with place.takes("ConfirmShiftReport"):
        taker.press("看过了，确认交接", "I have read it and take over", before)
    expect(before).to_contain_text(taker.says("已确认交接", "has taken over"))
    assert place.found("SELECT COUNT(*) FROM shift WHERE confirmed_at IS NOT NULL") == [1]


def approves(place: Place, leader: Phone, who: Neighbour) -> None:
    """The leader approves the hours, and sees how they fell on everybody."""
    leader.go_to("/duty")
    leader.press("工时", "Hours")
    counted = leader.card(who.name, who.name)
    expect(counted).to_contain_text(leader.says("记了 11.8 小时", "11.8 hours counted"))
    with place.takes("ApproveHours"):
        leader.press(f"确认: {who.name}", f"Approve: {who.name}", counted)
    expect(counted).to_have_count(0)
    fairness = leader.page.get_by_role("table", name=leader.says("排得公平吗", "How fair it is"))
    expect(fairness).to_contain_text(who.name)
    assert place.found("SELECT state FROM signup WHERE approved_at IS NOT NULL") == ["STOOD"]


def follows_in_a_calendar(place: Place, leader: Phone, ninth: Phone) -> None:
    """Another program reads the address that the phone was given, notices what is called off, and in the end nothing."""
    ninth.go_to("/duties")
    with place.takes("MakeCalendarFeed"):
        ninth.press("要一个日历地址", "Get a calendar address")
    address = ninth.page.locator("code").inner_text()
    assert ninth.button("用日历打开", "Open in the calendar").get_attribute("href") == address.replace(
        "http:", "webcal:"
    )
    night, hall = on_shifts(place, (NINTH,))
    first = httpx.get(address, timeout=LONG)
    assert (first.status_code, first.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert begins_of(first.content) == [begins(place, night), begins(place, hall)]
    known = {"if-none-match": first.headers["etag"]}
    assert httpx.get(address, headers=known, timeout=LONG).status_code == 304

    leader.go_to(hall.path.replace("/shifts/", "/duty/shift/"))
    leader.press("取消这一班", "Cancel this shift", leader.page.get_by_role("main"))
    with place.takes("CancelShift"):
        leader.press("取消这一班", "Cancel this shift", leader.sheet)
    changed = httpx.get(address, headers=known, timeout=LONG)
    assert changed.status_code == 200
    there, off = calendars.read(changed.content).events
    assert (there.status, off.status) == ("CONFIRMED", "CANCELLED")
    assert off.dtstart.astimezone(UTC) == begins(place, hall)

    ninth.press("停用这个地址", "Stop this address")
    with place.takes("RevokeCalendarFeed"):
        ninth.press("停用这个地址", "Stop this address", ninth.sheet)
    expect(ninth.button("要一个日历地址", "Get a calendar address")).to_be_visible()
    assert httpx.get(address, headers=known, timeout=LONG).status_code == 404


def begins_of(calendar: bytes) -> list[datetime]:
    """When the events of a calendar begin."""
    return sorted(event.dtstart.astimezone(UTC) for event in calendars.read(calendar).events)


def begins(place: Place, stood: Stood) -> datetime:
    """When a shift begins, by the table."""
    [at] = place.found(f"SELECT starts_at FROM shift WHERE id = '{stood.shift}'")
    return datetime.fromisoformat(at)
