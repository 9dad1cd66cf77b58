"""A relayed notice comes down tier by tier: by hand, or by the clock, with the stall shown."""

from datetime import timedelta
from uuid import uuid4

import pytest

from backend.access.models import Deed, Post, Role
from backend.grids.models import Tier
from backend.kit import clock, nodes
from backend.kit.refusals import NotFound
from backend.notices import jobs
from backend.notices.models import Relay
from backend.notices.refusals import NoticeOver, PassedAlready
from backend.notices.writing import correcting
from backend.push.models import Message
from tests import community
from tests.community import Town
from tests.households import builders as doors
from tests.notices import documents
from tests.notices.builders import seen_by
from tests.notices.reach_documents import COUNTED_OUT
from tests.notices.relays import passes_on, relayed, standing
from tests.phones import Phones


async def test_it_is_time_to_visit_a_grid_by_when_it_came_there(town: Town, phones: Phones) -> None:
    for grid in (town.east, town.west):
        await doors.household(town, "1栋 101", "住户", grid=grid.id)
    notice = await relayed(town, relay_minutes=600)
    await passes_on(town.leader, notice, town.east)
    clock.advance(timedelta(minutes=14))
    await passes_on(town.neighbour, notice, town.west)
    above, due = await phones(town.above), []
    for minutes in (0, 1, 14):
        clock.advance(timedelta(minutes=minutes))
        rows = (await above.ask(COUNTED_OUT))["unreachedHouseholds"]["nodes"]
        due.append([row["grid"]["name"] for row in rows])
    assert due == [[], ["第一网格"], ["第一网格", "第二网格"]]


async def test_each_tier_has_its_turn_and_one_without_anybody_passes_at_once(town: Town) -> None:
    in_town = await doors.living(await doors.household(town, "1栋 101", grid=town.community.id), "住社区")
    in_east = await doors.living(await doors.household(town, "1栋 102"), "住东")
    notice = await relayed(town)
    # Whoever published it for the town has passed it on there. Nobody holds a post in the community: it passes by
    # itself, and waits in both grids.
    assert await standing(notice) == [
        ("余新镇", False, True, False),
        ("金星社区", False, True, False),
        ("第一网格", True, False, True),
        ("第二网格", True, False, True),
    ]
    assert (await seen_by(in_town), await seen_by(in_east)) == ({notice.id}, set())
    east = await Relay.get(notice_id=notice.id, grid_id=town.east.id)
    assert (east.answerable_id, east.due_at) == (town.leader.id, clock.now() + timedelta(minutes=5))
    assert sorted(one.person_id for one in await Message.all()) == sorted([town.leader.id, town.neighbour.id])

    await passes_on(town.leader, notice, town.east)
    assert await seen_by(in_east) == {notice.id}
    assert [row[2] for row in await standing(notice)] == [True, True, True, False]
    assert await Deed.filter(verb="passOnNotice").count() == 1


async def test_the_lowest_tier_named_covers_all_below_it(town: Town) -> None:
    notice = await relayed(town, relayed_down_to=Tier.COMMUNITY)
    assert await standing(notice) == [("余新镇", False, True, False), ("金星社区", False, True, True)]


async def test_a_ground_that_is_not_who_speaks_has_its_turn_at_once(town: Town) -> None:
    notice = await relayed(town, grounds=[town.east])
    assert await standing(notice) == [("第一网格", True, False, True)]


async def test_an_editor_comes_before_the_leader_and_a_stand_in_before_both(town: Town) -> None:
    editor = await community.appointed("林编辑", Role.EDITOR, town.east)
    notice = await relayed(town, grounds=[town.east])
    assert (await Relay.get(notice_id=notice.id)).answerable_id == editor.id
    post = await Post.get(person_id=editor.id)
    deputy = await community.resident("代班", town.east)
    await Post.create(
        person=deputy, grid=town.east, role=Role.EDITOR, stands_in_for=post, seat=f"STAND_IN:{post.id}"
    )
    later = await relayed(town, grounds=[town.east])
    assert (await Relay.get(notice_id=later.id)).answerable_id == deputy.id


