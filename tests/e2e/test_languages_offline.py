"""A phone that is turned to another language keeps the sentences of that one for when there is no signal."""

import json
from pathlib import Path

from playwright.sync_api import expect

from backend.demo.people import CHEN
from tests.e2e.conftest import PhoneOf, in_everyday_look
from tests.e2e.place import Place

PAGES = Path(__file__).parents[2] / "pwa" / "dist"
KEPT = """async () => {
  const [name] = await caches.keys()
  const files = await (await caches.open(name)).keys()
  return files.filter(({ url }) => /\\/en-[^/]*\\.js$/.test(url)).length
}"""


@in_everyday_look
def test_a_phone_turned_to_english_opens_in_it_without_signal_what_it_has_never_shown(
    place: Place, phone_of: PhoneOf
) -> None:
    (to_keep,) = PAGES.glob("kept-*.json")
    english = json.loads(to_keep.read_text())["en"]
    chen = phone_of(CHEN)
    chen.page.evaluate("navigator.serviceWorker.ready")
    chen.page.reload()
    assert chen.page.evaluate(KEPT) == 0

    chen.page.get_by_label("语言").select_option("en")
    # All of the page is in English, and the choice is remembered.
    expect(chen.page.locator("html")).to_have_attribute("lang", "en")
    chen.page.evaluate(
        f"async all => {{ while (await ({KEPT})() < all) await new Promise(requestAnimationFrame) }}",
        len(english),
    )

    chen.loses_signal(place.road)
    chen.go_to("/volunteering")
    expect(chen.page.get_by_role("heading", level=1)).to_have_text("My volunteering")
