"""Asking, and who hears of it."""

from datetime import timedelta
from uuid import uuid4

import orjson
import pytest

from backend.access.models import Photo
from backend.grids.models import Tier
from backend.kit import clock
from backend.kit.refusals import BadInput, KeyReused, NotFound
from backend.kit.words import Words
from backend.push.models import Message
from backend.supplies import offering, rules
from backend.supplies.catalogue import Question, QuestionKind
from backend.supplies.models import Category, Item, RequestLine, SupplyRequest, TimelineStep
from backend.supplies.refusals import NoHousehold, TooManyOpen
from backend.supplies.rules import Wanted
from tests import community
from tests.supplies.builders import (
    Scene,
    acting,
    asked,
    everything,
    refused,
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


async def test_answers_that_add_up_are_short_enough_to_be_kept(scene: Scene) -> None:
    said = Words("哪一种", "哪一種", "Which kind")
    item = await offering.add_item(
        await acting(scene.town.leader),
        scene.town.east.id,
        Words("药", "藥", "Medicine"),
        Words("盒", "盒", "boxes"),
        Category.MEDICINE,
        [Question(code, said, QuestionKind.TEXT, variety=True) for code in ("q1", "q2")],
    )
    before = await everything()
    with refused(BadInput, field="lines.0.answers"):
        await asked(scene, Wanted(item.id, 1, {"q1": "甲" * 200, "q2": "乙" * 200}))
    assert await everything() == before
    await asked(scene, Wanted(item.id, 1, {"q1": "甲" * 200, "q2": "乙" * 100}))


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
