"""Coming in by an invitation, as a leader gives it and a newcomer types it."""

import segno
from playwright.sync_api import Locator

from tests.e2e.phone import Phone


def invites_to(leader: Phone, door: str) -> str:
    """Make an invitation for one household; gives its link."""
    leader.go_to("/households")
    leader.press(door, door)
    leader.press("给这一户发邀请码", "Invitation for this household")
    return scanned(leader)


def scanned(leader: Phone) -> str:
    """What a camera reads in the QR code; beside it stands the code that the link ends with."""
    link = reads(leader.sheet)
    code = leader.sheet.get_by_role("figure").inner_text().replace(" ", "").strip()
    assert link == f"{leader.address}/join/{code}"
    return link


def reads(shown: Locator) -> str:
    """The link in a QR code, which is told to those who cannot see it as well."""
    # Both at once: a code at a place is another one soon.
    said, drawn = shown.get_by_role("img").evaluate("(one) => [one.alt, one.getAttribute('src')]")
    link = str(said).rpartition(": ")[2]
    assert drawn == segno.make(link, error="m").svg_data_uri(border=2, omitsize=True)
    return link


def lives_at(newcomer: Phone, building: str, unit: str, room: str) -> None:
    """Say at which door."""
    newcomer.page.get_by_label(newcomer.says("楼栋", "Building")).select_option(label=building)
    newcomer.page.get_by_label(newcomer.says("单元", "Unit")).select_option(label=unit)
    newcomer.fill("房号", "Room", room)
    newcomer.press("下一步", "Next")


def comes_in(newcomer: Phone, name: str) -> None:
    """Say who one is."""
    newcomer.fill("姓名", "Name", name)
    newcomer.press("加入", "Join")
