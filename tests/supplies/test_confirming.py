"""What the household says of what was brought: all of it is here, or some is missing."""

from datetime import timedelta
from uuid import uuid4

from backend.kit import clock
from backend.kit.refusals import BadInput, NotFound
from backend.supplies import claims, doorstep, rules, timeline
from backend.supplies.claims import Share
from backend.supplies.models import Delivery, DeliveryState, SupplyRequest, TimelineStep
from backend.supplies.refusals import DeliveryOver
from tests.supplies.builders import Scene, acting, everything, promised, refused, share, standing, told


async def test_confirming_the_last_part_closes_the_need_and_thanks_whoever_brought_it(scene: Scene) -> None:
    request, mine = await promised(scene, scene.zhang)
    await doorstep.hand_over(await acting(scene.zhang), mine, code=request.code)
    await doorstep.confirm(await acting(scene.father), mine, words="谢谢小张！")
    assert await standing(request) == ("CLOSED", [(7, 7, 7)])
    closed = await Delivery.get(id=mine)
    assert (closed.state, closed.words) == (DeliveryState.CONFIRMED, "谢谢小张！")
    assert (await told(scene.zhang))[-1] == "住户确认收到了"
    steps = await TimelineStep.filter(request_id=request.id).order_by("id")
    assert [step.kind.value for step in steps] == ["ASKED", "CLAIMED", "HANDED_OVER", "CONFIRMED"]


async def test_confirming_one_part_leaves_the_rest_open(scene: Scene) -> None:
    request, mine = await promised(scene, scene.zhang, 1)
    await doorstep.hand_over(await acting(scene.zhang), mine, code=request.code)
    await doorstep.confirm(await acting(scene.mother), mine)
    assert await standing(request) == ("OPEN", [(7, 1, 1)])


async def test_what_is_missing_is_looked_for_again(scene: Scene) -> None:
    request, mine = await promised(scene, scene.zhang)
    await doorstep.hand_over(await acting(scene.zhang), mine, code=request.code)
    await doorstep.confirm(await acting(scene.mother), mine, [await share(request, 2)], "少了两罐")
    assert await standing(request) == ("OPEN", [(7, 5, 5)])
    assert (await Delivery.get(id=mine)).state is DeliveryState.MISSING
    assert (await told(scene.zhang))[-1] in {"住户说还少一些", "附近有人需要物资"}
    assert "住户说还少一些" in await told(scene.zhang)
    assert (await told(scene.town.leader))[-1] == "住户说还少一些"
    assert (await told(scene.chen))[-1] == "附近有人需要物资"
    found = await SupplyRequest.get(id=request.id)
    assert (found.handed_over_at, found.warn_at) == (None, clock.now() + timedelta(hours=6))
    await claims.claim(await acting(scene.chen), request.id, [await share(request, 2)])
    assert await standing(request) == ("PROMISED", [(7, 7, 5)])


async def test_a_withdrawn_need_stays_withdrawn_whatever_is_said_of_what_had_come(scene: Scene) -> None:
    for missing in (0, 1):
        request, mine = await promised(scene, scene.zhang, 1)
        await doorstep.hand_over(await acting(scene.zhang), mine, code=request.code)
        await rules.cancel(await acting(scene.mother), request.id, "够了")
        withdrawn = await SupplyRequest.get(id=request.id)
        asked_again = (await told(scene.chen)).count("附近有人需要物资")

        said = [await share(request, 1)] if missing else []
        await doorstep.confirm(await acting(scene.mother), mine, said)

        assert await standing(request) == ("CANCELLED", [(7, 1 - missing, 1 - missing)])
        found = await SupplyRequest.get(id=request.id)
        assert (found.ended_at, found.warn_at) == (withdrawn.ended_at, None)
        assert (await told(scene.chen)).count("附近有人需要物资") == asked_again
    assert "住户说还少一些" in await told(scene.zhang)
    last = await TimelineStep.filter(request_id=request.id).order_by("-id").first()
    assert last
    assert timeline.sentence(last.kind, last.detail, last.part, "林晓") == "住户说少了：婴儿奶粉 1\u00a0罐"


async def test_no_more_is_missing_than_was_brought(scene: Scene) -> None:
    request, mine = await promised(scene, scene.zhang, 3)
    await doorstep.hand_over(await acting(scene.zhang), mine, code=request.code)
    one = await share(request, 1)
    before = await everything()
    for missing in ([Share(one.line, 4)], [Share(one.line, 0)], [one, one], [Share(uuid4(), 1)]):
        with refused(BadInput, field="missing"):
            await doorstep.confirm(await acting(scene.mother), mine, missing)
    with refused(BadInput, field="words"):
        await doorstep.confirm(await acting(scene.mother), mine, words="谢" * 201)
    assert await everything() == before


async def test_only_the_household_and_who_looks_after_it_confirm_and_only_once(scene: Scene) -> None:
    request, mine = await promised(scene, scene.zhang)
    before = await everything()
    with refused(DeliveryOver):
        await doorstep.confirm(await acting(scene.mother), mine)
    assert await everything() == before
    await doorstep.hand_over(await acting(scene.zhang), mine, code=request.code)
    before = await everything()
    for stranger in (scene.zhang, scene.chen, scene.town.neighbour):
        with refused(NotFound):
            await doorstep.confirm(await acting(stranger), mine)
    with refused(NotFound):
        await doorstep.confirm(await acting(scene.mother), uuid4())
    assert await everything() == before
    await doorstep.confirm(await acting(scene.town.member), mine)
    before = await everything()
    with refused(DeliveryOver):
        await doorstep.confirm(await acting(scene.mother), mine)
    assert await everything() == before
