"""The channels take their turns: groups, SMS and the liaison, each for whom it was not shown by then."""

from datetime import timedelta

import pytest

from backend.access.models import Person, Post, Role
from backend.households.models import Household
from backend.kit import clock, nodes
from backend.notices import jobs
from backend.notices.channel_models import Carried, Channel, GroupPost, NoticeSettings, NoticeSms, Step
from backend.notices.channels import groups, posting, steps, tokens
from backend.notices.kinds import Audience, Earnest, Urgency, Way
from backend.push.models import Kind, Message, State
from tests import community
from tests.community import Town
from tests.households import builders as doors
from tests.notices import builders
from tests.notices.answering import neighbours, said
from tests.notices.gateways import Group
from tests.notices.rounds import MINUTE, SHORT, all_rounds, bound, out, reached
from tests.phones import Phones


async def test_each_channel_has_its_turn_by_the_settings_in_force(town: Town) -> None:
    turns = [("GROUPS", 1), ("PUSH", 2), ("SMS", 4), ("DOOR", 9)]
    said = [{"channel": channel, "minutes": minutes} for channel, minutes in turns]
    await NoticeSettings.create(grid_id=town.community.id, steps=said)
    notice = await out(town)
    rows = await Step.filter(notice_id=notice.id).order_by("opens_at")
    assert [(row.channel.value, (row.opens_at - clock.now()) // MINUTE) for row in rows] == turns
    assert all(row.due_at == row.opens_at and row.done_at is None for row in rows)


async def test_only_what_is_urgent_goes_by_sms_and_for_a_test_nobody_knocks(town: Town) -> None:
    for urgency, earnest, without in (
        (Urgency.EXPECTED, Earnest.ACTUAL, Channel.SMS),
        (Urgency.IMMEDIATE, Earnest.TEST, Channel.DOOR),
    ):
        notice = await out(town, urgency=urgency, earnest=earnest)
        assert {row.channel for row in await Step.filter(notice_id=notice.id)} == set(Channel) - {without}


async def test_groups_of_the_ground_read_it_with_a_link_of_their_own_grid(town: Town, chat: Group) -> None:
    for grid in (town.east, town.west):
        await bound(town, chat, grid)
    notice = await out(town)
    await all_rounds()
    [text] = chat.texts
    first, second, third = text.splitlines()
    assert (first, second) == (builders.HEADLINE, SHORT)
    place, link = third.split("：", 1)
    [row] = await notice.links.all()
    assert (place, link, row.grid_id) == ("金星社区", f"http://localhost:8000/n/{row.code}", town.east.id)
    post = await GroupPost.get()
    assert (post.state, post.posted_at, post.attempts) == (Carried.TAKEN, clock.now(), 1)
    step = await Step.get(notice_id=notice.id, channel=Channel.GROUPS)
    assert (step.tried, step.done_at) == (1, clock.now())


async def test_a_group_that_takes_nothing_is_tried_again_and_given_up(town: Town, chat: Group) -> None:
    chat.status = 500
    await bound(town, chat)
    await out(town, urgency=Urgency.EXPECTED)
    await all_rounds()
    for wait in posting.AGAIN:
        post = await GroupPost.get()
        assert (post.state, post.due_at) == (Carried.WAITING, clock.now() + wait)
        clock.advance(wait)
        await all_rounds()
    assert len(chat.texts) == len(posting.AGAIN) + 1
    assert (await GroupPost.get()).state is Carried.FAILED
    [group] = await groups.bound()
    assert group.failing_since


async def test_a_group_is_not_posted_twice_by_two_workers(town: Town, chat: Group) -> None:
    await bound(town, chat)
    await out(town)
    await steps.go()
    assert await posting.post() == 1
    assert await posting.post() == 0
    await GroupPost.all().update(state=Carried.WAITING)
    assert await posting.post() == 0, "whoever took it has it until its lease is over"
    clock.advance(2 * MINUTE)
    assert await posting.post() == 1


async def test_an_sms_goes_to_households_that_have_a_number_and_have_not_seen_it(
    town: Town, sent_by_sms: list[tuple[str, str]]
) -> None:
    seen, unseen, mute = [
        await doors.household(town, f"3栋 1单元 {room}", name, phones={name: phone} if phone else {})
        for room, name, phone in (
            ("101", "陈一", "13800000001"),
            ("102", "陈二", "13800000002"),
            ("103", "陈三", ""),
        )
    ]
    notice = await out(town)
    await reached(notice, seen)
    clock.advance(3 * MINUTE - timedelta(seconds=1))
    await all_rounds()
    assert sent_by_sms == []
    clock.advance(timedelta(seconds=1))
    await all_rounds()
    link = f"http://localhost:8000/n/{notice.code}/{tokens.of(notice.id, unseen.id)}"
    assert sent_by_sms == [("+8613800000002", f"【连心】金星社区：{SHORT} 看全文并回“看过了”：{link}")]
    rows = await NoticeSms.all()
    assert [(row.household_id, row.state, row.taken_at) for row in rows] == [
        (unseen.id, Carried.TAKEN, clock.now())
    ]
    assert not await NoticeSms.filter(household_id=mute.id).exists()


async def test_who_was_reached_while_an_sms_waited_gets_none(
    town: Town, sent_by_sms: list[tuple[str, str]]
) -> None:
    home = await doors.household(town, "3栋 101", "陈一", phones={"陈一": "13800000001"})
    notice = await out(town)
    clock.advance(3 * MINUTE)
    await steps.go()
    assert await NoticeSms.all().count() == 1
    await reached(notice, home)
    await all_rounds()
    assert sent_by_sms == []
    assert await NoticeSms.all().count() == 0


async def test_an_sms_of_a_drill_says_that_it_is_one_and_speaks_the_readers_language(
    town: Town, sent_by_sms: list[tuple[str, str]]
) -> None:
    home = await doors.household(town, "3栋 101")
    reader = await doors.living(home, "Ann")
    await Person.filter(id=reader.id).update(language="en", phone_index="x")
    reader = await Person.get(id=reader.id)
    reader.phone = "+8613800000009"
    await reader.save()
    notice = await out(town, earnest=Earnest.EXERCISE)
    clock.advance(3 * MINUTE)
    await all_rounds()
    link = f"http://localhost:8000/n/{notice.code}/{tokens.of(notice.id, home.id)}"
    assert sent_by_sms == [
        ("+8613800000009", f"Lianxin, 金星社区: [DRILL] {SHORT} Read it and say that you did: {link}")
    ]


async def test_an_audience_alone_is_sent_an_sms(town: Town, sent_by_sms: list[tuple[str, str]]) -> None:
    await doors.household(town, "3栋 101", "陈一", phones={"陈一": "13800000001"})
    await out(town, audience=(Audience.INFANTS,))
    clock.advance(3 * MINUTE)
    await all_rounds()
    assert sent_by_sms == []


async def test_the_liaison_is_told_how_many_of_theirs_it_has_not_reached(town: Town) -> None:
    liaison = await community.appointed("吴联络", Role.LIAISON, town.east)
    post = await liaison.posts.all().first()
    homes = [await doors.household(town, f"3栋 {room}") for room in (101, 102, 103, 104)]
    await Household.filter(id__in=[home.id for home in homes[:3]]).update(liaison_id=post.id)
    notice = await out(town)
    await reached(notice, homes[0])
    clock.advance(15 * MINUTE)
    await Message.all().delete()
    await all_rounds()
    told = {message.person_id: message.said async for message in Message.filter(kind=Kind.NOTICE)}
    assert set(told) == {liaison.id, town.member.id}
    assert "您负责的 2 户还没收到" in told[liaison.id]
    assert "您负责的 1 户还没收到" in told[town.member.id]
    step = await Step.get(notice_id=notice.id, channel=Channel.DOOR)
    assert (step.tried, step.done_at) == (3, clock.now())


async def test_a_question_does_not_take_the_place_of_doors_to_knock_at(town: Town, phones: Phones) -> None:
    home, mother, _ = await neighbours(town)
    post = await Post.create(person=town.above, grid=town.east, role=Role.LIAISON, seat="LIAISON:above")
    await Household.filter(id=home.id).update(liaison_id=post.id)
    notice = await out(town)
    clock.advance(15 * MINUTE)
    await all_rounds()
    phone, page = await phones(mother), f"/notices/{nodes.opaque('Notice', notice.id)}"
    for question in ("几点来水？", "水干净吗？"):
        await said(phone, notice, question)
    waiting = Message.filter(person_id=town.above.id, state=State.WAITING).order_by("created_at")
    assert [message.link async for message in waiting] == [f"{page}/unreached", f"{page}/answers"]


async def test_a_ground_is_gone_through_page_by_page_and_a_page_is_done_whole(
    town: Town, chat: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.notices.channels.spreading.GRIDS", 1)
    for grid in (town.east, town.west):
        await bound(town, chat, grid)
    notice = await builders.published(town.above, town.community, builders.draft(urgency=Urgency.EXPECTED))
    for number in range(1, 4):
        await Step.filter(notice_id=notice.id).exclude(channel=Channel.GROUPS).delete()
        assert await steps.go() == 1
        assert await GroupPost.all().count() == max(0, number - 1)
        assert (await Step.get(channel=Channel.GROUPS)).done_at is None
    await steps.go()
    assert (await Step.get(channel=Channel.GROUPS)).done_at == clock.now()
    assert await GroupPost.all().count() == 2


async def test_groups_of_a_grid_to_which_it_has_not_been_passed_on_wait_for_that(
    town: Town, chat: Group
) -> None:
    await bound(town, chat, town.west)
    await community.appointed("书记", Role.LEADER, town.community)
    await builders.published(town.above, town.town, builders.draft(way=Way.RELAYED))
    await all_rounds()
    assert chat.texts == []
    clock.advance(timedelta(minutes=10))
    await jobs.pass_on_when_due()
    await all_rounds()
    assert len(chat.texts) == 1


async def test_who_is_to_knock_for_a_drill_is_told_that_it_is_one(town: Town) -> None:
    await doors.household(town, "3栋 101")
    await out(town, earnest=Earnest.EXERCISE)
    await Message.all().delete()
    clock.advance(15 * MINUTE)
    await all_rounds()
    [told] = await Message.filter(person_id=town.member.id)
    assert "【演练】有住户还没收到公告" in told.said
    # From there they go to the doors themselves.
    assert told.link.endswith("/unreached")
