"""What a household, a volunteer and the leader can do about a need besides asking and bringing."""

from playwright.sync_api import expect

from backend.demo.people import CHEN, GRID_LEADER, MOTHER, ZHOU
from tests.e2e.asking import asks_for_formula
from tests.e2e.bringing import code_of, hands_over_by_code
from tests.e2e.conftest import PhoneOf, in_everyday_look
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.e2e.pressing import confirms
from tests.e2e.writing import writes

REQUEST = "SELECT state, version FROM supply_request"
LINE = "SELECT quantity, promised, handed_over FROM request_line"
DELIVERIES = """
    SELECT p.quantity, p.missing, d.state, d.proof, d.tries_left FROM delivery d JOIN delivery_part p ON p.delivery_id = d.id
    ORDER BY d.promised_at
"""


@in_everyday_look
@writes(
    "RequestSupplies", "ChangeSupplyDeadline", "ClaimSupplies", "PassUpSupplyRequest", "CancelSupplyRequest"
)
def test_a_need_is_changed_passed_up_and_called_off(place: Place, phone_of: PhoneOf) -> None:
    mother, leader = phone_of(MOTHER), phone_of(GRID_LEADER)
    need = asks_for_formula(mother)
    before = place.found("SELECT runs_out_at FROM supply_request")
    mother.press("修改用完时间")
    mother.choose("后天")
    mother.choose("晚上 8 点")
    with place.takes("ChangeSupplyDeadline"):
        mother.press("就这样改", within=mother.sheet)
    expect(mother.text("后天晚上 8 点").first).to_be_visible()
    assert place.found("SELECT runs_out_at FROM supply_request") > before

    leader.go_to(f"/needs/{need}")
    leader.press("安排")
    leader.choose("我来送")
    leader.count(2, leader.sheet)
    with place.takes("ClaimSupplies"):
        leader.press("答应送", within=leader.sheet)
    expect(leader.text("还差 5 罐 · 有人送 2 罐")).to_be_visible()
    leader.press("安排")
    leader.choose("上报给上级")
    leader.sheet.get_by_label("为什么").fill("本网格买不到")
    with place.takes("PassUpSupplyRequest"):
        leader.press("上报", within=leader.sheet)
    expect(leader.text("已上报给").first).to_be_visible()
    assert place.found("SELECT g.name FROM supply_request r JOIN grid g ON g.id = r.passed_to_id") != []
    assert (place.found(LINE), [row[2] for row in place.found(DELIVERIES)]) == ([(7, 2, 0)], ["PROMISED"])

    mother.press("不需要了，取消求助")
    with place.takes("CancelSupplyRequest"):
        mother.press("取消求助", within=mother.sheet)
    expect(mother.text("这次求助已取消。")).to_be_visible()
    assert [row[0] for row in place.found(REQUEST)] == ["CANCELLED"]
    assert [row[2] for row in place.found(DELIVERIES)] == ["CANCELLED"]


@in_everyday_look
@writes("RequestSupplies", "ClaimSupplies", "GiveBackDelivery", "HandOverSupplies", "ConfirmSupplies")
def test_a_promise_is_given_back_taken_away_and_brought_with_something_missing(
    place: Place, phone_of: PhoneOf
) -> None:
    mother, chen, zhou, leader = phone_of(MOTHER), phone_of(CHEN), phone_of(ZHOU), phone_of(GRID_LEADER)
    need = asks_for_formula(mother)
    for volunteer, tins in ((chen, 1), (zhou, 2)):
        volunteer.go_to(f"/needs/{need}")
        with place.takes("ClaimSupplies"):
            volunteer.promises(tins)
        expect(volunteer.button("看地址，去送")).to_be_visible()
    zhou.press("看地址，去送")
    zhou.press("送不了，退回")
    with place.takes("GiveBackDelivery"):
        zhou.press("买不到", within=zhou.sheet)
    expect(zhou.text("已退回")).to_be_visible()
    leader.go_to(f"/needs/{need}")
    with place.takes("GiveBackDelivery"):
        confirms(leader, "送不了，另找人")
    expect(mother.text("还差 7 罐")).to_be_visible()
    assert [row[2] for row in place.found(DELIVERIES)] == ["GIVEN_BACK", "GIVEN_BACK"]

    chen.go_to(f"/needs/{need}")
    with place.takes("ClaimSupplies"):
        chen.promises(7)
    chen.press("看地址，去送")
    right = code_of(mother)
    is_told_that_the_code_is_wrong(place, chen, "0000" if right != "0000" else "1111")
    with place.takes("HandOverSupplies"):
        hands_over_by_code(chen, right)
    assert place.found(DELIVERIES)[2:] == [(7, 0, "HANDED_OVER", "CODE", 3)]

    mother.press("少了东西")
    mother.count(2, mother.sheet)
    mother.sheet.get_by_role("textbox").last.fill("少两罐")
    with place.takes("ConfirmSupplies"):
        mother.press("告诉他们", within=mother.sheet)
    expect(mother.text("还差 2 罐")).to_be_visible()
    assert place.found(DELIVERIES)[2:] == [(7, 2, "MISSING", "CODE", 3)]

    leader.go_to(f"/needs/{need}")
    zhou.go_to(f"/needs/{need}")
    with place.takes("ClaimSupplies"):
        zhou.promises(2)
    with place.takes("HandOverSupplies"):
        confirms(leader, "我确认已经送到")
    mother.press("收到了")
    mother.sheet.get_by_role("textbox").fill("谢谢大家")
    with place.takes("ConfirmSupplies"):
        mother.press("都收到了", within=mother.sheet)
    expect(mother.text("办完了")).to_be_visible()
    assert [row[0] for row in place.found(REQUEST)] == ["CLOSED"]
    assert place.found(DELIVERIES)[3:] == [(2, 0, "CONFIRMED", "WORD", 5)]


def is_told_that_the_code_is_wrong(place: Place, volunteer: Phone, code: str) -> None:
    """Four other digits count as a try, and the sheet says so."""
    volunteer.press("送到了")
    volunteer.sheet.get_by_role("textbox").fill(code)
    volunteer.press("已送到", within=volunteer.sheet)
    expect(volunteer.text("还可以试 4 次").first).to_be_visible()
    volunteer.press("知道了", within=volunteer.page.get_by_role("main"))
    assert place.found(DELIVERIES)[2:] == [(7, 0, "PROMISED", None, 4)]
