"""A turn that is over: nobody is asked any more, what holds no longer goes no further, and thousands go piece by piece."""

from datetime import timedelta

import pytest

from backend.access.models import Person, Post, Role
from backend.grids.models import Tier
from backend.kit import clock
from backend.notices import jobs, telling
from backend.notices.models import Notice, Relay
from backend.notices.refusals import NoticeOver
from backend.notices.relaying import turns
from backend.notices.writing import correcting
from backend.push.models import Message, State
from tests import community
from tests.community import Town
from tests.households import builders as doors
from tests.notices.builders import seen_by
from tests.notices.relays import passes_on, relayed, standing


async def asked(person: Person) -> list[tuple[bool, bool]]:
    """The turns of which somebody was told: whether each still waits to be sent, and whether it was read."""
    rows = await Message.filter(person_id=person.id).order_by("created_at", "id")
    assert {row.link for row in rows} <= {telling.link(row.id) for row in await Notice.all()}
    return [(row.state is State.WAITING, row.read_at is not None) for row in rows]


async def test_what_somebody_else_has_passed_on_is_asked_of_nobody_any_more(town: Town) -> None:
    editor = await community.appointed("林编辑", Role.EDITOR, town.east)
    notice = await relayed(town)
    # Her phone has rung; the leader's has not yet.
    await Message.filter(person_id=editor.id).update(state=State.ACCEPTED, accepted_at=clock.now())
    assert [await asked(one) for one in (editor, town.leader)] == [[(False, False)], [(True, False)]]
    before = await Message.filter(person_id=town.neighbour.id).values()

    await passes_on(town.above, notice, town.east)
    assert [await asked(one) for one in (editor, town.leader)] == [[(False, True)], []]
    assert await Message.filter(person_id=town.neighbour.id).values() == before
    clock.advance(timedelta(minutes=6))
    await jobs.pass_on_when_due()
    assert await asked(town.neighbour) == []


async def test_who_has_two_turns_and_ends_one_is_still_asked_for_the_other(town: Town) -> None:
    editor = await community.appointed("林编辑", Role.EDITOR, town.east)
    await Post.create(person=editor, grid=town.west, role=Role.EDITOR, seat=f"EDITOR:{editor.id}")
    notice = await relayed(town)
    assert await asked(editor) == [(True, False)] * 2
    await passes_on(town.leader, notice, town.east)
    assert await asked(editor) == [(True, False)]


async def test_what_is_withdrawn_is_asked_of_nobody_any_more(town: Town) -> None:
    notice = await relayed(town)
    await correcting.withdraw(await community.actor(town.above), notice.id, "写错了", notice.version)
    assert [await asked(one) for one in (town.leader, town.neighbour)] == [[], []]


async def test_what_expires_on_its_way_goes_no_further(town: Town) -> None:
    in_east = await doors.living(await doors.household(town, "1栋 102"), "住东")
    notice = await relayed(town, expires_at=clock.now() + timedelta(minutes=3))
    clock.advance(timedelta(minutes=3))
    before = [await Relay.all().order_by("id").values(), await Message.all().order_by("id").values()]
    with pytest.raises(NoticeOver):
        await passes_on(town.leader, notice, town.east)
    assert [await Relay.all().order_by("id").values(), await Message.all().order_by("id").values()] == before

    clock.advance(timedelta(minutes=2))
    assert await jobs.pass_on_when_due() == 2
    assert await standing(notice) == [("余新镇", False, True, False), ("金星社区", False, True, False)]
    assert (await seen_by(in_east), await asked(town.leader)) == (set(), [])


async def test_of_very_many_grids_without_anybody_some_are_passed_at_once_and_then_one_by_one(
    town: Town,
) -> None:
    empty = [await community.grid(f"空网格 {number}", Tier.GRID, town.community) for number in range(30)]
    last = await doors.living(await doors.household(town, "1栋 101", grid=empty[-1].id), "住最后")
    notice = await relayed(town)
    through = Relay.filter(notice_id=notice.id, passed_at__not_isnull=True)
    assert await through.count() == turns.AT_ONCE
    assert await seen_by(last) == set()
    assert not [row for row in await Relay.filter(notice_id=notice.id) if row.is_stalled]

    assert await jobs.pass_on_when_due() == 2 + len(empty) - turns.AT_ONCE
    assert await through.count() == 2 + len(empty)
    assert await seen_by(last) == {notice.id}
    # Where it is somebody's turn it waits for them.
    assert {row.grid_id for row in await Relay.filter(passed_at__isnull=True)} == {town.east.id, town.west.id}
    assert await jobs.pass_on_when_due() == 0
