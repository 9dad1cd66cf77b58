"""One need over HTTP, as the app asks."""

from datetime import timedelta

from backend.access.models import Photo, Role
from backend.kit import clock
from backend.supplies import claims, doorstep
from tests import community
from tests.households.builders import household, living
from tests.phones import Phones
from tests.supplies import documents
from tests.supplies.asking import did, item_id, named
from tests.supplies.builders import FORMULA, Scene, acting, asked, delivery, share


async def test_what_the_household_wrote_is_for_who_brings_it_and_for_as_long(
    scene: Scene, phones: Phones
) -> None:
    request, zhang = await asked(scene, note="四个月大"), await acting(scene.zhang)
    phone = await phones(scene.zhang)

    async def note() -> str | None:
        shown: str | None = (await phone.ask(documents.ONE, id=named("SupplyRequest", request)))[
            "supplyRequest"
        ]["note"]
        return shown

    assert await note() is None
    await claims.claim(zhang, request.id, [await share(request, 7)])
    assert await note() == "四个月大"
    await claims.give_back(zhang, await delivery(request, scene.zhang), "车坏了")
    assert await note() is None

    await claims.claim(zhang, request.id, [await share(request, 7)])
    brought = await delivery(request, scene.zhang)
    await doorstep.hand_over(zhang, brought, code=request.code)
    assert await note() == "四个月大"
    await doorstep.confirm(await acting(scene.mother), brought)
    assert await note() is None


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
        "住户求助：婴儿奶粉 7\u00a0罐",
        "志愿者 张* 会送来：婴儿奶粉 1\u00a0罐",
        "志愿者 陈* 会送来：婴儿奶粉 6\u00a0罐",
        "志愿者 张* 送到了：婴儿奶粉 1\u00a0罐",
        "志愿者 陈* 送到了：婴儿奶粉 6\u00a0罐",
        "住户确认收到：婴儿奶粉 1\u00a0罐",
        "住户确认收到：婴儿奶粉 6\u00a0罐",
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
        "The household asked for Infant formula\u00a0×\u00a07",
        "Grid leader 王* will bring Infant formula\u00a0×\u00a01",
    ]
    traditional = await (await phones(scene.mother, "zh-Hant")).ask(
        documents.ONE, id=named("SupplyRequest", request)
    )
    assert traditional["supplyRequest"]["timeline"][1]["text"] == "網格長 王* 會送來：嬰兒奶粉 1\u00a0罐"


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


async def test_who_claimed_reads_the_address_in_the_graph_and_nobody_else(
    scene: Scene, phones: Phones
) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 1)])
    mine = named("Delivery", await delivery(request, scene.zhang))
    shown = await (await phones(scene.zhang)).ask(documents.DELIVERY, id=mine)
    assert shown["deliveryParticulars"] == {
        "address": "余新镇 金星社区 第一网格 3栋2单元1202",
        "phone": "",
        "name": "林晓",
    }
    for person in (scene.town.leader, scene.mother):
        seen = await (await phones(person)).ask(documents.DELIVERY, id=mine)
        assert (seen["delivery"]["id"], seen["deliveryParticulars"]) == (mine, None)
    hidden = {"delivery": None, "deliveryParticulars": None}
    assert await (await phones(scene.chen)).ask(documents.DELIVERY, id=mine) == hidden


async def test_a_refusal_is_said_in_the_readers_language(scene: Scene, phones: Phones) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 7)])
    one = {"line": named("RequestLine", (await share(request, 1)).line), "quantity": 1}
    said = await did(
        await phones(scene.chen, "en"), documents.CLAIM, request=named("SupplyRequest", request), lines=[one]
    )
    assert said == {
        "__typename": "NothingLeft",
        "message": "All of it is being brought already. Thank you! Perhaps another request needs you.",
    }


async def test_a_liaison_sees_the_doors_of_their_households(scene: Scene, phones: Phones) -> None:
    liaison = await community.appointed("吴阿姨", Role.LIAISON, scene.town.east)
    scene.home.liaison_id = (await acting(liaison)).holdings[0].post
    await scene.home.save(update_fields=["liaison_id"])
    await asked(scene, note="放门口")
    phone = await phones(liaison)
    [need] = (await phone.ask(documents.NEAR, scope="GRID"))["supplyRequests"]["nodes"]
    assert (need["door"], need["note"], need["mayClaim"]) == ("3栋2单元1202", "放门口", False)
