"""A person with a phone: a browser of their own, used by what stands on its screen."""

from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from backend.demo.people import Neighbour
from tests.e2e.road import Road
from tests.patience import MILLISECONDS
from tests.push.browser import WorkerOf, subscribes_as
from tests.push.stand_in import Handset


@dataclass(frozen=True, slots=True)
class Look:
    """How the screens of a story look."""

    name: str
    locale: str = "zh-CN"
    is_elder: bool = False

    @property
    def is_chinese(self) -> bool:
        return self.locale.startswith("zh")


EVERYDAY = Look("everyday")
ELDER = Look("elder", is_elder=True)
ENGLISH = Look("english", locale="en-US")


READING = 550
"""So many milliseconds a person takes at the least to read what a sheet asks, or has uncovered."""
SHEETS = """
  window.sheetMoved = -Infinity
  const isSheet = (node) => node.nodeName === 'DIALOG' || !!node.querySelector?.('dialog')
  new MutationObserver((changes) => {
    const moved = changes.some(({ type, addedNodes, removedNodes }) =>
      type === 'attributes' || [...addedNodes, ...removedNodes].some(isSheet))
    if (moved) window.sheetMoved = performance.now()
  }).observe(document, { subtree: true, childList: true, attributeFilter: ['open'] })
"""
HAS_BEEN_READ = "reading => performance.now() - window.sheetMoved > reading"

PHONE: ViewportSize = {"width": 360, "height": 800}


