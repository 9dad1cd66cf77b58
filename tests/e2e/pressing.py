"""What many stories press and read."""

from playwright.sync_api import Locator

from tests.e2e.phone import Phone


def heading(phone: Phone) -> Locator:
    """What the page is called."""
    return phone.page.get_by_role("heading", level=1)


def confirms(phone: Phone, what: str, within: Locator | None = None) -> None:
    """Press it, and press it again where it is asked whether one is sure."""
    phone.press(what, within=within or phone.page.get_by_role("main"))
    phone.press(what, within=phone.sheet)
