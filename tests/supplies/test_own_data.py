"""What is held about somebody's needs and deliveries, and what is left when they are erased."""

from datetime import timedelta
from unittest.mock import ANY

import backend.access.jobs  # noqa: F401 -- photos that nothing names are swept there
from backend.access import own
from backend.access.models import Person, Photo, Post
from backend.households.models import Resident
from backend.kit import clock, retention, words, work
from backend.kit.words import Language
from backend.supplies import claims, doorstep, jobs, own_data, rules
from backend.supplies.models import Delivery, RequestLine, RequestState, SupplyRequest, TimelineStep
from tests.households.builders import household
from tests.supplies.builders import Scene, acting, asked, delivery, share, standing, tins, told


async def erase(person: Person) -> None:
    """What erasing does to this slice."""
    await work.unit(lambda: own_data.scrub(person.id))


async def test_i_read_what_i_asked_for_and_what_i_brought(scene: Scene) -> None:
    request = await asked(scene, note="放门口")
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 2)])
    await claims.give_back(await acting(scene.zhang), await delivery(request, scene.zhang), "车坏了")
    await rules.cancel(await acting(scene.mother), request.id, "够了")
    with words.reader(Language.EN):
        [mine] = await own_data.tell_requests(scene.mother.id)
        [theirs] = await own_data.tell_deliveries(scene.zhang.id)
    assert mine == {
        "When": clock.now().isoformat(),
        "Runs out": request.runs_out_at.isoformat(),
        "State": "Withdrawn",
        "Note": "放门口",
        "Things": [
            "Infant formula × 7 tins (Stage: Stage 1 (0–6 months); Which kind: Hypoallergenic (hydrolysed protein);"
            " Allergic to: 牛奶蛋白; Is another brand all right? No)"
        ],
        "What I wrote": ["够了"],
    }
    assert (theirs["State"], theirs["Things"]) == ("Given back", ["Infant formula × 2 tins"])
    assert theirs["What I wrote"] == ["车坏了"]
    assert await own_data.tell_requests(scene.father.id) == []
    assert {"supply_requests", "deliveries"} <= {section.name for section in own.sections()}


async def test_what_was_met_keeps_its_numbers_and_loses_its_words(scene: Scene) -> None:
    request = await asked(scene, note="放门口")
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 7)])
    await doorstep.hand_over(
        await acting(scene.zhang), await delivery(request, scene.zhang), code=request.code
    )
    await doorstep.confirm(await acting(scene.mother), await delivery(request, scene.zhang), words="谢谢张明")
    await erase(scene.mother)
    assert await standing(request) == ("CLOSED", [(7, 7, 7)])
    kept = await SupplyRequest.get(id=request.id)
    line = await RequestLine.get(request_id=request.id)
    brought = await Delivery.get(request_id=request.id)
    assert (kept.note, line.answers, brought.words) == ("", "{}", "")
    assert {step.words for step in await TimelineStep.filter(person_id=scene.mother.id)} == {""}
    assert line.variety == '{"stage":"1","type":"hypoallergenic"}'


async def test_what_the_household_still_needs_is_left_to_who_lives_there(scene: Scene) -> None:
    request = await asked(scene, note="放门口")
    await erase(scene.mother)
    kept = await SupplyRequest.get(id=request.id)
    assert (kept.state, kept.asked_by_id, kept.note) == (RequestState.OPEN, scene.father.id, "放门口")


async def test_where_nobody_is_left_the_need_is_withdrawn_and_its_carrier_told(scene: Scene) -> None:
    request = await asked(scene, note="放门口")
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 7)])
    await Resident.filter(person_id=scene.father.id).update(left_at=clock.now(), home_of=None)
    await erase(scene.mother)
    assert await standing(request) == ("CANCELLED", [(7, 0, 0)])
    assert (await told(scene.zhang))[-1] == "有一个求助取消了"
    assert (await SupplyRequest.get(id=request.id)).note == ""


async def test_what_was_asked_for_others_on_the_phone_stays_when_the_asker_is_erased(scene: Scene) -> None:
    old_lady, silent = (
        await household(scene.town, "3栋 2单元 101", "陆阿妹"),
        await household(scene.town, "3栋 9"),
    )
    member = await acting(scene.town.member)
    in_two_days = clock.now() + timedelta(hours=48)
    for home in (old_lady, silent):
        await rules.ask(member, [await tins(2)], in_two_days, household=home.id, note="耳背，请敲重些")
    await erase(scene.town.member)
    assert await SupplyRequest.all().values_list("state", "note") == [
        (RequestState.OPEN, ANY),
        (RequestState.OPEN, ANY),
    ]
    assert {request.note for request in await SupplyRequest.all()} == {"耳背，请敲重些"}


async def test_what_somebody_said_at_the_door_goes_with_them_and_what_others_said_stays(scene: Scene) -> None:
    request, zhang = await asked(scene), await acting(scene.zhang)
    for quantity, person, said in ((3, scene.father, "我姓林，谢谢小张"), (4, scene.mother, "都到了")):
        await claims.claim(zhang, request.id, [await share(request, quantity)])
        brought = await delivery(request, scene.zhang)
        await doorstep.hand_over(zhang, brought, code=(await SupplyRequest.get(id=request.id)).code)
        await doorstep.confirm(await acting(person), brought, (), said)
    await erase(scene.father)
    assert [one.words for one in await Delivery.all().order_by("id")] == ["", "都到了"]


async def test_what_a_leader_promised_who_holds_no_post_any_more_goes_to_others(scene: Scene) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.town.leader), request.id, [await share(request, 7)])
    assert await jobs.replace_lost_carriers() == 0
    actor = await acting(scene.town.leader)
    await Post.filter(id=actor.holdings[0].post).update(ended_at=clock.now(), seat=None)
    assert await jobs.replace_lost_carriers() == 1
    assert await standing(request) == ("OPEN", [(7, 0, 0)])


async def test_half_a_year_after_a_need_was_met_its_words_and_pictures_go_and_its_numbers_stay(
    scene: Scene,
) -> None:
    request = await asked(scene, note="放门口")
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 7)])
    picture = await Photo.create(owner_id=scene.zhang.id, picture=b"sealed")
    mine = await delivery(request, scene.zhang)
    await doorstep.hand_over(await acting(scene.zhang), mine, photo=picture.id)
    await doorstep.confirm(await acting(scene.mother), mine, words="谢谢张明")
    clock.advance(timedelta(days=179))
    await retention.sweep()
    assert (await SupplyRequest.get(id=request.id)).note == "放门口"
    assert await Photo.filter(id=picture.id).exists()

    clock.advance(timedelta(days=2))
    await retention.sweep()
    await retention.sweep()

    kept = await SupplyRequest.get(id=request.id)
    assert (kept.note, kept.scrubbed_at) == ("", clock.now())
    assert await standing(request) == ("CLOSED", [(7, 7, 7)])
    assert (await RequestLine.get(request_id=request.id)).answers == "{}"
    assert (await Delivery.get(request_id=request.id)).words == ""
    assert {step.words for step in await TimelineStep.filter(request_id=request.id)} == {""}
    assert not await Photo.filter(id=picture.id).exists()
