"""What holds no longer goes nowhere it has not been; where it has been, that is said."""

from datetime import timedelta

import pytest

from backend.kit import clock
from backend.notices.channel_models import GroupPost, NoticeSms, Step
from backend.notices.models import Notice, NoticeState
from backend.push.models import Message
from tests.community import Town
from tests.households import builders as doors
from tests.notices import builders
from tests.notices.gateways import Group
from tests.notices.rounds import MINUTE, SHORT, all_rounds, bound, out, withdraw


async def test_where_it_was_posted_or_sent_it_is_said_that_it_holds_no_longer(
    town: Town, chat: Group, sent_by_sms: list[tuple[str, str]]
) -> None:
    await bound(town, chat)
    await doors.household(town, "3栋 101", "陈一", phones={"陈一": "13800000001"})
    notice = await out(town)
    clock.advance(3 * MINUTE)
    await all_rounds()
    await withdraw(town, notice)
    await all_rounds()
    assert [text.splitlines()[:2] for text in chat.texts] == [
        [builders.HEADLINE, SHORT],
        [f"【已撤回】{builders.HEADLINE}", "水修好了"],
    ]
    assert sent_by_sms[1:] == [
        (
            "+8613800000001",
            f"【连心】金星社区：【已撤回】{builders.HEADLINE} http://localhost:8000/n/{notice.code}",
        )
    ]
    assert await Step.filter(done_at__isnull=True).count() == 0


@pytest.mark.parametrize("how", ["withdrawn", "expired"])
async def test_what_holds_no_longer_goes_nowhere_it_has_not_been(
    town: Town, chat: Group, sent_by_sms: list[tuple[str, str]], how: str
) -> None:
    await bound(town, chat)
    await doors.household(town, "3栋 101", "陈一", phones={"陈一": "13800000001"})
    notice = await out(town, expires_at=clock.now() + timedelta(hours=1))
    await Message.all().delete()
    if how == "withdrawn":
        await withdraw(town, notice)
    clock.advance(timedelta(hours=2))
    await all_rounds()
    assert (chat.texts, sent_by_sms) == ([], [])
    assert await Message.all().count() == 0
    assert await Step.filter(done_at__isnull=True).count() == 0
    assert await GroupPost.all().count() == await NoticeSms.all().count() == 0
    assert (await Notice.get(id=notice.id)).state is (
        NoticeState.WITHDRAWN if how == "withdrawn" else NoticeState.PUBLISHED
    )
