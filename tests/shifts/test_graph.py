"""Shifts over HTTP, as the app asks: who sees what of them, and a shift from being set until its hours are counted."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest

from backend.access.models import Person
from backend.kit import clock
from backend.shifts import attendance, leaving, offering
from backend.shifts.models import Shift, ShiftRole, Signup
from backend.volunteers.models import Volunteer, VolunteerState
from tests import community
from tests.community import Town
from tests.phones import Phone, Phones
from tests.programs import program
from tests.shifts import builders, documents
from tests.shifts.asking import did, named, wanted

PHONE = "+8613800001111"


async def seen(phone: Phone, shift: Shift) -> dict[str, Any]:
    """A shift as this phone shows it."""
    found: dict[str, Any] = (await phone.ask(documents.ONE, id=named("Shift", shift)))["shift"]
    return found


async def people(town: Town, *names: str) -> list[Person]:
    """Volunteers of the east grid."""
    return [await builders.volunteer(town, name) for name in names]


async def role_of(shift: Shift) -> str:
    """The only role of a shift, as clients name it."""
    return named("ShiftRole", await ShiftRole.get(shift_id=shift.id))


async def has_a_number(person: Person) -> None:
    """Somebody has a number."""
    person.phone, person.phone_index = PHONE, Person.index_of(PHONE)
    await person.save()


async def test_a_leader_sees_everybody_and_others_half_names(town: Town, phones: Phones) -> None:
    shift = await builders.shift(town)
    chen, zhou, wu, he = await people(town, "陈晨", "周舟", "吴优", "何去")
    for person in (chen, he, zhou):
        await builders.joined(person, shift, may_wait=True)
    await builders.joined(wu, shift, may_wait=True)
    await leaving.leave(await community.actor(he), shift.id, reason="孩子病了")

    async def who(person: Person) -> list[tuple[str, str, bool, str]]:
        signups = (await seen(await phones(person), shift))["signups"]
        return sorted((one["who"], one["state"], one["person"] is not None, one["reason"]) for one in signups)

    everybody = [
        ("何去", "LEFT", True, "孩子病了"),
        ("吴优", "WAITING", True, ""),
        ("周舟", "WAITING", True, ""),
        ("陈晨", "JOINED", True, ""),
    ]
    assert await who(town.leader) == everybody
    assert await who(town.above) == everybody
    assert await who(chen) == [("陈晨", "JOINED", True, "")]
    assert await who(wu) == [("吴优", "WAITING", True, ""), ("陈*", "JOINED", False, "")]
    assert await who(he) == [("何去", "LEFT", True, "孩子病了"), ("陈*", "JOINED", False, "")]


async def test_others_do_not_learn_how_somebody_came_and_went(town: Town, phones: Phones) -> None:
    shift = await builders.shift(town, builders.plan(clock.now()))
    [chen, zhou] = await people(town, "陈晨", "周舟")
    await builders.joined(chen, shift)
    leader = await community.actor(town.leader)
    await attendance.check_in(leader, shift.id, person=chen.id)
    clock.advance(timedelta(hours=1))
    await attendance.check_out(leader, shift.id, person=chen.id)

    def told(one: dict[str, Any]) -> dict[str, Any]:
        [place] = one["signups"]
        return {name: place[name] for name in ("who", "state", "cameAt", "wentAt", "minutes")}

    came, went = clock.now() - timedelta(hours=1), clock.now()
    known = {"cameAt": came.isoformat(), "wentAt": went.isoformat(), "minutes": 60, "state": "STOOD"}
    assert told(await seen(await phones(town.leader), shift)) == {"who": "陈晨", **known}
    assert told(await seen(await phones(chen), shift)) == {"who": "陈晨", **known}
    assert told(await seen(await phones(zhou), shift)) == {
        "who": "陈*",
        "state": "STOOD",
        "cameAt": None,
        "wentAt": None,
        "minutes": None,
    }


async def test_only_who_has_to_do_with_it_calls_the_contact(town: Town, phones: Phones) -> None:
    await has_a_number(town.leader)
    shift = await builders.shift(town)
    [chen, zhou] = await people(town, "陈晨", "周舟")
    await builders.joined(chen, shift)

    async def number(person: Person) -> str | None:
        contact = (await seen(await phones(person), shift))["contact"]
        assert contact["name"] == "王芳"
        found: str | None = contact["phone"]
        return found

    assert [await number(one) for one in (chen, zhou, town.leader)] == [PHONE, None, PHONE]
    clock.advance(timedelta(days=2, hours=4, minutes=1))
    assert await number(chen) == PHONE
    clock.advance(timedelta(days=1))
    assert await number(chen) is None


async def test_who_is_not_of_the_ground_sees_nothing(town: Town, phones: Phones) -> None:
    shift = await builders.shift(town)
    stranger = await community.resident("过客", town.east)
    for person in (stranger, town.neighbour):
        phone = await phones(person)
        assert await phone.ask(documents.ONE, id=named("Shift", shift)) == {"shift": None}
        assert (await phone.ask(documents.LIST))["shifts"]["nodes"] == []
        assert await phone.ask(documents.NODE, id=named("Shift", shift)) == {"node": None}


async def test_whoever_was_on_it_sees_it_though_they_volunteer_no_more(town: Town, phones: Phones) -> None:
    shift = await builders.shift(town)
    [chen] = await people(town, "陈晨")
    await builders.joined(chen, shift)
    await Volunteer.filter(person_id=chen.id).update(state=VolunteerState.LEFT)
    phone = await phones(chen)
    assert (await seen(phone, shift))["mine"]["state"] == "JOINED"
    [place] = (await phone.ask(documents.MINE))["myShifts"]["nodes"]
    assert place["shift"]["place"] == "北门岗亭"


async def test_each_shift_says_why_i_cannot_join_it(town: Town, phones: Phones) -> None:
    [chen, zhou] = await people(town, "陈晨", "周舟")
    begins = clock.now() + timedelta(days=2)
    full = await builders.shift(town, builders.plan(begins - timedelta(days=1), number=1))
    await builders.joined(zhou, full)
    mine = await builders.shift(town, builders.plan(begins))
    await builders.joined(chen, mine)
    await builders.shift(town, builders.plan(begins + timedelta(hours=2)))
    await builders.shift(town, builders.plan(begins + timedelta(hours=9)))
    await builders.shift(town, builders.plan(begins + timedelta(days=2), hours=13))
    await builders.shift(town, builders.plan(begins + timedelta(days=4)))

    async def reasons(phone: Phone) -> list[str | None]:
        shifts = (await phone.ask(documents.LIST))["shifts"]["nodes"]
        whys = [shift["roles"][0]["whyNot"] for shift in shifts]
        return [why and why["__typename"] for why in whys]

    phone = await phones(chen)
    assert await reasons(phone) == [
        "ShiftFull",
        None,
        "ShiftOverlaps",
        "TooLittleRest",
        "TooLongInADay",
        None,
    ]
    said = (await seen(phone, full))["roles"][0]
    assert (said["needed"], said["taken"], said["waiting"]) == (1, 1, 0)
    assert said["whyNot"]["message"].startswith("All places are taken")
    reader = await program(phones, town.leader, town.east)
    assert set(await reasons(reader)) == {"NotOnThisGround"}


async def test_a_program_reads_its_ground_and_stands_nothing(town: Town, phones: Phones) -> None:
    await has_a_number(town.leader)
    shift = await builders.shift(town)
    [chen] = await people(town, "陈晨")
    await builders.joined(chen, shift)
    leader_too = await builders.joined(town.leader, shift)
    reader = await program(phones, town.leader, town.east, may_write=True)
    shown = await seen(reader, shift)
    assert (shown["mine"], shown["mayLead"], shown["contact"]["phone"]) == (None, True, PHONE)
    assert [(one["who"], one["isMine"]) for one in shown["signups"]] == [("陈晨", False), ("王芳", False)]
    assert (await reader.ask(documents.MINE))["myShifts"]["nodes"] == []
    refused = await did(reader, documents.JOIN, shift=named("Shift", shift), role=await role_of(shift))
    assert refused["__typename"] == "NotFound"
    assert await reader.refused(documents.FEED) == "FORBIDDEN"
    assert (await Signup.get(id=leader_too.id)).version == 1
    elsewhere = await program(phones, town.neighbour, town.west)
    assert (await elsewhere.ask(documents.ONE, id=named("Shift", shift)))["shift"] is None


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
    assert (await did(second, documents.CONFIRM_REPORT, shift=set_["id"]))["__typename"] == "Shift"
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


async def test_a_report_is_for_who_stood_there_and_who_takes_over(town: Town, phones: Phones) -> None:
    [chen, zhou] = await people(town, "陈晨", "周舟")
    shift = await builders.shift(town)
    await builders.joined(chen, shift)
    await attendance.report(await community.actor(chen), shift.id, "钥匙在门卫")
    assert (await seen(await phones(chen), shift))["report"]["text"] == "钥匙在门卫"
    assert (await seen(await phones(zhou), shift))["report"] is None
    later = await builders.shift(town, builders.plan(shift.ends_at))
    assert (await seen(await phones(zhou), later))["before"] is None
    assert (await seen(await phones(town.leader), later))["before"]["text"] == "钥匙在门卫"
    assert (await seen(await phones(town.leader), later))["mayConfirmBefore"] is False


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
    for person, answer in ((stranger, "NotFound"), (chen, "NotFound"), (wu, "Shift"), (zhou, "Shift")):
        said = await did(await phones(person), documents.CONFIRM_REPORT, shift=named("Shift", first))
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


async def test_my_shifts_come_page_by_page(town: Town, phones: Phones) -> None:
    [chen] = await people(town, "陈晨")
    shifts = [
        await builders.shift(town, builders.plan(clock.now() + timedelta(days=day))) for day in (1, 2, 3)
    ]
    for shift in shifts:
        await builders.joined(chen, shift)
    phone = await phones(chen)
    page = (await phone.ask(documents.MINE, first=2))["myShifts"]
    rest = (await phone.ask(documents.MINE, after=page["pageInfo"]["endCursor"]))["myShifts"]
    found = [one["shift"]["id"] for one in page["nodes"] + rest["nodes"]]
    assert found == [named("Shift", shift) for shift in shifts]
    assert (page["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)

    clock.advance(timedelta(days=2, hours=5))
    past = (await phone.ask(documents.MINE, past=True))["myShifts"]["nodes"]
    assert [one["shift"]["id"] for one in past] == [named("Shift", shift) for shift in (shifts[1], shifts[0])]
    assert [one["shift"]["isOver"] for one in past] == [True, True]
    assert len((await phone.ask(documents.MINE))["myShifts"]["nodes"]) == 1


async def test_a_list_of_shifts_is_of_one_time_and_one_ground(town: Town, phones: Phones) -> None:
    begins = clock.now() + timedelta(days=1)
    early = await builders.shift(town, builders.plan(begins))
    late = await builders.shift(town, builders.plan(begins + timedelta(days=5)))
    second = await builders.shift(town, builders.plan(begins))
    [chen] = await people(town, "陈晨")
    phone = await phones(chen)

    async def listed(**given: Any) -> list[str]:
        return [one["id"] for one in (await phone.ask(documents.LIST, **given))["shifts"]["nodes"]]

    ids = [named("Shift", shift) for shift in (early, second, late)]
    assert await listed() == ids
    assert await listed(until=(begins + timedelta(days=1)).isoformat()) == ids[:2]
    assert await listed(grid=named("Grid", town.west)) == []
    clock.advance(timedelta(days=2))
    assert await listed() == ids[2:]
    assert await listed(**{"from": begins.isoformat()}) == ids
    code = await phone.refused(documents.LIST, **{"from": "2020-02-01T00:00:00"})
    assert code == "BAD_DOCUMENT"


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
