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
from tests.e2e.conftest import PhoneOf, in_everyday_look
from tests.e2e.duty import Stood, by_number, code_at, hears, on_shifts, sets_a_shift
from tests.e2e.hands import EIGHT, FREE, NINTH
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.e2e.writing import writes
from tests.shifts import calendars

TOMORROW = datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=1)
GATE, HALL = "北门卡口", "居委会大厅"
PLEASE = "急：值班缺人，您能来吗？"
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


@in_everyday_look
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
)
def test_a_weeks_guard_is_shared_out_stood_and_counted(place: Place, phone_of: PhoneOf) -> None:
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
    leader.press("排班")
    leader.fill("在哪里", "", GATE)
    for one in EIGHT:
        leader.choose(one.name)
    leader.press("先看看")
    expect(leader.text("全部排满")).to_be_visible()
    everybody = leader.page.get_by_role("table", name="每人多少").get_by_role("row")
    expect(everybody).to_have_count(1 + len(EIGHT))
    assert place.found("SELECT COUNT(*) FROM shift") == [0]
    with place.takes("CreateRota"):
        leader.press("保存并通知大家")
    expect(leader.text("这一周人都齐了")).to_be_visible()
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
        leader.press("加上")
    ninth.go_to("/shifts")
    ninth.choose("还缺人的")
    free = ninth.card(HALL)
    expect(free).to_contain_text("还缺 2 人")
    ninth.loses_signal(place.road)
    ninth.press("我来", within=free)
    expect(ninth.text("等着送出", within=free)).to_be_visible()
    assert on_shifts(place, (NINTH,)) == []
    with place.takes("JoinShift"):
        ninth.has_signal_again(place.road)
    expect(free).to_contain_text("已排上")
    assert len(on_shifts(place, (NINTH,))) == 1


def hands_over(place: Place, giver: Phone, taker: Phone, night: Stood) -> None:
    """It stays theirs until somebody else has it."""
    giver.go_to(night.path)
    giver.press("找人换班")
    with place.takes("OfferShift"):
        giver.press("问附近所有人", within=giver.sheet)
    expect(giver.text("有人接以前，还是您来")).to_be_visible()
    assert places_of(place, night) == [("JOINED", 0), ("JOINED", 0)]

    taker.go_to("/me/messages")
    taker.press("有人想换班，您能来吗？")
    with place.takes("TakeShift"):
        taker.press("我来接")
    expect(giver.text("有人接以前，还是您来")).to_have_count(0)
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
    first.is_called_at(first_handset)
    worker = saver.is_called_at(handset)

    hours.go_by_until(place, timedelta(minutes=60))
    ill.go_to(day.path)
    ill.press("退出")
    expect(ill.sheet).to_contain_text("会记为临时退出")
    with place.takes("LeaveShift"):
        ill.press("身体不舒服", within=ill.sheet)
    hears(first_handset, PLEASE)
    assert places_of(place, day) == [("JOINED", 0), ("LEFT", 1)]
    asked_first = asked_in(place, 1)
    assert len(asked_first) == 5
    assert PLEASE not in [said["title"] for said in handset.said]

    hours.go_by(place, timedelta(minutes=10))
    said = hears(handset, PLEASE)
    assert asked_in(place, 1) == asked_first
    assert asked_in(place, 2)[-1] is FREE[-1]
    worker.receives(said)
    worker.shows(said["tag"])
    worker.is_pressed(said["tag"])
    saver.page.wait_for_url(f"**{day.path}")
    with place.takes("JoinShift"):
        saver.press("我来")
    expect(saver.text("已排上").first).to_be_visible()
    assert places_of(place, day) == [("JOINED", 0), ("JOINED", 0), ("LEFT", 1)]
    return saver


def asked_in(place: Place, wave: int) -> list[Neighbour]:
    """Who was asked in a wave to fill the empty place."""
    known = by_number((*EIGHT, *FREE))
    return [known[phone] for phone in place.found(ASKED.format(wave))]


