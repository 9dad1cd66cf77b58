"""Two households ask the same; a card says what is known, and is corrected in plain sight once more is known."""

from playwright.sync_api import expect

from backend.demo.people import FAMILY, GRID_LEADER, MOTHER
from tests.e2e.conftest import in_everyday_look
from tests.e2e.evening import HOUSEHOLDS, Evening
from tests.e2e.phone import Phone
from tests.e2e.pressing import heading
from tests.e2e.telling import NOT_YET, drafts, is_shown, publishes, reach_says, saves

GUIDANCE, CARD = "在家怎么消毒", "喝白酒防不防病毒"
ASKED = "喝高度白酒是不是能杀死病毒？"
ASKED_TOO = "喝酒真的有用吗？"
FOUND_OUT = "区疾控已经查明"
SPREAD = "SELECT edition, state FROM notice WHERE kind = 'RUMOUR' ORDER BY edition"


@in_everyday_look
def test_a_question_becomes_a_card_and_the_card_is_corrected(evening: Evening) -> None:
    leader, mother, family = (evening.phone_of(who) for who in (GRID_LEADER, MOTHER, FAMILY))
    drafts(leader, ("指引 教大家怎么做", ""), GUIDANCE)
    saves(leader, HOUSEHOLDS)
    publishes(leader)
    asks(family, ASKED_TOO)
    evening.goes_on(minutes=1)
    asks(mother, ASKED)

    evening.goes_on(minutes=4)
    makes_a_card_of_both(leader)
    for phone in (mother, family):
        expect(phone.card("我的提问")).to_contain_text("已回复")
        phone.press("看为此发的辟谣")
        card_says(phone, "尚未证实")
    reach_says(leader, 2, HOUSEHOLDS, [NOT_YET] * 3, [(("0 秒", ""), 2)])
    family.go_to("/me/messages")
    expect(family.text("您问的事有了核实结果")).to_be_visible()

    evening.goes_on(minutes=20)
    corrects(leader)
    assert evening.place.found(SPREAD) == [(1, "CORRECTED"), (2, "PUBLISHED")]
    reads_the_new_version(mother)
    reach_says(leader, 1, HOUSEHOLDS, [NOT_YET] * 3, [(("0 秒", ""), 1)])
    evening.goes_on(minutes=3)
    family.go_to("/today")
    is_shown(family, CARD)
    reach_says(leader, 2, HOUSEHOLDS, [NOT_YET] * 3, [(("0 秒", ""), 1), (("3 分钟", ""), 2)])


def asks(phone: Phone, what: str) -> None:
    """Under the notice that one reads."""
    phone.press_this(is_shown(phone, GUIDANCE))
    phone.press("有不明白的，问一问")
    phone.fill("想问什么", "", what)
    phone.press("送出", within=phone.sheet)
    expect(phone.card(what)).to_contain_text("等回复")


def makes_a_card_of_both(leader: Phone) -> None:
    """The questions lie together; the card begins with the words of one of them."""
    leader.go_to("/notices/ground")
    leader.choose("发出去的")
    leader.open_first()
    leader.press("看住户的回应")
    for what in (ASKED, ASKED_TOO):
        leader.page.get_by_label(what).check()
    leader.press("用这些提问写一条辟谣")
    expect(leader.page.get_by_label("传言是怎么说的")).to_have_value(ASKED)
    expect(leader.text("回答 2 个提问")).to_be_visible()
    leader.fill("标题", "", CARD)
    leader.fill("谁核实的", "", "社区卫生服务中心")
    leader.choose("尚未证实")
    saves(leader, HOUSEHOLDS)
    publishes(leader)


def card_says(phone: Phone, verdict: str) -> None:
    """What is said, and what is true of it as far as anybody knows."""
    expect(heading(phone)).to_have_text(CARD)
    terms = phone.page.get_by_role("article").filter(has_text="查证结果").get_by_role("definition")
    expect(terms.filter(has_text=ASKED)).to_be_visible()
    expect(terms.filter(has_text=verdict)).to_be_visible()


def corrects(leader: Phone) -> None:
    """A second version, which says what changed."""
    leader.press("‹ 返回")
    leader.press("更正")
    leader.fill("改了什么", "", FOUND_OUT)
    leader.choose("不实")
    leader.fill("谁核实的", "", "区疾病预防控制中心")
    leader.press("存草稿，看样子")
    expect(leader.text(f"改了什么：{FOUND_OUT}")).to_be_visible()
    publishes(leader)
    expect(leader.text("第 2 版")).to_be_visible()


def reads_the_new_version(mother: Phone) -> None:
    """Whoever has the first one open is led from it to the second, and back: nothing is changed in secret."""
    expect(mother.text("这一版已经更正，请看新的一版。")).to_contain_text(f"改了什么：{FOUND_OUT}")
    mother.press("看新的一版")
    card_says(mother, "不实")
    expect(mother.page.locator("s")).to_have_text(ASKED)
    mother.press("看过了")
    mother.press("看原来那一版")
    card_says(mother, "尚未证实")
