"""Rations, and more than a ration with a reason on record."""

import asyncio
from datetime import timedelta

import pytest

from backend.kit import clock
from backend.kit.refusals import BadInput, Changed, NotFound
from backend.supplies import claims, doorstep, rations, rules
from backend.supplies.models import Item, RequestLine
from backend.supplies.refusals import RationUsedUp
from backend.supplies.stock_models import Ration
from tests.households.builders import household, living
from tests.supplies.builders import (
    Scene,
    acting,
    asked,
    delivery,
    everything,
    refused,
    share,
    standing,
    tins,
    wanted,
)


async def ration(scene: Scene, quantity: int = 20, days: int = 7, *, everywhere: bool = False) -> Ration:
    """So many masks a household in so many days, on the east grid's ground or the whole town's."""
    item = (await Item.get(code="mask")).id
    leader, grid = (scene.town.above, scene.town.town) if everywhere else (scene.town.leader, scene.town.east)
    return await rations.set_ration(await acting(leader), grid.id, item, quantity, days)


async def test_a_household_asks_up_to_its_ration_and_no_further(scene: Scene) -> None:
    await ration(scene)
    await asked(scene, await wanted("mask", 15, size="adult"))
    before = await everything()
    with refused(RationUsedUp, left=5, days=7):
        await asked(scene, await wanted("mask", 6, size="child"))
    assert await everything() == before
    await asked(scene, await wanted("mask", 5, size="child"))


async def test_two_lines_of_one_item_count_together(scene: Scene) -> None:
    await ration(scene)
    with refused(RationUsedUp, left=20):
        await asked(scene, await wanted("mask", 11, size="adult"), await wanted("mask", 10, size="child"))


async def test_after_its_days_a_ration_begins_anew(scene: Scene) -> None:
    await ration(scene)
    await asked(scene, await wanted("mask", 20, size="adult"))
    clock.advance(timedelta(days=6, hours=23))
    with refused(RationUsedUp, left=0):
        await asked(scene, await wanted("mask", 1, size="adult"))
    clock.advance(timedelta(hours=1))
    await asked(scene, await wanted("mask", 20, size="adult"))


async def test_other_items_and_other_households_are_not_counted(scene: Scene) -> None:
    await ration(scene)
    await asked(scene, await wanted("mask", 20, size="adult"))
    await asked(scene, await tins(7))
    other = await living(await household(scene.town, "5栋 1单元 101"), "赵敏")
    at = clock.now() + timedelta(hours=30)
    await rules.ask(await acting(other), [await wanted("mask", 20, size="adult")], at)


async def test_of_what_was_withdrawn_only_what_was_handed_over_counts(scene: Scene) -> None:
    await ration(scene)
    request = await asked(scene, await wanted("mask", 20, size="adult"))
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 4)])
    mine = await delivery(request, scene.zhang)
    await doorstep.hand_over(await acting(scene.zhang), mine, code=request.code)
    await rules.cancel(await acting(scene.mother), request.id, "")
    assert await standing(request) == ("CANCELLED", [(20, 4, 4)])
    with refused(RationUsedUp, left=16):
        await asked(scene, await wanted("mask", 17, size="adult"))


async def test_the_towns_ration_holds_beside_the_grids(scene: Scene) -> None:
    await ration(scene, 20)
    await ration(scene, 8, days=3, everywhere=True)
    with refused(RationUsedUp, left=8, days=3):
        await asked(scene, await wanted("mask", 9, size="adult"))


async def test_the_member_allows_more_and_the_reason_is_on_record(scene: Scene) -> None:
    await ration(scene)
    member, at = await acting(scene.town.member), clock.now() + timedelta(hours=30)
    lines = [await wanted("mask", 40, size="adult"), await wanted("thermometer", 1)]
    request = await rules.ask(member, lines, at, household=scene.home.id, exception="家有病人，每天要换")
    masks, thermometer = await RequestLine.filter(request_id=request.id).order_by("id")
    assert (masks.exception, thermometer.exception) == ("家有病人，每天要换", "")


async def test_the_household_itself_allows_itself_nothing(scene: Scene) -> None:
    await ration(scene)
    before = await everything()
    with refused(BadInput, field="exception"):
        await asked(scene, await wanted("mask", 40, size="adult"), exception="急用")
    assert await everything() == before


async def test_five_of_one_household_at_once_get_one_ration(scene: Scene) -> None:
    await ration(scene)
    line = await wanted("mask", 20, size="adult")
    answers = await asyncio.gather(*(asked(scene, line) for _ in range(5)), return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["RationUsedUp"] * 4 + ["SupplyRequest"]


async def test_a_ration_set_again_is_changed_and_can_be_ended(scene: Scene) -> None:
    first = await ration(scene)
    again = await ration(scene, 30)
    assert (again.id, again.quantity, again.version) == (first.id, 30, 2)
    before = await everything()
    with refused(Changed, version=2):
        await rations.end_ration(await acting(scene.town.leader), first.id, 1)
    with refused(NotFound):
        await rations.end_ration(await acting(scene.town.neighbour), first.id, 2)
    assert await everything() == before
    await rations.end_ration(await acting(scene.town.leader), first.id, 2)
    await asked(scene, await wanted("mask", 99, size="adult"))


@pytest.mark.parametrize(
    ("quantity", "days", "field"), [(0, 7, "quantity"), (20, 0, "days"), (20, 366, "days")]
)
async def test_a_ration_that_cannot_be_meant_is_refused(
    scene: Scene, quantity: int, days: int, field: str
) -> None:
    before = await everything()
    with refused(BadInput, field=field):
        await ration(scene, quantity, days)
    assert await everything() == before
