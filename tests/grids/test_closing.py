"""Closing a grid on which nothing stands any more, and opening it again."""

from uuid import uuid4

import pytest

from backend.access.models import Person, Post
from backend.grids import closing, rules
from backend.grids.models import Grid, Tier
from backend.grids.refusals import GridClosed, GridInUse, NameTaken
from backend.households.models import Household
from backend.kit import clock
from backend.kit.refusals import Changed, NotFound
from backend.kit.words import Words
from backend.supplies import seeds
from backend.supplies.models import Item
from backend.supplies.stock_models import StockLevel
from backend.volunteers.models import Volunteer, VolunteerState
from tests import community
from tests.community import Town
from tests.grids import tree
from tests.grids.documents import named
from tests.households import builders as doors
from tests.phones import Phones
from tests.volunteers import builders as volunteers


async def test_closing_a_grid_ends_its_posts_and_passes_its_people_to_the_grid_above(town: Town) -> None:
    closed = await closing.close(await community.actor(town.above), town.east.id, version=1)

    assert not closed.is_open
    assert (
        await Post.filter(grid_id=town.east.id).values_list("ended_at", "seat")
        == [(closed.closed_at, None)] * 2
    )
    leader = await Person.get(id=town.leader.id)
    assert leader.grid_id == town.community.id
    assert (await community.actor(leader)).holdings == ()
    assert [verb for verb, _ in await tree.deeds()] == ["endPost", "endPost", "closeGrid"]
    assert await Post.filter(ended_at__isnull=True).count() == 2


async def test_a_grid_on_which_something_stands_stays_open(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    above = await community.actor(town.above)
    with pytest.raises(GridInUse) as refused:
        await closing.close(above, town.community.id, version=1)
    assert refused.value.count == 2

    async def three(grid: object) -> int:
        return 3 if grid == town.east.id else 0

    households = Words("户", "戶", "households")
    monkeypatch.setattr(closing, "_standing", [*closing._standing, (households, three)])
    with pytest.raises(GridInUse) as refused:
        await closing.close(above, town.east.id, version=1)
    assert refused.value.message().startswith("这里还有 3 户")
    assert await Grid.filter(closed_at__isnull=False).count() == 0


async def test_nobody_closes_the_ground_they_stand_on(town: Town) -> None:
    for person, grid in ((town.leader, town.east), (town.above, town.town), (town.neighbour, town.east)):
        with pytest.raises(NotFound):
            await closing.close(await community.actor(person), grid.id, version=1)
    with pytest.raises(Changed):
        await closing.close(await community.actor(town.above), town.east.id, version=3)
    assert await Grid.filter(closed_at__isnull=False).count() == 0


async def test_a_closed_grid_takes_nothing_new_and_opens_again_when_its_parent_is_open(town: Town) -> None:
    above = await community.actor(town.above)
    for grid in (town.east, town.west, town.community):
        await closing.close(above, grid.id, version=1)
    with pytest.raises(GridClosed):
        await rules.add(above, town.east.id, "甲", Tier.MICRO_GRID)
    with pytest.raises(GridClosed):
        await closing.reopen(above, town.east.id, version=2)

    await closing.reopen(above, town.community.id, version=2)
    opened = await closing.reopen(above, town.east.id, version=2)
    assert (opened.is_open, opened.version) == (True, 3)
    assert await Post.filter(grid_id=town.east.id, ended_at__isnull=True).count() == 0


async def test_a_closed_grid_stays_closed_while_another_has_its_name(town: Town) -> None:
    above = await community.actor(town.above)
    await closing.close(above, town.east.id, version=1)
    await rules.add(above, town.community.id, "第一网格", Tier.GRID)
    with pytest.raises(NameTaken):
        await closing.reopen(above, town.east.id, version=2)
    assert not (await Grid.get(id=town.east.id)).is_open


async def test_a_grid_with_a_household_a_volunteer_or_stock_stays_open(town: Town, phones: Phones) -> None:
    phone = await phones(town.above)
    close = """mutation ($grid: ID!, $key: UUID!) { done: closeGrid(grid: $grid, version: 1, key: $key) {
      __typename ... on GridInUse { count } ... on Refusal { message } } }"""

    async def refused() -> str:
        answer = (await phone.ask(close, grid=named(town.east), key=str(uuid4())))["done"]
        return str(answer.get("message"))

    door = await doors.household(town, "3栋 2单元 1201")
    assert await refused() == "Still here: households (1). Move them first, then close it."
    await Household.filter(id=door.id).update(moved_away_at=clock.now())
    helper = await community.resident("赵志愿", town.east)
    await volunteers.volunteer(helper, town.leader)
    assert await refused() == "Still here: volunteers (1). Move them first, then close it."
    await Volunteer.filter(person_id=helper.id).update(state=VolunteerState.LEFT)
    await seeds.seed()
    await StockLevel.create(grid=town.east, item=await Item.first(), quantity=3)
    assert await refused() == "Still here: items in store (1). Move them first, then close it."
    assert (await Grid.get(id=town.east.id)).is_open
