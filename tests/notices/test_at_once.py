"""Two who press at the same moment: it goes out once, is passed on once, and is corrected once."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from backend.access.models import Deed, Role
from backend.grids.models import Tier
from backend.notices import jobs
from backend.notices.kinds import Way
from backend.notices.models import Notice, NoticeState, Relay
from backend.notices.relaying import turns
from backend.notices.writing import correcting, publishing
from tests import community
from tests.community import Town
from tests.notices.builders import draft, drafted, published


async def both(*deeds: Awaitable[Any]) -> list[str]:
    """What each was answered."""
    answers = await asyncio.gather(*deeds, return_exceptions=True)
    return sorted(type(answer).__name__ for answer in answers)


async def test_two_who_publish_at_once_publish_once(town: Town) -> None:
    editor = await community.appointed("林编辑", Role.EDITOR, town.east)
    written = await drafted(town.leader, town.east)
    people = [await community.actor(person) for person in (town.leader, editor)]
    answers = await both(*(publishing.publish(person, written.id, 1) for person in people))
    assert answers == ["Notice", "NoticeOut"]
    assert await Relay.filter(notice_id=written.id).count() == 1
    assert await Deed.filter(verb="publishNotice").count() == 1


async def test_who_passes_it_on_while_the_clock_does_comes_once(town: Town) -> None:
    wanted = draft(way=Way.RELAYED, relayed_down_to=Tier.GRID, relay_minutes=1)
    secretary = await community.appointed("书记", Role.LEADER, town.community)
    notice = await published(town.above, town.town, wanted)
    await Relay.filter(notice_id=notice.id).update(due_at=notice.drafted_at)
    actor = await community.actor(secretary)
    await both(turns.pass_on(actor, notice.id, town.community.id), jobs.pass_on_when_due())
    assert await Relay.filter(notice_id=notice.id).count() == 4
    assert await Deed.filter(verb="passOnNotice").count() == 1


async def test_of_a_correction_and_a_withdrawal_at_once_one_holds(town: Town) -> None:
    old, actor = await published(town.leader, town.east), await community.actor(town.leader)
    new = await correcting.correct(actor, old.id, draft("改"), "写错了", 2)
    answers = await both(
        publishing.publish(actor, new.id, 1), correcting.withdraw(actor, old.id, "不办了", 2)
    )
    assert answers == ["Notice", "NoticeOver"]
    states = {(await Notice.get(id=one.id)).state for one in (old, new)}
    assert states in (
        {NoticeState.CORRECTED, NoticeState.PUBLISHED},
        {NoticeState.WITHDRAWN, NoticeState.DRAFT},
    )