class Phone:
    """One phone, at first signed out.

    Whatever is to be pressed or read is said in Chinese and in English; a story that is told in the everyday look
    only leaves the English out.
    """

    size: ViewportSize = PHONE
    has_touch = True
    zone = "Asia/Shanghai"

    def __init__(self, browser: Browser, address: str, look: Look, sharpness: int = 1) -> None:
        self.address = address
        self.look = look
        self.context: BrowserContext = browser.new_context(
            viewport=self.size,
            locale=look.locale,
            timezone_id=self.zone,
            base_url=address,
            has_touch=self.has_touch,
            device_scale_factor=sharpness,
        )
        self.context.set_default_timeout(MILLISECONDS)
        self.context.add_init_script(SHEETS)
        self.page: Page = self.context.new_page()

    def says(self, chinese: str, english: str = "") -> str:
        """A sentence of the screen, in the language that it is read in."""
        assert self.look.is_chinese or english, f"nobody has said {chinese} in English"
        return chinese if self.look.is_chinese else english

    def opens(self, path: str) -> None:
        """Come to Lianxin for the first time, by a link or a QR code."""
        self.page.goto(path)
        if self.look.is_elder:
            self.press("长辈版", "Large type")

    def sign_in(self, who: Neighbour, on_the_way_to: str = "/") -> None:
        """Type the number, and the code that the demo shows on the screen."""
        self.opens(on_the_way_to)
        self.fill("手机号", "Phone number", who.phone)
        self.press("获取验证码", "Get a code")
        self.press("填入", "Fill it in")
        expect(self.page.get_by_role("navigation")).to_be_visible()

    def is_called_at(self, handset: Handset) -> WorkerOf:
        """Let this phone ring: it subscribes with the keys of a handset at the push service."""
        subscribes_as(self.context, handset, self.address)
        self.page.goto("/me/push")
        self.page.evaluate("navigator.serviceWorker.ready")
        worker = WorkerOf(self.page, self.address)
        self.press("开启提醒", "Turn on alerts")
        expect(self.button("发一条测试消息", "Send a test message")).to_be_visible()
        return worker

    def in_another_tab(self, path: str) -> "Phone":
        """The same phone with a second page open."""
        tab = copy(self)
        tab.page = self.context.new_page()
        tab.go_to(path)
        return tab

    def go_to(self, path: str) -> None:
        """Type an address."""
        self.page.goto(path)

    def turn_to(self, chinese: str, english: str = "") -> None:
        """Press a tab at the bottom of the screen."""
        tabs = self.page.get_by_role("navigation")
        self.press_this(tabs.get_by_role("link", name=self.says(chinese, english), exact=True))

    def open_first(self) -> None:
        """Follow the first link of a list."""
        self.press_this(self.page.get_by_role("main").get_by_role("article").get_by_role("link").first)

    def press(self, chinese: str, english: str = "", within: Locator | None = None) -> None:
        """Press the button, or follow the link, with this name."""
        self.press_this(self.button(chinese, english, within))

    def button(self, chinese: str, english: str = "", within: Locator | None = None) -> Locator:
        """What can be pressed and has this name."""
        here, name = within or self.page, self.says(chinese, english)
        return here.get_by_role("button", name=name, exact=True).or_(
            here.get_by_role("link", name=name, exact=True)
        )

    def choose(self, chinese: str, english: str = "") -> None:
        """Press one of a few choices."""
        self._choose(self.page.locator("label", has_text=self.says(chinese, english)))

    def fill(self, chinese: str, english: str, value: str) -> None:
        """Write into the field with this name."""
        self._write(self.page.get_by_label(self.says(chinese, english)), value)

    def count(self, number: int, within: Locator | None = None) -> None:
        """Say how many."""
        self._write((within or self.page).get_by_role("spinbutton"), str(number))

    def press_this(self, what: Locator) -> None:
        """Press what several names could mean, once it can have been read."""
        what.wait_for()
        # What a sheet has just brought or uncovered under a finger cannot be meant so soon: ui/second-tap.ts.
        self.page.wait_for_function(HAS_BEEN_READ, arg=READING)
        what.click()

    def _choose(self, label: Locator) -> None:
        label.click()

    def _write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def text(self, chinese: str, english: str = "", within: Locator | None = None) -> Locator:
        """Where these words stand."""
        return (within or self.page).get_by_text(self.says(chinese, english))

    def card(self, chinese: str, english: str = "") -> Locator:
        """The cards with these words in them."""
        return self.page.get_by_role("article").filter(has_text=self.says(chinese, english))

    def promises(self, tins: int) -> None:
        """Take on some of the need on the screen."""
        self.press("我来送", "I will bring it")
        self.count(tins, self.sheet)
        self.press("答应送", "I promise", self.sheet)
        expect(self.sheet).to_have_count(0)

    def wants_messages_in_its_language(self) -> None:
        """Say in which language messages are to come; they come in Chinese unless somebody does."""
        if self.look.is_chinese:
            return
        self.go_to("/me/name")
        self.choose("English", "English")
        self.press("保存", "Save")
        expect(self.text("已保存", "Saved")).to_be_visible()

    def figure(self, chinese: str, english: str = "") -> Locator:
        """The big number with this name."""
        name = self.page.get_by_text(self.says(chinese, english), exact=True)
        return self.page.get_by_role("main").locator(":scope a, :scope div").filter(has=name).last

    @property
    def sheet(self) -> Locator:
        """What has slid up from below."""
        return self.page.get_by_role("dialog")

    def takes_a_photo(self) -> None:
        """Hold the camera at something: the phone's own dialog is not part of the page."""
        with self.page.expect_file_chooser() as camera:
            self.press("拍照片", "Take a photo", self.sheet)
        camera.value.set_files([_photo()])

    def loses_signal(self, road: Road) -> None:
        """Walk into a stairwell, once all of the app is on the phone."""
        self.page.evaluate("navigator.serviceWorker.ready")
        # The browser's own switch comes too late for a service worker that is just being woken.
        road.shuts_out(self._session)
        self.context.set_offline(True)

    def has_signal_again(self, road: Road) -> None:
        """Walk out of it."""
        road.lets_in(self._session)
        self.context.set_offline(False)

    @property
    def _session(self) -> str:
        """What this phone says of itself in every request."""
        return next(
            cookie.get("value", "") for cookie in self.context.cookies() if cookie.get("name") == "lianxin"
        )


def _photo() -> Any:
    picture = BytesIO()
    Image.new("RGB", (640, 480), "#c8b89a").save(picture, "JPEG")
    return {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
