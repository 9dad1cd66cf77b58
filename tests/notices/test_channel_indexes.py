"""What everybody may ask, and what the channels' rounds ask every two seconds, is found by an index."""

from datetime import timedelta

import pytest

from backend.access.models import Role
from backend.kit import clock, sms
from backend.notices.channel_models import NoticeLink
from backend.notices.channels import (
    groups,
    posting,
    spreading,  # noqa: F401 -- it registers what the channels do
    steps,
    texting,
)
from backend.notices.kinds import Urgency
from backend.notices.public import reading
from tests import community
from tests.community import Town
from tests.households import builders as doors
from tests.notices import builders
from tests.test_indexes import looked_through, statements


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
async def test_no_table_is_looked_through(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sms, "is_possible", lambda: True)
    await community.appointed("吴联络", Role.LIAISON, town.east)
    home = await doors.household(town, "3栋 101", "陈一", phones={"陈一": "13800000001"})
    leader = await community.actor(town.leader)
    # Its address is none: nothing leaves this machine.
    await groups.bind(leader, town.east.id, "群", "nothing")
    notice = await builders.published(town.above, town.community, builders.draft(urgency=Urgency.IMMEDIATE))
    link = await NoticeLink.create(code="EASTLINK", notice_id=notice.id, grid_id=town.east.id)
    with statements() as asked:
        assert await reading.behind(link.code)
        assert await reading.behind(notice.code)
        assert await reading.feed(town.community.code)
        for wait in (0, 5, 20):
            clock.advance(timedelta(minutes=wait))
            await steps.go()
            await posting.post()
            await texting.send()
        await groups.of_grid(leader, town.east.id)
    assert home
    assert await looked_through(asked) == []
