"""In large type: a household signs a pledge on a phone, another at its door without signal; a new version is signed anew."""

import pytest
from playwright.sync_api import expect

from backend.demo.people import GRID_LEADER, LIAISON, OLD_MAN
from tests.e2e.evening import HOUSEHOLDS, Evening
from tests.e2e.phone import ELDER, Phone
from tests.e2e.pressing import heading
from tests.e2e.telling import NOT_YET, drafts, is_shown, publishes, reach_says, saves

PLEDGE = "不办酒席承诺书"
TEXT = "我家近期不办酒席，不聚餐。"
DOOR = "3栋2单元201"
ON_PAPER = "SELECT COUNT(*) FROM signature WHERE taken_by_id IS NOT NULL"


@pytest.mark.parametrize("look", [ELDER], ids=["elder"])
def test_a_pledge_is_signed_on_a_phone_and_at_a_door(evening: Evening) -> None:
    leader, liaison = evening.phone_of(GRID_LEADER), evening.phone_of(LIAISON)
    drafts(leader, ("承诺书 请每户签名", ""), PLEDGE)
    leader.fill("正文", "", TEXT)
    saves(leader, HOUSEHOLDS)
    publishes(leader)

    evening.goes_on(minutes=7)
    old_man = evening.phone_of(OLD_MAN)
    signs(old_man)
    reach_says(leader, 1, HOUSEHOLDS, [NOT_YET] * 3, [(("7 分钟", ""), 1)])
    goes_there(evening, liaison)
    evening.goes_on(minutes=10)
    liaison.has_signal_again(evening.place.road)
    reach_says(leader, 2, HOUSEHOLDS, [NOT_YET] * 3, [(("7 分钟", ""), 1), (("10 分钟", ""), 2)])
    signatures = leader.page.get_by_text("签名的", exact=True).locator("xpath=following-sibling::dd")
    expect(signatures).to_have_text("2")

    list_of_signatures(leader)
    is_printed(leader)
    a_new_version_is_signed_anew(leader, old_man)


def signs(old_man: Phone) -> None:
    """The name stands there already: one press."""
    old_man.press_this(is_shown(old_man, PLEDGE))
    expect(old_man.text(TEXT)).to_be_visible()
    expect(old_man.page.get_by_label("姓名")).to_have_value(OLD_MAN.name)
    old_man.press("签名")
    expect(old_man.text("您家已在1月29日签名。")).to_be_visible()


def goes_there(evening: Evening, liaison: Phone) -> None:
    """At 20:28 an old woman writes her name on the liaison's phone, which has no signal there."""
    liaison.press_this(is_shown(liaison, PLEDGE))
    liaison.press("看谁还没收到")
    expect(liaison.page.get_by_role("main").get_by_role("article")).to_have_count(HOUSEHOLDS - 2)
    expect(liaison.page.get_by_role("button", name="请住户签名").first).to_be_visible()
    liaison.loses_signal(evening.place.road)
    evening.goes_on(minutes=3)
    liaison.press(f"请住户签名: {DOOR}")
    expect(liaison.sheet).to_contain_text(TEXT)
    liaison.sheet.get_by_label("签名人").fill("陆阿妹")
    liaison.press("请住户签名", within=liaison.sheet)
    noted = liaison.page.get_by_role("region", name="刚登记的").get_by_role("article")
    expect(noted).to_contain_text(DOOR)
    expect(noted).to_contain_text("已签名")
    assert evening.place.found(ON_PAPER) == [0]


def list_of_signatures(leader: Phone) -> None:
    """Who has signed, when to the second, and before whom."""
    leader.press("‹ 返回")
    leader.press("看住户的回应")
    rows = leader.page.get_by_role("list", name="签名").get_by_role("listitem")
    expect(rows).to_have_text(
        [
            f"陆阿妹 河滨里微网格 {DOOR} 2020年1月29日 20:28:00，朱美珍上门签的",
            "顾福根 河滨里微网格 3栋2单元101 2020年1月29日 20:25:00",
        ]
    )


def is_printed(leader: Phone) -> None:
    """The same on paper, with the version that was signed."""
    with leader.context.expect_page() as opened:
        leader.press("打印签名表")
    paper = opened.value
    for said in (PLEDGE, TEXT, "第 1 版", "顾福根", "陆阿妹", "20:28"):
        expect(paper.locator("body")).to_contain_text(said)
    paper.close()


def a_new_version_is_signed_anew(leader: Phone, old_man: Phone) -> None:
    """Whoever signed one text has not signed another."""
    leader.press("‹ 返回")
    leader.press("更正")
    leader.fill("改了什么", "", "加上满月酒")
    leader.fill("正文", "", TEXT + "满月酒也不办。")
    leader.press("存草稿，看样子")
    publishes(leader)
    expect(leader.text("第 2 版")).to_be_visible()

    old_man.press("看新的一版")
    expect(old_man.text("满月酒也不办。")).to_be_visible()
    expect(old_man.button("签名")).to_be_visible()
    leader.press("‹ 返回")
    leader.press("看住户的回应")
    expect(leader.text("还没有人签名")).to_be_visible()
    expect(heading(leader)).to_have_text(PLEDGE)
