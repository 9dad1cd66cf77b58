"""A grid leader goes from door to door: who lives there, what they need, who looks after them, who may come in."""

from playwright.sync_api import FilePayload, Locator, expect

from backend.demo.people import GRID_LEADER, RIVERSIDE
from tests.e2e.coming_in import comes_in, invites_to, lives_at
from tests.e2e.conftest import NewPhone, PhoneOf, in_everyday_look
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.e2e.pressing import confirms, heading
from tests.e2e.writing import writes

DOOR = "9栋1单元801"
OURS = "JOIN household h ON h.id = {}.household_id WHERE h.building = '9'"
LIVING = (
    "SELECT r.admitted_at IS NULL, r.left_at IS NULL, r.version FROM resident r "
    + OURS.format("r")
    + " ORDER BY r.joined_at"
)
HOUSEHOLD = "SELECT room, vacant_since IS NULL, moved_away_at IS NULL, language FROM household WHERE building = '9' ORDER BY created_at, room"
NEEDS = "SELECT n.kind, n.cleared_at IS NULL FROM need n " + OURS.format("n")


@in_everyday_look
@writes(
    "RegisterHousehold",
    "ChangeHousehold",
    "AddResident",
    "ChangeResident",
    "RecordNeed",
    "ClearNeed",
    "MoveOut",
    "CloseDoor",
)
def test_a_leader_registers_a_door_and_keeps_it_right(place: Place, phone_of: PhoneOf) -> None:
    leader = phone_of(GRID_LEADER)
    leader.go_to("/households/new")
    for name, value in (
        ("楼栋", "9"),
        ("单元", "1"),
        ("房号", "801"),
        ("姓名", "高峰"),
        ("出生年份", "1950"),
    ):
        leader.page.get_by_label(name).fill(value)
    with place.takes("RegisterHousehold"):
        leader.press("登记一户", within=leader.page.locator("form"))
    expect(leader.text("已登记 9 1 801")).to_be_visible()
    assert (place.found(HOUSEHOLD), place.found(LIVING)) == ([("801", 1, 1, "zh-Hans")], [(0, 1, 1)])

    leader.go_to("/households")
    leader.press(DOOR)
    expect(heading(leader)).to_have_text(DOOR)
    leader.press("登记居民")
    leader.sheet.get_by_label("姓名").fill("高小云")
    leader.sheet.get_by_label("电话").fill("13800000301")
    with place.takes("AddResident"):
        leader.press("保存", within=leader.sheet)
    family = leader.card("家里人").first
    expect(family.get_by_role("listitem")).to_contain_text(["高峰", "高小云"])
    assert place.found(LIVING) == [(0, 1, 1), (0, 1, 1)]

    leader.press("修改: 高小云")
    leader.sheet.get_by_label("姓名").fill("高晓云")
    with place.takes("ChangeResident"):
        leader.press("保存", within=leader.sheet)
    expect(family).to_contain_text("高晓云")
    assert place.found(LIVING) == [(0, 1, 1), (0, 1, 2)]

    keeps_a_need(place, leader)

    leader.press("修改这一户")
    leader.sheet.get_by_label("房号").fill("802")
    leader.choose("English")
    with place.takes("ChangeHousehold"):
        leader.press("保存", within=leader.sheet)
    expect(heading(leader)).to_have_text("9栋1单元802")
    assert place.found(HOUSEHOLD) == [("802", 1, 1, "en")]

    moves_out(place, leader, "高晓云")
    expect(leader.text("高晓云", within=family)).to_have_count(0)
    assert place.found(LIVING) == [(0, 1, 1), (0, 0, 2)]
    moves_out(place, leader, "高峰")
    # The door waits for the next household, which is not this one.
    expect(leader.text("这一户不在您负责的名单上")).to_be_visible()
    assert place.found(LIVING) == [(0, 0, 1), (0, 0, 2)]
    assert place.found(HOUSEHOLD) == [("802", 1, 0, "en"), ("802", 0, 1, "zh-Hans")]

    leader.press("住户", within=leader.page.get_by_role("main"))
    expect(leader.card("9栋1单元802")).to_contain_text("空着")
    leader.press("9栋1单元802")
    with place.takes("CloseDoor"):
        confirms(leader, "这个门牌不存在了")
    expect(heading(leader)).to_have_text("住户")
    expect(leader.card("9栋")).to_have_count(0)
    assert place.found(HOUSEHOLD) == [("802", 1, 0, "en"), ("802", 0, 0, "zh-Hans")]


def moves_out(place: Place, leader: Phone, name: str) -> None:
    """Say that somebody lives here no longer."""
    leader.press(f"搬走了: {name}")
    with place.takes("MoveOut"):
        leader.press("搬走了", within=leader.sheet)


