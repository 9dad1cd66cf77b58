"""Coming in by an invitation: a code on paper or a screen, a name, and no SMS."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import expect

from backend.demo.community import acting, grid_id
from backend.demo.people import FIRST, GRID_LEADER, OLD_MAN
from backend.households import invitations
from backend.households.models import Invitation
from backend.kit import clock
from tests.e2e import place as places
from tests.e2e.asking import asks_for_formula
from tests.e2e.coming_in import comes_in, invites_to, lives_at
from tests.e2e.conftest import NewPhone, PhoneOf, in_everyday_look
from tests.e2e.phone import Phone
from tests.e2e.place import Place

OLD_CODE = "7777 7777"


@pytest.fixture(scope="module")
def quiet_rows(quiet_rows: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The community with an invitation that was over yesterday still hanging at the gate."""

    async def hang_it_up() -> None:
        made = await invitations.invite_to_grid(await acting(GRID_LEADER), await grid_id(FIRST), 1, 400)
        await Invitation.filter(id=made.id).update(expires_at=clock.now() - timedelta(days=1))

    with patch.object(invitations, "fresh_code", return_value=OLD_CODE.replace(" ", "")):
        yield places.settled(quiet_rows, tmp_path_factory.mktemp("gate"), hang_it_up)


def test_family_comes_in_by_the_households_invitation_and_can_ask(
    place: Place, phone_of: PhoneOf, new_phone: NewPhone
) -> None:
    leader = phone_of(GRID_LEADER)
    link = invites_to(leader, "3栋2单元502")

    father = new_phone("father")
    father.opens(link)
    expect(father.page.get_by_text("3栋2单元502", exact=True)).to_be_visible()
    comes_in(father, "徐强")
    expect(father.text("您已加入", "You have joined")).to_be_visible()
    father.press("开始使用", "Start")

    father.turn_to("我的", "Me")
    father.press("我的家", "My household")
    household = father.card("家里人", "Who lives here")
    expect(household.get_by_role("listitem")).to_contain_text(["徐静", "徐强"])
    expect(father.button("打给朱美珍", "Call 朱美珍")).to_be_visible()

    father.turn_to("求助", "Ask")
    asks_for_formula(father)
    expect(father.text("正在找人", "We are looking for somebody")).to_be_visible()
    # No SMS: the only code that was ever made is the leader's.
    assert place.found("SELECT COUNT(*) FROM sign_in_code") == [1]


@in_everyday_look
def test_where_others_live_one_waits_for_them_and_an_invitation_ends(
    place: Place, phone_of: PhoneOf, new_phone: NewPhone
) -> None:
    leader, old_man = phone_of(GRID_LEADER), phone_of(OLD_MAN)
    code = invites_two_people_to_the_grid(leader)

    granddaughter = new_phone("granddaughter")
    granddaughter.opens("/")
    granddaughter.press("我有邀请码", "I have an invitation")
    granddaughter.fill("邀请码", "Invitation code", code.lower())
    granddaughter.press("下一步", "Next")
    lives_at(granddaughter, "3栋", "2单元", "101")
    comes_in(granddaughter, "顾小兰")
    expect(granddaughter.text("还差一步", "One more step")).to_be_visible()
    granddaughter.press("我的家", "My household")
    expect(granddaughter.text("等待确认", "Waiting to be let in")).to_be_visible()
    expect(granddaughter.page.get_by_text("顾福根")).to_have_count(0)

    old_man.go_to("/my-household")
    at_the_door = old_man.card("在等您确认的人", "Waiting for you to let them in")
    expect(at_the_door).to_contain_text("顾小兰")
    old_man.press("是家里人，让进来", "Let them in", at_the_door)
    old_man.press("是家里人，让进来", "Let them in", old_man.sheet)
    family = granddaughter.card("家里人", "Who lives here").get_by_role("listitem")
    expect(family).to_contain_text(["顾福根", "顾小兰"])
    expect(at_the_door).to_have_count(0)

    first = new_phone("first behind a new door")
    first.opens(f"/join/{code}")
    lives_at(first, "3栋", "1单元", "201")
    comes_in(first, "赵敏")
    expect(first.text("您已加入", "You have joined")).to_be_visible()

    third = new_phone("third")
    third.opens(f"/join/{code}")
    expect(third.text("名额已经用完", "used up")).to_be_visible()
    third.press("换一个邀请码", "Try another code")
    third.fill("邀请码", "Invitation code", OLD_CODE)
    third.press("下一步", "Next")
    expect(third.text("已经过期", "is over")).to_be_visible()
    expect(third.button("加入", "Join")).to_have_count(0)
    expect(leader.text("还没有有效的邀请码", "There is no valid invitation")).to_be_visible()
    assert place.found("SELECT used, uses FROM invitation ORDER BY uses") == [(2, 2), (0, 400)]


def invites_two_people_to_the_grid(leader: Phone) -> str:
    """Make a poster's invitation; gives its code as one reads it."""
    leader.go_to("/households/invitations")
    leader.press("做一个邀请码", "Make an invitation")
    leader.sheet.get_by_label("给多少人用", exact=True).fill("2")
    leader.press("做一个邀请码", "Make an invitation", leader.sheet)
    return leader.page.get_by_role("figure").inner_text().strip()
