"""What a leader's board asks: calls answered grid by grid, what fits a need in which store, what went beyond a ration."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from backend.access.models import Person
from backend.kit import clock, live
from backend.kit.words import Words
from backend.supplies import claims, offering, rations, rules, stock
from backend.supplies.models import Category, Item, SupplyRequest
from backend.supplies.rules import Wanted
from tests.community import Town
from tests.households.builders import household, living
from tests.patience import LONG
from tests.phones import Phone, Phones
from tests.statements import counted
from tests.supplies import documents
from tests.supplies.asking import named
from tests.supplies.builders import Scene, acting, asked, share, tins, wanted


async def asked_by(person: Person, wanted: Wanted, *, hours: float = 30, **said: Any) -> SupplyRequest:
    """Somebody asks for one thing."""
    return await rules.ask(await acting(person), [wanted], clock.now() + timedelta(hours=hours), **said)


async def in_west(town: Town) -> SupplyRequest:
    """Somebody in the west grid needs masks within the hour."""
    other = await living(await household(town, "9栋 1单元 301", grid=town.west.id), "赵敏")
    return await asked_by(other, await wanted("mask", 5, size="adult"), hours=1)


async def below(phone: Phone, grid: Any) -> list[tuple[str, int, int, int]]:
    """Each grid's name, how many asked, how many wait and how many of them are urgent."""
    counts = (await phone.ask(documents.BELOW, grid=named("Grid", grid)))["supplyCountsBelow"]
    return [(one["grid"]["name"], one["asked"], one["waiting"], one["urgent"]) for one in counts]


async def test_a_leader_above_sees_each_grid_below_the_most_pressing_first(
    scene: Scene, phones: Phones
) -> None:
    await asked(scene)
    await asked(scene, await wanted("mask", 5, size="adult"))
    phone = await phones(scene.town.above)
    assert await below(phone, scene.town.community) == [("第一网格", 2, 2, 0), ("第二网格", 0, 0, 0)]
    await in_west(scene.town)
    assert await below(phone, scene.town.community) == [("第二网格", 1, 1, 1), ("第一网格", 2, 2, 0)]
    assert await below(phone, scene.town.town) == [("金星社区", 3, 3, 1)]
    assert await below(phone, scene.town.east) == [], "nothing stands below it"


async def test_what_was_asked_in_the_grid_itself_stands_beside_those_below_it(
    scene: Scene, phones: Phones
) -> None:
    door = await household(scene.town, "1栋 1单元 101", grid=scene.town.community.id)
    await asked_by(await living(door, "何平"), await tins(1))
    await asked(scene)
    assert sorted(await below(await phones(scene.town.above), scene.town.community)) == [
        ("第一网格", 1, 1, 0),
        ("第二网格", 0, 0, 0),
        ("金星社区", 1, 1, 0),
    ]


async def test_a_need_can_be_passed_up_by_who_leads_where_it_stands(scene: Scene, phones: Phones) -> None:
    request = await asked(scene)
    leader, above = await phones(scene.town.leader), await phones(scene.town.above)

    async def may(phone: Phone) -> bool:
        [need] = (await phone.ask(documents.BELOW, grid=named("Grid", scene.town.east)))["supplyRequests"][
            "nodes"
        ]
        return bool(need["mayPassUp"])

    assert (await may(leader), await may(above)) == (True, True)
    await claims.pass_up(await acting(scene.town.leader), request.id, "")
    assert (await may(leader), await may(above)) == (False, True), "it stands with the community now"
    await claims.pass_up(await acting(scene.town.above), request.id, "")
    assert (await may(leader), await may(above)) == (False, False), "there is nothing above the town"


async def test_needs_of_one_kind_are_listed_apart_from_the_others(scene: Scene, phones: Phones) -> None:
    adult = await asked(scene, await wanted("mask", 5, size="adult"))
    child = await asked(scene, await wanted("mask", 5, size="child"))
    phone, item = await phones(scene.town.leader), named("Item", await Item.get(code="mask"))

    async def listed(variety: list[dict[str, str]] | None) -> list[str]:
        grid = named("Grid", scene.town.east)
        found = await phone.ask(documents.KIND, grid=grid, item=item, variety=variety)
        return [one["id"] for one in found["supplyRequests"]["nodes"]]

    ids = [named("SupplyRequest", one) for one in (adult, child)]
    assert await listed([{"question": "size", "answer": "adult"}]) == ids[:1]
    assert await listed([]) == [], "nobody left the size open"
    assert sorted(await listed(None)) == sorted(ids)


