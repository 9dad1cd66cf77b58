"""A week's two-shift guard rota for eight people, by thumb on a small phone: in less than two minutes.

Counted by the keystroke-level model (Card, Moran, Newell 1980, with what later studies measured on phones): each
press is aimed at and decided upon, each letter typed, each screenful pushed out of the way. What the server takes is
counted as a second each time, and what it really took stands in the output. Reading the plan before it is saved is counted as what a person needs for it, and not left out.
"""

import logging
import math
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from backend.demo import community
from backend.demo.people import GRID_LEADER
from tests.e2e import hands
from tests.e2e import place as places
from tests.e2e.conftest import PhoneOf
from tests.e2e.hands import EIGHT
from tests.e2e.phone import ELDER, EVERYDAY, Phone
from tests.e2e.place import Place
from tests.e2e.writing import writes

PRESS, DECIDE, KEY, PUSH, WAIT = 1.1, 1.35, 0.5, 1.1, 1.0
"""Seconds: aiming and pressing, making up one's mind, one key, pushing a screenful away, looking at nothing yet."""
READ_A_PLAN = 20.0
"""Seconds for looking through a week of 21 shifts."""
GATE, SPELLED = "北门卡口", "beimenkakou"
"""A place, and what is typed for it; one more press takes the word that is offered."""
COVERED = 140
"""So much of the screen lies behind the page's main action and the tabs."""
TWO_MINUTES = 120.0
QUARTER = 30.0
FIGURES = logging.getLogger(__name__)

everyday_and_large = pytest.mark.parametrize("look", [EVERYDAY, ELDER], ids=["everyday", "elder"])


@pytest.fixture(scope="module")
def quiet_rows(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo community with more volunteers than a rota needs."""
    folder = tmp_path_factory.mktemp("volunteers")
    return places.settled(sqlite_template, folder, community.build, hands.come)


@dataclass
class Thumb:
    """A leader's thumb, which counts what it does."""

    phone: Phone
    presses: int = 0
    decisions: int = 0
    keys: int = 0
    pushes: int = 0
    waits: int = 0
    waited: float = 0.0
    """Seconds that it really took here."""

    def press(self, what: Locator, *, decides: bool = True) -> None:
        """Find it, decide, and press."""
        what.wait_for()
        self.pushes += self._screens_away(what)
        what.scroll_into_view_if_needed()
        self.presses += 1
        self.decisions += decides
        what.click()

    def _screens_away(self, what: Locator) -> int:
        if what.locator("xpath=ancestor::div[contains(@class, 'actions')]").count():
            return 0
        there, height = what.bounding_box(), self.phone.size["height"] - COVERED
        assert there
        away = max(0.0, there["y"] + there["height"] - height, -there["y"])
        return math.ceil(away / (0.75 * height))

    def write(self, field: Locator, text: str, spelled: str) -> None:
        """Press into a field and type what gives the text."""
        self.press(field)
        self.keys += len(spelled) + 1
        field.fill(text)

    def waits_for(self, what: Locator) -> None:
        """Look at nothing until it is there."""
        begins = time.monotonic()
        expect(what.first).to_be_visible()
        self.waits += 1
        self.waited += time.monotonic() - begins

    @property
    def seconds(self) -> float:
        """How long that takes a person."""
        by_hand = self.presses * PRESS + self.decisions * DECIDE + self.keys * KEY + self.pushes * PUSH
        return by_hand + self.waits * WAIT

    def said(self, what: str) -> str:
        """The figure, for whoever reads the test's output."""
        return (
            f"{what}: {self.presses} presses, {self.decisions} decisions, {self.keys} keys, {self.pushes} pushes, "
            f"{self.waits} waits ({self.waited:.1f} s here): {self.seconds:.0f} s"
        )


@everyday_and_large
@writes("CreateRota")
def test_a_weeks_guard_of_eight_is_shared_out_in_two_minutes_and_the_next_in_a_quarter_of_it(
    place: Place, phone_of: PhoneOf
) -> None:
    leader = phone_of(GRID_LEADER)
    leader.go_to("/duty")
    first = Thumb(leader)
    first.press(leader.button("排班"))
    first.waits_for(leader.page.get_by_label("在哪里"))
    first.write(leader.page.get_by_label("在哪里"), GATE, SPELLED)
    for number, one in enumerate(EIGHT):
        # Names are known by heart: one decides whom to take, not anew for each.
        first.press(leader.page.locator("label", has_text=one.name), decides=number % 4 == 0)
    saves(place, leader, first)
    FIGURES.info(first.said("a first week"))
    assert place.found("SELECT COUNT(*) FROM shift") == [21]
    assert first.presses <= 12
    assert first.seconds + READ_A_PLAN < TWO_MINUTES

    second = Thumb(leader)
    leader.go_to("/duty")
    second.press(leader.button("排班"))
    second.waits_for(leader.text("填好了"))
    saves(place, leader, second)
    FIGURES.info(second.said("the week after it"))
    assert place.found(
        "SELECT rota.weeks, COUNT(*) FROM rota JOIN shift ON shift.rota_id = rota.id GROUP BY rota.id"
    ) == [
        (1, 21),
        (1, 21),
    ]
    assert second.presses <= 3
    assert second.keys == 0
    assert second.seconds < QUARTER


def saves(place: Place, leader: Phone, thumb: Thumb) -> None:
    """Looks at the plan, which has a place for everybody, and saves it."""
    thumb.press(leader.button("先看看"))
    thumb.waits_for(leader.text("全部排满"))
    with place.takes("CreateRota"):
        thumb.press(leader.button("保存并通知大家"))
    thumb.waits_for(leader.page.get_by_role("heading", level=1, name="值班", exact=True))