def keeps_a_need(place: Place, leader: Phone) -> None:
    """Write down that somebody is ill, and take it away again."""
    leader.press("写一项")
    leader.sheet.get_by_label("哪一项").select_option(label="慢性病")
    leader.sheet.get_by_label("是谁").select_option(label="高峰")
    leader.sheet.get_by_label("说明").fill("每天吃降压药")
    with place.takes("RecordNeed"):
        leader.press("保存", within=leader.sheet)
    needs = leader.card("需要关照").last
    expect(needs).to_contain_text("每天吃降压药")
    assert place.found(NEEDS) == [("CHRONIC_ILLNESS", 1)]
    leader.press("不再需要: 慢性病")
    with place.takes("ClearNeed"):
        leader.press("不再需要", within=leader.sheet)
    expect(needs).to_contain_text("还没有写")
    assert place.found(NEEDS) == [("CHRONIC_ILLNESS", 0)]


@in_everyday_look
@writes("AssignLiaison")
def test_a_leader_gives_doors_to_a_liaison_and_brings_a_list_in(place: Place, phone_of: PhoneOf) -> None:
    leader = phone_of(GRID_LEADER)
    leader.go_to("/households/import")
    rows = (
        f"网格,楼栋,单元,房号,姓名,手机\n{RIVERSIDE},9,1,801,高峰,13800000302\n{RIVERSIDE},9,1,802,高晓云,\n"
    )
    listed = FilePayload(name="list.csv", mimeType="text/csv", buffer=rows.encode())
    leader.page.get_by_label("选表格").set_input_files(listed)
    expect(leader.text("会新增 2 户、2 人")).to_be_visible()
    assert place.found(HOUSEHOLD) == []
    leader.press("确认导入")
    expect(leader.text("已新增 2 户、2 人")).to_be_visible()
    assert place.found(HOUSEHOLD) == [("801", 1, 1, "zh-Hans"), ("802", 1, 1, "zh-Hans")]

    leader.go_to("/households/liaisons")
    liaison = leader.card("朱美珍")
    expect(liaison).to_contain_text("12 户")
    leader.press("分配住户", within=liaison)
    for which in ("从哪一户", "到哪一户"):
        leader.sheet.get_by_label(f"{which}: 找门牌").fill("9栋")
        presses_the_first(leader, "9栋1单元801" if which == "从哪一户" else "9栋1单元802", leader.sheet)
    with place.takes("AssignLiaison"):
        leader.press("分配住户", within=leader.sheet)
    expect(liaison).to_contain_text("14 户")
    assert place.found("SELECT COUNT(*) FROM household WHERE building = '9' AND liaison_id IS NOT NULL") == [
        2
    ]


@in_everyday_look
@writes("InviteResidents", "RevokeInvitation", "AcceptInvitation", "AdmitResident", "MoveOut")
def test_a_leader_invites_lets_one_in_and_turns_one_away(
    place: Place, phone_of: PhoneOf, new_phone: NewPhone
) -> None:
    leader = phone_of(GRID_LEADER)
    with place.takes("InviteResidents"):
        invites_to(leader, "3栋2单元101")
    leader.press("关闭", within=leader.sheet)
    leader.go_to("/households/invitations")
    leader.press("做一个邀请码")
    with place.takes("InviteResidents"):
        leader.press("做一个邀请码", within=leader.sheet)
    to_all = leader.card("全体居民")
    code = to_all.get_by_role("figure").inner_text().replace(" ", "").strip()
    assert place.found("SELECT uses, used, revoked_at IS NULL FROM invitation ORDER BY uses") == [
        (6, 0, 1),
        (500, 0, 1),
    ]

    for name in ("顾小兰", "顾小明"):
        child = new_phone(name)
        child.opens(f"/join/{code}")
        lives_at(child, "3栋", "2单元", "101")
        with place.takes("AcceptInvitation"):
            comes_in(child, name)
        expect(child.text("还差一步")).to_be_visible()
    at_the_door = "SELECT admitted_at IS NULL, left_at IS NULL FROM resident ORDER BY joined_at DESC LIMIT 2"
    assert place.found(at_the_door) == [(1, 1), (1, 1)]

    leader.go_to("/households")
    leader.press("3栋2单元101")
    waiting = leader.card("在等您确认的人")
    presses_the_first(leader, "是家里人，让进来", waiting)
    with place.takes("AdmitResident"):
        leader.press("是家里人，让进来", within=leader.sheet)
    expect(waiting).not_to_contain_text("顾小兰")
    expect(leader.card("家里人").nth(1)).to_contain_text("顾小兰")
    presses_the_first(leader, "不认识，不让进", waiting)
    with place.takes("MoveOut"):
        leader.press("不认识，不让进", within=leader.sheet)
    expect(waiting).to_have_count(0)
    assert place.found(at_the_door) == [(1, 0), (0, 1)]

    leader.go_to("/households/invitations")
    with place.takes("RevokeInvitation"):
        confirms(leader, "收回", to_all)
    expect(to_all).to_have_count(0)
    assert place.found("SELECT uses FROM invitation WHERE revoked_at IS NOT NULL") == [500]


def presses_the_first(leader: Phone, what: str, within: Locator) -> None:
    """Press the first of the same buttons."""
    leader.press_this(within.get_by_role("button", name=what, exact=True).first)
