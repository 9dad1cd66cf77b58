"""A notice that is withdrawn while a channel carries it: nobody is left with what holds no longer."""

from asyncio import Task
from typing import Any

import pytest

from backend.kit import clock, sms
from backend.notices.channel_models import Channel, NoticeSettings, NoticeSms
from backend.notices.channels import leases, pushing, steps
from backend.notices.channels.gateways import Gateway
from backend.notices.models import Notice
from tests import meeting
from tests.community import Town
from tests.households import builders as doors
from tests.notices import builders
from tests.notices.gateways import Group
from tests.notices.rounds import MINUTE, all_rounds, bound, out, withdraw
from tests.push.broadcasting.going import done
from tests.push.builders import subscribed
from tests.push.stand_in import StandIn

WITHDRAWN = f"【已撤回】{builders.HEADLINE}"


@pytest.mark.usefixtures("carrying")
async def test_a_turn_to_ring_that_is_just_gone_through_rings_nobody(
    town: Town, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = [{"channel": one.value, "minutes": 1} for one in (Channel.PUSH, Channel.DOOR)]
    await NoticeSettings.create(grid=town.east, steps=later)
    mother = await doors.living(await doors.household(town, "3栋 12"), "陈丽")
    handset = stand_in.handset()
    await subscribed(mother, handset)
    notice = await out(town)
    clock.advance(MINUTE)
    ring, going = pushing.ring, list[Task[Any]]()

    async def ring_while_withdrawing(*given: Any) -> None:
        await ring(*given)
        going.append(await meeting.begun(withdraw(town, notice)))

    monkeypatch.setattr(pushing, "ring", ring_while_withdrawing)
    await steps.go()
    await going[0]
    await done()

    assert [said["title"] for said in handset.said] == [WITHDRAWN]


async def test_a_turn_and_a_withdrawal_do_not_wait_for_each_other(
    town: Town, sent_by_sms: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    await doors.household(town, "3栋 101", "陈一", phones={"陈一": "13800000001"})
    notice = await out(town)
    clock.advance(3 * MINUTE)
    note, end, done_ = NoticeSms.bulk_create, pushing.end, list[str]()
    going = list[Task[Any]]()

    async def note_while_withdrawing(*given: Any, **named: Any) -> None:
        done_.append("noted")
        if not going:
            going.append(await meeting.begun(withdraw(town, notice)))
        await note(*given, **named)

    async def end_and_say(ended: Notice) -> None:
        done_.append("ended")
        await end(ended)

    monkeypatch.setattr(NoticeSms, "bulk_create", note_while_withdrawing)
    monkeypatch.setattr(pushing, "end", end_and_say)
    await steps.go()
    await going[0]
    await all_rounds()

    # Neither was begun a second time, as the database does away with one of two that wait for each other.
    assert (done_, sent_by_sms) == (["noted", "ended"], [])


async def test_whoever_is_just_sent_an_sms_is_told(
    town: Town, sent_by_sms: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    await doors.household(town, "3栋 101", "陈一", phones={"陈一": "13800000001"})
    notice = await out(town)
    clock.advance(3 * MINUTE)
    give, mends = sms.send, iter([notice])

    async def send_while_withdrawing(phone: str, text: str) -> bool:
        for one in mends:
            await withdraw(town, one)
        return await give(phone, text)

    monkeypatch.setattr(sms, "send", send_while_withdrawing)
    await all_rounds()
    clock.advance(leases.LEASE)
    await all_rounds()

    assert len(sent_by_sms) == 2
    assert WITHDRAWN in sent_by_sms[1][1]


async def test_a_group_that_is_just_written_into_is_told(
    town: Town, chat: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bound(town, chat)
    notice = await out(town)
    post, mends = Gateway.post, iter([notice])

    async def post_while_withdrawing(gateway: Gateway, text: str) -> bool:
        for one in mends:
            await withdraw(town, one)
        return await post(gateway, text)

    monkeypatch.setattr(Gateway, "post", post_while_withdrawing)
    await all_rounds()
    clock.advance(leases.LEASE)
    await all_rounds()

    assert [text.splitlines()[0] for text in chat.texts] == [builders.HEADLINE, WITHDRAWN]
    assert (await Notice.get(id=notice.id)).reason == "水修好了"
