"""A grid leader keeps a store: what comes in and goes, what can be asked for, and how much of it each may have."""

from playwright.sync_api import expect

from backend.demo.people import GRID_LEADER, MOTHER
from tests.e2e.conftest import PhoneOf, in_everyday_look
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.e2e.pressing import confirms, heading
from tests.e2e.writing import writes

OF_GRID = "g ON g.id = {}.grid_id JOIN item i ON i.id = {}.item_id WHERE i.code = 'mask'"
SHELVES = (
    "SELECT g.name, s.quantity, s.reserved, s.low FROM stock_level s JOIN grid "
    + OF_GRID.format("s", "s")
    + " ORDER BY g.code"
)
LEDGER = (
    "SELECT m.kind, m.change FROM stock_move m JOIN grid " + OF_GRID.format("m", "m") + " ORDER BY m.at, m.id"
)
OWN_ITEMS = "SELECT name, unit, active FROM item WHERE grid_id IS NOT NULL"
RATIONS = "SELECT quantity, days FROM ration"


@in_everyday_look
@writes("ReceiveStock", "CountStock", "WriteOffStock", "TransferStock", "SetLowStock")
def test_a_leader_keeps_a_store(place: Place, phone_of: PhoneOf) -> None:
    leader = phone_of(GRID_LEADER)
    leader.turn_to("库存")
    receives_masks(place, leader, 100)
    expect(leader.text("可以用 100 只")).to_be_visible()
    assert place.found(SHELVES) == [("第一网格", 100, 0, None)]

    leader.press("口罩")
    expect(heading(leader)).to_have_text("口罩")
    says_why(leader, "盘点", 98, "少了两只")
    with place.takes("CountStock"):
        leader.press("按实际数记", within=leader.sheet)
    expect(leader.text("可以用 98 只")).to_be_visible()

    says_why(leader, "损耗", 8, "受潮")
    with place.takes("WriteOffStock"):
        leader.press("从库存减去", within=leader.sheet)
    expect(leader.text("可以用 90 只")).to_be_visible()

    leader.press("调给别的网格")
    leader.count(30, leader.sheet)
    leader.choose("河滨里微网格")
    with place.takes("TransferStock"):
        leader.press("调过去", within=leader.sheet)
    expect(leader.text("可以用 60 只")).to_be_visible()

    leader.press("设提醒")
    leader.count(80, leader.sheet)
    with place.takes("SetLowStock"):
        leader.press("设好", within=leader.sheet)
    expect(leader.text("少于 80 只提醒我")).to_be_visible()
    moves = leader.page.get_by_role("list", name="进出记录").get_by_role("article")
    expect(moves).to_contain_text(["−30 只", "−8 只", "−2 只", "+100 只"])
    assert place.found(SHELVES) == [("第一网格", 60, 0, 80), ("河滨里微网格", 30, 0, None)]
    assert sorted(place.found(LEDGER)) == [
        ("COUNT", -2),
        ("DONATION", 100),
        ("LOSS", -8),
        ("TRANSFER_IN", 30),
        ("TRANSFER_OUT", -30),
    ]


@in_everyday_look
@writes("AddItem", "RetireItem", "SetRation", "EndRation")
def test_a_leader_says_what_can_be_asked_for_and_how_much(place: Place, phone_of: PhoneOf) -> None:
    leader = phone_of(GRID_LEADER)
    leader.turn_to("库存")
    leader.press("物资清单")
    leader.press("加一样物资")
    for name, value in (("名称", "雨衣"), ("单位", "件")):
        leader.page.get_by_label(name, exact=True).fill(value)
    leader.press("加一个问题")
    leader.page.get_by_label("问题", exact=True).fill("多大尺码？")
    with place.takes("AddItem"):
        leader.press("加到清单")
    coat = leader.card("雨衣")
    expect(coat).to_contain_text("会问：多大尺码？")
    assert place.found(OWN_ITEMS) == [
        ('{"zh_hans":"雨衣","zh_hant":"雨衣","en":"雨衣"}', '{"zh_hans":"件","zh_hant":"件","en":"件"}', 1)
    ]

    leader.press("‹ 返回")
    allows(place, leader, "雨衣", 2)
    expect(coat).to_contain_text("每户 30 天内最多 2 件")
    assert place.found(RATIONS) == [(2, 30)]
    with place.takes("EndRation"):
        confirms(leader, "取消限额", coat)
    expect(leader.text("这里没有限额")).to_be_visible()
    assert place.found(RATIONS) == []

    leader.press("‹ 返回")
    leader.press("物资清单")
    with place.takes("RetireItem"):
        confirms(leader, "停用", coat)
    expect(coat).to_have_count(0)
    assert [active for *_, active in place.found(OWN_ITEMS)] == [0]


