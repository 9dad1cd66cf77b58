"""Seeing, changing the time and withdrawing."""

import asyncio
from datetime import timedelta

import pytest

from backend.access.models import Deed, Role
from backend.grids.models import Tier
from backend.kit import clock, live
from backend.kit.refusals import BadInput, Changed, NotFound
from backend.supplies import claims, rules
from backend.supplies.models import TimelineStep
from backend.supplies.refusals import RequestOver
from tests import community
from tests.households.builders import household, living
from tests.patience import LONG
from tests.supplies.builders import (
    Scene,
    acting,
    asked,
    everything,
    last_read,
    refused,
    share,
    standing,
    tins,
    told,
)
from tests.volunteers.builders import volunteer


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
    assert await last_read(scene.zhang) == "不用再送了，谢谢您。"
    assert await last_read(scene.father) == "如果还需要，可以再求助。", "they had nothing to bring"
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
        async with asyncio.timeout(LONG):
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
