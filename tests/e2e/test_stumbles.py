"""What people who hear a screen, press with a trembling hand or see little would stumble over: nothing, on any page."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from backend.demo import community, story
from tests.e2e import pages
from tests.e2e import place as places
from tests.e2e.pages import EVERY_PAGE, Reader, Shown, Variant, variants
from tests.e2e.phone import EVERYDAY, Phone
from tests.e2e.place import Place

AXE = Path(__file__).parents[2] / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
LOOK = """async (only) => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'], ...(only && { runOnly: only }) })
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`))
  if (document.documentElement.scrollWidth > innerWidth) found.push(`wider than the phone: ${document.documentElement.scrollWidth}`)
  return found
}"""

BY_PERSON = [
    pytest.param(list(group), id=who.name if who else "signed out")
    for who, group in groupby(
        sorted(EVERY_PAGE, key=lambda page: page.who.phone if page.who else ""), key=lambda page: page.who
    )
]


@pytest.fixture(scope="module")
def lively_place(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The demo community with its needs at every step."""
    folder = tmp_path_factory.mktemp("lively")
    rows = places.settled(sqlite_template, folder, community.build, story.tell)
    with places.running(rows, tmp_path_factory.mktemp("home")) as running:
        yield running


def test_every_page_is_looked_at() -> None:
    assert pages.routes() - {page.route for page in EVERY_PAGE} == set()


@pytest.mark.parametrize("seen", BY_PERSON)
def test_nobody_stumbles_over_anything(browser: Browser, lively_place: Place, seen: list[Shown]) -> None:
    phone = Phone(browser, lively_place.address, EVERYDAY)
    phone.context.add_init_script(path=AXE)
    if who := seen[0].who:
        phone.sign_in(who)
    reader, stumbled = Reader(phone.page), []
    for shown in seen:
        reader.visit(shown)
        stumbled += [f"{shown.name} {variant.name}: {what}" for variant, what in _stumbles(phone.page)]
    phone.context.close()
    assert not stumbled, "\n".join(stumbled)


def _stumbles(page: Page) -> Iterator[tuple[Variant, str]]:
    for variant in variants():
        pages.put_on(page, variant)
        # At night nothing changes but colours.
        only = ["color-contrast"] if variant.is_dark else None
        found: list[Any] = page.evaluate(LOOK, only)
        for what in found:
            yield variant, re.sub(r"\s+", " ", what)[:300]
    pages.put_on(page, Variant())
