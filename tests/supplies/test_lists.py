"""Lists, numbers and stores over HTTP, as the app asks."""

from datetime import timedelta
from typing import Any

import pytest

from backend.kit import clock
from backend.supplies import claims, doorstep, rations, rules, stock
from backend.supplies.models import Item, SupplyRequest
from tests import community
from tests.households.builders import household, living
from tests.phones import Phone, Phones
from tests.statements import counted
from tests.supplies import documents
from tests.supplies.asking import did, item_id, named
from tests.supplies.builders import Scene, acting, asked, delivery, share, tins, wanted


async def test_each_scope_lists_its_own(scene: Scene, phones: Phones) -> None:
    request = await asked(scene)
    mother, zhang, leader = [await phones(one) for one in (scene.mother, scene.zhang, scene.town.leader)]

    async def ids(phone: Phone, scope: str) -> list[str]:
        found = await phone.ask(documents.NEAR, scope=scope)
        return [one["id"] for one in found["supplyRequests"]["nodes"]]

    this = [named("SupplyRequest", request)]
    assert (await ids(mother, "MINE"), await ids(mother, "NEAR")) == (this, [])
    assert (await ids(zhang, "MINE"), await ids(zhang, "NEAR")) == ([], this)
    assert (await ids(leader, "GRID"), await ids(leader, "NEAR")) == (this, [])
    await claims.claim(await acting(scene.chen), request.id, [await share(request, 7)])
    assert (await ids(zhang, "NEAR"), await ids(leader, "GRID")) == ([], this)
    assert await mother.refused(documents.NEAR, scope="GRID") == "BAD_DOCUMENT"


async def test_what_is_over_is_listed_from_the_latest_on(scene: Scene, phones: Phones) -> None:
    mother = await acting(scene.mother)
    over = [await asked(scene, hours=hours) for hours in (20, 50, 30)]
    for request in over:
        await rules.cancel(mother, request.id, "")
    await asked(scene)
    document = """query ($after: String) {
      supplyRequests(scope: MINE, state: [CLOSED, CANCELLED], first: 2, after: $after) {
        nodes { id } pageInfo { endCursor } } }"""
    phone = await phones(scene.mother)
    first = (await phone.ask(document))["supplyRequests"]
    rest = (await phone.ask(document, after=first["pageInfo"]["endCursor"]))["supplyRequests"]
    listed = [one["id"] for one in (*first["nodes"], *rest["nodes"])]
    assert listed == [named("SupplyRequest", over[at]) for at in (1, 2, 0)]


async def test_the_board_is_sorted_by_hours_left_and_paged_without_doubles(
    scene: Scene, phones: Phones
) -> None:
    homes = [
        scene.mother,
        *[await living(await household(scene.town, f"9栋 1单元 {n}"), "赵") for n in (101, 102)],
    ]
    order = [40, 8, 31, 8, 2, 55, 20]
    made = []
    for at, hours in enumerate(order):
        row = await asked_by(homes[at % 3], hours)
        made.append((hours, row.id))
    leader = await phones(scene.town.leader)
    seen: list[str] = []
    after = None
    for _ in range(4):
        page = await leader.ask(documents.BOARD, grid=named("Grid", scene.town.east), first=2, after=after)
        seen += [one["id"] for one in page["supplyRequests"]["nodes"]]
        after = page["supplyRequests"]["pageInfo"]["endCursor"]
    assert seen == [named("SupplyRequest", row) for _, row in sorted(made)]
    assert not page["supplyRequests"]["pageInfo"]["hasNextPage"]
    urgent = await leader.ask(documents.BOARD, grid=named("Grid", scene.town.east), urgent=True)
    assert len(urgent["supplyRequests"]["nodes"]) == 4
    assert (urgent["supplyCounts"]["urgent"], urgent["supplyCounts"]["waiting"]) == (4, 7)
    masks = await leader.ask(documents.BOARD, grid=named("Grid", scene.town.east), item=await item_id("mask"))
    assert masks["supplyRequests"]["nodes"] == []
    assert (
        await leader.refused(documents.BOARD, grid=named("Grid", scene.town.east), after="bm8")
        == "BAD_DOCUMENT"
    )


async def asked_by(person: Any, hours: float) -> SupplyRequest:
    """Somebody asks for one tin."""
    from backend.supplies import rules

    return await rules.ask(await acting(person), [await tins(1)], clock.now() + timedelta(hours=hours))


async def test_the_leader_of_another_grid_sees_an_empty_board_and_no_counts(
    scene: Scene, phones: Phones
) -> None:
    await asked(scene)
    phone = await phones(scene.town.neighbour)
    answer = await phone.answer(documents.BOARD, grid=named("Grid", scene.town.east))
    assert answer["data"]["supplyCounts"] is None
    assert answer["data"]["supplyRequests"]["nodes"] == []
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]
    own = await phone.ask(documents.BOARD, grid=named("Grid", scene.town.west))
    assert own["supplyRequests"]["nodes"] == []


