"""A liaison without signal ticks off whom a notice has not reached; with signal it is counted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from backend.demo import community, notices
from backend.demo.people import LIAISON
from tests.e2e import place as places
from tests.e2e.conftest import NewPhone, in_everyday_look
from tests.e2e.place import Place
from tests.e2e.writing import writes

DOORS = 12
"""On the stair of which she is the liaison."""
TOLD = "SELECT COUNT(*) FROM receipt WHERE via = 'DOOR'"


@pytest.fixture(scope="module")
def told_rows(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo community with an order, a rumour card and a pledge."""
    return places.settled(sqlite_template, tmp_path_factory.mktemp("told"), community.build, notices.tell)


@pytest.fixture
def place(told_rows: Path, tmp_path: Path) -> Iterator[Place]:
    """Lianxin with that community."""
    with places.running(told_rows, tmp_path) as running:
        yield running


@in_everyday_look
@writes("RecordShown", "RecordContact")
def test_a_liaison_ticks_off_a_door_without_signal(place: Place, new_phone: NewPhone) -> None:
    liaison = new_phone("phone")
    with place.takes("RecordShown"):
        liaison.sign_in(LIAISON)
    with place.takes("RecordShown", times=2):
        liaison.go_to("/notices")
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
