"""Asking, seeing, changing the time and withdrawing."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import orjson
import pytest

from backend.access.models import Deed, Photo, Role
from backend.grids.models import Tier
from backend.kit import clock, live
from backend.kit.refusals import BadInput, Changed, KeyReused, NotFound
from backend.push.models import Message
from backend.supplies import claims, rules
from backend.supplies.models import Item, RequestLine, SupplyRequest, TimelineStep
from backend.supplies.refusals import NoHousehold, RequestOver, TooManyOpen
from backend.supplies.rules import Wanted
from tests import community
from tests.households.builders import household, living
from tests.supplies.builders import (
    Scene,
    acting,
    asked,
    everything,
    refused,
    share,
    standing,
    tins,
    told,
    wanted,
)
from tests.volunteers.builders import volunteer


async def test_what_is_asked_is_kept_exactly(scene: Scene) -> None:
    request = await asked(scene, await tins(7), await wanted("mask", 20, size="adult"), note="  放门口就好 ")
    kept = await SupplyRequest.get(id=request.id)
    assert (kept.household_id, kept.passed_to_id, kept.asked_by_id) == (
        scene.home.id,
        None,
        scene.mother.id,
    )
    assert (kept.note, kept.version, kept.warned) == ("放门口就好", 1, 0)
    assert kept.warn_at == clock.now() + timedelta(hours=6)
    assert kept.code.isdecimal()
    assert len(kept.code) == 4
    formula, masks = await RequestLine.filter(request_id=request.id).order_by("id")
    assert orjson.loads(formula.variety) == {"stage": "1", "type": "hypoallergenic"}
    assert orjson.loads(formula.answers) == {"allergy": "牛奶蛋白", "substitutes": "no"}
    assert (masks.quantity, masks.variety, masks.answers) == (20, '{"size":"adult"}', "{}")
    assert await standing(request) == ("OPEN", [(7, 0, 0), (20, 0, 0)])


async def test_what_people_write_is_sealed_in_the_table(scene: Scene) -> None:
    request = await asked(scene, note="宝宝对牛奶过敏")
    [row] = await SupplyRequest.filter(id=request.id).values("note", "code")
    [line] = await RequestLine.filter(request_id=request.id).values("answers")
    assert "过敏".encode() not in bytes(row["note"])
    assert request.code.encode() not in bytes(row["code"])
    assert "牛奶".encode() not in bytes(line["answers"])


async def test_volunteers_near_and_the_grids_leader_and_member_are_told_at_once(scene: Scene) -> None:
    await asked(scene)
    assert (await told(scene.zhang))[-1] == "附近有人需要物资"
    assert (await told(scene.chen))[-1] == "附近有人需要物资"
    assert (await told(scene.town.leader))[-1] == "网格里有新的求助"
    assert (await told(scene.town.member))[-1] == "网格里有新的求助"
    assert await told(scene.mother) == []
    assert await told(scene.town.above) == []
    assert await told(scene.town.neighbour) == []


async def test_less_than_a_day_is_urgent_and_no_message_names_anybody(scene: Scene) -> None:
    await asked(scene, hours=23, note="林晓家急用")
    assert (await told(scene.zhang))[-1] == "急：附近有人需要物资"
    for message in await Message.all():
        assert not any(word in message.said for word in ("林晓", "1202", "奶粉", "过敏"))
    near = await Message.filter(kind="NEED_NEAR")
    assert [message.urgent for message in near] == [True, True]


async def test_an_active_volunteer_of_another_community_is_not_told(scene: Scene) -> None:
    elsewhere = await community.grid("东升社区", Tier.COMMUNITY, scene.town.town)
    far = await community.resident("周远", elsewhere)
    await volunteer(far, scene.town.above)
    await asked(scene)
    assert "附近有人需要物资" not in await told(far)


async def test_a_member_asks_for_a_household_on_the_phone(scene: Scene) -> None:
    member = await acting(scene.town.member)
    at = clock.now() + timedelta(hours=30)
    request = await rules.ask(member, [await tins(1)], at, household=scene.home.id)
    assert (request.household_id, request.asked_by_id) == (scene.home.id, scene.town.member.id)
    [step] = await TimelineStep.filter(request_id=request.id)
    assert (step.part.value, step.detail["role"]) == ("POST", "MEMBER")


@pytest.mark.parametrize("who", ["neighbour", "zhang"])
async def test_nobody_asks_for_a_household_that_is_not_theirs(scene: Scene, who: str) -> None:
    person = scene.zhang if who == "zhang" else scene.town.neighbour
    before = await everything()
    with refused(NotFound):
        await rules.ask(
            await acting(person), [await tins(1)], clock.now() + timedelta(hours=30), household=scene.home.id
        )
    assert await everything() == before


async def test_whoever_has_no_household_is_told_to_join_one(scene: Scene) -> None:
    before = await everything()
    with refused(NoHousehold):
        await rules.ask(await acting(scene.zhang), [await tins(1)], clock.now() + timedelta(hours=30))
    assert await everything() == before


@pytest.mark.parametrize("hours", [-0.01, 0, 24 * 60 + 0.01])
async def test_a_time_past_or_too_far_away_is_refused(scene: Scene, hours: float) -> None:
    before = await everything()
    with refused(BadInput, field="runsOutAt"):
        await asked(scene, hours=hours)
    assert await everything() == before


@pytest.mark.parametrize("quantity", [0, -1, 1000])
async def test_a_number_that_nobody_means_is_refused(scene: Scene, quantity: int) -> None:
    before = await everything()
    with refused(BadInput, field="lines.1.quantity"):
        await asked(scene, await tins(1), await tins(quantity))
    assert await everything() == before


@pytest.mark.parametrize("count", [0, 21])
async def test_no_line_and_too_many_lines_are_refused(scene: Scene, count: int) -> None:
    lines = [await wanted("mask", 1, size="adult")] * count
    before = await everything()
    with refused(BadInput, field="lines"):
        await rules.ask(await acting(scene.mother), lines, clock.now() + timedelta(hours=30))
    assert await everything() == before


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"type": "ordinary", "substitutes": "no"}, "lines.0.answers.stage"),
        ({"stage": "9", "type": "ordinary", "substitutes": "no"}, "lines.0.answers.stage"),
        ({"stage": "1", "type": "ordinary", "substitutes": "perhaps"}, "lines.0.answers.substitutes"),
        (
            {"stage": "1", "type": "ordinary", "substitutes": "no", "birth_month": "2019-13"},
            "lines.0.answers.birth_month",
        ),
        (
            {"stage": "1", "type": "ordinary", "substitutes": "no", "brand": "牌" * 201},
            "lines.0.answers.brand",
        ),
        ({"stage": "1", "type": "ordinary", "substitutes": "no", "colour": "red"}, "lines.0.answers"),
    ],
)
async def test_answers_that_will_not_do_are_named(scene: Scene, answers: dict[str, str], field: str) -> None:
    before = await everything()
    with refused(BadInput, field=field):
        await asked(scene, await wanted("infant-formula", 1, **answers))
    assert await everything() == before


async def test_an_item_that_is_not_on_the_list_here_is_refused(scene: Scene) -> None:
    before = await everything()
    with refused(BadInput, field="lines.0.item"):
        await asked(scene, Wanted(uuid4(), 1))
    assert await everything() == before
    await Item.filter(code="mask").update(active=False)
    with refused(BadInput, field="lines.0.item"):
        await asked(scene, await wanted("mask", 1, size="adult"))
    assert await everything() == before


async def test_somebody_elses_photo_cannot_be_shown(scene: Scene) -> None:
    photo = await Photo.create(owner_id=scene.zhang.id, picture=b"sealed")
    before = await everything()
    with refused(NotFound):
        await asked(scene, photo=photo.id)
    assert await everything() == before


async def test_a_note_that_is_too_long_is_refused(scene: Scene) -> None:
    before = await everything()
    with refused(BadInput, field="note"):
        await asked(scene, note="急" * 501)
    assert await everything() == before


async def test_a_household_has_at_most_ten_needs_open(scene: Scene) -> None:
    for _ in range(10):
        await asked(scene, await wanted("mask", 1, size="adult"))
    before = await everything()
    with refused(TooManyOpen, most=10):
        await asked(scene, await wanted("mask", 1, size="adult"))
    assert await everything() == before


async def test_the_same_key_asks_once(scene: Scene) -> None:
    key = uuid4()
    first = await asked(scene, key=key)
    before = await everything()
    again = await asked(scene, key=key)
    assert again.id == first.id
    with refused(KeyReused):
        await asked(scene, await tins(2), key=key)
    assert await everything() == before


async def test_who_sees_a_need(scene: Scene) -> None:
    request = await asked(scene)
    neighbours = await living(await household(scene.town, "5栋 1单元 101"), "赵敏")
    editor = await community.appointed("孙文", Role.EDITOR, scene.town.east)
    police = await community.appointed("何警官", Role.PROFESSIONAL, scene.town.east)
    far = await community.resident("周远", await community.grid("东升社区", Tier.COMMUNITY, scene.town.town))
    await volunteer(far, scene.town.above)

    async def sees(person: object) -> bool:
        actor = await acting(person)  # type: ignore[arg-type]
        return await rules.visible(actor, await rules.ground_of(actor)).filter(id=request.id).exists()

    seeing = [scene.mother, scene.father, scene.zhang, scene.town.leader, scene.town.member, scene.town.above]
    assert [await sees(person) for person in seeing] == [True] * 6
    blind = [neighbours, scene.town.neighbour, editor, police, far]
    assert [await sees(person) for person in blind] == [False] * 5


async def test_a_liaison_sees_and_asks_for_the_households_they_look_after(scene: Scene) -> None:
    liaison = await community.appointed("吴阿姨", Role.LIAISON, scene.town.east)
    request = await asked(scene)
    actor = await acting(liaison)
    assert not await rules.visible(actor).filter(id=request.id).exists()
    scene.home.liaison_id = actor.holdings[0].post
    await scene.home.save(update_fields=["liaison_id"])
    assert await rules.visible(actor).filter(id=request.id).exists()
    at = clock.now() + timedelta(hours=30)
    asked_for = await rules.ask(actor, [await tins(1)], at, household=scene.home.id)
    assert asked_for.household_id == scene.home.id


async def test_the_time_can_be_said_anew_and_warns_anew(scene: Scene) -> None:
    request = await asked(scene)
    sooner = clock.now() + timedelta(hours=3)
    changed = await rules.change_deadline(await acting(scene.father), request.id, sooner, request.version)
    assert (changed.runs_out_at, changed.version, changed.warned) == (sooner, 2, 0)
    assert changed.warn_at == clock.now() + timedelta(minutes=30)


async def test_the_time_is_not_changed_over_somebody_elses_change(scene: Scene) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 1)])
    before = await everything()
    with refused(Changed, version=2):
        await rules.change_deadline(
            await acting(scene.mother), request.id, clock.now() + timedelta(hours=3), request.version
        )
    assert await everything() == before


async def test_withdrawing_frees_what_was_promised_and_tells_whoever_promised_it(scene: Scene) -> None:
    request = await asked(scene)
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 2)])
    cancelled = await rules.cancel(await acting(scene.mother), request.id, "姐姐送来了")
    assert await standing(cancelled) == ("CANCELLED", [(7, 0, 0)])
    assert (await told(scene.zhang))[-1] == "有一个求助取消了"
    assert "附近有人需要物资" not in await told(scene.chen), "what was not sent yet is withdrawn"
    [*_, step] = await TimelineStep.filter(request_id=request.id).order_by("id")
    assert (step.kind.value, step.words, step.part.value) == ("CANCELLED", "姐姐送来了", "HOUSEHOLD")


async def test_what_is_over_cannot_be_withdrawn_or_moved(scene: Scene) -> None:
    request = await asked(scene)
    await rules.cancel(await acting(scene.mother), request.id, "")
    before = await everything()
    with refused(RequestOver):
        await rules.cancel(await acting(scene.mother), request.id, "")
    with refused(RequestOver):
        await rules.change_deadline(
            await acting(scene.mother), request.id, clock.now() + timedelta(hours=3), 2
        )
    assert await everything() == before


@pytest.mark.parametrize("who", ["zhang", "neighbour"])
async def test_only_the_household_and_who_looks_after_it_withdraw(scene: Scene, who: str) -> None:
    request = await asked(scene)
    person = scene.zhang if who == "zhang" else scene.town.neighbour
    before = await everything()
    with refused(NotFound):
        await rules.cancel(await acting(person), request.id, "")
    with refused(NotFound):
        await rules.change_deadline(await acting(person), request.id, clock.now() + timedelta(hours=3), 1)
    assert await everything() == before


async def test_open_screens_of_those_concerned_are_hinted_at_every_change(scene: Scene) -> None:
    with live.screen() as hints:
        request = await asked(scene)
        await claims.claim(await acting(scene.zhang), request.id, [await share(request, 1)])
        with refused(BadInput):
            await claims.claim(await acting(scene.chen), request.id, [await share(request, 0)])
        ours: list[live.Change] = []
        async with asyncio.timeout(10):
            while len(ours) < 2:
                ours += [change for change in [await hints.get()] if change.what == "SupplyRequest"]
    assert {(change.row, change.path, change.near) for change in ours} == {
        (request.id, scene.town.east.path, True)
    }
    assert {scene.mother.id, scene.father.id, scene.zhang.id} <= set(ours[-1].people)


async def test_the_audit_trail_says_what_was_done_and_nothing_personal(scene: Scene) -> None:
    request = await asked(scene, note="林晓家急用")
    await claims.claim(await acting(scene.zhang), request.id, [await share(request, 2)])
    await rules.cancel(await acting(scene.mother), request.id, "姐姐送来了")
    deeds = await Deed.filter(what="SupplyRequest").order_by("id")
    assert [(deed.verb, deed.actor, deed.row, deed.detail) for deed in deeds] == [
        ("requestSupplies", scene.mother.id, request.id, {"lines": 1, "exception": False}),
        ("claimSupplies", scene.zhang.id, request.id, {"quantity": 2}),
        ("cancelSupplyRequest", scene.mother.id, request.id, {}),
    ]
