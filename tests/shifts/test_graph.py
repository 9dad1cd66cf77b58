"""Shifts over HTTP, as the app asks: who sees what of them."""

from datetime import timedelta
from typing import Any

from backend.access.models import Person
from backend.kit import clock
from backend.shifts import attendance, leaving
from backend.shifts.models import Signup
from backend.volunteers.models import Volunteer, VolunteerState
from tests import community
from tests.community import Town
from tests.phones import Phone, Phones
from tests.programs import program
from tests.shifts import builders, documents
from tests.shifts.asking import did, named, people, role_of, seen

PHONE = "+8613800001111"


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
        assert contact["name"] == ("王*" if person == zhou else "王芳")
        found: str | None = contact["phone"]
        return found

    assert [await number(one) for one in (chen, zhou, town.leader)] == [PHONE, None, PHONE]
    clock.advance(timedelta(days=2, hours=4, minutes=1))
    assert await number(chen) == PHONE
    clock.advance(timedelta(days=1))
    assert [await number(one) for one in (chen, town.leader)] == [None, None]


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


async def test_a_free_place_that_who_waits_cannot_have_is_shown_as_free(town: Town, phones: Phones) -> None:
    chen, zhou, wu = await people(town, "陈晨", "周舟", "吴优")
    shift = await builders.shift(town, builders.plan(number=1))
    for person in (chen, zhou):
        await builders.joined(person, shift, may_wait=True)
    await builders.joined(zhou, await builders.shift(town))
    await leaving.leave(await community.actor(chen), shift.id)
    await builders.gone()
    said = (await seen(await phones(wu), shift))["roles"][0]
    assert (said["taken"], said["waiting"], said["whyNot"]) == (0, 1, None)
    assert (await builders.joined(wu, shift)).state.value == "JOINED"


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