def stands(place: Place, leader: Phone, saver: Phone, day: Stood) -> None:
    """Scans the code of the place with the phone's own camera, coming and going, and writes down what comes next."""
    with place.takes("CheckIn"):
        saver.opens(code_at(leader, day))
    expect(saver.text("签到").first).to_be_visible()
    hours.go_by(place, timedelta(hours=12, minutes=40))
    hours.are_read_anew(saver, day.path)
    # Another minute has another code, also where the page stayed open.
    saver.opens(code_at(leader, day))
    with place.takes("CheckOut"):
        saver.press("签退")
    [minutes] = place.found(f"SELECT minutes FROM signup WHERE state = 'STOOD' AND shift_id = '{day.shift}'")
    assert 709 <= minutes <= 711
    saver.press("写交接记录")
    saver.sheet.get_by_role("textbox").fill(REPORT)
    with place.takes("ReportShift"):
        saver.press("交给下一班", within=saver.sheet)
    expect(saver.card("交接记录")).to_contain_text(REPORT)


def takes_over(place: Place, taker: Phone, night: Stood) -> None:
    """Whoever stands the night reads what the day has left them."""
    taker.go_to(night.path)
    before = taker.card("上一班的交接记录")
    expect(before).to_contain_text(REPORT)
    with place.takes("ConfirmShiftReport"):
        taker.press("看过了，确认交接", within=before)
    expect(before).to_contain_text("已确认交接")
    assert place.found("SELECT COUNT(*) FROM shift WHERE confirmed_at IS NOT NULL") == [1]


def approves(place: Place, leader: Phone, who: Neighbour) -> None:
    """The leader approves the hours, and sees how they fell on everybody."""
    leader.go_to("/duty")
    leader.press("工时")
    counted = leader.card(who.name)
    expect(counted).to_contain_text("记了 11")
    with place.takes("ApproveHours"):
        leader.press(f"确认: {who.name}", within=counted)
    expect(counted).to_have_count(0)
    fairness = leader.page.get_by_role("table", name="排得公平吗")
    expect(fairness).to_contain_text(who.name)
    assert place.found("SELECT state FROM signup WHERE approved_at IS NOT NULL") == ["STOOD"]


def follows_in_a_calendar(place: Place, leader: Phone, ninth: Phone) -> None:
    """Another program reads the address that the phone was given, notices what is called off, and in the end nothing."""
    ninth.go_to("/duties")
    with place.takes("MakeCalendarFeed"):
        ninth.press("要一个日历地址")
    address = ninth.page.locator("code").inner_text()
    assert ninth.button("用日历打开").get_attribute("href") == address.replace("http:", "webcal:")
    night, hall = on_shifts(place, (NINTH,))
    first = httpx.get(address)
    assert (first.status_code, first.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert begins_of(first.content) == [begins(place, night), begins(place, hall)]
    known = {"if-none-match": first.headers["etag"]}
    assert httpx.get(address, headers=known).status_code == 304

    leader.go_to(hall.path.replace("/shifts/", "/duty/shift/"))
    leader.press("取消这一班", within=leader.page.get_by_role("main"))
    with place.takes("CancelShift"):
        leader.press("取消这一班", within=leader.sheet)
    changed = httpx.get(address, headers=known)
    assert changed.status_code == 200
    there, off = calendars.read(changed.content).events
    assert (there.status, off.status) == ("CONFIRMED", "CANCELLED")
    assert off.dtstart.astimezone(UTC) == begins(place, hall)

    ninth.press("停用这个地址")
    with place.takes("RevokeCalendarFeed"):
        ninth.press("停用这个地址", within=ninth.sheet)
    expect(ninth.button("要一个日历地址")).to_be_visible()
    assert httpx.get(address, headers=known).status_code == 404


def begins_of(calendar: bytes) -> list[datetime]:
    """When the events of a calendar begin."""
    return sorted(event.dtstart.astimezone(UTC) for event in calendars.read(calendar).events)


def begins(place: Place, stood: Stood) -> datetime:
    """When a shift begins, by the table."""
    [at] = place.found(f"SELECT starts_at FROM shift WHERE id = '{stood.shift}'")
    return datetime.fromisoformat(at)
