"""Somebody who leafs through every page of the app, in every way in which it may look."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.e2e.pages import EVERY_PAGE, Shown, Variant, routes


class Reader:
    """Somebody who leafs through the app and remembers where each page was."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._addresses: dict[str, str] = {}

    def visit(self, shown: Shown) -> None:
        """Come to a page, and wait until all of it is there."""
        self._open(self._address(shown.route, shown.found_on))
        for step in shown.steps:
            self._button(step).click()
            self._is_all_there()
        if shown.sheet:
            self._button(shown.sheet).click()
            expect(self.page.get_by_role("dialog")).to_be_visible()
            self._is_all_there()

    def _open(self, address: str) -> None:
        self.page.goto(address)
        expect(self.page.locator("main h1")).to_be_visible()
        self._is_all_there()

    def _button(self, name: str) -> Locator:
        # Where many are alike, those who cannot see them are told more than the name that stands there.
        called = re.compile(rf"^{re.escape(name)}(: .*)?$")
        return self.page.get_by_role("main").get_by_role("button", name=called).first

    def _is_all_there(self) -> None:
        self.page.wait_for_load_state("networkidle")
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)

    def _address(self, route: str, found_on: str) -> str:
        if ":" not in route or not found_on:
            return route.replace(":code", "ABCD-EFGH")
        if route not in self._addresses:
            on = next((other.found_on for other in EVERY_PAGE if other.route == found_on), "")
            self._open(self._address(found_on, on))
            self._addresses[route] = self._link_to(route)
        return self._addresses[route]

    def _link_to(self, route: str) -> str:
        every = self.page.get_by_role("main").get_by_role("link")
        links = every.evaluate_all("links => links.map((link) => link.getAttribute('href'))")
        fixed = {other for other in routes() if ":" not in other}
        pattern = re.compile(re.sub(r":\w+", "[^/?]+", route) + r"(\?.*)?")
        found = [link for link in links if pattern.fullmatch(link) and link.partition("?")[0] not in fixed]
        assert found, f"no link to {route} among {links}"
        return str(found[0])


def put_on(page: Page, variant: Variant) -> None:
    """Let the open page look that way; what the server words itself is in that language too, then."""
    page.emulate_media(color_scheme="dark" if variant.is_dark else "light")
    if page.locator("header select").input_value() != variant.language:
        with _answered_anew(page):
            _look(page, variant)
    else:
        _look(page, variant)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


@contextmanager
def _answered_anew(page: Page) -> Iterator[None]:
    """Wait for what the page asks again; one that asks nothing is not waited for."""
    if page.locator("main .refresh").count():
        with page.expect_request_finished(
            lambda request: (
                urlsplit(request.url).path == "/graphql" and "mutation" not in (request.post_data or "")
            )
        ):
            yield
    else:
        yield


def _look(page: Page, variant: Variant) -> None:
    # Behind a sheet the header cannot be pressed, so it is done for it.
    page.evaluate(
        """({ language, isElder }) => {
             const select = document.querySelector('header select')
             if (select.value !== language) {
               select.value = language
               select.dispatchEvent(new Event('change', { bubbles: true }))
             }
             const elder = document.querySelector('header button[aria-pressed]')
             if ((elder.getAttribute('aria-pressed') === 'true') !== isElder) elder.click()
           }""",
        {"language": variant.language, "isElder": variant.is_elder},
    )
    page.wait_for_function("(language) => document.documentElement.lang === language", arg=variant.language)
    page.wait_for_function(
        "(is) => (document.documentElement.dataset.view === 'elder') === is", arg=variant.is_elder
    )
