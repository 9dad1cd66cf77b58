"""A resident reads what is held about them, takes it along, and has it erased: numbers stay, nothing personal does."""

from pathlib import Path

import orjson
from playwright.sync_api import Browser, expect

from backend.demo.people import CHEN, GRID_LEADER, MOTHER, Neighbour
from tests.e2e import place as places
from tests.e2e.asking import asks_for_formula
from tests.e2e.board import the_board_says
from tests.e2e.bringing import code_of, confirms, hands_over_by_code
from tests.e2e.phone import EVERYDAY, Phone
from tests.e2e.place import Place

THANKS = "多亏你们，宝宝有奶喝了"
HELD = ("徐静", "3栋2单元502", "牛奶蛋白过敏", "爱他美", "宝宝四个月。", THANKS)
SEALED = (
    "SELECT name FROM person WHERE id = (SELECT asked_by_id FROM supply_request)",
    "SELECT phone FROM person WHERE id = (SELECT asked_by_id FROM supply_request)",
    "SELECT name FROM resident WHERE person_id = (SELECT asked_by_id FROM supply_request)",
    "SELECT phone FROM resident WHERE person_id = (SELECT asked_by_id FROM supply_request)",
    "SELECT note FROM need JOIN resident USING (household_id)"
    " WHERE person_id = (SELECT asked_by_id FROM supply_request)",
    "SELECT note FROM supply_request",
    "SELECT answers FROM request_line",
    "SELECT words FROM delivery",
)


def test_somebody_reads_takes_along_and_erases_what_is_held_about_them(
    browser: Browser, quiet_rows: Path, tmp_path: Path
) -> None:
    with places.running(quiet_rows, tmp_path) as place:
        mother, tablet, chen, leader = (
            signed_in(browser, place, who) for who in (MOTHER, MOTHER, CHEN, GRID_LEADER)
        )
        is_given_formula(mother, chen)
        the_board_says(leader, asked=1, answered=1)
        sealed = [value for statement in SEALED for value in place.found(statement)]
        assert len(sealed) >= len(SEALED)

        reads_and_takes_it_along(mother)
        erases(mother)
        expect(mother.text("您的资料都清除了", "Everything about you is erased")).to_be_visible()
        mother.press("登录", "Sign in")
        expect(tablet.text("登录已过期", "You were signed out")).to_be_visible()

        mother.sign_in(MOTHER, on_the_way_to="/sign-in")
        mother.fill("名字", "Name", "小徐")
        mother.press("继续", "Continue")
        expect(mother.text("您还没有加入住户", "You do not belong to a household")).to_be_visible()
        mother.turn_to("求助", "Ask")
        expect(mother.page.get_by_role("main").get_by_role("article")).to_have_count(0)

        leader.page.reload()
        the_board_says(leader, asked=1, answered=1)
        leader.go_to("/households")
        expect(leader.figure("户", "Households")).to_contain_text("14")
        expect(leader.card("3栋2单元502", "3栋2单元502")).to_contain_text("空着")
        for phone in (mother, tablet, chen, leader):
            phone.context.close()

    left = place.rows.read_bytes()
    assert [value for value in sealed if as_kept(value) in left] == []
    assert "The audit trail is whole" in place.at_its_computer("audit")


def signed_in(browser: Browser, place: Place, who: Neighbour) -> Phone:
    """A phone of theirs."""
    phone = Phone(browser, place.address, EVERYDAY)
    phone.sign_in(who)
    return phone


def is_given_formula(mother: Phone, chen: Phone) -> None:
    """Leave a trace of every kind."""
    need = asks_for_formula(mother)
    chen.go_to(f"/needs/{need}")
    chen.promises(7)
    chen.press("看地址，去送", "See the address and deliver")
    hands_over_by_code(chen, code_of(mother))
    confirms(mother, 7, "陈*", THANKS)


def reads_and_takes_it_along(person: Phone) -> None:
    """All of it is on the page, and in a file that a program can read."""
    person.turn_to("我的", "Me")
    person.press("我的资料", "My data")
    for held in (*HELD, "138 0000 0008"):
        expect(person.page.get_by_role("main")).to_contain_text(held)
    with person.page.expect_download() as download:
        person.press("下载文件", "Download a file")
    taken = str(orjson.loads(download.value.path().read_bytes()))
    assert [held for held in (*HELD, MOTHER.phone) if held not in taken] == []


def erases(person: Phone) -> None:
    """A code shows that it is them; then one last question."""
    person.press("清除我的资料", "Erase my data")
    person.fill("手机号", "Phone number", MOTHER.phone)
    person.press("获取验证码", "Get a code")
    code = person.text("演示版：验证码是", "Demo: the code is").inner_text().split()[-1]
    person.fill("短信里的 6 位数字", "The 6 digits from the message", code)
    person.press("清除，不再保留", "Erase for good", person.sheet)


def as_kept(value: object) -> bytes:
    """How a value lies in the file."""
    return value if isinstance(value, bytes) else str(value).encode()
