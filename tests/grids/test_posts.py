"""Who is appointed by whom, who hands a post on or ends it, and who knows of it."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from backend.access.models import Deed, Person, Post, Role
from backend.grids import closing, posts
from backend.grids.models import Grid, Tier
from backend.grids.refusals import AppointedFromAbove, GridClosed, LastLeader, SeatTaken
from backend.kit import clock
from backend.kit.refusals import BadInput, NotFound
from tests import community
from tests.community import Town
from tests.grids.posts import OTHER_PHONE, PHONE, held, told


async def test_a_leader_appoints_everybody_but_leaders_in_their_grid(town: Town) -> None:
    leader = await community.actor(town.leader)
    for role in (Role.LIAISON, Role.PROFESSIONAL, Role.EDITOR, Role.DISPATCHER):
        await posts.appoint(leader, town.east.id, role, "陈静", PHONE)
    with pytest.raises(AppointedFromAbove):
        await posts.appoint(leader, town.east.id, Role.LEADER, "陈静", PHONE)

    assert await held(town.east.id) == [
        ("LEADER", "王芳"),
        ("MEMBER", "李建平"),
        ("LIAISON", "陈静"),
        ("PROFESSIONAL", "陈静"),
        ("EDITOR", "陈静"),
        ("DISPATCHER", "陈静"),
    ]
    chen = await Person.get(phone_index=Person.index_of("+8613800005678"))
    assert (chen.name, chen.phone, chen.grid_id) == ("陈静", "+8613800005678", town.east.id)
    assert await told() == [("陈静", "ACCOUNT")] * 4
    assert [deed.verb for deed in await Deed.all()] == ["appoint"] * 4


async def test_a_leader_above_appoints_the_leader_of_every_grid_below(town: Town) -> None:
    await posts.appoint(await community.actor(town.above), town.community.id, Role.LEADER, "徐明", PHONE)
    assert await held(town.community.id) == [("LEADER", "徐明")]


async def test_nobody_appoints_on_ground_that_is_not_theirs(town: Town) -> None:
    for person, grid in (
        (town.neighbour, town.east),
        (town.leader, town.community),
        (town.member, town.east),
    ):
        with pytest.raises(NotFound):
            await posts.appoint(await community.actor(person), grid.id, Role.LIAISON, "陈静", PHONE)
    assert await Post.all().count() == 4
    assert await told() == []


async def test_a_grid_has_one_leader_and_one_member_and_nobody_holds_a_post_twice(town: Town) -> None:
    above = await community.actor(town.above)
    await posts.appoint(above, town.east.id, Role.LIAISON, "陈静", PHONE)
    for role, phone, holder in (
        (Role.LEADER, PHONE, "王芳"),
        (Role.MEMBER, PHONE, "李建平"),
        (Role.LIAISON, PHONE, "陈静"),
    ):
        with pytest.raises(SeatTaken) as refused:
            await posts.appoint(above, town.east.id, role, "陈静", phone)
        assert refused.value.holder == holder
    await posts.appoint(above, town.east.id, Role.LIAISON, "丁一", OTHER_PHONE)
    assert len(await held(town.east.id)) == 4


async def test_two_who_appoint_a_leader_at_once_give_the_grid_one(town: Town) -> None:
    above = await community.actor(town.above)
    results = await asyncio.gather(
        posts.appoint(above, town.community.id, Role.LEADER, "徐明", PHONE),
        posts.appoint(above, town.community.id, Role.LEADER, "丁一", OTHER_PHONE),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["Post", "SeatTaken"]
    assert len(await held(town.community.id)) == 1


async def test_the_same_key_appoints_once(town: Town) -> None:
    above, key = await community.actor(town.above), uuid4()
    given = (above, town.community.id, Role.LEADER, "徐明", PHONE)
    first = await posts.appoint(*given, key=key)
    assert (await posts.appoint(*given, key=key)).id == first.id
    assert await held(town.community.id) == [("LEADER", "徐明")]
    assert len(await told()) == 1


async def test_a_post_is_handed_over_in_one_go(town: Town) -> None:
    above = await community.actor(town.above)
    before = await Post.get(grid_id=town.east.id, role=Role.LEADER)
    await posts.appoint(above, town.east.id, Role.LEADER, "徐明", PHONE, instead_of=before.id)
    assert await held(town.east.id) == [("MEMBER", "李建平"), ("LEADER", "徐明")]
    assert await told() == [("王芳", "ACCOUNT"), ("徐明", "ACCOUNT")]


async def test_a_post_is_handed_over_only_in_its_grid_and_role(town: Town) -> None:
    above = await community.actor(town.above)
    west = await Post.get(grid_id=town.west.id)
    member = await Post.get(grid_id=town.east.id, role=Role.MEMBER)
    for post in (west.id, member.id, uuid4()):
        with pytest.raises(NotFound):
            await posts.appoint(above, town.east.id, Role.LEADER, "徐明", PHONE, instead_of=post)
    assert await Post.filter(ended_at__isnull=True).count() == 4


async def test_the_leader_at_the_top_hands_over_to_their_successor_and_cannot_just_leave(town: Town) -> None:
    above = await community.actor(town.above)
    own = await Post.get(grid_id=town.town.id)
    with pytest.raises(LastLeader):
        await posts.end(above, own.id)
    with pytest.raises(AppointedFromAbove):
        await posts.appoint(above, town.town.id, Role.LEADER, "徐明", PHONE)

    await posts.appoint(above, town.town.id, Role.LEADER, "徐明", PHONE, instead_of=own.id)
    assert await held(town.town.id) == [("LEADER", "徐明")]
    assert (await community.actor(town.above)).holdings == ()


async def test_who_is_led_from_above_cannot_name_their_own_successor(town: Town) -> None:
    own = await Post.get(grid_id=town.east.id, role=Role.LEADER)
    with pytest.raises(AppointedFromAbove):
        await posts.appoint(
            await community.actor(town.leader), town.east.id, Role.LEADER, "徐明", PHONE, instead_of=own.id
        )
    assert await held(town.east.id) == [("LEADER", "王芳"), ("MEMBER", "李建平")]


@pytest.mark.parametrize(
    ("name", "phone", "until"),
    [
        ("", PHONE, None),
        ("陈静", "12345", None),
        ("陈静", PHONE, timedelta(0)),
        ("陈静", PHONE, timedelta(days=367)),
    ],
)
async def test_who_cannot_be_reached_or_for_no_real_time_is_not_appointed(
    town: Town, name: str, phone: str, until: timedelta | None
) -> None:
    with pytest.raises(BadInput):
        await posts.appoint(
            await community.actor(town.leader),
            town.east.id,
            Role.LIAISON,
            name,
            phone,
            until=clock.now() + until if until is not None else None,
        )
    assert await Person.all().count() == 4


async def test_nobody_is_appointed_in_a_closed_grid(town: Town) -> None:
    above = await community.actor(town.above)
    await closing.close(above, town.east.id, version=1)
    with pytest.raises(GridClosed):
        await posts.appoint(above, town.east.id, Role.LEADER, "徐明", PHONE)


async def test_nobody_keeps_a_post_in_a_grid_that_closes_at_that_moment(town: Town) -> None:
    above = await community.actor(town.above)
    closed, post = await asyncio.gather(
        closing.close(above, town.east.id, version=1),
        posts.appoint(above, town.east.id, Role.LIAISON, "徐明", PHONE),
        return_exceptions=True,
    )
    assert isinstance(closed, Grid)
    assert isinstance(post, Post | GridClosed)
    assert await held(town.east.id) == []


async def test_a_post_is_ended_by_its_holder_or_who_appoints_it_and_by_nobody_else(town: Town) -> None:
    leads = await Post.get(grid_id=town.east.id, role=Role.LEADER)
    for person in (town.member, town.neighbour):
        with pytest.raises(NotFound):
            await posts.end(await community.actor(person), leads.id)
    await posts.end(await community.actor(town.leader), leads.id)
    with pytest.raises(NotFound):
        await posts.end(await community.actor(town.above), leads.id)
    assert await held(town.east.id) == [("MEMBER", "李建平")]


async def test_who_holds_posts_is_known_to_those_in_the_grid_and_above(town: Town) -> None:
    resident = await community.resident("林晓", town.east)
    secretary = await community.appointed("徐明", Role.LEADER, town.community)

    async def seen(person: Person) -> set[str]:
        return {
            post.person.name
            for post in await posts.visible(await community.actor(person)).select_related("person")
        }

    assert await seen(resident) == {"王芳", "李建平", "徐明", "沈国强"}
    assert await seen(town.neighbour) == {"朱美珍", "徐明", "沈国强"}
    assert await seen(secretary) == {"王芳", "李建平", "朱美珍", "徐明", "沈国强"}
    assert await seen(await Person.create(name="路人")) == set()


async def test_neighbours_may_call_their_community_and_colleagues_everybody_above(town: Town) -> None:
    resident = await community.actor(await community.resident("林晓", town.east))
    leader = await community.actor(town.leader)
    assert posts.may_call(resident, town.east.path, Tier.GRID)
    assert posts.may_call(resident, town.community.path, Tier.COMMUNITY)
    assert not posts.may_call(resident, town.town.path, Tier.TOWN)
    assert not posts.may_call(resident, town.west.path, Tier.GRID)
    assert posts.may_call(leader, town.town.path, Tier.TOWN)
    assert not posts.may_call(leader, town.west.path, Tier.GRID)
