"""Every page of the app, who sees it, and the ways in which it may look."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from backend.demo import people
from backend.demo.people import Neighbour
from tests.e2e import crowded

PWA = Path(__file__).parents[2] / "pwa" / "src"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as somebody comes to it: by its address, or by the first link to it on another page."""

    route: str
    who: Neighbour | None
    found_on: str = ""
    sheet: str = ""
    """The button (in simplified Chinese) that opens a sheet over it, if that is to be looked at."""
    steps: tuple[str, ...] = ()
    """Buttons that are pressed before that, one after the other."""

    @property
    def name(self) -> str:
        """What a picture of it is called: household-id, request-id-I-will-bring-it."""
        parts = [*re.findall(r"[\w-]+", self.route), *self.steps, self.sheet]
        return "-".join(part for part in parts if part) or "start"


@dataclass(frozen=True, slots=True)
class Variant:
    """A language and the two ways in which sizes and colours change."""

    language: str = "zh-Hans"
    is_elder: bool = False
    is_dark: bool = False

    @property
    def name(self) -> str:
        return "-".join(
            [self.language, "elder" if self.is_elder else "normal", "dark" if self.is_dark else "light"]
        )


NEXT_WEEK = "下一周"
LANGUAGES = ("zh-Hans", "zh-Hant", "en")


def variants() -> Iterator[Variant]:
    """All of them; from one to the next as little changes as can be."""
    for language in LANGUAGES:
        for is_elder in (False, True):
            for is_dark in (False, True):
                yield Variant(language, is_elder, is_dark)


