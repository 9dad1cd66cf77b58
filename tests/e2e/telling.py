"""How a notice is written and sent, what its figures say, and how it is read."""

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, expect

from tests.e2e.phone import Phone

Said = tuple[str, str]
"""In Chinese and in English."""

NOT_YET: Said = ("还没到", "not yet")


def drafts(phone: Phone, kind: Said, headline: str) -> None:
    """Begin a notice of this sort; the form is open."""
    phone.go_to("/notices/write")
    phone.press(*kind)
    phone.fill("标题", "Headline", headline)


def saves(phone: Phone, households: int) -> None:
    """Keep it as a draft, and see for how many households it is."""
    phone.press("存草稿，看样子", "Save draft and preview")
    expect(phone.figure("要到的户数", "Households to reach")).to_contain_text(str(households))


def publishes(phone: Phone) -> None:
    """Send the draft on the screen, and look whom it reaches."""
    phone.press("发布", "Publish")
    phone.press("现在发布", "Publish now", phone.sheet)
    expect(phone.sheet).to_have_count(0)
    phone.press("到户情况", "Households reached")


def reach_says(
    phone: Phone, reached: int, of: int, clock: Sequence[Said], curve: Sequence[tuple[Said, int]]
) -> None:
    """The figures on the screen, which nobody refreshes: so many households of all; when it was half of them, nine in
    ten, all; and how many after what time."""
    number = phone.figure("已到户", "Households reached")
    expect(number).to_contain_text(re.compile(rf"\D{reached}/ {of}\D"))
    picture = phone.page.get_by_role(
        "figure", name=phone.says("多久到了多少户", "How many were reached, and how soon")
    )
    marks = [phone.says(*said) for said in clock]
    expect(picture.get_by_role("definition")).to_have_text(
        [mark if mark == phone.says(*NOT_YET) else f"✓ {mark}" for mark in marks]
    )
    cells = [
        cell
        for said, number_then in curve
        for cell in (phone.says(*said), str(number_then), f"{number_then * 100 // of}%")
    ]
    expect(picture.locator("tbody td")).to_have_text(cells)


def is_shown(phone: Phone, headline: str) -> Locator:
    """What stands above the first page of whoever has not read it yet."""
    shown = phone.page.get_by_role("link", name=headline).first
    expect(shown).to_be_visible()
    return shown


def reads(phone: Phone, headline: str) -> None:
    """Open it from there, and say that one has read it."""
    phone.press_this(is_shown(phone, headline))
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(headline)
    phone.press("看过了", "I have read it")
    expect(phone.button("看过了", "I have read it")).to_have_count(0)
