"""A community's leader sees to their ground: grids, who answers for them, and keys for programs."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from backend.demo.people import SECRETARY
from tests.e2e.conftest import PhoneOf, in_everyday_look
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.e2e.pressing import confirms, heading
from tests.e2e.writing import writes

NEW = "沿河网格"
POSTS = f"""
    SELECT p.role, p.ended_at IS NULL, p.stands_in_for_id IS NULL FROM post p JOIN grid g ON g.id = p.grid_id
    WHERE g.name = '{NEW}' ORDER BY p.since
"""


@in_everyday_look
@writes("AddGrid", "RenameGrid", "SetTimeZone", "CloseGrid", "ReopenGrid", "MoveGrid")
def test_a_leader_makes_a_grid_changes_it_and_closes_it(place: Place, phone_of: PhoneOf) -> None:
    leader = phone_of(SECRETARY)
    is_at_own_ground(leader)
    leader.press("新增下级")
    leader.sheet.get_by_label("名称", exact=True).fill("第三网格")
    with place.takes("AddGrid"):
        leader.press("新增下级", within=leader.sheet)
    expect(leader.card("第三网格")).to_contain_text("网格")
    new = "SELECT name, tier, tier_name, time_zone, closed_at IS NULL FROM grid WHERE name IN ('第三网格', '沿河网格')"
    assert place.found(new) == [("第三网格", "GRID", "", "", 1)]

    leader.press("第三网格")
    leader.press("改名称")
    leader.sheet.get_by_label("名称", exact=True).fill(NEW)
    leader.sheet.get_by_label("本地叫法").fill("小网格")
    with place.takes("RenameGrid"):
        leader.press("保存", within=leader.sheet)
    expect(heading(leader)).to_have_text(NEW)
    expect(leader.text("小网格 · 编码")).to_be_visible()

    leader.press("改时区")
    zone = leader.sheet.get_by_label("时区")
    zone.select_option(label="新疆时间")
    with place.takes("SetTimeZone"):
        leader.press("保存", within=leader.sheet)
    expect(leader.sheet).to_have_count(0)
    leader.press("改时区")
    expect(zone).to_have_value("Asia/Urumqi")
    leader.press("关闭", within=leader.sheet)
    assert place.found(new) == [(NEW, "GRID", "小网格", "Asia/Urumqi", 1)]

    with place.takes("CloseGrid"):
        confirms(leader, "关闭网格")
    expect(leader.text("这个网格已关闭")).to_be_visible()
    assert place.found(new) == [(NEW, "GRID", "小网格", "Asia/Urumqi", 0)]
    with place.takes("ReopenGrid"):
        confirms(leader, "重新启用")
    expect(leader.text("这个网格已关闭")).to_have_count(0)
    assert place.found(new) == [(NEW, "GRID", "小网格", "Asia/Urumqi", 1)]

    leader.press("移到别处")
    leader.sheet.get_by_role("searchbox").fill("第二网格")
    leader.sheet.get_by_role("button", name="第二网格").click()
    with place.takes("MoveGrid"):
        leader.press("移到别处", within=leader.sheet)
    expect(leader.page.get_by_role("navigation", name="上级网格")).to_contain_text("第二网格")
    parent = f"SELECT p.name FROM grid g JOIN grid p ON p.id = g.parent_id WHERE g.name = '{NEW}'"
    assert place.found(parent) == ["第二网格"]


@in_everyday_look
@writes("AddGrid", "Appoint", "StandIn", "GiveSignInCode", "EndPost")
def test_a_leader_appoints_somebody_and_ends_their_post(place: Place, phone_of: PhoneOf) -> None:
    leader = phone_of(SECRETARY)
    is_at_own_ground(leader)
    leader.press("新增下级")
    leader.sheet.get_by_label("名称", exact=True).fill(NEW)
    leader.press("新增下级", within=leader.sheet)
    leader.press(NEW)

    leader.press("任命网格长")
    is_named(leader, "汪洋", "13800000201")
    with place.takes("Appoint"):
        leader.press("任命", within=leader.sheet)
    holder = leader.card("汪洋").first
    expect(holder).to_contain_text("网格长")
    assert place.found(POSTS) == [("LEADER", 1, 1)]

    leader.press("请人代班", within=holder)
    is_named(leader, "费安", "13800000202")
    last = datetime.now(UTC).date() + timedelta(days=3)
    leader.sheet.get_by_label("最后一天").fill(last.isoformat())
    with place.takes("StandIn"):
        leader.press("请人代班", within=leader.sheet)
    stand_in = leader.card("代 汪洋")
    expect(stand_in).to_contain_text("费安")
    assert place.found(POSTS) == [("LEADER", 1, 1), ("LEADER", 1, 0)]

    with place.takes("GiveSignInCode"):
        leader.press("当面给登录验证码", within=holder)
    expect(leader.sheet).to_contain_text("请对方在自己的手机上填这 6 位数字")
    assert place.found("SELECT COUNT(*) FROM sign_in_code WHERE given_by_id IS NOT NULL") == [1]
    leader.press("关闭", within=leader.sheet)

    leader.press("结束岗位", within=stand_in)
    with place.takes("EndPost"):
        leader.press("结束岗位", within=leader.sheet)
    expect(stand_in).to_have_count(0)
    assert place.found(POSTS) == [("LEADER", 1, 1), ("LEADER", 0, 0)]


@in_everyday_look
@writes("MakeApiToken", "RevokeApiToken")
def test_a_leader_makes_a_key_for_a_program_and_stops_it(place: Place, phone_of: PhoneOf) -> None:
    leader = phone_of(SECRETARY)
    leader.go_to("/me/tokens")
    leader.press("新建密钥")
    leader.sheet.get_by_label("给哪个程序用").fill("社区看板")
    leader.count(30, leader.sheet)
    leader.sheet.get_by_label("允许登记和修改").check()
    with place.takes("MakeApiToken"):
        leader.press("新建", within=leader.sheet)
    expect(leader.sheet).to_contain_text("只显示这一次")
    leader.press("关闭", within=leader.sheet)
    key = leader.card("社区看板")
    expect(key).to_contain_text("可以登记和修改")
    keys = "SELECT name, may_write, revoked_at IS NULL FROM api_token"
    assert place.found(keys) == [("社区看板", 1, 1)]

    with place.takes("RevokeApiToken"):
        confirms(leader, "停用", key)
    expect(leader.text("还没有密钥")).to_be_visible()
    assert place.found(keys) == [("社区看板", 1, 0)]


def is_at_own_ground(leader: Phone) -> None:
    """The page of the grid that they lead."""
    leader.go_to("/people")
    leader.press("网格与岗位")


def is_named(leader: Phone, name: str, number: str) -> None:
    """Say whom."""
    leader.sheet.get_by_label("姓名").fill(name)
    leader.sheet.get_by_label("手机号").fill(number)
