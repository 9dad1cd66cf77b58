"""What a program with a leader's key may do about needs: what the leader does for that ground, and nothing of their own."""

from datetime import timedelta

import pytest

from backend.households.models import Look
from backend.kit import clock
from backend.supplies import claims, rules
from tests.phones import Phones
from tests.programs import program
from tests.supplies import documents
from tests.supplies.asking import did, named
from tests.supplies.builders import Scene, acting, asked, delivery, everything, share, tins


@pytest.mark.parametrize("ground", ["west", "east"])
async def test_a_program_is_not_shown_what_its_maker_brings(
    scene: Scene, phones: Phones, ground: str
) -> None:
    request = await asked(scene)
    above = scene.town.above
    await claims.claim(await acting(above), request.id, [await share(request, 1)])
    promised = await delivery(request, above)
    other = await program(phones, above, getattr(scene.town, ground), may_write=True)
    before = await everything()

    assert (await other.ask(documents.MY_DELIVERIES))["myDeliveries"]["nodes"] == []
    shown = await other.ask(documents.DELIVERY, id=named("Delivery", promised))
    assert shown["deliveryParticulars"] is None
    assert (shown["delivery"] is None) == (ground == "west")
    if ground == "west":
        answer = await did(
            other, documents.HAND_OVER, delivery=named("Delivery", promised), code=request.code
        )
        assert answer["__typename"] == "NotFound"
    assert await everything() == before
    assert await Look.all().count() == 0


async def test_a_program_is_not_told_the_code_of_a_need_that_its_maker_asked_for(
    scene: Scene, phones: Phones
) -> None:
    leader = await acting(scene.town.leader)
    until = clock.now() + timedelta(hours=30)
    request = await rules.ask(leader, [await tins(1)], until, household=scene.home.id)
    document = "query ($id: ID!) { supplyRequest(id: $id) { code isMine } }"

    own = await (await phones(scene.town.leader)).ask(document, id=named("SupplyRequest", request))
    assert own["supplyRequest"]["code"] == request.code
    other = await program(phones, scene.town.leader, scene.town.east, may_write=True)
    shown = await other.ask(document, id=named("SupplyRequest", request))
    assert shown["supplyRequest"] == {"code": None, "isMine": False}
