"""Supplies over HTTP, as the app asks."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.access.models import Photo, Role
from backend.kit import clock, nodes
from backend.supplies import claims, doorstep, rations, stock
from backend.supplies.models import Item, SupplyRequest
from tests import community
from tests.households.builders import household, living
from tests.phones import Phone
from tests.statements import counted
from tests.supplies import documents
from tests.supplies.builders import FORMULA, Scene, acting, asked, delivery, share, tins, wanted

Phones = Callable[..., Awaitable[Phone]]


async def item_id(code: str) -> str:
    """A seeded item as clients name it."""
    return nodes.opaque("Item", (await Item.get(code=code)).id)


def named(kind: str, row: Any) -> str:
    """A row's id in the graph."""
    return nodes.opaque(kind, row if isinstance(row, UUID) else row.id)


async def did(phone: Phone, document: str, **variables: Any) -> dict[str, Any]:
    """What a mutation answered."""
    answer: dict[str, Any] = (await phone.ask(document, key=str(uuid4()), **variables))["done"]
    return answer


async def test_the_formula(scene: Scene, phones: Phones) -> None:
    """A mother asks at seven in the evening; one tin comes in the morning, six a day later."""
    mother, zhang, chen = [await phones(one, "zh-Hans") for one in (scene.mother, scene.zhang, scene.chen)]
    leader = await phones(scene.town.leader, "zh-Hans")
    answers = [{"question": code, "answer": answer} for code, answer in FORMULA.items()]
    line = {"item": await item_id("infant-formula"), "quantity": 7, "answers": answers}
    at = (clock.now() + timedelta(hours=30)).isoformat()
    need = await did(mother, documents.ASK, input={"lines": [line], "runsOutAt": at, "note": "四个月大"})
    assert (need["state"], need["isMine"], need["isUrgent"], need["door"]) == (
        "OPEN",
        True,
        False,
        "3栋2单元1202",
    )
    assert need["lines"][0] | {"id": ""} == {
        "id": "",
        "quantity": 7,
        "promised": 0,
        "handedOver": 0,
        "left": 7,
        "item": {"name": "婴儿奶粉", "unit": "罐"},
        "answers": [
            {"code": "stage", "answer": "1 段（0–6 个月）"},
            {"code": "type", "answer": "低敏（水解蛋白）"},
            {"code": "allergy", "answer": "牛奶蛋白"},
            {"code": "substitutes", "answer": "否"},
        ],
    }
    line_id, code = need["lines"][0]["id"], need["code"]

    for phone, quantity, left in ((zhang, 1, 6), (chen, 6, 0)):
        taken = await did(
            phone, documents.CLAIM, request=need["id"], lines=[{"line": line_id, "quantity": quantity}]
        )
        assert (taken["lines"][0]["left"], taken["code"], taken["note"]) == (left, None, "四个月大")
        assert [one["isMine"] for one in taken["deliveries"]] == [True]

    board = await leader.ask(documents.BOARD, grid=named("Grid", scene.town.east))
    assert [one["who"] for one in board["supplyRequests"]["nodes"][0]["deliveries"]] == ["张明", "陈静"]

    clock.advance(timedelta(hours=12))
    [first, second] = (await mother.ask(documents.ONE, id=need["id"]))["supplyRequest"]["deliveries"]
    assert [first["who"], second["who"]] == ["志愿者 张*", "志愿者 陈*"]
    await did(zhang, documents.HAND_OVER, delivery=first["id"], code=code)
    clock.advance(timedelta(hours=16))
    picture = await Photo.create(owner_id=scene.chen.id, picture=b"sealed")
    brought = await did(chen, documents.HAND_OVER, delivery=second["id"], photo=str(picture.id))
    assert brought["state"] == "HANDED_OVER"
    await did(mother, documents.CONFIRM, delivery=first["id"])
    closed = await did(mother, documents.CONFIRM, delivery=second["id"], words="谢谢你们")
    assert closed["state"] == "CLOSED"
    assert [step["text"] for step in closed["timeline"]] == [
        "住户求助：婴儿奶粉 7 罐",
        "志愿者 张* 会送来：婴儿奶粉 1 罐",
        "志愿者 陈* 会送来：婴儿奶粉 6 罐",
        "志愿者 张* 送到了：婴儿奶粉 1 罐",
        "志愿者 陈* 送到了：婴儿奶粉 6 罐",
        "住户确认收到：婴儿奶粉 1 罐",
        "住户确认收到：婴儿奶粉 6 罐",
    ]
    board = await leader.ask(documents.BOARD, grid=named("Grid", scene.town.east))
    assert board["supplyCounts"] == {
        "asked": 1,
        "answered": 1,
        "inTime": 1,
        "waiting": 0,
        "unclaimed": 0,
        "urgent": 0,
        "overdue": 0,
    }


async def test_a_step_is_said_in_the_readers_language(scene: Scene, phones: Phones) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.town.leader), request.id, [await share(request, 1)])
    english = await (await phones(scene.mother, "en")).ask(documents.ONE, id=named("SupplyRequest", request))
    assert [step["text"] for step in english["supplyRequest"]["timeline"]] == [
        "The household asked for Infant formula (7 tins)",
        "Grid leader 王* will bring Infant formula (1 tins)",
    ]
    traditional = await (await phones(scene.mother, "zh-Hant")).ask(
        documents.ONE, id=named("SupplyRequest", request)
    )
    assert traditional["supplyRequest"]["timeline"][1]["text"] == "網格長 王* 會送來：嬰兒奶粉 1 罐"


