"""One volunteer's shift from finding it to the hours, in large type and in English; the code of the place is typed."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from backend.demo import community
from backend.demo.people import CHEN, FIRST, GRID_LEADER
from backend.shifts import planning
from backend.shifts.models import WorkKind
from backend.shifts.plans import Needed, Plan
from tests.e2e import hours
from tests.e2e import place as places
from tests.e2e.conftest import PhoneOf
from tests.e2e.duty import Stood, on_shifts, place_page
from tests.e2e.phone import ELDER, ENGLISH, Phone
from tests.e2e.place import Place
from tests.e2e.writing import writes

GATE = "北门卡口"
REPORT = "一切正常"


@pytest.fixture(scope="module")
def quiet_rows(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo community with one shift to stand, in two days at eight in the morning."""

    async def set_a_shift() -> None:
        day = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=2)
        begins = day.replace(hour=8, minute=0, second=0, microsecond=0).astimezone(UTC)
        plan = Plan(
            WorkKind.GUARD,
            GATE,
            begins,
            begins + timedelta(hours=4),
            (Needed(2),),
            brief="量体温，登记来人。",
            bring="口罩",
        )
        await planning.create(await community.acting(GRID_LEADER), await community.grid_id(FIRST), plan)

    return places.settled(sqlite_template, tmp_path_factory.mktemp("gate"), community.build, set_a_shift)


@pytest.mark.parametrize("look", [ELDER, ENGLISH], ids=lambda look: look.name)
@writes("JoinShift", "CheckIn", "CheckOut", "ReportShift")
def test_a_volunteer_stands_a_shift(place: Place, phone_of: PhoneOf) -> None:
    leader, chen = phone_of(GRID_LEADER), phone_of(CHEN)
    chen.turn_to("值班", "Shifts")
    lists = chen.page.get_by_role("navigation", name=chen.says("看哪里", "Which list"))
    chen.press("附近值班", "Shifts nearby", lists)
    free = chen.card(GATE, GATE)
    expect(free).to_contain_text(chen.says("还缺 2 人", "2 more needed"))
    with place.takes("JoinShift"):
        chen.press("我来", "I will come", free)
    expect(free).to_contain_text(chen.says("已排上", "You are on it"))
    [mine] = on_shifts(place, (CHEN,))

    hours.go_by_until(place, timedelta(minutes=45))
    chen.go_to("/duties")
    upcoming = chen.card(GATE, GATE)
    expect(upcoming).to_contain_text("口罩")
    chen.press("签到", "Check in", upcoming)
    chen.press("扫码签到", "Scan to check in")
    types_the_digits(chen, digits_at(leader, mine))
    with place.takes("CheckIn"):
        chen.press("签到", "Check in", chen.sheet)
    expect(chen.sheet).to_have_count(0)

    hours.go_by(place, timedelta(hours=4, minutes=30))
    chen.page.reload()
    chen.press("扫码签退", "Scan to check out")
    types_the_digits(chen, digits_at(leader, mine))
    with place.takes("CheckOut"):
        chen.press("签退", "Check out", chen.sheet)
    chen.press("写交接记录", "Write to the next shift")
    chen.sheet.get_by_role("textbox").fill(REPORT)
    with place.takes("ReportShift"):
        chen.press("交给下一班", "Hand over", chen.sheet)
    expect(chen.card("交接记录", "For the next shift")).to_contain_text(REPORT)

    hours.go_by(place, timedelta(minutes=20))
    chen.turn_to("值班", "Shifts")
    chen.press("值过的", "Done")
    stood = chen.card(GATE, GATE)
    expect(stood).to_contain_text(chen.says("共 3 小时 4", "3 hours 4"))
    expect(stood).to_contain_text(chen.says("等网格长确认", "to be approved"))
    assert place.found("SELECT state, approved_at FROM signup") == [("STOOD", None)]


def digits_at(leader: Phone, shift: Stood) -> str:
    """What stands below the code at the place of a shift."""
    shown = place_page(leader, shift).get_by_role("figure").inner_text()
    return re.sub(r"\D", "", shown)


def types_the_digits(chen: Phone, digits: str) -> None:
    """This phone cannot scan: it has no camera."""
    expect(chen.text("没关系", "that is fine", chen.sheet)).to_be_visible()
    chen.fill("二维码下面的六个数字", "The six digits below the code", digits)
