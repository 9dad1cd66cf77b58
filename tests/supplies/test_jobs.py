"""What happens by the clock."""

import asyncio
from datetime import timedelta

from backend.access.models import Deed
from backend.kit import clock
from backend.supplies import claims, doorstep, jobs, rules
from backend.supplies.models import SupplyRequest, TimelineStep
from backend.volunteers import applying, deciding
from backend.volunteers.models import Volunteer
from tests.supplies.builders import (
    Scene,
    acting,
    asked,
    delivery,
    everything,
    share,
    standing,
    told,
)

UNCLAIMED = "有一个求助还没有人认领"


async def gone() -> int:
    """Go the round of the unclaimed until nothing is left to do; how much was done."""
    done = 0
    while step := await jobs.speak_of_unclaimed():
        done += step
    return done


async def test_the_leader_hears_of_it_a_day_before_and_the_one_above_six_hours_before(scene: Scene) -> None:
    request = await asked(scene, hours=48)
    clock.advance(timedelta(hours=23, minutes=59))
    assert await gone() == 0
    clock.advance(timedelta(minutes=1))
    assert await gone() == 1
    assert (await told(scene.town.leader))[-1] == UNCLAIMED
    assert UNCLAIMED not in await told(scene.town.above)
    clock.advance(timedelta(hours=17, minutes=59))
    assert await gone() == 0
    clock.advance(timedelta(minutes=1))
    assert await gone() == 1
    assert (await told(scene.town.above))[-1] == UNCLAIMED
    clock.advance(timedelta(hours=6))
    assert await gone() == 0
    steps = await TimelineStep.filter(request_id=request.id, kind="ESCALATED").order_by("id")
    assert [step.detail["grid"] for step in steps] == ["第一网格", "金星社区"]


async def test_ten_workers_at_once_tell_once(scene: Scene) -> None:
    await asked(scene, hours=48)
    clock.advance(timedelta(hours=24))
    assert sum(await asyncio.gather(*(jobs.speak_of_unclaimed() for _ in range(10)))) == 1
    assert await Deed.filter(verb="speakOfUnclaimed").count() == 1
    assert await TimelineStep.filter(kind="ESCALATED").count() == 1


async def test_what_is_wholly_promised_worries_nobody_until_it_is_given_back(scene: Scene) -> None:
    request = await asked(scene, hours=48)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 7)])
    clock.advance(timedelta(hours=30))
    assert await gone() == 0
    await claims.give_back(await acting(scene.zhang), await delivery(request, scene.zhang), "")
    assert await gone() == 1


async def test_what_is_urgent_from_the_start_leaves_the_leader_half_an_hour(scene: Scene) -> None:
    await asked(scene, hours=3)
    assert await gone() == 0
    clock.advance(timedelta(minutes=30))
    assert await gone() == 1
    clock.advance(timedelta(minutes=30))
    assert await gone() == 1
    assert (await told(scene.town.above))[-1] == UNCLAIMED


async def test_what_nobody_spoke_of_for_three_days_is_taken_as_received(scene: Scene) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 7)])
    await doorstep.hand_over(
        await acting(scene.zhang), await delivery(request, scene.zhang), code=request.code
    )
    clock.advance(timedelta(days=3) - timedelta(seconds=1))
    before = await everything()
    assert await jobs.close_the_quiet() == 0
    assert await everything() == before
    clock.advance(timedelta(seconds=1))
    assert sum(await asyncio.gather(*(jobs.close_the_quiet() for _ in range(5)))) == 1
    assert await standing(request) == ("CLOSED", [(7, 7, 7)])
    assert (await SupplyRequest.get(id=request.id)).ended_at == clock.now()
    assert await TimelineStep.filter(request_id=request.id, kind="CLOSED").count() == 1


async def test_a_withdrawn_need_does_not_come_back_when_what_had_come_is_taken_as_received(
    scene: Scene,
) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 1)])
    await doorstep.hand_over(
        await acting(scene.zhang), await delivery(request, scene.zhang), code=request.code
    )
    await rules.cancel(await acting(scene.mother), request.id, "")
    clock.advance(timedelta(days=3))
    assert await jobs.close_the_quiet() == 1
    assert await standing(request) == ("CANCELLED", [(7, 1, 1)])
    assert await TimelineStep.filter(request_id=request.id, kind="CLOSED").count() == 0


async def test_promises_of_somebody_whose_service_ended_go_to_others(scene: Scene) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 3)])
    await claims.claim(await acting(scene.chen), request.id, [await share(request, 2)])
    await applying.pause(await acting(scene.chen), (clock.now() + timedelta(days=3)).date())
    assert await jobs.replace_lost_carriers() == 0
    offer = await Volunteer.get(person_id=scene.zhang.id)
    await deciding.end(await acting(scene.town.leader), offer.id, "不合适")
    assert sum(await asyncio.gather(*(jobs.replace_lost_carriers() for _ in range(5)))) == 1
    assert await standing(request) == ("OPEN", [(7, 2, 0)])
    assert (await told(scene.mother))[-1] == "有人送不了了"
