"""A grid leader sets how notices go out, and binds a chat group, tries it and removes it."""

from playwright.sync_api import expect

from backend.demo.people import GRID_LEADER
from tests.e2e.conftest import PhoneOf, in_everyday_look
from tests.e2e.place import Place
from tests.e2e.writing import writes

GROUPS = "SELECT removed_at IS NOT NULL FROM chat_group"


@in_everyday_look
@writes("SetNoticeSettings", "BindChatGroup", "TryChatGroup", "RemoveChatGroup")
def test_a_leader_sets_how_notices_go_out(place: Place, phone_of: PhoneOf) -> None:
    leader = phone_of(GRID_LEADER)
    leader.go_to("/notices/settings")
    leader.page.get_by_label("发公告要两个人").check()
    with place.takes("SetNoticeSettings"):
        leader.press("保存设置")
    expect(leader.text("已保存，从下一条公告起生效。")).to_be_visible()
    assert place.found("SELECT two_people FROM notice_settings") == [1]

    leader.press("绑定一个群")
    leader.sheet.get_by_label("群的名字").fill("河滨里居民群")
    leader.sheet.get_by_label("机器人的地址").fill(f"json://{place.push.host}/group")
    with place.takes("BindChatGroup"):
        leader.press("绑定一个群", within=leader.sheet)
    group = leader.card("河滨里居民群")
    expect(group).to_contain_text("还没发过")
    assert place.found(GROUPS) == [0]

    leader.press("发一条试试", within=group)
    expect(group.get_by_role("alert")).to_be_visible()
    place.push.answers[f"http://{place.push.host}/group"] = [(200, {})]
    with place.takes("TryChatGroup"):
        leader.press("发一条试试", within=group)
    expect(group.get_by_role("status")).to_contain_text("请到群里看看")

    leader.press("不再发到这个群", within=group)
    with place.takes("RemoveChatGroup"):
        leader.press("不再发到这个群", within=leader.sheet)
    expect(group).to_have_count(0)
    assert place.found(GROUPS) == [1]
