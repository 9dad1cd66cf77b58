"""The page to which an SMS leads: looking counts nothing, the button counts for the household."""

import pytest

from backend.households.models import Household
from backend.kit import clock
from backend.notices.channels import tokens
from backend.notices.models import Notice, NoticeState
from backend.notices.reach_models import Receipt, Tally, Via
from tests.community import Town
from tests.households import builders as doors
from tests.notices import builders
from tests.phones import Phones


@pytest.fixture
async def home(town: Town) -> Household:
    """Somebody without the app."""
    return await doors.household(town, "3栋 101", "陈一", phones={"陈一": "13800000001"})


@pytest.fixture
async def notice(town: Town, home: Household) -> Notice:
    return await builders.published(town.above, town.community)


def address(notice: Notice, home: Household) -> str:
    return f"/n/{notice.code}/{tokens.of(notice.id, home.id)}"


async def test_looking_counts_nothing_and_the_button_counts_for_the_household(
    notice: Notice, home: Household, phones: Phones
) -> None:
    phone = await phones(language="zh-CN")
    page = await phone.get(address(notice, home))
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert '<form method="post"><button>我家看过了</button></form>' in page.text
    assert await Receipt.all().count() == 0

    pressed = await phone.post(address(notice, home))
    assert (pressed.status_code, pressed.headers["location"]) == (303, address(notice, home))
    receipt = await Receipt.get()
    assert (receipt.household_id, receipt.via, receipt.read_at) == (home.id, Via.SMS, clock.now())
    assert (await Tally.get(grid_id=home.grid_id)).read == 1
    after = await phone.get(address(notice, home))
    assert "√ 已记下，谢谢。" in after.text
    assert "<form" not in after.text

    await phone.post(address(notice, home))
    assert await Receipt.all().count() == (await Tally.get(grid_id=home.grid_id)).reached == 1


async def test_the_button_is_on_nobody_elses_page(notice: Notice, home: Household, phones: Phones) -> None:
    phone = await phones(language="zh-CN")
    await phone.get(address(notice, home))
    assert "<form" not in (await phone.get(f"/n/{notice.code}")).text


async def test_a_token_that_is_forged_or_of_another_notice_counts_nothing(
    town: Town, notice: Notice, home: Household, phones: Phones
) -> None:
    other = await builders.published(town.above, town.community)
    good = tokens.of(notice.id, home.id)
    phone = await phones()
    for token in (
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        tokens.of(other.id, home.id),
        "x" * 30,
        "é" * 30,
        good + "A",
    ):
        for method in ("GET", "POST"):
            assert (await phone.request(method, f"/n/{notice.code}/{token}")).status_code == 404
    assert await Receipt.all().count() == 0


async def test_what_holds_no_longer_is_shown_and_not_counted(
    notice: Notice, home: Household, phones: Phones
) -> None:
    await Notice.filter(id=notice.id).update(state=NoticeState.WITHDRAWN, ended_at=clock.now())
    phone = await phones(language="zh-CN")
    assert "已撤回" in (await phone.get(address(notice, home))).text
    assert (await phone.post(address(notice, home))).status_code == 303
    assert await Receipt.all().count() == 0