async def test_the_stores_that_hold_what_is_lacking_come_the_nearest_first(
    scene: Scene, phones: Phones
) -> None:
    town, mask = scene.town, await Item.get(code="mask")
    above = await acting(town.above)
    for grid, quantity in ((town.town, 40), (town.east, 10), (town.west, 90), (town.community, 20)):
        await stock.receive(above, grid.id, mask.id, quantity, "红十字会")
    request = await asked(scene, await wanted("mask", 10, size="adult"), await tins(1))

    async def found(phone: Phone) -> list[tuple[str, int]]:
        shelves = (await phone.ask(documents.STOCK_FOR, request=named("SupplyRequest", request)))["stockFor"]
        return [(one["grid"]["name"], one["free"]) for one in shelves]

    leader, leader_above = await phones(town.leader), await phones(town.above)
    assert await found(leader) == [("第一网格", 10)]
    assert await found(leader_above) == [("第一网格", 10), ("金星社区", 20), ("余新镇", 40), ("第二网格", 90)]
    await claims.claim(above, request.id, [await share(request, 10)], stock=town.east.id)
    assert await found(leader_above) == [], "only the tin is lacking, and no store has one"


async def test_what_was_allowed_beyond_a_ration_is_listed_with_its_reason(
    scene: Scene, phones: Phones
) -> None:
    mask = await Item.get(code="mask")
    await rations.set_ration(await acting(scene.town.leader), scene.town.east.id, mask.id, 5, 7)
    await asked(scene)
    allowed = await asked_by(
        scene.town.leader,
        await wanted("mask", 9, size="adult"),
        household=scene.home.id,
        exception="家中有病人",
    )
    phone = await phones(scene.town.leader, "zh-Hans")
    assert await phone.ask(documents.EXCEPTIONS, grid=named("Grid", scene.town.east)) == {
        "supplyRequests": {
            "nodes": [
                {
                    "id": named("SupplyRequest", allowed),
                    "lines": [{"exception": "家中有病人", "item": {"name": "口罩"}}],
                }
            ]
        }
    }


async def test_open_screens_are_hinted_at_what_can_be_asked_for_and_how_much_of_it(scene: Scene) -> None:
    leader, east = await acting(scene.town.leader), scene.town.east
    raincoats = Words("雨衣", "雨衣", "Raincoats")
    with live.screen() as hints:
        item = await offering.add_item(leader, east.id, raincoats, raincoats, Category.PROTECTION, [])
        ration = await rations.set_ration(leader, east.id, item.id, 2, 7)
        await rations.end_ration(leader, ration.id, ration.version)
        await offering.retire_item(leader, item.id)
        heard: list[live.Change] = []
        async with asyncio.timeout(LONG):
            while len(heard) < 4:
                change = await hints.get()
                # Over Redis, hints of how the scene was made may still be on their way.
                heard += [change] if change.what in {"Item", "Ration"} else []
    assert [(change.what, change.row, change.path) for change in heard] == [
        ("Item", item.id, east.path),
        ("Ration", ration.id, east.path),
        ("Ration", ration.id, east.path),
        ("Item", item.id, east.path),
    ]


@pytest.mark.parametrize("name", ["BELOW", "STOCK_FOR"])
async def test_the_board_costs_eight_statements_at_most(scene: Scene, phones: Phones, name: str) -> None:
    request = await asked(scene)
    await in_west(scene.town)
    phone, document = await phones(scene.town.above), getattr(documents, name)
    given = {"BELOW": {"grid": scene.town.community}, "STOCK_FOR": {"request": request}}[name]
    variables = {key: named("Grid" if key == "grid" else "SupplyRequest", row) for key, row in given.items()}
    await phone.ask(document, **variables)
    with counted() as statements:
        await phone.ask(document, **variables)
    assert len(statements) <= 8, statements
