"""A browser, a place with a community in which nobody has asked for anything yet, and phones for its people."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from backend.demo import community, notices
from backend.demo.people import Neighbour
from tests.e2e import evening as evenings
from tests.e2e import place as places
from tests.e2e.evening import Evening
from tests.e2e.phone import ELDER, ENGLISH, EVERYDAY, Look, Phone
from tests.e2e.place import Place
from tests.patience import MILLISECONDS
from tools import browser as browsers

# The machine may be busy with much else.
expect.set_options(timeout=MILLISECONDS)

NewPhone = Callable[[str], Phone]
PhoneOf = Callable[[Neighbour], Phone]

in_everyday_look = pytest.mark.parametrize("look", [EVERYDAY], ids=["everyday"])
"""For a story in which the look changes nothing that others have not shown."""


@pytest.fixture(scope="session")
def quiet_rows(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo community before its story begins."""
    return places.settled(sqlite_template, tmp_path_factory.mktemp("community"), community.build)


@pytest.fixture(scope="session")
def told_rows(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo community with an order, a rumour card and a pledge."""
    return places.settled(sqlite_template, tmp_path_factory.mktemp("told"), community.build, notices.tell)


@pytest.fixture
def rows(quiet_rows: Path) -> Path:
    """What a place begins with; a module may say otherwise."""
    return quiet_rows


@pytest.fixture
def place(rows: Path, tmp_path: Path) -> Iterator[Place]:
    """Lianxin with a community."""
    with places.running(rows, tmp_path) as running:
        yield running


# No longer than a module: while a browser is open, its loop runs in this thread, and no other can.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    program = browsers.ready()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(browsers.FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(params=[EVERYDAY, ELDER, ENGLISH], ids=lambda look: look.name)
def look(request: pytest.FixtureRequest) -> Look:
    """Each story is told three times, unless it says otherwise."""
    told: Look = request.param
    return told


@pytest.fixture
def new_phone(browser: Browser, place: Place, look: Look, tmp_path: Path) -> Iterator[NewPhone]:
    """Gives phones that nobody has used yet; how each looked at the end is kept with pytest's files."""
    phones: dict[str, Phone] = {}

    def new_phone(name: str) -> Phone:
        phones[name] = Phone(browser, place.address, look)
        return phones[name]

    yield new_phone
    for name, phone in phones.items():
        phone.page.screenshot(path=tmp_path / f"{name}.png")
        phone.context.close()


@pytest.fixture(scope="session")
def evening_rows(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district of ten households, before its evening begins."""
    folder = tmp_path_factory.mktemp("evening")
    return places.settled(sqlite_template, folder, evenings.live_there, at=evenings.BEGINS)


@pytest.fixture
def evening(evening_rows: Path, tmp_path: Path, browser: Browser, look: Look) -> Iterator[Evening]:
    """That evening, whose clock goes on only where the story says so."""
    with evenings.of(evening_rows, tmp_path, browser, look) as begun:
        yield begun


@pytest.fixture
def phone_of(new_phone: NewPhone) -> PhoneOf:
    """Gives each of the place's people a phone, signed in."""

    def phone_of(who: Neighbour) -> Phone:
        phone = new_phone(who.phone)
        phone.sign_in(who)
        return phone

    return phone_of
