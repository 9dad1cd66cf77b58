"""A person at a desk whose hand cannot use a mouse: everything by the keyboard alone."""

from playwright.sync_api import Locator, ViewportSize

from tests.e2e.phone import Phone

MOST = 60
"""How often somebody presses Tab before they give up."""
HAS_FOCUS = "one => one === document.activeElement"
GROUP_HAS_FOCUS = "one => one.name === document.activeElement.name"


class Desk(Phone):
    """The same pages on a wide screen, without a mouse and without a finger."""

    size: ViewportSize = {"width": 1280, "height": 800}
    has_touch = False

    def press_this(self, what: Locator) -> None:
        self._reach(what)
        self.page.keyboard.press("Enter")

    def _choose(self, label: Locator) -> None:
        """Tab leads to each tick; it leads to a group of choices, and arrows lead through that."""
        tick, choice = label.get_by_role("checkbox"), label.get_by_role("radio")
        if tick.count():
            self._reach(tick)
            self.page.keyboard.press("Space")
            return
        self._reach(choice, GROUP_HAS_FOCUS)
        for _ in range(MOST):
            if choice.evaluate(HAS_FOCUS):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")

    def _write(self, field: Locator, text: str) -> None:
        self._reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def _reach(self, what: Locator, reached: str = HAS_FOCUS) -> None:
        what.wait_for()
        for _ in range(MOST):
            if what.evaluate(reached):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {what}")
