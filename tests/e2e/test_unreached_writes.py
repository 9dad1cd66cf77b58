"""A liaison without signal ticks off whom a notice has not reached; with signal it is counted."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from backend.demo.people import LIAISON
from tests.e2e.conftest import NewPhone, in_everyday_look
from tests.e2e.place import Place
from tests.e2e.writing import writes

DOORS = 12
"""On the stair of which she is the liaison."""
TOLD = "SELECT COUNT(*) FROM receipt WHERE via = 'DOOR'"


@pytest.fixture
def rows(told_rows: Path) -> Path:
    """There are notices."""
    return told_rows


@in_everyday_look
@writes("RecordShown", "RecordContact")
def test_a_liaison_ticks_off_a_door_without_signal(place: Place, new_phone: NewPhone) -> None:
    liaison = new_phone("phone")
    with place.takes("RecordShown"):
        liaison.sign_in(LIAISON)
    with place.takes("RecordShown", times=2):
        # Without a new start of the app, the phone still knows what it has told of the first.
        liaison.press("还有 2 条公告没看")
    liaison.open_first()
    liaison.press("看谁还没收到")
    doors = liaison.page.get_by_role("main").get_by_role("article")
    expect(doors).to_have_count(DOORS)
    assert place.found(TOLD) == [0]

    liaison.loses_signal(place.road)
    liaison.press_this(doors.first.get_by_role("button").first)
    expect(liaison.page.get_by_role("region", name="刚登记的")).to_contain_text("等着送出")
    with place.takes("RecordContact"):
        liaison.has_signal_again(place.road)
    expect(doors).to_have_count(DOORS - 1)
    assert place.found(TOLD) == [1]
