"""A grid that is closed takes no doors, no people and no goods any more."""

import pytest

from backend.grids import closing
from backend.grids.refusals import GridClosed
from backend.households import doors, imports, invitations, registering
from backend.households.models import Household, Invitation
from backend.households.sheets import BadSheet
from backend.supplies import seeds, stock
from backend.supplies.models import Item
from backend.supplies.stock_models import StockLevel
from tests import community
from tests.community import Town

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