async def test_needs_are_added_up_by_item_and_kind(scene: Scene, phones: Phones) -> None:
    other = await living(await household(scene.town, "5栋 1单元 101"), "赵敏")
    first = await asked(scene, await tins(7), await wanted("mask", 20, size="adult"))
    await asked_by(other, 6)
    await claims.claim(await acting(scene.zhang), first.id, [await share(first, 3)])
    phone = await phones(scene.town.above, "en")
    pools = (await phone.ask(documents.POOLED, grid=named("Grid", scene.town.town)))["pooledNeeds"]
    formula = ["Stage 1 (0–6 months)", "Hypoallergenic (hydrolysed protein)"]
    assert [
        (
            pool["item"]["name"],
            [one["answer"] for one in pool["variety"]],
            pool["households"],
            pool["quantity"],
            pool["left"],
        )
        for pool in pools
    ] == [("Infant formula", formula, 2, 8, 5), ("Masks", ["Adults"], 1, 20, 20)]


async def test_what_has_run_out_stands_as_overdue(scene: Scene, phones: Phones) -> None:
    await asked(scene, hours=2)
    clock.advance(timedelta(hours=3))
    phone = await phones(scene.town.leader)
    counts = (await phone.ask(documents.BOARD, grid=named("Grid", scene.town.east)))["supplyCounts"]
    assert (counts["waiting"], counts["unclaimed"], counts["urgent"], counts["overdue"]) == (1, 1, 0, 1)
    clock.advance(timedelta(days=60))
    counts = (await phone.ask(documents.BOARD, grid=named("Grid", scene.town.east)))["supplyCounts"]
    assert (counts["asked"], counts["overdue"]) == (1, 1), "what waits is counted however old it is"


async def test_what_i_promised_is_listed_the_latest_first(scene: Scene, phones: Phones) -> None:
    first, second = await asked(scene), await asked(scene, await wanted("mask", 20, size="child"))
    for request, quantity in ((first, 1), (second, 5)):
        await claims.claim(await acting(scene.zhang), request.id, [await share(request, quantity)])
    await doorstep.hand_over(await acting(scene.zhang), await delivery(first, scene.zhang), code=first.code)
    zhang = await phones(scene.zhang, "en")
    mine = (await zhang.ask(documents.MY_DELIVERIES))["myDeliveries"]["nodes"]
    assert [(one["state"], one["parts"][0]["quantity"], one["request"]["id"]) for one in mine] == [
        ("PROMISED", 5, named("SupplyRequest", second)),
        ("HANDED_OVER", 1, named("SupplyRequest", first)),
    ]
    assert len((await zhang.ask(documents.MY_DELIVERIES, out=True))["myDeliveries"]["nodes"]) == 1
    done = await zhang.ask("{ contribution { deliveries households things } }")
    assert done == {"contribution": {"deliveries": 1, "households": 1, "things": 1}}


async def test_items_come_with_their_questions_in_the_order_of_the_shelves(
    scene: Scene, phones: Phones
) -> None:
    items = (await (await phones(scene.mother, "en")).ask(documents.ITEMS))["items"]
    assert [item["code"] for item in items][:3] == ["mask", "infant-formula", "diaper"]
    formula = items[1]
    assert [question["code"] for question in formula["questions"]] == [
        "stage",
        "type",
        "brand",
        "allergy",
        "birth_month",
        "substitutes",
    ]
    assert formula["questions"][0]["choices"][0] == {"code": "1", "label": "Stage 1 (0–6 months)"}


async def test_the_store_its_ledger_and_the_rations_are_read_by_who_leads(
    scene: Scene, phones: Phones
) -> None:
    leader, east, mask = await acting(scene.town.leader), scene.town.east, (await Item.get(code="mask")).id
    phone = await phones(scene.town.leader, "en")
    taken = await did(
        phone,
        documents.RECEIVE,
        grid=named("Grid", east),
        item=named("Item", mask),
        quantity=50,
        donor="Red Cross",
    )
    assert taken == {"__typename": "StockLevel", "quantity": 50, "free": 50}
    await stock.transfer(leader, east.id, scene.town.west.id, mask, 20)
    await stock.warn_below(leader, east.id, mask, 40)
    await rations.set_ration(leader, east.id, mask, 20, 7)
    seen = await phone.ask(documents.STOCK, grid=named("Grid", east))
    [shelf] = seen["stock"]["nodes"]
    assert (shelf["quantity"], shelf["free"], shelf["low"], shelf["isLow"]) == (30, 30, 40, True)
    assert [(one["kind"], one["change"], one["words"]) for one in seen["stockMoves"]["nodes"]] == [
        ("TRANSFER_OUT", -20, ""),
        ("DONATION", 50, "Red Cross"),
    ]
    assert [(one["quantity"], one["days"]) for one in seen["rations"]] == [(20, 7)]
    above = await (await phones(scene.town.above)).ask(
        documents.STOCK, grid=named("Grid", scene.town.town), below=True
    )
    assert {one["grid"]["name"]: one["quantity"] for one in above["stock"]["nodes"]} == {
        "第一网格": 30,
        "第二网格": 20,
    }
    assert (
        await (await phones(scene.mother)).refused(
            "query ($g: ID!) { stock(grid: $g) { nodes { id } } }", g=named("Grid", east)
        )
        == "FORBIDDEN"
    )