SIGNED_OUT = (
    Shown("/sign-in", None),
    Shown("/erased", None),
    Shown("/join", None),
    Shown("/join/:code", None),
)
RESIDENT = tuple(
    Shown(*page)
    for page in (
        ("/today", people.MOTHER),
        ("/requests", people.MOTHER),
        ("/requests/:id", people.MOTHER, "/requests"),
        ("/requests/:id", people.MOTHER, "/requests", "修改用完时间"),
        ("/requests/:id", people.FAMILY, "/requests"),
        ("/requests/:id", people.FAMILY, "/requests", "收到了"),
        ("/ask", people.MOTHER),
        ("/me", people.MOTHER),
        ("/me/name", people.MOTHER),
        ("/me/phone", people.MOTHER),
        ("/me/devices", people.MOTHER),
        ("/me/own", people.MOTHER),
        ("/me/erase", people.MOTHER),
        ("/me/messages", people.MOTHER),
        ("/me/push", people.MOTHER),
        ("/welcome", people.MOTHER),
        ("/waiting", people.MOTHER),
        ("/my-household", people.MOTHER),
        ("/volunteering/apply", people.MOTHER),
        ("/nowhere", people.MOTHER),
    )
)
VOLUNTEER = tuple(
    Shown(*page)
    for page in (
        ("/needs", people.CHEN),
        ("/needs", people.CHEN, "", "我来送"),
        ("/needs/:id", people.CHEN, "/needs"),
        ("/promises", people.CHEN),
        ("/promises/:id", people.CHEN, "/promises"),
        ("/promises/:id", people.CHEN, "/promises", "送到了"),
        ("/promises/:id", people.CHEN, "/promises", "送不了，退回"),
        ("/duties", people.CHEN),
        ("/shifts", people.CHEN),
        ("/shifts/:id", people.CHEN, "/duties"),
        ("/shifts/:id", people.CHEN, "/duties", "退出"),
        ("/shifts/:id", people.CHEN, "/duties", "找人换班"),
        ("/shifts/:id", people.CHEN, "/duties", "扫码签到"),
        ("/shifts/:id", people.ZHOU, "/duties"),
        ("/shifts/:id", people.ZHOU, "/duties", "改交接记录"),
        ("/shifts/:id", crowded.OFFERS, "/duties"),
        ("/shifts/:id", crowded.WAITS, "/duties"),
        ("/shifts/:id", crowded.IS_ASKED_AGAIN, "/duties"),
        ("/shifts/:id", crowded.IS_CALLED_OFF, "/duties"),
        ("/shifts/:id", crowded.WAS_ASKED, "/me/messages"),
        ("/volunteering", people.CHEN),
        ("/volunteering/change", people.CHEN),
        ("/today", people.CHEN),
    )
)
LEADER = tuple(
    Shown(*page)
    for page in (
        ("/board", people.GRID_LEADER),
        ("/board", people.GRID_LEADER, "", "安排"),
        ("/board/:grid", people.GRID_LEADER, "/board"),
        ("/pool/:grid", people.GRID_LEADER, "/board"),
        ("/pool/:grid/:item", people.GRID_LEADER, "/pool/:grid"),
        ("/duty", people.GRID_LEADER),
        ("/duty", people.GRID_LEADER, "", "", (NEXT_WEEK,)),
        ("/duty", people.GRID_LEADER, "", "缺 1 人", (NEXT_WEEK,)),
        ("/duty", people.GRID_LEADER, "", people.ZHOU.name),
        ("/duty/:grid", people.GRID_LEADER, "/board"),
        ("/duty/:grid/new", people.GRID_LEADER, "/duty"),
        ("/duty/:grid/rota", people.GRID_LEADER, "/duty"),
        ("/duty/:grid/rota", people.GRID_LEADER, "/duty", "", ("全选", "先看看")),
        ("/duty/:grid/rotas", people.GRID_LEADER, "/duty"),
        ("/duty/:grid/today", people.GRID_LEADER, "/duty"),
        ("/duty/:grid/hours", people.GRID_LEADER, "/duty"),
        ("/duty/shift/:id", people.GRID_LEADER, "/duty"),
        ("/duty/shift/:id", people.GRID_LEADER, "/duty", "取消这一班"),
        ("/duty/shift/:id/change", people.GRID_LEADER, "/duty/shift/:id"),
        ("/duty/shift/:id/place", people.GRID_LEADER, "/duty/shift/:id"),
        ("/needs", people.GRID_LEADER),
        ("/needs/:id", people.GRID_LEADER, "/needs"),
        ("/people", people.GRID_LEADER),
        ("/grids", people.GRID_LEADER),
        ("/grids/:id", people.GRID_LEADER, "/grids"),
        ("/grids/:id", people.GRID_LEADER, "/grids", "任命"),
        ("/grids/:id", people.GRID_LEADER, "/grids", "分成微网格"),
        ("/households", people.GRID_LEADER),
        ("/households/:id", people.GRID_LEADER, "/households"),
        ("/households/:id", people.GRID_LEADER, "/households", "登记居民"),
        ("/households/:id", people.GRID_LEADER, "/households", "给这一户发邀请码"),
        ("/households/new", people.GRID_LEADER),
        ("/households/liaisons", people.GRID_LEADER),
        ("/households/invitations", people.GRID_LEADER),
        ("/households/import", people.GRID_LEADER),
        ("/volunteers", people.GRID_LEADER),
        ("/volunteers/:id", people.GRID_LEADER, "/volunteers"),
        ("/stock", people.GRID_LEADER),
        ("/stock/:grid", people.GRID_LEADER, "/board"),
        ("/stock/:grid/:item", people.GRID_LEADER, "/stock"),
        ("/items/:grid", people.GRID_LEADER, "/stock"),
        ("/items/:grid/new", people.GRID_LEADER, "/items/:grid"),
        ("/rations/:grid", people.GRID_LEADER, "/stock"),
        ("/me/tokens", people.GRID_LEADER),
        ("/me/tokens", people.GRID_LEADER, "", "新建密钥"),
    )
)
ABOVE = tuple(
    Shown(*page)
    for page in (
        ("/board", people.TOWN_LEADER),
        ("/pool/:grid", people.TOWN_LEADER, "/board"),
        ("/people", people.TOWN_LEADER),
        ("/stock", people.TOWN_LEADER),
    )
)
EVERY_PAGE = SIGNED_OUT + RESIDENT + VOLUNTEER + LEADER + ABOVE


@cache
def routes() -> frozenset[str]:
    """The routes that the app knows."""
    files = [*PWA.glob("*/routes.ts"), *PWA.glob("*/*/routes.ts")]
    return frozenset(path for file in files for path in re.findall(r"path: '(/[^']*)'", file.read_text()))


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
