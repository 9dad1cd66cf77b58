"""The town sends a notice down level by level; the community adds a line and passes it on, and a household reads both."""

from playwright.sync_api import expect

from backend.demo.people import MOTHER, SECRETARY, TOWN_LEADER
from tests.e2e.conftest import PhoneOf, in_everyday_look
from tests.e2e.place import Place
from tests.e2e.writing import writes

LINES = "SELECT line FROM relay WHERE passed_by_id IS NOT NULL AND line <> ''"


@in_everyday_look
@writes("DraftNotice", "PublishNotice", "RecordShown", "PassOnNotice", "RecordRead")
def test_a_notice_is_passed_on_with_a_line(place: Place, phone_of: PhoneOf) -> None:
    town = phone_of(TOWN_LEADER)
    town.go_to("/notices/write")
    town.press_this(town.page.get_by_role("button", name="教大家怎么做"))
    town.page.get_by_label("标题").fill("怎么戴口罩")
    town.choose("逐级转发")
    with place.takes("DraftNotice"):
        town.press("存草稿，看样子")
    expect(town.text("处转发").first).to_be_visible()
    town.press("发布")
    with place.takes("PublishNotice"):
        town.press("现在发布", within=town.sheet)
    expect(town.text("已发布").first).to_be_visible()
    town.press("到户情况")
    expect(town.figure("已到户")).to_contain_text("0")

    with place.takes("RecordShown"):
        secretary = phone_of(SECRETARY)
        expect(secretary.page.get_by_role("link", name="怎么戴口罩")).to_be_visible()
    secretary.go_to("/notices/ground")
    secretary.open_first()
    secretary.page.get_by_label("补一句").fill("口罩在社区门口领")
    with place.takes("PassOnNotice"):
        secretary.press("转发下去")
    expect(secretary.button("转发下去")).to_have_count(0)
    assert place.found(LINES) == ["口罩在社区门口领"]

    mother = phone_of(MOTHER)
    with place.takes("RecordRead"):
        mother.go_to("/notices")
        mother.open_first()
        expect(mother.text("口罩在社区门口领")).to_be_visible()
        mother.page.get_by_role("button", name="转给邻居").scroll_into_view_if_needed()
