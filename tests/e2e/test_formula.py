"""A mother asks at seven in the evening for formula; one brings one tin, another six, and she sees each step."""

from playwright.sync_api import expect

from backend.demo.people import CHEN, GRID_LEADER, MOTHER, ZHOU
from tests.e2e.asking import asks_for_formula
from tests.e2e.board import the_board_says
from tests.e2e.bringing import code_of, confirms, hands_over_by_code, hands_over_by_photo
from tests.e2e.conftest import PhoneOf
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.patience import LONG

DELIVERIES = "SELECT p.quantity, d.state, d.proof FROM delivery d JOIN delivery_part p ON p.delivery_id = d.id ORDER BY d.id"


def test_a_need_is_asked_seen_claimed_and_met(place: Place, phone_of: PhoneOf) -> None:
    mother, chen, zhou = phone_of(MOTHER), phone_of(CHEN), phone_of(ZHOU)
    leader = phone_of(GRID_LEADER)
    the_board_says(leader, asked=0)
    handset = place.push.handset()
    chen.wants_messages_in_its_language()
    worker = chen.is_called_at(handset)

    need = asks_for_formula(mother)
    expect(mother.text("正在找人", "We are looking for somebody")).to_be_visible()
    the_board_says(leader, asked=1, unclaimed=1)

    assert handset.rang.wait(LONG)
    [said] = handset.said
    assert said["title"] in {
        chen.says(title, english)
        for title, english in (
            ("附近有人需要物资", "Somebody near you needs supplies"),
            ("急：附近有人需要物资", "Urgent: somebody near you needs supplies"),
        )
    }
    assert {"徐静", "奶粉", "502"}.isdisjoint(said)
    worker.receives(said)
    assert worker.shows(said["tag"]) == {key: said[key] for key in ("title", "body", "tag", "link")}
    worker.is_pressed(said["tag"])
    chen.page.wait_for_url(f"**/needs/{need}")
    chen.promises(1)
    expect(mother.text("还差 6 罐 · 有人送 1 罐", "6 still missing · 1 on the way")).to_be_visible()
    the_board_says(leader, asked=1, unclaimed=1)

    zhou.go_to("/needs")
    zhou.promises(6)
    zhou.press("看地址和电话", "See the address")
    expect(mother.text("请等他们上门", "Please wait at home")).to_be_visible()
    the_board_says(leader, asked=1)
    expect(zhou.text("3栋2单元502", "3栋2单元502")).to_be_visible()

    code = code_of(mother)
    chen.press("看地址，去送", "See the address and deliver")
    hands_over_by_code(chen, code)
    confirms(mother, 1, "陈*")
    hands_over_by_photo(zhou)
    expect(mother.page.get_by_alt_text(mother.says("送到时的照片", "Photo at the door"))).to_be_visible()
    the_board_says(leader, asked=1, answered=1)
    confirms(mother, 6, "周*")

    expect(mother.text("办完了", "Done")).to_be_visible()
    expect(mother.text("都收到了。", "All of it has arrived.")).to_be_visible()
    the_board_says(leader, asked=1, answered=1)
    every_step_is_there(mother)
    assert place.found(DELIVERIES) == [(1, "CONFIRMED", "CODE"), (6, "CONFIRMED", "PHOTO")]
    assert place.found("SELECT state FROM supply_request") == ["CLOSED"]
    expect(zhou.text("地址不再显示", "the address is no longer shown")).to_be_visible()


def every_step_is_there(mother: Phone) -> None:
    """The timeline, from the asking to the last word of thanks."""
    steps = mother.page.get_by_role("list", name=mother.says("经过", "What happened")).get_by_role("listitem")
    expect(steps).to_contain_text(
        [
            mother.says(*said)
            for said in (
                ("住户求助：婴儿奶粉 7 罐", "The household asked for Infant formula × 7"),
                ("志愿者 陈* 会送来：婴儿奶粉 1 罐", "Volunteer 陈* will bring Infant formula × 1"),
                ("志愿者 周* 会送来：婴儿奶粉 6 罐", "Volunteer 周* will bring Infant formula × 6"),
                ("志愿者 陈* 送到了：婴儿奶粉 1 罐", "Volunteer 陈* handed over Infant formula × 1"),
                (
                    "住户确认收到：婴儿奶粉 1 罐",
                    "The household confirmed that this arrived: Infant formula × 1",
                ),
                ("志愿者 周* 送到了：婴儿奶粉 6 罐", "Volunteer 周* handed over Infant formula × 6"),
                (
                    "住户确认收到：婴儿奶粉 6 罐",
                    "The household confirmed that this arrived: Infant formula × 6",
                ),
            )
        ]
    )