async def test_a_leader_adds_an_item_and_takes_it_off_again(scene: Scene, phones: Phones) -> None:
    add = """mutation ($grid: ID!, $input: AddItemInput!, $key: UUID!) {
      done: addItem(grid: $grid, input: $input, key: $key) { __typename ... on Item { id name isLocal mayChange questions { label kind choices { code label } } } ... on BadInput { field } }
    }"""
    retire = "mutation ($item: ID!, $key: UUID!) { done: retireItem(item: $item, key: $key) { __typename } }"
    leader, mother = await phones(scene.town.leader, "zh-Hans"), await phones(scene.mother, "zh-Hans")
    size = {"label": {"zhHans": "尺寸"}, "kind": "CHOICE", "required": True, "addsUp": True}
    given = {
        "name": {"zhHans": "雨衣", "en": "Raincoats"},
        "unit": {"zhHans": "件"},
        "category": "PROTECTION",
    }
    choices = [{"zhHans": "大"}, {"zhHans": "小"}]
    made = await did(
        leader,
        add,
        grid=named("Grid", scene.town.east),
        input=given | {"questions": [size | {"choices": choices}]},
    )
    assert (made["name"], made["isLocal"], made["mayChange"]) == ("雨衣", True, True)
    offered = "{ items { name mayChange } }"
    assert {"name": "雨衣", "mayChange": False} in (await mother.ask(offered))["items"]
    assert made["questions"][0]["choices"] == [{"code": "1", "label": "大"}, {"code": "2", "label": "小"}]
    assert "雨衣" in [item["name"] for item in (await mother.ask(documents.ITEMS))["items"]]
    elsewhere = await community.resident("周远", scene.town.west)
    assert "雨衣" not in [
        item["name"] for item in (await (await phones(elsewhere)).ask(documents.ITEMS))["items"]
    ]
    for wrong in (
        {"choices": choices[:1]},
        {"choices": [*choices, {"zhHans": " "}]},
        {"choices": [*choices, {"zhHans": "小" * 41}]},
        {"choices": choices, "label": {"zhHans": "尺寸", "en": "s" * 41}},
    ):
        bad = await did(
            leader,
            add,
            grid=named("Grid", scene.town.east),
            input=given | {"questions": [size | wrong]},
        )
        assert bad == {"__typename": "BadInput", "field": "questions"}
    assert await did(await phones(scene.town.neighbour), retire, item=made["id"]) == {
        "__typename": "NotFound"
    }
    assert await did(leader, retire, item=await item_id("mask")) == {"__typename": "NotFound"}
    assert await did(leader, retire, item=made["id"]) == {"__typename": "Item"}
    assert "雨衣" not in [item["name"] for item in (await mother.ask(documents.ITEMS))["items"]]


@pytest.mark.parametrize(
    ("who", "document", "variables"),
    [
        ("leader", documents.BOARD, "grid"),
        ("above", documents.BOARD, "town"),
        ("mother", documents.ONE, "id"),
        ("zhang", documents.ONE, "id"),
        ("leader", documents.ONE, "id"),
        ("zhang", documents.NEAR, "near"),
        ("mother", documents.NEAR, "mine"),
        ("zhang", documents.MY_DELIVERIES, ""),
        ("leader", documents.POOLED, "grid"),
        ("leader", documents.STOCK, "grid"),
        ("mother", documents.ITEMS, ""),
    ],
)
async def test_no_document_costs_more_than_eight_statements(
    scene: Scene, phones: Phones, who: str, document: str, variables: str
) -> None:
    request = await asked(scene)
    for _ in range(3):
        await claims.claim(await acting(scene.zhang), request.id, [await share(request, 1)])
        await asked(scene, await wanted("mask", 5, size="adult"), await tins(2))
    person = getattr(scene, who, None) or getattr(scene.town, who)
    given = {
        "grid": {"grid": named("Grid", scene.town.east)},
        "town": {"grid": named("Grid", scene.town.town)},
        "id": {"id": named("SupplyRequest", request)},
        "near": {"scope": "NEAR"},
        "mine": {"scope": "MINE"},
        "": {},
    }[variables]
    phone = await phones(person)
    await phone.ask(document, **given)
    with counted() as statements:
        await phone.ask(document, **given)
    assert len(statements) <= 8, statements
