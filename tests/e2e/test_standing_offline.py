"""A volunteer without signal: what they read, and all they do about their shifts, while the app is closed and opened."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from backend.demo import community
from backend.demo.people import CHEN, FIRST, GRID_LEADER
from backend.shifts import changing, joining, planning
from backend.shifts.models import ShiftRole, WorkKind
from backend.shifts.plans import Needed, Plan
from tests.e2e import hours
from tests.e2e import place as places
from tests.e2e.conftest import PhoneOf, in_everyday_look
from tests.e2e.duty import Stood, code_at, on_shifts
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.e2e.writing import writes

GATE = "北门卡口"
BRIEF, BRING = "量体温，登记来人。", "口罩和厚衣服"
REPORT = "体温枪没电了。"
HOUR = timedelta(hours=1)
MINE = """
    SELECT signup.state, came_at IS NOT NULL, left_late, offered_at IS NOT NULL, asked_again_at IS NOT NULL
    FROM signup JOIN shift ON shift.id = signup.shift_id ORDER BY shift.starts_at
"""


def guard(begins: datetime) -> Plan:
    """Four hours at the gate."""
    return Plan(WorkKind.GUARD, GATE, begins, begins + 4 * HOUR, (Needed(2),), brief=BRIEF, bring=BRING)


@pytest.fixture(scope="module")
def quiet_rows(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo community in which 陈晨 has four shifts: one that has just begun, three to come, the last one moved."""

    async def set_shifts() -> None:
        leader, grid, chen = (
            await community.acting(GRID_LEADER),
            await community.grid_id(FIRST),
            await community.acting(CHEN),
        )

        now = datetime.now(UTC).replace(second=0, microsecond=0)
        for begins in (now - HOUR / 60, now + 48 * HOUR, now + 72 * HOUR, now + 96 * HOUR):
            shift = await planning.create(leader, grid, guard(begins))
            role = await ShiftRole.get(shift_id=shift.id)
            await joining.join(chen, joining.Wish(shift.id, role.id))
        await changing.change(leader, shift.id, guard(begins + HOUR), version=shift.version)

    return places.settled(sqlite_template, tmp_path_factory.mktemp("shifts"), community.build, set_shifts)


@in_everyday_look
@writes("CheckIn", "LeaveShift", "OfferShift", "ConfirmShift", "CheckOut", "ReportShift")
def test_whatever_a_volunteer_does_without_signal_is_kept_and_sent_once(
    place: Place, phone_of: PhoneOf
) -> None:
    leader, chen = phone_of(GRID_LEADER), phone_of(CHEN)
    now, left, offered, moved = on_shifts(place, (CHEN,))
    chen.go_to("/duties")
    expect(chen.card(GATE)).to_have_count(4)
    code = code_at(leader, now)

    chen.loses_signal(place.road)
    restarts(chen, 4)
    reads_what_to_do(chen, left)
    does_it_all(chen, code, left, offered, moved)
    restarts(chen, 4)
    waits(chen, 4)
    as_before = [("JOINED", 0, 0, 0, 0)] * 3 + [("JOINED", 0, 0, 0, 1)]
    assert place.found(MINE) == as_before
    with (
        place.takes("CheckIn"),
        place.takes("LeaveShift"),
        place.takes("OfferShift"),
        place.takes("ConfirmShift"),
    ):
        chen.has_signal_again(place.road)
    expect(chen.text("等着送出")).to_have_count(0)
    # The list is read anew, without the shift that was left.
    expect(chen.card(GATE)).to_have_count(3)
    assert place.found(MINE) == [
        ("JOINED", 1, 0, 0, 0),
        ("LEFT", 0, 0, 0, 0),
        ("JOINED", 0, 0, 1, 0),
        ("JOINED", 0, 0, 0, 0),
    ]

    hours.go_by(place, 3 * HOUR)
    hours.are_read_anew(chen, now.path)
    goes(place, chen, now, code_at(leader, now))


def restarts(chen: Phone, shifts: int) -> None:
    """The app is closed, and opened again at the list of so many shifts."""
    chen.page.close()
    chen.page = chen.context.new_page()
    chen.go_to("/duties")
    expect(chen.card(GATE)).to_have_count(shifts)


def waits(chen: Phone, number: int) -> None:
    """So many things wait on this phone, and the screen says so."""
    expect(chen.text(f"{number} 件事等着送出")).to_be_visible()


def reads_what_to_do(chen: Phone, shift: Stood) -> None:
    """What they have to know is on the phone, also of a shift whose page was never opened."""
    chen.go_to(shift.path)
    for said in (BRIEF, BRING):
        expect(chen.text(said)).to_be_visible()


def does_it_all(chen: Phone, code: str, left: Stood, offered: Stood, moved: Stood) -> None:
    """Comes to one shift, leaves one, looks for somebody for another, and confirms the one that was moved."""
    chen.go_to(code)
    expect(chen.button("扫码签退")).to_be_visible()
    waits(chen, 1)

    chen.go_to(left.path)
    chen.press("退出")
    chen.press("临时有事", within=chen.sheet)
    expect(chen.text("已退出").first).to_be_visible()
    chen.go_to(offered.path)
    chen.press("找人换班")
    chen.press("问附近所有人", within=chen.sheet)
    expect(chen.text("有人接以前，还是您来")).to_be_visible()
    chen.go_to(moved.path)
    chen.press("还来")
    expect(chen.button("还来")).to_have_count(0)
    waits(chen, 4)


def goes(place: Place, chen: Phone, now: Stood, code: str) -> None:
    """Three hours later, without signal again: the code once more, and a word to whoever comes next."""
    chen.loses_signal(place.road)
    chen.go_to(code)
    chen.press("签退")
    chen.press("写交接记录")
    chen.sheet.get_by_role("textbox").fill(REPORT)
    chen.press("交给下一班", within=chen.sheet)
    expect(chen.card("交接记录")).to_contain_text(REPORT)
    restarts(chen, 3)
    waits(chen, 2)
    with place.takes("CheckOut"), place.takes("ReportShift"):
        chen.has_signal_again(place.road)
    expect(chen.text("等着送出")).to_have_count(0)
    [(minutes, report)] = place.found(
        "SELECT minutes, report IS NOT NULL FROM signup JOIN shift ON shift.id = signup.shift_id"
        f" WHERE signup.state = 'STOOD' AND shift.id = '{now.shift}'"
    )
    assert (179 <= minutes <= 182, report) == (True, 1)
