"""Somebody adds their number, or changes it, and is still themselves on another phone."""

from playwright.sync_api import expect

from backend.demo.people import GRID_LEADER, MOTHER, OLD_MAN, RIVERSIDE, Neighbour
from tests.e2e.coming_in import comes_in, invites_to
from tests.e2e.conftest import NewPhone, PhoneOf, in_everyday_look
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.e2e.writing import writes

FATHER = Neighbour("徐强", "13900000301", RIVERSIDE)
NEW = "13900000302"


@in_everyday_look
@writes("InviteResidents", "AcceptInvitation", "ChangePhone")
def test_who_came_in_without_a_number_adds_one_and_signs_in_by_it_as_themselves(
    place: Place, phone_of: PhoneOf, new_phone: NewPhone
) -> None:
    leader = phone_of(GRID_LEADER)
    father = new_phone("father")
    father.opens(invites_to(leader, "3栋2单元502"))
    comes_in(father, FATHER.name)
    expect(father.text("您已加入")).to_be_visible()
    people = place.found("SELECT COUNT(*) FROM person")

    father.go_to("/me/phone")
    expect(father.text("您还没有登记手机号")).to_be_visible()
    proves(father, OLD_MAN.phone)
    expect(father.text("这个号码已经有账号了")).to_be_visible()
    with place.takes("ChangePhone"):
        proves(father, FATHER.phone)
    expect(father.text("以后请用 139 **** 0301 登录")).to_be_visible()

    another = new_phone("another phone of his")
    another.sign_in(FATHER)
    another.go_to("/my-household")
    family = another.card("家里人").get_by_role("listitem")
    expect(family).to_contain_text([MOTHER.name, FATHER.name])
    assert place.found("SELECT COUNT(*) FROM person") == people
    assert place.found("SELECT COUNT(*) FROM deed WHERE verb = 'changePhone'") == [1]
    assert place.found("SELECT COUNT(*) FROM message WHERE link = '/me/devices'") == [1]


@in_everyday_look
@writes("ChangePhone")
def test_who_signed_in_long_ago_proves_the_old_number_too(
    place: Place, phone_of: PhoneOf, new_phone: NewPhone
) -> None:
    mother = phone_of(MOTHER)
    place.happens("UPDATE session SET created_at = '2020-01-29 11:00:00+00:00'")
    mother.turn_to("我的")
    mother.press("手机号")
    proves(mother, NEW)
    expect(mother.text("新号码对了")).to_be_visible()
    mother.fill("原来的手机号", "", MOTHER.phone)
    mother.press("获取验证码")
    code = mother.text("演示版：验证码是").inner_text().split()[-1]
    with place.takes("ChangePhone"):
        mother.fill("短信里的 6 位数字", "", code)
    expect(mother.text("以后请用 139 **** 0302 登录")).to_be_visible()

    another = new_phone("another phone of hers")
    another.sign_in(Neighbour(MOTHER.name, NEW, RIVERSIDE))
    another.turn_to("我的")
    expect(another.card(MOTHER.name)).to_contain_text("139 **** 0302")


def proves(person: Phone, number: str) -> None:
    """Write a new number, and the code that the demo shows."""
    person.fill("新手机号", "", number)
    person.press("获取验证码")
    person.press("填入")
