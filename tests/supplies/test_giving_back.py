"""Giving back, passing up, and claims from a store."""

import asyncio
from datetime import timedelta

from backend.grids.models import Tier
from backend.kit import clock
from backend.kit.refusals import NotFound
from backend.supplies import claims, rules, stock
from backend.supplies.models import Delivery, DeliveryState, Item, TimelineStep
from backend.supplies.refusals import (
    DeliveryOver,
    NoGridAbove,
    NotEnoughStock,
)
from backend.supplies.stock_models import StockLevel
from tests import community
from tests.households.builders import household
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
    told,
)
from tests.volunteers.builders import volunteer


async def test_giving_back_opens_the_need_again_and_tells_those_concerned(scene: Scene) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 3)])
    mine = await delivery(request, scene.zhang)
    await claims.give_back(await acting(scene.zhang), mine, "车坏了")
    assert await standing(request) == ("OPEN", [(7, 0, 0)])
    assert (await Delivery.get(id=mine)).state is DeliveryState.GIVEN_BACK
    assert (await told(scene.mother))[-1] == "有人送不了了"
    assert (await told(scene.town.leader))[-1] == "有人送不了了"
    assert (await told(scene.chen))[-1] == "附近有人需要物资"
    [*_, step] = await TimelineStep.filter(request_id=request.id).order_by("id")
    assert (step.kind.value, step.words, step.detail["parts"][0]["quantity"]) == ("GIVEN_BACK", "车坏了", 3)


async def test_the_leader_gives_back_for_a_volunteer_and_the_volunteer_is_told(scene: Scene) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 3)])
    await claims.give_back(await acting(scene.town.leader), await delivery(request, scene.zhang), "")
    assert (await told(scene.zhang))[-1] == "您答应送的一份已另找人送"


async def test_nobody_gives_back_twice_or_for_a_stranger(scene: Scene) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 3)])
    mine = await delivery(request, scene.zhang)
    before = await everything()
    for stranger in (scene.chen, scene.mother, scene.town.neighbour):
        with refused(NotFound):
            await claims.give_back(await acting(stranger), mine, "")
    assert await everything() == before
    await claims.give_back(await acting(scene.zhang), mine, "")
    before = await everything()
    with refused(DeliveryOver):
        await claims.give_back(await acting(scene.zhang), mine, "")
    assert await everything() == before


async def test_giving_back_twice_at_once_counts_once(scene: Scene) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.chen), request.id, [await share(request, 3)])
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 3)])
    zhang, mine = await acting(scene.zhang), await delivery(request, scene.zhang)
    answers = await asyncio.gather(
        *(claims.give_back(zhang, mine, "") for _ in range(10)), return_exceptions=True
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["DeliveryOver"] * 9 + ["SupplyRequest"]
    assert await standing(request) == ("OPEN", [(7, 3, 0)])


async def test_a_need_is_passed_up_and_more_people_come_into_question(scene: Scene) -> None:
    request = await asked(scene)
    elsewhere = await community.grid("东升社区", Tier.COMMUNITY, scene.town.town)
    far = await community.resident("周远", elsewhere)
    await volunteer(far, scene.town.above)
    for step in ("金星社区", "余新镇"):
        leader = scene.town.leader if step == "金星社区" else scene.town.above
        passed = await claims.pass_up(await acting(leader), request.id, "本网格没有")
        assert passed.standing.name == step
    assert "下级上报了一个求助" in await told(scene.town.above)
    assert (await told(far))[-1] == "附近有人需要物资"
    await claims.claim(await acting(far), request.id, [await share(request, 7)])
    assert await standing(request) == ("PROMISED", [(7, 7, 0)])


async def test_a_need_from_a_grid_below_is_passed_to_the_grid_above_the_leader(scene: Scene) -> None:
    street = await community.grid("河滨里微网格", Tier.MICRO_GRID, scene.town.east)
    home = await household(scene.town, "9栋 101", "顾福根", grid=street.id)
    request = await rules.ask(
        await acting(scene.town.leader),
        [await tins(1)],
        clock.now() + timedelta(days=2),
        household=home.id,
    )
    passed = await claims.pass_up(await acting(scene.town.leader), request.id, "")
    assert passed.standing.name == "金星社区", "not their own grid, where it stands already"


async def test_at_the_top_and_from_below_nothing_is_passed_up(scene: Scene) -> None:
    request = await asked(scene)
    passed = await claims.pass_up(await acting(scene.town.above), request.id, "")
    assert passed.standing.name == "余新镇", "above the town there is nobody: all of it looks now"
    before = await everything()
    with refused(NoGridAbove):
        await claims.pass_up(await acting(scene.town.above), request.id, "")
    with refused(NoGridAbove):
        await claims.pass_up(await acting(scene.town.leader), request.id, "")
    for stranger in (scene.town.neighbour, scene.zhang, scene.mother):
        with refused(NotFound):
            await claims.pass_up(await acting(stranger), request.id, "")
    assert await everything() == before


async def test_a_claim_from_the_store_reserves_and_giving_back_frees_it(scene: Scene) -> None:
    item = (await Item.get(code="infant-formula")).id
    leader, east = await acting(scene.town.leader), scene.town.east.id
    await stock.receive(leader, east, item, 5, "红十字会")
    request = await asked(scene)
    await claims.claim(leader, request.id, [await share(request, 4)], stock=east)
    shelf = await StockLevel.get(grid_id=east, item_id=item)
    assert (shelf.quantity, shelf.reserved) == (5, 4)
    await claims.give_back(leader, await delivery(request, scene.town.leader), "")
    shelf = await StockLevel.get(grid_id=east, item_id=item)
    assert (shelf.quantity, shelf.reserved) == (5, 0)


async def test_a_store_promises_no_more_than_it_holds(scene: Scene) -> None:
    item = (await Item.get(code="infant-formula")).id
    leader, east = await acting(scene.town.leader), scene.town.east.id
    await stock.receive(leader, east, item, 5, "红十字会")
    request = await asked(scene)
    before = await everything()
    with refused(NotEnoughStock, left=5):
        await claims.claim(leader, request.id, [await share(request, 6)], stock=east)
    assert await everything() == before


async def test_only_who_leads_a_grid_gives_from_its_store(scene: Scene) -> None:
    request = await asked(scene)
    before = await everything()
    for person, place in ((scene.zhang, scene.town.east), (scene.town.leader, scene.town.west)):
        with refused(NotFound):
            await claims.claim(await acting(person), request.id, [await share(request, 1)], stock=place.id)
    assert await everything() == before


async def test_a_need_goes_with_its_household_into_another_grid(scene: Scene) -> None:
    request = await asked(scene)
    scene.home.grid_id = scene.town.west.id
    await scene.home.save(update_fields=["grid_id"])
    with refused(NotFound):
        await claims.pass_up(await acting(scene.town.leader), request.id, "")
    await claims.claim(await acting(scene.town.neighbour), request.id, [await share(request, 1)])
    passed = await claims.pass_up(await acting(scene.town.neighbour), request.id, "")
    assert passed.standing.name == "金星社区"
