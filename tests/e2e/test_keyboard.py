"""The main job without a mouse: somebody asks, somebody else promises to bring it."""

from playwright.sync_api import Browser, expect

from backend.demo.people import CHEN, MOTHER
from tests.e2e.asking import asks_for_formula
from tests.e2e.desk import Desk
from tests.e2e.phone import EVERYDAY
from tests.e2e.place import Place


def test_asking_and_promising_need_nothing_but_keys(browser: Browser, place: Place) -> None:
    mother, chen = (Desk(browser, place.address, EVERYDAY) for _ in range(2))
    mother.sign_in(MOTHER)
    asks_for_formula(mother)
    # In the list and, beside it, in the request.
    expect(mother.text("正在找人", "We are looking for somebody")).to_have_count(2)

    chen.sign_in(CHEN)
    chen.turn_to("附近需要", "Needed")
    chen.promises(7)
    expect(mother.text("有人送 7 罐", "7 on the way")).to_have_count(2)
    assert place.found("SELECT quantity, promised FROM request_line") == [(7, 7)]
    for desk in (mother, chen):
        desk.context.close()
