"""Somebody sees to their own account: name, language, messages, the phone that rings, other devices, signing out."""

from playwright.sync_api import expect

from backend.demo.people import APPLICANT, GRID_LEADER, MOTHER
from tests.e2e.conftest import NewPhone, PhoneOf, in_everyday_look
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.e2e.pressing import confirms
from tests.e2e.writing import writes

SESSIONS = "SELECT COUNT(*) FROM session WHERE revoked_at IS NULL"
LANGUAGES = "SELECT language, COUNT(*) FROM person GROUP BY language ORDER BY language"
SHOWN = "SELECT kind, accepted_at IS NOT NULL, shown_at IS NOT NULL FROM message WHERE kind = 'TEST'"
UNREAD = """
    SELECT COUNT(*) FROM message WHERE read_at IS NULL AND person_id =
    (SELECT person_id FROM volunteer ORDER BY decided_at DESC LIMIT 1)
"""
CHANGES = """async ({ endpoint, p256dh, auth }) => {
  const subscription = { endpoint, toJSON: () => ({ endpoint, keys: { p256dh, auth } }) }
  const event = new ExtendableEvent('pushsubscriptionchange')
  self.dispatchEvent(Object.assign(event, { newSubscription: subscription }))
}"""


@in_everyday_look
@writes("UpdateMe", "SetPushPreferences", "RevokeDevice", "RevokeOtherDevices", "SignOut", "EraseMe")
def test_somebody_changes_their_name_their_hours_and_signs_out(place: Place, new_phone: NewPhone) -> None:
    mother, lost, tablet = (new_phone(name) for name in ("phone", "lost", "tablet"))
    for device in (mother, lost, tablet):
        device.sign_in(MOTHER)
    mother.go_to("/me/name")
    mother.page.get_by_label("名字").fill("徐小静")
    mother.choose("繁體")
    with place.takes("UpdateMe"):
        mother.press("保存")
    expect(mother.text("已保存")).to_be_visible()
    assert ("zh-Hant", 1) in place.found(LANGUAGES)
    mother.turn_to("我的")
    expect(mother.card("徐小静")).to_be_visible()

    mother.press("提醒设置")
    mother.page.get_by_label("有人认领或退回我的求助").uncheck()
    mother.page.get_by_label("夜里不打扰").check()
    mother.page.get_by_label("从", exact=True).fill("21:30")
    with place.takes("SetPushPreferences"):
        mother.press("保存")
    expect(mother.text("已保存")).to_be_visible()
    assert place.found("SELECT kind, wanted FROM push_preference") == [("CLAIM", 0)]
    assert place.found("SELECT begins, ends FROM quiet_hours") == [(21 * 60 + 30, 7 * 60)]

    mother.go_to("/me/devices")
    devices = mother.page.get_by_role("list", name="我的设备").get_by_role("article")
    expect(devices).to_have_count(3)
    with place.takes("RevokeDevice"):
        confirms(mother, "退出这部设备", devices.nth(1))
    expect(devices).to_have_count(2)
    assert place.found(SESSIONS) == [2]
    with place.takes("RevokeOtherDevices"):
        confirms(mother, "退出其他所有设备")
    expect(mother.text("只有这一部设备登录着")).to_be_visible()
    assert place.found(SESSIONS) == [1]

    mother.turn_to("我的")
    with place.takes("SignOut"):
        confirms(mother, "退出登录")
    expect(mother.page.get_by_role("heading", level=1)).to_have_text("登录")
    assert place.found(SESSIONS) == [0]

    mother.sign_in(MOTHER, on_the_way_to="/me/erase")
    mother.page.get_by_label("手机号").fill(MOTHER.phone)
    mother.press("获取验证码")
    mother.page.get_by_label("短信里的 6 位数字").fill(code_on_the_screen(mother))
    with place.takes("EraseMe"):
        mother.press("清除，不再保留", within=mother.sheet)
    expect(mother.text("您的资料都清除了")).to_be_visible()
    assert place.found("SELECT COUNT(*) FROM person WHERE erased_at IS NOT NULL") == [1]


def code_on_the_screen(phone: Phone) -> str:
    """The demo shows what an SMS would say."""
    return phone.text("演示版：验证码是").inner_text().split()[-1]


@in_everyday_look
@writes(
    "SubscribePush",
    "SendTestPush",
    "ReportShown",
    "SubscribeAgain",
    "UnsubscribePush",
    "ReadMessages",
    "ApproveVolunteer",
)
def test_a_phone_rings_says_that_it_did_and_is_told_to_be_silent(place: Place, phone_of: PhoneOf) -> None:
    helper, leader = phone_of(APPLICANT), phone_of(GRID_LEADER)
    handset, renewed = place.push.handset(), place.push.handset()
    with place.takes("SubscribePush"):
        worker = helper.is_called_at(handset)
    expect(helper.text("会响的设备")).to_be_visible()
    assert place.found("SELECT COUNT(*) FROM subscription") == [1]

    with place.takes("SendTestPush"):
        helper.press("发一条测试消息")
    expect(helper.text("已经发出")).to_be_visible()
    with place.takes("ReportShown"):
        worker.receives(handset.said[-1])
    expect(helper.text("手机已经显示了。")).to_be_visible()
    assert place.found(SHOWN) == [("TEST", 1, 1)]

    leader.go_to("/volunteers")
    with place.takes("ApproveVolunteer"):
        leader.press("同意", within=leader.card(APPLICANT.name))
    helper.turn_to("我的")
    with place.takes("ReadMessages"):
        helper.press("消息")
    expect(helper.page.get_by_role("list", name="消息").get_by_role("article")).not_to_have_count(0)
    assert place.found(UNREAD) == [0]

    # The browser of the push service's stand-in forgets its subscription with every page; so may a real one.
    helper.go_to("/me/push")
    with place.takes("UnsubscribePush"):
        helper.press("关闭提醒")
    expect(helper.text("没有开启")).to_be_visible()
    assert place.found("SELECT COUNT(*) FROM subscription") == [0]

    with place.takes("SubscribeAgain"):
        helper.context.service_workers[0].evaluate(
            CHANGES, {"endpoint": renewed.endpoint, "p256dh": renewed.p256dh, "auth": renewed.auth}
        )
    with place.takes("SendTestPush"):
        helper.press("发一条测试消息")
    expect(helper.text("已经发出")).to_be_visible()
    assert (len(handset.said), len(renewed.said)) == (2, 1)
