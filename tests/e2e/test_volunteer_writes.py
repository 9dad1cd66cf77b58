"""Somebody offers their help, and the grid's leader decides; each sees what the other did."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from backend.demo.people import APPLICANT, FAMILY, GRID_LEADER, ZHOU, Neighbour
from tests.e2e.conftest import PhoneOf, in_everyday_look
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.e2e.pressing import confirms
from tests.e2e.writing import writes

STATES = "SELECT state, paused_until IS NULL, version FROM volunteer ORDER BY applied_at DESC LIMIT 1"
PAPERS = "SELECT kind, removed_at IS NULL FROM qualification"


@in_everyday_look
@writes(
    "ApplyAsVolunteer",
    "ChangeVolunteering",
    "ApproveVolunteer",
    "PauseVolunteering",
    "ResumeVolunteering",
    "LeaveVolunteering",
)
def test_somebody_offers_help_changes_it_rests_and_leaves(place: Place, phone_of: PhoneOf) -> None:
    helper, leader = phone_of(FAMILY), phone_of(GRID_LEADER)
    helper.turn_to("我的")
    helper.press("报名做志愿者")
    helper.press("我要报名")
    helper.page.get_by_label("开车").check()
    helper.page.get_by_label("单位或团体").fill("余新车队")
    with place.takes("ApplyAsVolunteer"):
        helper.press("报名")
    expect(helper.text("网格长正在看您的报名")).to_be_visible()
    assert place.found(STATES) == [("WAITING", 1, 1)]

    helper.press("修改技能和时间")
    helper.page.get_by_label("搬东西、送东西").uncheck()
    helper.choose("平日晚上")
    with place.takes("ChangeVolunteering"):
        helper.press("保存")
    expect(helper.text("搬东西、送东西")).to_have_count(0)
    assert skills_of_the_last(place) == ["DRIVING"]

    leader.go_to("/volunteers")
    with place.takes("ApproveVolunteer"):
        leader.press("同意", within=leader.card(FAMILY.name))
    expect(leader.card(FAMILY.name)).to_have_count(0)
    expect(helper.text("谢谢您！附近有需要时会告诉您。")).to_be_visible()
    assert [row[0] for row in place.found(STATES)] == ["APPROVED"]

    helper.press("休息一阵")
    with place.takes("PauseVolunteering"):
        helper.press("休息一周", within=helper.sheet)
    expect(helper.text("休息中")).to_be_visible()
    assert [row[:2] for row in place.found(STATES)] == [("APPROVED", 0)]
    with place.takes("ResumeVolunteering"):
        helper.press("现在恢复")
    expect(helper.text("休息中")).to_have_count(0)
    assert [row[:2] for row in place.found(STATES)] == [("APPROVED", 1)]

    with place.takes("LeaveVolunteering"):
        confirms(helper, "退出志愿服务")
    expect(helper.text("已退出")).to_be_visible()
    assert [row[0] for row in place.found(STATES)] == ["LEFT"]


@in_everyday_look
@writes(
    "DeclineVolunteer", "ShowVolunteerPhone", "AddQualification", "RemoveQualification", "EndVolunteering"
)
def test_a_leader_declines_one_and_keeps_the_papers_of_another(place: Place, phone_of: PhoneOf) -> None:
    leader = phone_of(GRID_LEADER)
    opens(leader, APPLICANT)
    with place.takes("ShowVolunteerPhone"):
        leader.press("显示号码")
    expect(leader.button("打电话 138 0000 0012")).to_be_visible()
    assert place.found("SELECT COUNT(*) FROM deed WHERE verb = 'showVolunteerPhone'") == [1]
    leader.press("婉拒")
    leader.sheet.get_by_label("原因（对方会看到）").fill("请先办健康证。")
    with place.takes("DeclineVolunteer"):
        leader.press("婉拒", within=leader.sheet)
    expect(leader.text("请先办健康证。")).to_be_visible()
    assert place.found("SELECT COUNT(*) FROM volunteer WHERE state = 'DECLINED'") == [1]

    opens(leader, ZHOU)
    leader.press("登记证件")
    leader.sheet.get_by_label("什么证件").select_option(label="驾驶证")
    until = datetime.now(UTC).date() + timedelta(days=90)
    leader.sheet.get_by_label("有效期到").fill(until.isoformat())
    with place.takes("AddQualification"):
        leader.press("登记证件", within=leader.sheet)
    papers = leader.card("资质")
    expect(papers).to_contain_text("驾驶证")
    assert place.found(PAPERS) == [("DRIVING_LICENCE", 1)]
    with place.takes("RemoveQualification"):
        confirms(leader, "撤掉", papers)
    expect(papers).not_to_contain_text("驾驶证")
    assert place.found(PAPERS) == [("DRIVING_LICENCE", 0)]

    leader.press("结束志愿服务")
    leader.sheet.get_by_label("原因（对方会看到）").fill("搬去外地了。")
    with place.takes("EndVolunteering"):
        leader.press("结束志愿服务", within=leader.sheet)
    expect(leader.text("已结束")).to_be_visible()
    assert place.found("SELECT state, COUNT(*) FROM volunteer GROUP BY state ORDER BY state") == [
        ("APPROVED", 1),
        ("DECLINED", 1),
        ("ENDED", 1),
    ]


def opens(leader: Phone, volunteer: Neighbour) -> None:
    """The page of one volunteer."""
    leader.go_to("/volunteers")
    leader.choose("全部")
    leader.press(volunteer.name)


def skills_of_the_last(place: Place) -> list[str]:
    """What the last of those who offered help can do."""
    return place.found(
        "SELECT skill FROM volunteer_skill WHERE volunteer_id ="
        " (SELECT id FROM volunteer ORDER BY applied_at DESC LIMIT 1) ORDER BY skill"
    )
