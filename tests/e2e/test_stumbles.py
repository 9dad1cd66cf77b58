"""What people who hear a screen, press with a trembling hand or see little would stumble over: nothing, on any page.

Every page is looked at in every language, in both sizes, by day and by night, at 360 px; wide screens only where a
list stands beside its detail, and where a leader's whole week stands in one table.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.demo.people import GRID_LEADER
from tests.e2e import lively, pages
from tests.e2e.desk import Desk
from tests.e2e.pages import EVERY_PAGE, Shown, Variant, variants
from tests.e2e.phone import EVERYDAY, Phone
from tests.e2e.place import Place
from tests.e2e.reader import Reader, put_on

HERE = Path(__file__).parent
AXE = HERE.parents[1] / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
STUMBLES = HERE / "stumbles.js"

BESIDE = [
    page
    for page in EVERY_PAGE
    if page.who is GRID_LEADER
    and not page.sheet
    and page.route in {"/needs/:id", "/households/:id", "/grids/:id", "/stock/:grid/:item"}
]
WEEK = [page for page in EVERY_PAGE if page.route == "/duty" and page.who is GRID_LEADER]
BY_PERSON = [
    pytest.param(list(group), id=who.name if who else "signed out")
    for who, group in groupby(
        sorted(EVERY_PAGE, key=lambda page: page.who.phone if page.who else ""), key=lambda page: page.who
    )
]


@pytest.fixture(scope="module")
def lively_place(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The demo community with much going on at once."""
    rows = lively.rows(sqlite_template, tmp_path_factory.mktemp("lively"))
    with lively.running(rows, tmp_path_factory.mktemp("home")) as running:
        yield running


def test_every_page_is_looked_at() -> None:
    assert pages.routes() - {page.route for page in EVERY_PAGE} == set()


@pytest.mark.parametrize("seen", BY_PERSON)
def test_nobody_stumbles_over_anything(browser: Browser, lively_place: Place, seen: list[Shown]) -> None:
    phone = lively.by_its_clock(Phone(browser, lively_place.address, EVERYDAY))
    for script in (AXE, STUMBLES):
        phone.context.add_init_script(path=script)
    if who := seen[0].who:
        phone.sign_in(who)
    reader, stumbled = Reader(phone.page), []
    for shown in seen:
        reader.visit(shown)
        stumbled += [f"{shown.name} {variant.name}: {what}" for variant, what in _stumbles(phone.page)]
    phone.context.close()
    assert not stumbled, "\n".join(stumbled)


def test_nobody_stumbles_where_a_list_stands_beside_its_detail(browser: Browser, lively_place: Place) -> None:
    desk = lively.by_its_clock(Desk(browser, lively_place.address, EVERYDAY))
    for script in (AXE, STUMBLES):
        desk.context.add_init_script(path=script)
    desk.sign_in(GRID_LEADER)
    reader, stumbled = Reader(desk.page), []
    for shown in BESIDE:
        reader.visit(shown)
        expect(desk.page.get_by_role("complementary")).to_be_visible()
        desk.page.keyboard.press("Tab")
        stumbled += [f"{shown.name}: {what}" for what in desk.page.evaluate("() => window.stumbles(false)")]
    desk.context.close()
    assert not stumbled, "\n".join(stumbled)


def test_nobody_stumbles_over_a_week_that_a_desk_shows_at_once(browser: Browser, lively_place: Place) -> None:
    desk = lively.by_its_clock(Desk(browser, lively_place.address, EVERYDAY))
    for script in (AXE, STUMBLES):
        desk.context.add_init_script(path=script)
    desk.sign_in(GRID_LEADER)
    reader, stumbled = Reader(desk.page), []
    for shown in WEEK:
        reader.visit(shown)
        expect(desk.page.get_by_role("table", name="一周值班表")).to_be_visible()
        stumbled += [f"{shown.name} {variant.name}: {what}" for variant, what in _stumbles(desk.page)]
    desk.context.close()
    assert not stumbled, "\n".join(stumbled)


def _stumbles(page: Page) -> Iterator[tuple[Variant, str]]:
    # From here on the browser shows where the focus is, as it does to whoever uses a keyboard.
    page.keyboard.press("Tab")
    for variant in variants():
        put_on(page, variant)
        found: list[Any] = page.evaluate("(dark) => window.stumbles(dark)", variant.is_dark)
        for what in found:
            yield variant, re.sub(r"\s+", " ", what)[:300]
    put_on(page, Variant())
