"""A volunteer in a stairwell without signal: what they promise counts once, and what cannot be had any more is said."""

from playwright.sync_api import expect

from backend.demo.people import CHEN, MOTHER, ZHOU
from tests.e2e.asking import asks_for_formula
from tests.e2e.conftest import NewPhone, PhoneOf, in_everyday_look
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.patience import LONG

CLAIM = "mutation ClaimSupplies("
PROMISED = "SELECT quantity, promised FROM request_line"
DELIVERIES = "SELECT p.quantity FROM delivery d JOIN delivery_part p ON p.delivery_id = d.id ORDER BY d.id"


def test_a_promise_made_without_signal_counts_once_and_one_that_came_too_late_is_refused(
    place: Place, phone_of: PhoneOf
) -> None:
    need = asks_for_formula(phone_of(MOTHER))
    chen, zhou = phone_of(CHEN), phone_of(ZHOU)
    chen.turn_to("附近需要", "Needed")
    expect(chen.card("还差 7 罐", "7 still missing")).to_be_visible()

    chen.loses_signal(place.road)
    chen.promises(1)
    waits(chen)
    chen.page.close()
    chen.page = chen.context.new_page()
    chen.go_to("/needs")
    waits(chen)
    in_second_tab = chen.in_another_tab("/promises")
    expect(in_second_tab.text("送出以后才能看到地址", "You will see the address")).to_be_visible()
    is_listed_once(in_second_tab)
    assert place.found(DELIVERIES) == []

    # One bar of signal: the promise gets through, its answer does not.
    place.road.will_lose_the_answer_to(CLAIM)
    chen.has_signal_again(place.road)
    assert place.road.lost.wait(LONG)
    chen.loses_signal(place.road)
    waits(chen)
    is_listed_once(in_second_tab)
    assert (place.found(PROMISED), place.found(DELIVERIES)) == ([(7, 1)], [1])

    place.road.reopen()
    chen.has_signal_again(place.road)
    expect(chen.card("还差 6 罐 · 有人送 1 罐", "6 still missing · 1 on the way")).to_be_visible()
    expect(chen.text("等着送出", "waiting to be sent")).to_have_count(0)
    expect(in_second_tab.button("看地址，去送", "See the address and deliver")).to_be_visible()
    is_listed_once(in_second_tab)
    expect(in_second_tab.text("等着送出", "waiting to be sent")).to_have_count(0)
    assert place.road.carried(CLAIM) >= 2
    assert (place.found(PROMISED), place.found(DELIVERIES)) == ([(7, 1)], [1])

    chen.loses_signal(place.road)
    chen.promises(2)
    waits(chen)
    zhou.go_to(f"/needs/{need}")
    zhou.promises(6)
    expect(zhou.text("有人送 7 罐", "7 on the way")).to_be_visible()
    chen.has_signal_again(place.road)
    is_told_why(chen)
    chen.page.reload()
    is_told_why(chen)
    assert (place.found(PROMISED), place.found(DELIVERIES)) == ([(7, 7)], [1, 6])

    chen.press("知道了", "All right", chen.page.get_by_role("main"))
    expect(chen.text("没有成功", "not accepted")).to_have_count(0)


def waits(phone: Phone) -> None:
    """One promise waits on this phone, and the screen says so once."""
    expect(phone.text("1 件事等着送出", "1 thing waiting to be sent")).to_be_visible()
    expect(phone.text("您答应送：婴儿奶粉", "You promised Infant formula")).to_have_count(1)


def is_listed_once(phone: Phone) -> None:
    """However much the phone knows of the promise by now, its list has it once."""
    expect(phone.card("婴儿奶粉 1 罐", "Infant formula × 1")).to_have_count(1)
    expect(phone.page.get_by_role("article")).to_have_count(1)


def is_told_why(phone: Phone) -> None:
    """What was promised too late is there, with the reason."""
    expect(phone.text("1 件事没有成功", "1 thing not accepted")).to_be_visible()
    too_late = phone.card("答应送：婴儿奶粉 2 罐", "Promising Infant formula × 2")
    why = phone.text("未成功 都有人送了", "Not accepted All of it is being brought", too_late)
    expect(why).to_be_visible()


@in_everyday_look
def test_a_promise_outlives_being_signed_out_and_is_sent_for_whoever_made_it(
    place: Place, phone_of: PhoneOf, new_phone: NewPhone
) -> None:
    asks_for_formula(phone_of(MOTHER))
    chen, tablet = phone_of(CHEN), new_phone("tablet")
    chen.turn_to("附近需要", "Needed")
    expect(chen.card("还差 7 罐", "7 still missing")).to_be_visible()
    chen.loses_signal(place.road)
    chen.promises(1)
    waits(chen)

    tablet.sign_in(CHEN)
    tablet.go_to("/me/devices")
    tablet.press("退出其他所有设备", "Sign out all other devices")
    tablet.press("退出其他所有设备", "Sign out all other devices", tablet.sheet)
    expect(tablet.text("只有这一部设备登录着", "on this device only")).to_be_visible()
    chen.has_signal_again(place.road)
    expect(chen.text("您的 1 件事还留着，重新登录后自动送出", "1 thing you did is kept")).to_be_visible()
    assert place.found(DELIVERIES) == []

    chen.sign_in(CHEN, on_the_way_to="/promises")
    expect(chen.button("看地址，去送", "See the address and deliver")).to_be_visible()
    expect(chen.text("等着送出", "waiting to be sent")).to_have_count(0)
    is_listed_once(chen)
    assert (place.found(PROMISED), place.found(DELIVERIES)) == ([(7, 1)], [1])
