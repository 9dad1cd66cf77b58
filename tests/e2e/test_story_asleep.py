"""A notice goes down level by level; one who should pass it on sleeps, and it goes on without them, with their name."""

from playwright.sync_api import expect

from backend.demo.people import GRID_LEADER, MOTHER, OTHER_LEADER, SECRETARY, TOWN_LEADER
from tests.e2e.conftest import in_everyday_look
from tests.e2e.evening import DISTRICT, HOUSEHOLDS, Evening
from tests.e2e.phone import Phone
from tests.e2e.telling import NOT_YET, drafts, is_shown, publishes, reach_says, saves

HEADLINE = "口罩怎么领"
IN_TOWN, IN_GRID = "镇政府门口每户 5 只", "第一网格由王芳送到楼下"
TURN = "轮到您转发"


@in_everyday_look
def test_a_notice_goes_on_without_whoever_sleeps(evening: Evening) -> None:
    district = evening.phone_of(DISTRICT)
    begins_to_go_down(district)
    reached_nobody(district)

    evening.goes_on(minutes=2)
    passes_on(evening.phone_of(TOWN_LEADER), IN_TOWN)
    secretary = evening.phone_of(SECRETARY)
    secretary.go_to("/notices/ground")
    expect(secretary.card(HEADLINE)).to_contain_text("还剩 10 分钟")
    reached_nobody(district)

    evening.goes_on(minutes=9)
    reached_nobody(district)
    evening.goes_on(minutes=1)
    stalled = district.page.get_by_role("article").filter(has_text=SECRETARY.name)
    expect(stalled).to_contain_text("余新社区居委会")
    expect(stalled).to_contain_text("到时自动转发了")

    evening.goes_on(minutes=1)
    passes_on(evening.phone_of(GRID_LEADER), IN_GRID)
    passes_on(evening.phone_of(OTHER_LEADER), "")
    reads_all_that_was_added(evening.phone_of(MOTHER))
    reach_says(district, 1, HOUSEHOLDS, [NOT_YET] * 3, [(("13 分钟", ""), 1)])
    expect(district.text("还在往下送")).to_have_count(0)
    expect(stalled).to_have_count(1)
    expect(district.text("没有按时转发的")).to_be_visible()

    expect(secretary.text("没有等着发的公告")).to_be_visible()
    secretary.choose("发出去的")
    expect(secretary.card(HEADLINE)).to_contain_text("已发布")


def begins_to_go_down(district: Phone) -> None:
    """For one town, down to its grids, ten minutes for each level."""
    drafts(district, ("指引 教大家怎么做", ""), HEADLINE)
    district.choose("其中一些")
    district.fill("按名字找网格", "", "余新")
    district.press_this(district.page.get_by_role("button", name="＋ 余新镇", exact=True))
    district.choose("逐级转发")
    district.page.get_by_label("转发到哪一级").select_option(label="网格")
    saves(district, HOUSEHOLDS)
    publishes(district)


def reached_nobody(district: Phone) -> None:
    """It is still on its way to every household, and nobody is late."""
    expect(district.text(f"还在往下送：{HOUSEHOLDS} 户").first).to_be_visible()
    expect(district.figure("已到户")).to_contain_text(f"0/ {HOUSEHOLDS}")
    expect(district.text("没有按时转发的")).to_have_count(0)


def passes_on(phone: Phone, line: str) -> None:
    """The first thing on their desk: read it, add a line, pass it on."""
    phone.go_to("/notices/ground")
    phone.open_first()
    expect(phone.text(TURN)).to_be_visible()
    phone.fill("补一句", "", line)
    phone.press("转发下去")
    expect(phone.text(TURN)).to_have_count(0)


def reads_all_that_was_added(mother: Phone) -> None:
    """What each level had to say, in the order in which it came down."""
    mother.press_this(is_shown(mother, HEADLINE))
    expect(mother.page.locator("blockquote p:first-child")).to_have_text([IN_TOWN, IN_GRID])
