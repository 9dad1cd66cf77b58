"""Whom people call about a shift, and whom a leader may name."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from backend.access.models import Person, Post
from backend.kit import clock
from backend.kit.refusals import BadInput
from backend.shifts import changing, leaving, planning
from backend.shifts.models import Shift
from tests import community
from tests.community import Town
from tests.phones import Phone, Phones
from tests.shifts import builders, documents
from tests.shifts.asking import did, named, seen, wanted
from tests.statements import counted
from tests.supplies.builders import acting, last_read, refused, told


async def listed(phone: Phone, town: Town) -> list[tuple[str, bool, bool]]:
    """Who can be called about shifts of the east grid: name, whether it is oneself, whether they have a number."""
    found = await phone.ask(documents.CONTACTS, grid=named("Grid", town.east))
    return [(one["name"], one["isMe"], one["hasPhone"]) for one in found["shiftContacts"]]


async def has_a_number(person: Person) -> None:
    """Somebody can be called."""
    person.phone, person.phone_index = "+8613800001111", Person.index_of("+8613800001111")
    await person.save()


async def test_oneself_comes_first_then_who_answers_for_the_grid_then_who_stands_there(
    town: Town, phones: Phones
) -> None:
    chen, zhou, wu = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴优")]
    await has_a_number(chen)
    old = await builders.shift(town, builders.plan(clock.now()))
    await builders.joined(wu, old)
    clock.advance(timedelta(days=61))
    shift = await builders.shift(town)
    for person in (chen, zhou):
        await builders.joined(person, shift)
    await leaving.leave(await acting(zhou), shift.id)
    leader = await phones(town.leader)
    before = [
        (town.leader.name, True, False),
        (town.member.name, False, False),
        (town.above.name, False, False),
    ]
    assert await listed(leader, town) == [*before, ("陈晨", False, True)]
    assert [name for name, is_me, _ in await listed(await phones(town.above), town) if is_me] == [
        town.above.name
    ]
    for stranger in (town.neighbour, chen):
        phone = await phones(stranger)
        assert await phone.refused(documents.CONTACTS, grid=named("Grid", town.east)) in (
            "FORBIDDEN",
            "BAD_DOCUMENT",
        )
    with counted() as statements:
        await listed(leader, town)
    assert len(statements) <= 8


async def test_the_contact_answers_for_the_grid_or_stands_shifts_there(town: Town) -> None:
    leader = await acting(town.leader)
    chen = await builders.volunteer(town, "陈晨")
    shift = await planning.create(leader, town.east.id, named_as(town.member))
    assert shift.contact_id == town.member.id
    await builders.joined(chen, shift)
    assert (await planning.create(leader, town.east.id, named_as(chen))).contact_id == chen.id
    await leaving.leave(await acting(chen), shift.id)
    await Post.filter(person_id=town.member.id).update(ended_at=clock.now(), seat=None)
    before = await builders.everything()
    for stranger in (town.member, town.neighbour, chen):
        with refused(BadInput, field="contact"):
            await planning.create(leader, town.east.id, named_as(stranger))
        with refused(BadInput, field="contact"):
            await changing.change(leader, shift.id, named_as(stranger), version=1)
    assert await builders.everything() == before


async def test_who_stands_shifts_of_another_grid_is_not_called_about_this_one(town: Town) -> None:
    west = await community.actor(town.neighbour)
    stands = await planning.create(west, town.west.id, builders.plan())
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, stands)
    before = await builders.everything()
    with refused(BadInput, field="contact"):
        await planning.create(await acting(town.leader), town.east.id, named_as(chen))
    assert await builders.everything() == before


async def test_a_change_that_names_nobody_keeps_who_was_called_even_when_they_have_gone(
    town: Town, phones: Phones
) -> None:
    phone = await phones(town.leader)
    made = await did(
        phone,
        documents.CREATE,
        grid=named("Grid", town.east),
        input=wanted(contact=named("Person", town.member)),
    )
    shift = await Shift.all().first()
    assert shift
    await Post.filter(person_id=town.member.id).update(ended_at=clock.now(), seat=None)
    changed = await did(phone, documents.CHANGE, shift=made["id"], input=wanted(place="南门"), version=1)
    assert (changed["place"], changed["contact"]["name"]) == ("南门", town.member.name)
    assert await who(phone, shift) == named("Person", town.member)
    chen = await builders.volunteer(town, "陈晨")
    assert await who(await phones(chen), shift) is None


async def test_whoever_is_named_is_told_so_once_and_who_names_themselves_is_not(
    town: Town, phones: Phones
) -> None:
    [chen, zhou] = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    await builders.joined(chen, await builders.shift(town))
    phone, before = await phones(town.leader), len(await told(chen))
    grid, naming = named("Grid", town.east), wanted(contact=named("Person", chen))
    await did(phone, documents.CREATE, grid=grid, input=naming, repeats="FREQ=DAILY;COUNT=3")
    assert (await told(chen))[before:] == ["有班次请大家找您联系"]
    assert await last_read(chen) == (
        "一共 3 个班，第一个是 1月31日 19:00–23:00，北门岗亭。"
        "这些班的人会看到您的姓名和电话。不方便请告诉网格长。"
    )
    shift = await Shift.filter(contact_id=chen.id).order_by("starts_at").first()
    assert shift
    # Somebody who is on it is asked whether they still come; that they are named is said besides.
    await builders.joined(zhou, shift)
    later = wanted(clock.now() + timedelta(days=2, hours=1), contact=named("Person", zhou))
    await did(phone, documents.CHANGE, shift=named("Shift", shift), input=later, version=shift.version)
    assert (await told(zhou))[-2:] == ["值班时间改了，请确认", "有班次请大家找您联系"]
    assert (await last_read(zhou)).endswith(
        "，北门岗亭。这一班的人会看到您的姓名和电话。不方便请告诉网格长。"
    )
    assert len(await told(chen)) == before + 1
    assert "有班次请大家找您联系" not in await told(town.leader)


async def who(phone: Phone, shift: Shift) -> Any:
    """Whom one calls about a shift, by id."""
    return (await seen(phone, shift))["contact"]["person"]


def named_as(person: Person) -> planning.Plan:
    """A shift about which somebody else is called."""
    return replace(builders.plan(), contact=person.id)
