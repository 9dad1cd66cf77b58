"""Shifts over HTTP, as the app does things: from being set until hours are counted; every refusal is an answer."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest

from backend.access.models import Person
from backend.kit import clock
from backend.shifts import attendance, deciding, offering, planning
from backend.shifts.models import Shift, Signup
from backend.volunteers.models import QualificationKind
from tests import community
from tests.community import Town
from tests.phones import Phone, Phones
from tests.programs import program
from tests.shifts import builders, documents
from tests.shifts.asking import did, named, people, role_of, seen, wanted


async def test_a_place_is_handed_over_by_who_may_take_it(town: Town, phones: Phones) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    [chen, zhou, wu] = await people(town, "陈晨", "周舟", "吴优")
    await builders.joined(chen, shift)
    giver, taker, third = [await phones(one) for one in (chen, zhou, wu)]
    offered = await did(giver, documents.OFFER, shift=named("Shift", shift), to=named("Person", zhou))
    assert [(one["who"], one["offeredTo"], one["mayTake"]) for one in offered["signups"]] == [
        ("陈晨", "周*", False)
    ]

    async def place(phone: Phone) -> tuple[str, str | None, bool, bool]:
        [one] = (await seen(phone, shift))["signups"]
        return one["who"], one["offeredTo"], one["isOfferedToMe"], one["mayTake"]

    assert await place(taker) == ("陈*", None, True, True)
    assert await place(third) == ("陈*", None, False, False)
    signup = named("Signup", await Signup.get(shift_id=shift.id))
    assert (await did(third, documents.TAKE, signup=signup))["__typename"] == "NotFound"
    taken = await did(taker, documents.TAKE, signup=signup)
    assert (taken["mine"]["state"], [one["who"] for one in taken["signups"]]) == ("JOINED", ["周舟"])
    assert (await seen(giver, shift))["mine"]["state"] == "HANDED_OVER"
    assert (await did(third, documents.TAKE, signup=signup))["__typename"] in {"NoSuchOffer", "NotFound"}


async def test_why_somebody_cannot_take_a_place_over_is_told_to_leaders_only(
    town: Town, phones: Phones
) -> None:
    wanted = builders.plan(papers=(QualificationKind.DOCTOR,))
    shift, open_to_all = await builders.shift(town, wanted), await builders.shift(town)
    [chen, zhou, wu] = await people(town, "陈晨", "周舟", "吴优")
    for doctor in (chen, zhou):
        await builders.paper(doctor, town.leader, QualificationKind.DOCTOR, wanted.ends_at.date())
    elsewhere = await planning.create(await community.actor(town.neighbour), town.west.id, builders.plan())
    await builders.joined(zhou, elsewhere)
    await builders.joined(chen, shift)
    await builders.joined(town.leader, open_to_all)
    volunteer, leader = await phones(chen), await phones(town.leader)

    async def offered(phone: Phone, where: Shift, person: Person) -> dict[str, Any]:
        return await did(phone, documents.OFFER, shift=named("Shift", where), to=named("Person", person))

    before = await builders.everything()
    # 周舟 stands on other ground at that hour, and 吴优 is no doctor: that is theirs to tell.
    plain = {
        "__typename": "CannotTakeNow",
        "message": "They cannot take it now. Please choose somebody else.",
    }
    assert [await offered(volunteer, shift, person) for person in (zhou, wu)] == [plain, plain]
    assert (await offered(leader, open_to_all, zhou))["__typename"] == "ShiftOverlaps"
    assert await builders.everything() == before


async def test_where_a_leader_approves_everybody_sees_who_would_take_a_place_over(
    town: Town, phones: Phones
) -> None:
    shift = await builders.shift(town, builders.plan(number=1, by_approval=True))
    [chen, zhou, wu] = await people(town, "陈晨", "周舟", "吴优")
    leader, giver, taker, third = [await phones(one) for one in (town.leader, chen, zhou, wu)]
    first = named("Signup", await builders.joined(chen, shift))
    await did(leader, documents.APPROVE, signup=first, accepted=True)
    await did(giver, documents.OFFER, shift=named("Shift", shift))

    asked = await did(taker, documents.TAKE, signup=first)
    assert (asked["mine"]["state"], asked["mine"]["insteadOf"]) == ("ASKED", "陈*")
    there = {one["who"]: (one["isAskedFor"], one["mayTake"]) for one in asked["signups"]}
    assert there == {"陈*": (True, False), "周舟": (False, False)}
    [place] = (await seen(third, shift))["signups"]
    assert (place["who"], place["isAskedFor"], place["mayTake"]) == ("陈*", True, False)
    assert (await did(third, documents.TAKE, signup=first))["__typename"] == "PlaceAskedFor"
    [mine] = (await seen(giver, shift))["signups"]
    assert (mine["who"], mine["isAskedFor"]) == ("陈晨", True)

    wishes = {one["who"]: one for one in (await seen(leader, shift))["signups"]}
    assert (wishes["周舟"]["insteadOf"], wishes["陈晨"]["insteadOf"]) == ("陈晨", None)
    [listed] = (await taker.ask(documents.MINE))["myShifts"]["nodes"]
    assert listed["shift"]["mine"]["insteadOf"] == "陈*"
    done = await did(leader, documents.APPROVE, signup=wishes["周舟"]["id"], accepted=True)
    assert {one["who"]: one["state"] for one in done["signups"]} == {"陈晨": "HANDED_OVER", "周舟": "JOINED"}
    assert (await seen(taker, shift))["mine"]["insteadOf"] is None


async def test_my_card_says_whose_place_i_would_take_also_where_it_lists_nobody(
    town: Town, phones: Phones
) -> None:
    shift = await builders.shift(town, builders.plan(number=1, by_approval=True))
    [chen, zhou] = await people(town, "陈晨", "周舟")
    place = await builders.joined(chen, shift)
    await deciding.approve(await community.actor(town.leader), place.id, accepted=True)
    await offering.offer(await community.actor(chen), shift.id)
    await offering.take(await community.actor(zhou), place.id)
    card = "query { myShifts(first: 5) { nodes { insteadOf isAskedFor } } }"
    assert (await (await phones(zhou)).ask(card))["myShifts"]["nodes"] == [
        {"insteadOf": "陈*", "isAskedFor": False}
    ]
    assert (await (await phones(chen)).ask(card))["myShifts"]["nodes"] == [
        {"insteadOf": None, "isAskedFor": True}
    ]


async def test_a_shift_from_being_set_to_its_hours(town: Town, phones: Phones) -> None:
    [chen, zhou] = await people(town, "陈晨", "周舟")
    leader, first, second = [await phones(one) for one in (town.leader, chen, zhou)]
    begins = clock.now() + timedelta(hours=1)
    set_ = await did(
        leader, documents.CREATE, grid=named("Grid", town.east), input=wanted(begins, bring="手套")
    )
    assert (set_["bring"], set_["contact"]["name"], set_["mayLead"], set_["isRepeated"]) == (
        "手套",
        "王芳",
        True,
        False,
    )
    later = await did(
        leader, documents.CREATE, grid=named("Grid", town.east), input=wanted(begins + timedelta(hours=4))
    )
    for phone, shift in ((first, set_), (second, later)):
        joined = await did(phone, documents.JOIN, shift=shift["id"], role=shift["roles"][0]["id"])
        assert (joined["mine"]["state"], joined["roles"][0]["taken"]) == ("JOINED", 1)

    shown = (await leader.ask(documents.PLACE_CODE, shift=set_["id"]))["placeCode"]
    assert parse_qs(urlsplit(shown["url"]).query)["code"] == [shown["code"]]
    assert datetime.fromisoformat(shown["expiresAt"]) == clock.now() + timedelta(minutes=1)
    come = await did(first, documents.CHECK_IN, shift=set_["id"], code=shown["code"])
    assert come["signups"][0]["cameAt"]
    clock.advance(timedelta(hours=5))
    code = (await leader.ask(documents.PLACE_CODE, shift=set_["id"]))["placeCode"]["code"]
    left = await did(first, documents.CHECK_OUT, shift=set_["id"], code=code)
    assert (left["mine"]["state"], left["signups"][0]["minutes"]) == ("STOOD", 240)

    written = await did(first, documents.REPORT, shift=set_["id"], text="钥匙在门卫")
    assert written["report"] == {"text": "钥匙在门卫", "who": "陈*", "confirmedBy": None}
    read = (await second.ask(documents.ONE, id=later["id"]))["shift"]
    assert (read["before"]["text"], read["beforeShift"], read["mayConfirmBefore"]) == (
        "钥匙在门卫",
        set_["id"],
        True,
    )
    said = await did(second, documents.CONFIRM_REPORT, shift=set_["id"], seen=clock.now().isoformat())
    assert said["__typename"] == "Shift"
    confirmed = (await leader.ask(documents.ONE, id=set_["id"]))["shift"]
    assert confirmed["report"] == {"text": "钥匙在门卫", "who": "陈晨", "confirmedBy": "周舟"}
    read = (await second.ask(documents.ONE, id=later["id"]))["shift"]
    assert (read["before"]["confirmedBy"], read["mayConfirmBefore"]) == ("周*", False)

    signup = confirmed["signups"][0]["id"]
    hours = await did(leader, documents.APPROVE_HOURS, signup=signup, minutes=200)
    assert (hours["signups"][0]["minutes"], hours["signups"][0]["approvedAt"]) == (
        200,
        clock.now().isoformat(),
    )
    again = await did(leader, documents.APPROVE_HOURS, signup=signup)
    assert again["__typename"] == "HoursApproved"


async def test_whoever_takes_over_says_so_also_of_two_shifts_beside_each_other(
    town: Town, phones: Phones
) -> None:
    chen, zhou, wu, stranger = await people(town, "陈晨", "周舟", "吴优", "何去")
    first = await builders.shift(town)
    await builders.joined(chen, first)
    await attendance.report(await community.actor(chen), first.id, "钥匙在门卫")
    for person in (zhou, wu):
        await builders.joined(person, await builders.shift(town, builders.plan(first.ends_at, number=1)))
    long_after = await builders.shift(town, builders.plan(first.ends_at + timedelta(days=2)))
    await builders.joined(stranger, long_after)
    seen = clock.now().isoformat()
    for person, answer in ((stranger, "NotFound"), (chen, "NotFound"), (wu, "Shift"), (zhou, "Shift")):
        said = await did(
            await phones(person), documents.CONFIRM_REPORT, shift=named("Shift", first), seen=seen
        )
        assert said["__typename"] == answer
    assert (await Shift.get(id=first.id)).confirmed_by_id == wu.id


async def test_a_program_that_may_write_does_what_its_leader_could(town: Town, phones: Phones) -> None:
    [chen] = await people(town, "陈晨")
    writer = await program(phones, town.leader, town.east, may_write=True)
    reader = await program(phones, town.leader, town.east)
    given = {"grid": named("Grid", town.east), "input": wanted(clock.now())}
    assert await reader.refused(documents.CREATE, key=str(uuid4()), **given) == "FORBIDDEN"
    shift = await did(writer, documents.CREATE, **given)
    put = await did(
        writer,
        documents.ASSIGN,
        shift=shift["id"],
        role=shift["roles"][0]["id"],
        person=named("Person", chen),
    )
    come = await did(writer, documents.CHECK_IN, shift=shift["id"], person=named("Person", chen))
    assert (put["signups"][0]["who"], come["signups"][0]["cameAt"]) == ("陈晨", clock.now().isoformat())
    assert await reader.refused(documents.MAKE_FEED, key=str(uuid4())) == "FORBIDDEN"


async def test_a_calendar_address_is_mine_until_i_stop_it(town: Town, phones: Phones) -> None:
    [chen] = await people(town, "陈晨")
    phone = await phones(chen)
    assert await phone.ask(documents.FEED) == {"calendarFeed": None}
    made = await did(phone, documents.MAKE_FEED)
    shown = (await phone.ask(documents.FEED))["calendarFeed"]
    assert (shown["url"], shown["createdAt"], shown["readAt"]) == (made["url"], clock.now().isoformat(), None)
    assert (await did(phone, documents.REVOKE_FEED))["revokedAt"] == clock.now().isoformat()
    assert await phone.ask(documents.FEED) == {"calendarFeed": None}
    assert (await did(phone, documents.REVOKE_FEED))["__typename"] == "NotFound"


async def test_an_offer_to_nobody_is_for_everybody(town: Town, phones: Phones) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    [chen, zhou] = await people(town, "陈晨", "周舟")
    await builders.joined(chen, shift)
    await offering.offer(await community.actor(chen), shift.id)
    [place] = (await seen(await phones(zhou), shift))["signups"]
    assert (place["isOfferedToMe"], place["mayTake"], place["offeredTo"]) == (False, True, None)
    kept = await did(await phones(chen), documents.KEEP, shift=named("Shift", shift))
    assert kept["signups"][0]["offeredAt"] is None


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
async def test_every_refusal_of_a_mutation_is_an_answer(town: Town, phones: Phones) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    [chen, zhou] = await people(town, "陈晨", "周舟")
    await builders.joined(chen, shift)
    leader, phone = await phones(town.leader), await phones(zhou)
    full = await did(phone, documents.JOIN, shift=named("Shift", shift), role=await role_of(shift))
    assert (full["__typename"], full["waiting"]) == ("ShiftFull", 0)
    assert full["message"].startswith("All places are taken")
    for given, field in (
        ({"place": " "}, "place"),
        ({"roles": []}, "roles"),
        ({"endsAt": clock.now().isoformat()}, "endsAt"),
        ({"contact": named("Person", zhou)}, "contact"),
    ):
        refused = await did(leader, documents.CREATE, grid=named("Grid", town.east), input=wanted(**given))
        assert (refused["__typename"], refused["field"]) == ("BadInput", field)
    changed = await did(leader, documents.CHANGE, shift=named("Shift", shift), input=wanted(), version=7)
    assert changed["__typename"] == "Changed"
    assert await Shift.all().count() == 1
