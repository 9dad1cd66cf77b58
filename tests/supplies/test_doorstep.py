"""At the door: the address, the code, and the photo."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from backend.access.models import Person, Photo
from backend.households.models import Look
from backend.kit import clock
from backend.kit.refusals import BadInput, NotFound
from backend.supplies import claims, doorstep, stock
from backend.supplies.models import Delivery, DeliveryState, Item, Proof
from backend.supplies.refusals import NoTriesLeft, WrongPickUpCode
from backend.supplies.stock_models import MoveKind, StockLevel, StockMove
from backend.volunteers import applying, deciding
from backend.volunteers.models import Volunteer
from tests.supplies.builders import (
    Scene,
    acting,
    asked,
    delivery,
    everything,
    promised,
    refused,
    share,
    standing,
    told,
)


def wrong(code: str) -> str:
    """Four digits that are not these."""
    return f"{(int(code) + 1) % 10_000:04}"


async def photo_of(person: Person) -> UUID:
    """A picture that somebody sent before."""
    return (await Photo.create(owner_id=person.id, picture=b"sealed")).id


async def test_who_claimed_is_shown_the_address_and_the_look_is_recorded(scene: Scene) -> None:
    _, mine = await promised(scene, scene.zhang)
    shown = await doorstep.particulars(await acting(scene.zhang), mine)
    assert shown
    assert (shown.address, shown.name) == ("余新镇 金星社区 第一网格 3栋2单元1202", "林晓")
    [look] = await Look.all()
    assert (look.person_id, look.reason.value, look.about, look.household_id) == (
        scene.zhang.id,
        "DELIVERY",
        mine,
        scene.home.id,
    )


async def test_nobody_else_is_shown_the_address_and_nothing_is_recorded(scene: Scene) -> None:
    _, mine = await promised(scene, scene.zhang)
    for other in (scene.chen, scene.mother, scene.town.leader, scene.town.neighbour):
        assert await doorstep.particulars(await acting(other), mine) is None
    assert await Look.all().count() == 0


async def test_the_address_is_shown_only_until_it_is_handed_over_or_given_back(scene: Scene) -> None:
    request, mine = await promised(scene, scene.zhang, 3)
    await doorstep.hand_over(await acting(scene.zhang), mine, code=request.code)
    assert await doorstep.particulars(await acting(scene.zhang), mine) is None
    await claims.claim(await acting(scene.chen), request.id, [await share(request, 1)])
    theirs = await delivery(request, scene.chen)
    await claims.give_back(await acting(scene.chen), theirs, "")
    assert await doorstep.particulars(await acting(scene.chen), theirs) is None


async def test_a_volunteer_whose_service_was_ended_is_shown_no_address_and_a_paused_one_is(
    scene: Scene,
) -> None:
    _, mine = await promised(scene, scene.zhang)
    await applying.pause(await acting(scene.zhang), (clock.now() + timedelta(days=3)).date())
    assert await doorstep.particulars(await acting(scene.zhang), mine)
    offer = await Volunteer.get(person_id=scene.zhang.id)
    await deciding.end(await acting(scene.town.leader), offer.id, "不合适")
    assert await doorstep.particulars(await acting(scene.zhang), mine) is None


async def test_the_households_code_closes_a_delivery(scene: Scene) -> None:
    request, mine = await promised(scene, scene.zhang, 1)
    clock.advance(timedelta(hours=12))
    await doorstep.hand_over(await acting(scene.zhang), mine, code=f" {request.code} ")
    closed = await Delivery.get(id=mine)
    assert (closed.state, closed.proof, closed.handed_over_at) == (
        DeliveryState.HANDED_OVER,
        Proof.CODE,
        clock.now(),
    )
    assert await standing(request) == ("OPEN", [(7, 1, 1)])
    assert (await told(scene.mother))[-1] == "物资送到了"
    assert (await told(scene.father))[-1] == "物资送到了"


async def test_the_code_may_be_typed_in_wide_figures(scene: Scene) -> None:
    request, mine = await promised(scene, scene.zhang)
    wide = "".join(chr(ord(figure) + 0xFEE0) for figure in request.code)
    await doorstep.hand_over(await acting(scene.zhang), mine, code=f" {wide} ")
    assert (await Delivery.get(id=mine)).proof is Proof.CODE


async def test_a_photo_closes_a_delivery(scene: Scene) -> None:
    request, mine = await promised(scene, scene.zhang)
    picture = await photo_of(scene.zhang)
    await doorstep.hand_over(await acting(scene.zhang), mine, photo=picture)
    closed = await Delivery.get(id=mine)
    assert (closed.proof, closed.photo) == (Proof.PHOTO, picture)
    assert await standing(request) == ("HANDED_OVER", [(7, 7, 7)])
    assert (await Photo.get(id=picture)).is_kept


async def test_somebody_elses_photo_closes_nothing(scene: Scene) -> None:
    _, mine = await promised(scene, scene.zhang)
    picture = await photo_of(scene.chen)
    before = await everything()
    with refused(NotFound):
        await doorstep.hand_over(await acting(scene.zhang), mine, photo=picture)
    assert await everything() == before


async def test_without_code_or_photo_only_the_leader_closes_it(scene: Scene) -> None:
    _, mine = await promised(scene, scene.zhang)
    before = await everything()
    with refused(BadInput, field="code"):
        await doorstep.hand_over(await acting(scene.zhang), mine)
    assert await everything() == before
    await doorstep.hand_over(await acting(scene.town.leader), mine)
    assert (await Delivery.get(id=mine)).proof is Proof.WORD


async def test_a_wrong_code_counts_and_five_of_them_leave_the_photo(scene: Scene) -> None:
    request, mine = await promised(scene, scene.zhang)
    zhang = await acting(scene.zhang)
    for tries_left in (4, 3, 2, 1, 0):
        with refused(WrongPickUpCode, tries_left=tries_left):
            await doorstep.hand_over(zhang, mine, code=wrong(request.code))
    before = await everything()
    with refused(NoTriesLeft):
        await doorstep.hand_over(zhang, mine, code=request.code)
    assert await everything() == before
    assert await standing(request) == ("PROMISED", [(7, 7, 0)])
    await doorstep.hand_over(zhang, mine, photo=await photo_of(scene.zhang))
    assert await standing(request) == ("HANDED_OVER", [(7, 7, 7)])


async def test_a_wrong_code_whose_answer_was_lost_counts_once(scene: Scene) -> None:
    request, mine = await promised(scene, scene.zhang)
    key = uuid4()
    for _ in range(3):
        with refused(WrongPickUpCode, tries_left=4):
            await doorstep.hand_over(await acting(scene.zhang), mine, code=wrong(request.code), key=key)
    assert (await Delivery.get(id=mine)).tries_left == 4


async def test_twenty_codes_guessed_at_once_are_five_tries(scene: Scene) -> None:
    request, mine = await promised(scene, scene.zhang)
    zhang = await acting(scene.zhang)
    guesses = [f"{(int(request.code) + step) % 10_000:04}" for step in range(1, 21)]
    answers = await asyncio.gather(
        *(doorstep.hand_over(zhang, mine, code=guess) for guess in guesses), return_exceptions=True
    )
    kinds = [type(answer).__name__ for answer in answers]
    assert (kinds.count("WrongPickUpCode"), kinds.count("NoTriesLeft")) == (5, 15)


@pytest.mark.parametrize("who", ["chen", "mother", "neighbour"])
async def test_nobody_else_hands_over(scene: Scene, who: str) -> None:
    request, mine = await promised(scene, scene.zhang)
    person = {"chen": scene.chen, "mother": scene.mother, "neighbour": scene.town.neighbour}[who]
    before = await everything()
    with refused(NotFound):
        await doorstep.hand_over(await acting(person), mine, code=request.code)
    assert await everything() == before


async def test_handing_over_twice_at_once_counts_once(scene: Scene) -> None:
    request, mine = await promised(scene, scene.zhang)
    zhang = await acting(scene.zhang)
    answers = await asyncio.gather(
        *(doorstep.hand_over(zhang, mine, code=request.code) for _ in range(4)), return_exceptions=True
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["DeliveryOver"] * 3 + ["SupplyRequest"]
    assert await standing(request) == ("HANDED_OVER", [(7, 7, 7)])


async def test_two_last_parts_handed_over_at_once_meet_the_need(scene: Scene) -> None:
    request = await asked(scene)
    for person, quantity in ((scene.zhang, 1), (scene.chen, 6)):
        await claims.claim(await acting(person), request.id, [await share(request, quantity)])
    await asyncio.gather(
        *[
            doorstep.hand_over(await acting(person), await delivery(request, person), code=request.code)
            for person in (scene.zhang, scene.chen)
        ]
    )
    assert await standing(request) == ("HANDED_OVER", [(7, 7, 7)])


async def test_what_comes_from_the_store_leaves_it_at_the_door(scene: Scene) -> None:
    item, east = (await Item.get(code="infant-formula")).id, scene.town.east.id
    leader = await acting(scene.town.leader)
    await stock.receive(leader, east, item, 9, "红十字会")
    request = await asked(scene)
    await claims.claim(leader, request.id, [await share(request, 7)], stock=east)
    mine = await delivery(request, scene.town.leader)
    await doorstep.hand_over(leader, mine, code=request.code)
    shelf = await StockLevel.get(grid_id=east, item_id=item)
    assert (shelf.quantity, shelf.reserved) == (2, 0)
    last = await StockMove.filter(kind=MoveKind.OUT).get()
    assert (last.change, last.delivery_id) == (-7, mine)
