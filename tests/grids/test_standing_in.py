"""Who stands in for whom, and how posts that were given until a day end."""

import asyncio

import pytest

from backend.access.models import Deed, Person, Post, Role
from backend.grids import jobs, posts
from backend.grids.refusals import SeatTaken
from backend.kit import clock
from backend.kit.refusals import NotFound
from tests import community
from tests.community import Town
from tests.grids.posts import OTHER_PHONE, PHONE, WEEK, held, told


async def test_a_stand_in_has_every_right_of_the_post_until_their_day(town: Town) -> None:
    leader = await community.actor(town.leader)
    own = await Post.get(grid_id=town.east.id, role=Role.LEADER)
    deputy = await posts.stand_in(leader, own.id, "徐明", PHONE, clock.now() + WEEK)
    xu = await community.actor(await Person.get(id=deputy.person_id))
    assert xu.answers_for(town.east.path, Role.LEADER)
    assert (await community.actor(town.leader)).answers_for(town.east.path, Role.LEADER)

    clock.advance(WEEK)
    assert (await community.actor(await Person.get(id=deputy.person_id))).holdings == ()


async def test_the_round_ends_what_is_overdue_once_and_tells_them(town: Town) -> None:
    own = await Post.get(grid_id=town.east.id, role=Role.LEADER)
    deputy = await posts.stand_in(
        await community.actor(town.leader), own.id, "徐明", PHONE, clock.now() + WEEK
    )
    assert await jobs.end_overdue() == 0
    clock.advance(WEEK)

    assert sum(await asyncio.gather(jobs.end_overdue(), jobs.end_overdue())) == 1

    await deputy.refresh_from_db(fields=["ended_at", "seat"])
    assert (deputy.ended_at, deputy.seat) == (clock.now(), None)
    assert await told() == [("徐明", "ACCOUNT")] * 2
    assert [deed.actor for deed in await Deed.filter(verb="endPost")] == [None]
    assert await held(town.east.id) == [("LEADER", "王芳"), ("MEMBER", "李建平")]


async def test_a_seat_is_free_from_the_moment_its_day_came(town: Town) -> None:
    leader = await community.actor(town.leader)
    own = await Post.get(grid_id=town.east.id, role=Role.LEADER)
    until = clock.now() + WEEK
    await posts.stand_in(leader, own.id, "徐明", PHONE, until)
    with pytest.raises(SeatTaken):
        await posts.stand_in(leader, own.id, "丁一", OTHER_PHONE, until + WEEK)
    clock.advance(WEEK)
    await posts.stand_in(leader, own.id, "丁一", OTHER_PHONE, until + WEEK)
    assert await held(town.east.id) == [("LEADER", "王芳"), ("MEMBER", "李建平"), ("LEADER", "丁一")]


async def test_who_stood_in_for_a_post_that_ran_out_does_not_outlast_it(town: Town) -> None:
    above, until = await community.actor(town.above), clock.now() + WEEK
    first = await posts.appoint(above, town.community.id, Role.LEADER, "徐明", PHONE, until=until)
    deputy = await posts.stand_in(above, first.id, "丁一", OTHER_PHONE, until + WEEK)
    clock.advance(WEEK)

    await posts.appoint(above, town.community.id, Role.LEADER, "陈静", "13700001234")

    assert await held(town.community.id) == [("LEADER", "陈静")]
    assert (await community.actor(await Person.get(id=deputy.person_id))).holdings == ()
    assert await told() == [("徐明", "ACCOUNT"), ("丁一", "ACCOUNT")] * 2 + [("陈静", "ACCOUNT")]
    assert [deed.row for deed in await Deed.filter(verb="endPost", actor=None)] == [first.id]
    assert await jobs.end_overdue() == 0


async def test_nobody_stands_in_for_a_post_that_ends_at_that_moment(town: Town) -> None:
    leader, until = await community.actor(town.leader), clock.now() + WEEK
    liaisons = [
        await posts.appoint(leader, town.east.id, Role.LIAISON, f"联络员{number}", f"1390000{number:04}")
        for number in range(10)
    ]
    results = await asyncio.gather(
        *(posts.stand_in(leader, post.id, "徐明", PHONE, until) for post in liaisons),
        *(posts.end(leader, post.id) for post in liaisons),
        return_exceptions=True,
    )
    assert {type(result) for result in results} <= {Post, NotFound}
    assert await held(town.east.id) == [("LEADER", "王芳"), ("MEMBER", "李建平")]


async def test_a_stand_in_is_named_by_the_holder_or_who_appoints_them_for_a_post_that_is_no_stand_ins(
    town: Town,
) -> None:
    own = await Post.get(grid_id=town.east.id, role=Role.LEADER)
    until = clock.now() + WEEK
    for person in (town.member, town.neighbour):
        with pytest.raises(NotFound):
            await posts.stand_in(await community.actor(person), own.id, "徐明", PHONE, until)
    deputy = await posts.stand_in(await community.actor(town.above), own.id, "徐明", PHONE, until)
    with pytest.raises(NotFound):
        await posts.stand_in(await community.actor(town.above), deputy.id, "丁一", OTHER_PHONE, until)
    assert len(await held(town.east.id)) == 3


async def test_nobody_stands_in_for_themselves(town: Town) -> None:
    above = await community.actor(town.above)
    post = await posts.appoint(above, town.community.id, Role.LEADER, "徐明", PHONE)
    with pytest.raises(SeatTaken):
        await posts.stand_in(above, post.id, "徐明", PHONE, clock.now() + WEEK)


async def test_a_post_ends_with_its_stand_in_and_both_are_told(town: Town) -> None:
    own = await Post.get(grid_id=town.east.id, role=Role.MEMBER)
    await posts.stand_in(await community.actor(town.member), own.id, "徐明", PHONE, clock.now() + WEEK)
    ended = await posts.end(await community.actor(town.leader), own.id)
    assert (ended.ended_at, ended.seat) == (clock.now(), None)
    assert await held(town.east.id) == [("LEADER", "王芳")]
    assert sorted(await told()) == sorted([("徐明", "ACCOUNT"), ("李建平", "ACCOUNT"), ("徐明", "ACCOUNT")])