async def test_what_nobody_passes_on_passes_when_its_time_is_over(town: Town) -> None:
    secretary = await community.appointed("书记", Role.LEADER, town.community)
    notice = await relayed(town, relayed_down_to=Tier.COMMUNITY)
    clock.advance(timedelta(minutes=4, seconds=59))
    assert await jobs.pass_on_when_due() == 0
    clock.advance(timedelta(seconds=1))
    assert await jobs.pass_on_when_due() == 1
    assert await jobs.pass_on_when_due() == 0

    first = await Relay.get(notice_id=notice.id, grid_id=town.community.id)
    assert (first.passed_at, first.passed_by_id, first.is_stalled) == (clock.now(), None, True)
    assert [row[2] for row in await standing(notice)] == [True, True]
    [deed] = await Deed.filter(verb="passOnNotice")
    assert deed.actor is None
    with pytest.raises(PassedAlready):
        await passes_on(secretary, notice, town.community)


async def test_what_was_passed_on_in_time_is_no_stall(town: Town) -> None:
    secretary = await community.appointed("书记", Role.LEADER, town.community)
    notice = await relayed(town)
    await passes_on(secretary, notice, town.community)
    clock.advance(timedelta(minutes=6))
    by_grid = {row.grid_id: row.is_stalled for row in await Relay.filter(notice_id=notice.id)}
    assert by_grid == {
        town.town.id: False,
        town.community.id: False,
        town.east.id: True,
        town.west.id: True,
    }


async def test_a_line_is_read_by_those_below_and_by_nobody_else(town: Town, phones: Phones) -> None:
    in_east = await doors.living(await doors.household(town, "1栋 102"), "住东")
    in_west = await doors.living(await doors.household(town, "1栋 102", grid=town.west.id), "住西")
    secretary = await community.appointed("书记", Role.LEADER, town.community)
    notice = await relayed(town)
    await passes_on(secretary, notice, town.community, " 请各家互相转告 ")
    leader = await phones(town.leader)
    named = {"notice": nodes.opaque("Notice", notice.id), "grid": nodes.opaque("Grid", town.east.id)}
    before = (await leader.ask(documents.ONE, id=named["notice"]))["notice"]
    assert [turn["grid"]["name"] for turn in before["turns"]] == ["第一网格"]
    assert before["allowed"] == ["PASS_ON", "SEE_REACH"]
    above = (await (await phones(town.above)).ask(documents.ONE, id=named["notice"]))["notice"]
    assert above["turns"] == []
    assert "PASS_ON" not in above["allowed"]
    after = (await leader.ask(documents.PASS_ON, **named, line="停水到十点", key=str(uuid4())))["done"]
    assert (after["turns"], after["allowed"]) == ([], ["SEE_REACH"])
    await passes_on(town.neighbour, notice, town.west)

    lines = {}
    for person in (in_east, in_west):
        shown = (await (await phones(person)).ask(documents.ONE, id=named["notice"]))["notice"]
        lines[person.name] = [(line["grid"]["name"], line["line"]) for line in shown["lines"]]
    assert lines == {
        "住东": [("金星社区", "请各家互相转告"), ("第一网格", "停水到十点")],
        "住西": [("金星社区", "请各家互相转告")],
    }


async def test_only_who_decides_there_or_above_passes_it_on(town: Town) -> None:
    notice = await relayed(town)
    before = await Relay.all().order_by("id").values()
    for person in (town.neighbour, town.member):
        with pytest.raises(NotFound):
            await passes_on(person, notice, town.east)
    assert await Relay.all().order_by("id").values() == before
    await passes_on(town.above, notice, town.east)
    assert (await Relay.get(notice_id=notice.id, grid_id=town.east.id)).passed_by_id == town.above.id


async def test_what_was_withdrawn_goes_no_further(town: Town) -> None:
    notice = await relayed(town)
    await correcting.withdraw(await community.actor(town.above), notice.id, "写错了", notice.version)
    with pytest.raises(NoticeOver):
        await passes_on(town.leader, notice, town.east)
    clock.advance(timedelta(minutes=6))
    assert await jobs.pass_on_when_due() == 2
    assert await standing(notice) == [("余新镇", False, True, False), ("金星社区", False, True, False)]
