"""Claiming, and claiming exactly."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from backend.access.actor import Actor
from backend.access.models import Person
from backend.grids.models import Tier
from backend.kit import clock
from backend.kit.refusals import BadInput, KeyReused, NotFound
from backend.supplies import claims, rules
from backend.supplies.claims import Share
from backend.supplies.models import Delivery, DeliveryState, Part, RequestLine
from backend.supplies.refusals import (
    NothingLeft,
    OnlyForVolunteers,
    RequestOver,
)
from backend.volunteers import applying, deciding
from backend.volunteers.models import Volunteer
from tests import community
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
    wanted,
)
from tests.volunteers.builders import applicant, volunteer


async def test_one_tin_now_and_six_later_meet_the_need_together(scene: Scene) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 1)])
    assert await standing(request) == ("OPEN", [(7, 1, 0)])
    await claims.claim(await acting(scene.chen), request.id, [await share(request, 6)])
    assert await standing(request) == ("PROMISED", [(7, 7, 0)])
    assert (await told(scene.mother))[-1] == "有人认领了您的求助"
    assert (await told(scene.father))[-1] == "有人认领了您的求助"
    deliveries = await Delivery.filter(request_id=request.id).order_by("id")
    assert [(one.person_id, one.part, one.state) for one in deliveries] == [
        (scene.zhang.id, Part.VOLUNTEER, DeliveryState.PROMISED),
        (scene.chen.id, Part.VOLUNTEER, DeliveryState.PROMISED),
    ]


async def test_who_leads_the_ground_claims_by_their_post(scene: Scene) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.town.above), request.id, [await share(request, 7)])
    [one] = await Delivery.filter(request_id=request.id)
    assert one.part is Part.POST


async def test_more_than_is_left_is_refused_and_says_how_many_are(scene: Scene) -> None:
    request = await asked(scene, await tins(7), await wanted("mask", 5, size="child"))
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 6)])
    before = await everything()
    with refused(NothingLeft, left=1):
        both = [await share(request, 5, at=1), await share(request, 2)]
        await claims.claim(await acting(scene.chen), request.id, both)
    assert await everything() == before


async def test_a_paused_volunteer_is_told_why_and_claims_nothing(scene: Scene) -> None:
    request = await asked(scene)
    until = (clock.now() + timedelta(days=3)).date()
    await applying.pause(await acting(scene.zhang), until)
    before = await everything()
    with refused(OnlyForVolunteers):
        await claims.claim(await acting(scene.zhang), request.id, [await share(request, 1)])
    assert await everything() == before


async def test_a_volunteer_whose_service_was_ended_claims_nothing(scene: Scene) -> None:
    request = await asked(scene)
    offer = await Volunteer.get(person_id=scene.zhang.id)
    await deciding.end(await acting(scene.town.leader), offer.id, "没有按约定送到")
    before = await everything()
    with refused(OnlyForVolunteers):
        await claims.claim(await acting(scene.zhang), request.id, [await share(request, 1)])
    assert await everything() == before


async def test_who_waits_for_approval_claims_nothing(scene: Scene) -> None:
    request = await asked(scene)
    waiting = await community.resident("许多", scene.town.east)
    await applicant(waiting)
    before = await everything()
    with refused(OnlyForVolunteers):
        await claims.claim(await acting(waiting), request.id, [await share(request, 1)])
    assert await everything() == before


async def test_strangers_find_nothing_to_claim(scene: Scene) -> None:
    request = await asked(scene)
    elsewhere = await community.grid("东升社区", Tier.COMMUNITY, scene.town.town)
    far = await community.resident("周远", elsewhere)
    await volunteer(far, scene.town.above)
    before = await everything()
    for stranger in (far, scene.town.neighbour):
        with refused(NotFound):
            await claims.claim(await acting(stranger), request.id, [await share(request, 1)])
    with refused(OnlyForVolunteers):
        await claims.claim(await acting(scene.father), request.id, [await share(request, 1)])
    assert await everything() == before


@pytest.mark.parametrize("quantity", [0, -3, 1000])
async def test_a_number_that_nobody_means_is_refused(scene: Scene, quantity: int) -> None:
    request = await asked(scene)
    before = await everything()
    with refused(BadInput, field="lines.0.quantity"):
        await claims.claim(await acting(scene.zhang), request.id, [await share(request, quantity)])
    assert await everything() == before


async def test_no_line_a_doubled_line_and_a_strange_line_are_refused(scene: Scene) -> None:
    request, other = await asked(scene), await asked(scene)
    one = await share(request, 1)
    before = await everything()
    zhang = await acting(scene.zhang)
    for shares in ([], [one, one]):
        with refused(BadInput, field="lines"):
            await claims.claim(zhang, request.id, shares)
    for strange in (await share(other, 1), Share(uuid4(), 1)):
        with refused(NotFound):
            await claims.claim(zhang, request.id, [strange])
    assert await everything() == before


async def test_a_withdrawn_need_cannot_be_claimed(scene: Scene) -> None:
    request = await asked(scene)
    await rules.cancel(await acting(scene.mother), request.id, "")
    before = await everything()
    with refused(RequestOver):
        await claims.claim(await acting(scene.zhang), request.id, [await share(request, 1)])
    assert await everything() == before


async def test_five_thousand_claimers_for_fifty_tins_and_exactly_fifty_win(scene: Scene) -> None:
    request = await asked(scene, await tins(50))
    line = await share(request, 1)
    people = [Person(name="志愿者", grid_id=scene.town.east.id) for _ in range(5000)]
    await Person.bulk_create(people)
    template = await Volunteer.get(person_id=scene.zhang.id)
    places = {"grid_id": template.grid_id, "reach": template.reach, "ground_id": template.ground_id}
    await Volunteer.bulk_create(
        [Volunteer(person_id=one.id, state=template.state, **places) for one in people]
    )
    actors = [Actor(id=one.id, home=scene.town.east.path) for one in people]
    answers = await asyncio.gather(
        *(claims.claim(actor, request.id, [line], key=uuid4()) for actor in actors), return_exceptions=True
    )
    kinds = [type(answer).__name__ for answer in answers]
    assert (kinds.count("SupplyRequest"), kinds.count("NothingLeft")) == (50, 4950)
    assert await standing(request) == ("PROMISED", [(50, 50, 0)])
    assert await Delivery.filter(request_id=request.id).count() == 50
    assert len(set(await Delivery.filter(request_id=request.id).values_list("person_id", flat=True))) == 50


async def test_the_same_key_sent_thirty_times_at_once_counts_once(scene: Scene) -> None:
    request = await asked(scene)
    zhang, shares, key = await acting(scene.zhang), [await share(request, 1)], uuid4()
    answers = await asyncio.gather(*(claims.claim(zhang, request.id, shares, key=key) for _ in range(30)))
    assert {answer.id for answer in answers} == {request.id}
    assert await standing(request) == ("OPEN", [(7, 1, 0)])
    assert await Delivery.filter(request_id=request.id).count() == 1
    with refused(KeyReused):
        await claims.claim(zhang, request.id, [await share(request, 2)], key=key)


async def test_a_refused_key_stays_refused_when_some_is_free_again(scene: Scene) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 7)])
    key, one = uuid4(), await share(request, 1)
    with refused(NothingLeft, left=0):
        await claims.claim(await acting(scene.chen), request.id, [one], key=key)
    await claims.give_back(await acting(scene.zhang), await delivery(request, scene.zhang), "")
    with refused(NothingLeft, left=0):
        await claims.claim(await acting(scene.chen), request.id, [one], key=key)
    assert await standing(request) == ("OPEN", [(7, 0, 0)])


async def test_the_table_itself_refuses_more_promised_than_needed(scene: Scene) -> None:
    request = await asked(scene)
    with pytest.raises(Exception, match=r"line_counts|CHECK"):
        await RequestLine.filter(request_id=request.id).update(promised=8)
    assert await standing(request) == ("OPEN", [(7, 0, 0)])
