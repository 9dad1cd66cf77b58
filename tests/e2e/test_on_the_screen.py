"""What somebody must see is on the screen of a small phone."""

from playwright.sync_api import expect

from backend.demo.people import FIRST, SECRETARY
from tests.e2e.conftest import PhoneOf, in_everyday_look
from tests.e2e.place import Place
from tests.e2e.pressing import confirms, heading
from tests.e2e.writing import writes


@in_everyday_look
@writes()
def test_a_long_name_is_read_whole_and_a_refusal_stands_above_the_tabs(
    place: Place, phone_of: PhoneOf
) -> None:
    name = "风光新能源机电产业园区居委会第一网格"
    place.happens(f"UPDATE grid SET name = '{name}' WHERE code = '{FIRST}'")
    leader = phone_of(SECRETARY)
    for step in ("人员", "网格与岗位", name):
        leader.press(step)
    expect(heading(leader)).to_have_text(name)
    assert heading(leader).evaluate("title => title.scrollWidth <= title.clientWidth")
    assert leader.page.evaluate("document.documentElement.scrollWidth") == leader.size["width"]

    confirms(leader, "关闭网格")
    refusal = leader.page.get_by_role("alert").get_by_text("请先移走再关闭")
    expect(refusal).to_be_in_viewport()
    lowest = "(one) => document.elementFromPoint(180, one.getBoundingClientRect().bottom - 2)"
    assert refusal.evaluate(f"(said) => said.contains(({lowest})(said))")