@in_everyday_look
@writes("ReceiveStock", "SetRation", "RequestSupplies", "ClaimSupplies")
def test_a_leader_gives_out_from_the_store_and_allows_more_than_the_ration(
    place: Place, phone_of: PhoneOf
) -> None:
    leader, mother = phone_of(GRID_LEADER), phone_of(MOTHER)
    leader.turn_to("库存")
    receives_masks(place, leader, 100)
    allows(place, leader, "口罩", 10)

    asks_for_masks(mother, 10)
    with place.takes("RequestSupplies"):
        mother.press("送出求助")
    leader.go_to("/ask?for=other")
    leader.page.get_by_role("searchbox").fill("3栋 301")
    leader.page.get_by_role("main").get_by_role("button", name="3栋2单元301").click()
    asks_for_masks(leader, 15)
    leader.press("送出求助")
    leader.page.get_by_label("为什么多给").fill("家中有病人")
    with place.takes("RequestSupplies"):
        leader.press("送出求助")
    expect(leader.text("请告诉住户这四个数字")).to_be_visible()
    lines = "SELECT quantity, promised, beyond_ration FROM request_line ORDER BY quantity"
    assert place.found(lines) == [(10, 0, 0), (15, 0, 1)]

    leader.turn_to("看板")
    leader.press("同样的物资加在一起看")
    leader.press("口罩")
    leader.press("从库存分给他们")
    leader.count(15, leader.sheet)
    with place.takes("ClaimSupplies", times=2):
        leader.press("分给这 2 户", within=leader.sheet)
    expect(leader.text("有人送 10 只")).to_be_visible()
    assert place.found(lines) == [(10, 10, 0), (15, 15, 1)]
    assert place.found(SHELVES) == [("第一网格", 100, 25, None)]


def receives_masks(place: Place, leader: Phone, masks: int) -> None:
    """Write a donation down."""
    leader.press("收捐赠")
    leader.sheet.get_by_label("物资").select_option(label="口罩")
    leader.count(masks, leader.sheet)
    leader.sheet.get_by_label("谁捐的").fill("余新商会")
    with place.takes("ReceiveStock"):
        leader.press("记下来", within=leader.sheet)


def says_why(leader: Phone, sheet: str, masks: int, why: str) -> None:
    """Open a sheet, and say how many and why."""
    leader.press(sheet)
    leader.count(masks, leader.sheet)
    leader.sheet.get_by_label("为什么").fill(why)


def allows(place: Place, leader: Phone, item: str, most: int) -> None:
    """Say how many of it a household may have in 30 days."""
    leader.press("每户限额")
    leader.press("设一个限额")
    leader.sheet.get_by_label("物资").select_option(label=item)
    leader.sheet.get_by_label("每户最多", exact=True).fill(str(most))
    leader.sheet.get_by_label("几天之内", exact=True).fill("30")
    with place.takes("SetRation"):
        leader.press("就这样定", within=leader.sheet)


def asks_for_masks(phone: Phone, masks: int) -> None:
    """Put masks on the list of what is asked for."""
    if phone.button("我要求助").count():
        phone.press("我要求助")
    phone.press("口罩")
    phone.choose("成人")
    phone.count(masks)
    phone.press("加入清单")