async def test_a_volunteer_near_sees_what_is_needed_and_nothing_of_who_needs_it(
    scene: Scene, phones: Phones
) -> None:
    request = await asked(scene, note="放门口")
    zhang = await phones(scene.zhang, "zh-Hans")
    [need] = (await zhang.ask(documents.NEAR, scope="NEAR"))["supplyRequests"]["nodes"]
    assert (need["mayClaim"], need["door"], need["code"], need["note"], need["timeline"]) == (
        True,
        None,
        None,
        None,
        [],
    )
    assert need["grid"]["label"] == "余新镇 / 金星社区 / 第一网格"
    assert need["lines"][0]["left"] == 7
    await claims.claim(await acting(scene.chen), request.id, [await share(request, 1)])
    one = (await zhang.ask(documents.ONE, id=named("SupplyRequest", request)))["supplyRequest"]
    assert (one["door"], one["code"], one["note"], one["deliveries"], one["timeline"]) == (
        None,
        None,
        None,
        [],
        [],
    )


async def test_the_code_is_shown_to_the_household_only(scene: Scene, phones: Phones) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 1)])
    codes = {}
    for name in ("mother", "father", "zhang", "chen"):
        phone = await phones(getattr(scene, name))
        codes[name] = (await phone.ask(documents.ONE, id=named("SupplyRequest", request)))["supplyRequest"][
            "code"
        ]
    leader = await phones(scene.town.leader)
    codes["leader"] = (await leader.ask(documents.ONE, id=named("SupplyRequest", request)))["supplyRequest"][
        "code"
    ]
    secret = request.code
    assert codes == {"mother": secret, "father": secret, "zhang": None, "chen": None, "leader": None}


async def test_a_need_is_null_to_whom_it_does_not_concern(scene: Scene, phones: Phones) -> None:
    request = await asked(scene)
    neighbours = await living(await household(scene.town, "5栋 1单元 101"), "赵敏")
    for person in (neighbours, scene.town.neighbour):
        phone = await phones(person)
        assert await phone.ask(documents.ONE, id=named("SupplyRequest", request)) == {"supplyRequest": None}
        node = await phone.ask(
            "query ($id: ID!) { node(id: $id) { id } }", id=named("SupplyRequest", request)
        )
        assert node == {"node": None}
    assert await (await phones()).refused(documents.ONE, id=named("SupplyRequest", request)) == "SIGNED_OUT"


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
    assert await mother.refused(documents.NEAR, scope="GRID") == "BadInput"


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
        await leader.refused(documents.BOARD, grid=named("Grid", scene.town.east), after="bm8") == "BadInput"
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
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["NotFound"]
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


async def test_who_claimed_reads_the_address_in_the_graph_and_nobody_else(
    scene: Scene, phones: Phones
) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 1)])
    mine = named("Delivery", await delivery(request, scene.zhang))
    shown = await (await phones(scene.zhang)).ask(documents.DELIVERY, id=mine)
    assert shown["delivery"]["particulars"] == {
        "address": "余新镇 金星社区 第一网格 3栋2单元1202",
        "phone": "",
        "name": "林晓",
    }
    for person in (scene.town.leader, scene.mother):
        seen = await (await phones(person)).ask(documents.DELIVERY, id=mine)
        assert seen["delivery"]["particulars"] is None
    assert await (await phones(scene.chen)).ask(documents.DELIVERY, id=mine) == {"delivery": None}


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


async def test_a_refusal_is_said_in_the_readers_language(scene: Scene, phones: Phones) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 7)])
    one = {"line": named("RequestLine", (await share(request, 1)).line), "quantity": 1}
    said = await did(
        await phones(scene.chen, "en"), documents.CLAIM, request=named("SupplyRequest", request), lines=[one]
    )
    assert said == {
        "__typename": "NothingLeft",
        "message": "Others have taken it; 0 still needed. Thank you. Perhaps another request needs you.",
    }


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
      done: addItem(grid: $grid, input: $input, key: $key) { __typename ... on Item { id name isLocal questions { label kind choices { code label } } } ... on BadInput { field } }
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
    assert (made["name"], made["isLocal"]) == ("雨衣", True)
    assert made["questions"][0]["choices"] == [{"code": "1", "label": "大"}, {"code": "2", "label": "小"}]
    assert "雨衣" in [item["name"] for item in (await mother.ask(documents.ITEMS))["items"]]
    elsewhere = await community.resident("周远", scene.town.west)
    assert "雨衣" not in [
        item["name"] for item in (await (await phones(elsewhere)).ask(documents.ITEMS))["items"]
    ]
    bad = await did(
        leader,
        add,
        grid=named("Grid", scene.town.east),
        input=given | {"questions": [size | {"choices": choices[:1]}]},
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


async def test_a_liaison_sees_the_doors_of_their_households(scene: Scene, phones: Phones) -> None:
    liaison = await community.appointed("吴阿姨", Role.LIAISON, scene.town.east)
    scene.home.liaison_id = (await acting(liaison)).holdings[0].post
    await scene.home.save(update_fields=["liaison_id"])
    await asked(scene, note="放门口")
    phone = await phones(liaison)
    [need] = (await phone.ask(documents.NEAR, scope="GRID"))["supplyRequests"]["nodes"]
    assert (need["door"], need["note"], need["mayClaim"]) == ("3栋2单元1202", "放门口", False)
