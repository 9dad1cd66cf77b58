"""What a household still needs when it moves, or when nobody of it is left."""

from datetime import timedelta
from uuid import UUID

import backend.supplies.withdrawing  # noqa: F401 -- it hears of doors that stand empty
from backend.access.actor import Actor
from backend.access.models import Person
from backend.households import leaving, residents
from backend.households.models import Household, Resident
from backend.kit import clock
from backend.kit.refusals import NotFound
from backend.supplies import claims, doorstep, rules
from backend.supplies.models import SupplyRequest, TimelineStep
from tests.households.builders import household
from tests.supplies.builders import Scene, acting, asked, delivery, refused, share, standing, tins, told


async def resident(person: Person) -> UUID:
    return (await Resident.get(home_of=person.id)).id


async def both_leave(scene: Scene, keeper: Actor) -> None:
    for person in (scene.mother, scene.father):
        await residents.move_out(keeper, await resident(person))


async def test_when_the_last_one_moves_out_the_need_is_withdrawn_and_its_carrier_told(scene: Scene) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 1)])
    keeper = await acting(scene.town.member)
    await residents.move_out(keeper, await resident(scene.mother))
    assert await standing(request) == ("OPEN", [(7, 1, 0)])
    await residents.move_out(keeper, await resident(scene.father))
    assert await standing(request) == ("CANCELLED", [(7, 0, 0)])
    assert (await told(scene.zhang))[-1] == "有一个求助取消了"
    last = await TimelineStep.filter(request_id=request.id).order_by("-id").first()
    assert last
    assert (last.kind.value, last.part.value) == ("CANCELLED", "SYSTEM")


async def test_what_was_at_the_door_already_stays_as_it_is(scene: Scene) -> None:
    request, zhang = await asked(scene), await acting(scene.zhang)
    await claims.claim(zhang, request.id, [await share(request, 7)])
    code = (await SupplyRequest.get(id=request.id)).code
    await doorstep.hand_over(zhang, await delivery(request, scene.zhang), code=code)
    await both_leave(scene, await acting(scene.town.member))
    assert await standing(request) == ("HANDED_OVER", [(7, 7, 7)])


async def test_a_need_goes_along_to_the_new_door_and_so_does_whoever_brings_it(scene: Scene) -> None:
    request, new = await asked(scene), await household(scene.town, "5栋 301")
    zhang, keeper = await acting(scene.zhang), await acting(scene.town.member)
    await claims.claim(zhang, request.id, [await share(request, 7)])
    for person in (scene.father, scene.mother):
        await residents.move(keeper, await resident(person), new.id)
    assert await standing(request) == ("PROMISED", [(7, 7, 0)])
    assert (await SupplyRequest.get(id=request.id)).household_id == new.id
    shown = await doorstep.particulars(zhang, await delivery(request, scene.zhang))
    assert shown
    assert shown.address.endswith("5栋301")


async def test_a_door_that_goes_off_the_list_needs_nothing_any_more(scene: Scene) -> None:
    door, member = await household(scene.town, "5栋 301"), await acting(scene.town.member)
    later = clock.now() + timedelta(hours=30)
    request = await rules.ask(member, [await tins(1)], later, household=door.id)
    await leaving.close_door(member, door.id)
    assert await standing(request) == ("CANCELLED", [(1, 0, 0)])
    with refused(NotFound):
        await rules.ask(member, [await tins(1)], later, household=door.id)
    assert await Household.filter(id=door.id, moved_away_at__isnull=False).exists()
