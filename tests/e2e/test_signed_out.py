"""A phone that nobody is signed in on shows the way in, and nothing else; then it goes where it was going."""

import re

from playwright.sync_api import Browser, expect

from backend.demo.people import MOTHER
from tests.e2e import pages
from tests.e2e.pages import EVERY_PAGE
from tests.e2e.phone import EVERYDAY, Phone
from tests.e2e.place import Place

OPEN = {page.route for page in EVERY_PAGE if page.who is None}


def test_every_closed_page_leads_to_signing_in(browser: Browser, place: Place) -> None:
    phone = Phone(browser, place.address, EVERYDAY)
    for route in sorted(pages.routes() - OPEN):
        path = re.sub(r":\w+", "R3JpZDox", route)
        phone.go_to(path)
        expect(phone.page).to_have_url(re.compile(rf"/sign-in\?then={re.escape(path.replace('/', '%2F'))}$"))
        expect(phone.page.get_by_role("heading", level=1)).to_have_text("登录")
        expect(phone.page.get_by_role("navigation")).to_have_count(0)
    phone.context.close()


def test_whoever_signs_in_comes_to_where_they_were_going(browser: Browser, place: Place) -> None:
    phone = Phone(browser, place.address, EVERYDAY)
    phone.sign_in(MOTHER, on_the_way_to="/my-household")
    expect(phone.page).to_have_url(f"{place.address}/my-household")
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("我的家")
    phone.context.close()
