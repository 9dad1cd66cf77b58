"""A grid that is closed takes no doors, no people and no goods any more."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

import backend.households.splitting  # noqa: F401 -- it counts the doors that keep a grid open
from backend.grids import closing
from backend.grids.models import Grid
from backend.grids.refusals import GridClosed, GridInUse
from backend.households import doors, imports, invitations, registering
from backend.households.models import Household, Invitation
from backend.households.sheets import BadSheet
from backend.kit.refusals import NotFound
from backend.supplies import seeds, stock
from backend.supplies.models import Item
from backend.supplies.stock_models import StockLevel
from backend.volunteers import applying
from backend.volunteers.models import Volunteer
from tests import community
from tests.community import Town
from tests.volunteers.builders import OFFER

LIST = "楼栋,房号,姓名\n3,1,王芳\n".encode()


async def test_nothing_new_comes_onto_closed_ground(town: Town) -> None:
    above = await community.actor(town.above)
    await seeds.seed()
    mask = (await Item.get(code="mask")).id
    await closing.close(above, town.east.id, version=1)

    with pytest.raises(GridClosed):
        await registering.register(above, town.east.id, doors.parse("3", "", "1"))
    with pytest.raises(GridClosed):
        await invitations.invite_to_grid(above, town.east.id, 1, 1)
    with pytest.raises(GridClosed):
        await stock.receive(above, town.east.id, mask, 1, "商会")
    for run in (imports.dry_run, imports.apply):
        with pytest.raises(BadSheet) as refused:
            await run(above, town.east.id, await imports.read(LIST))
        assert "第一网格" in refused.value.faults[0].reason
    for model in (Household, Invitation, StockLevel):
        assert await model.all().count() == 0


async def a_door(town: Town) -> Household:
    above = await community.actor(town.above)
    return await registering.register(above, town.east.id, doors.parse("3", "", "1"))


async def an_offer(town: Town) -> Volunteer:
    return await applying.apply(await community.actor(town.neighbour), town.east.id, OFFER)


async def a_gift(town: Town) -> StockLevel:
    mask = (await Item.get(code="mask")).id
    return await stock.receive(await community.actor(town.above), town.east.id, mask, 1, "商会")


@pytest.mark.parametrize("bring", [a_door, an_offer, a_gift])
async def test_what_comes_while_a_grid_is_closed_keeps_it_open_or_is_refused(
    town: Town, bring: Callable[[Town], Awaitable[object]]
) -> None:
    await seeds.seed()
    close = closing.close(await community.actor(town.above), town.east.id, version=1)
    closed, brought = await asyncio.gather(close, bring(town), return_exceptions=True)
    if isinstance(closed, Grid):
        assert isinstance(brought, GridClosed | NotFound)
    else:
        assert isinstance(closed, GridInUse)
        assert isinstance(brought, Household | Volunteer | StockLevel)
