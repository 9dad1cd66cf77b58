"""Somebody offers help, changes the offer, rests, and takes it back."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.access.models import Deed, Person
from backend.grids.models import Grid, Tier
from backend.kit import clock
from backend.kit.refusals import BadInput, Changed, KeyReused, NotFound
from backend.push.models import Message
from backend.volunteers import applying, deciding, rules
from backend.volunteers.applying import NotVolunteering
from backend.volunteers.models import Skill, Volunteer, VolunteerState
from backend.volunteers.offers import Hours
from tests import community
from tests.community import Town
from tests.volunteers.builders import OFFER, SATURDAY, applicant, volunteer
from tests.volunteers.tables import state_of, told


async def test_an_offer_waits_in_ones_own_grid_and_its_leader_and_member_are_told(
    town: Town, lin: Person
) -> None:
    offer = replace(
        OFFER, skills=(Skill.DRIVING, Skill.CARRYING, Skill.DRIVING), partner_group="  秀洲  车队 "
    )
    waiting = await applicant(lin, offer)

    kept = await state_of(lin)
    assert (kept["state"], kept["grid_id"], kept["ground_id"]) == (
        VolunteerState.WAITING,
        town.east.id,
        town.community.id,
    )
    assert (kept["skills"], kept["hours"]) == (["CARRYING", "DRIVING"], [(6, 480, 720)])
    assert (await Volunteer.get(id=waiting.id)).partner_group == "秀洲 车队"
    assert await told(town.leader) == await told(town.member) == [("REQUEST", "volunteers")]
    assert await told(town.above) == await told(town.neighbour) == []
    assert await Deed.filter(verb="applyAsVolunteer", actor=lin.id).count() == 1


async def test_where_a_grid_has_nobody_the_nearest_above_is_told(town: Town) -> None:
    new = await community.grid("第三网格", Tier.GRID, town.community)
    await applicant(await community.resident("林晓", new))
    assert await told(town.above) == [("REQUEST", "volunteers")]


@pytest.mark.parametrize(
    ("offer", "field"),
    [
        (replace(OFFER, skills=()), "skills"),
        (replace(OFFER, hours=()), "hours"),
        (replace(OFFER, hours=(Hours(8, 0, 60),)), "hours"),
        (replace(OFFER, hours=(Hours(1, 60, 60),)), "hours"),
        (replace(OFFER, hours=(Hours(1, 0, 1441),)), "hours"),
        (replace(OFFER, hours=(Hours(1, 100, 200), Hours(1, 0, 101))), "hours"),
        (replace(OFFER, partner_group="单" * 61), "partnerGroup"),
    ],
)
async def test_an_offer_that_cannot_be_kept_is_refused(
    town: Town, lin: Person, offer: Any, field: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        await applicant(lin, offer)
    assert refusal.value.field == field
    assert await Volunteer.all().count() == await Message.all().count() == await Deed.all().count() == 0


async def test_who_belongs_to_no_grid_names_one_and_belongs_to_it_when_approved(town: Town) -> None:
    stranger = await Person.create(name="陌生人")
    with pytest.raises(BadInput):
        await applicant(stranger)

    waiting = await applicant(stranger, grid=town.west.id)
    assert (await Person.get(id=stranger.id)).grid_id is None
    await deciding.approve(await community.actor(town.neighbour), waiting.id)
    assert (await Person.get(id=stranger.id)).grid_id == town.west.id


async def test_a_closed_grid_takes_no_offers(town: Town, lin: Person) -> None:
    await Grid.filter(id=town.west.id).update(closed_at=clock.now())
    with pytest.raises(NotFound):
        await applicant(lin, grid=town.west.id)
    assert await Volunteer.all().count() == 0


async def test_two_first_offers_at_once_make_one(town: Town, lin: Person) -> None:
    answers = await asyncio.gather(applicant(lin), applicant(lin), return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyVolunteer", "Volunteer"]
    assert await Volunteer.filter(person_id=lin.id).count() == 1


async def test_the_same_key_applies_once(town: Town, lin: Person) -> None:
    actor, key = await community.actor(lin), uuid4()
    first = await applying.apply(actor, None, OFFER, key=key)
    again = await applying.apply(actor, None, OFFER, key=key)
    assert (again.id, again.version) == (first.id, 1)
    with pytest.raises(KeyReused):
        await applying.apply(actor, None, replace(OFFER, reach=Tier.TOWN), key=key)
    assert await Deed.filter(verb="applyAsVolunteer").count() == 1


async def test_changed_hours_need_no_new_approval(town: Town, lin: Person) -> None:
    helper = await volunteer(lin, town.leader)
    offer = replace(OFFER, hours=(Hours(1, 0, 1440), SATURDAY), reach=Tier.TOWN)
    changed = await applying.change(await community.actor(lin), offer, helper.version)
    kept = await state_of(lin)
    assert (kept["state"], kept["hours"]) == (VolunteerState.APPROVED, [(1, 0, 1440), (6, 480, 720)])
    assert kept["ground_id"] == town.town.id
    with pytest.raises(Changed) as refusal:
        await applying.change(await community.actor(lin), OFFER, helper.version - 1)
    assert refusal.value.version == changed.version
    assert await state_of(lin) == kept


async def test_a_break_ends_by_itself_in_the_morning_of_its_day(town: Town, lin: Person) -> None:
    await volunteer(lin, town.leader)
    actor = await community.actor(lin)
    for day in (date(2020, 1, 29), date(2021, 1, 30)):
        with pytest.raises(BadInput):
            await applying.pause(actor, day)

    paused = await applying.pause(actor, date(2020, 2, 1))
    assert paused.is_paused
    assert not paused.is_active
    assert await rules.near(town.east.path) == []
    # 23:59 of 31 January in Jiaxing, and a minute later.
    clock.advance(timedelta(days=2, hours=4, minutes=59))
    assert await rules.near(town.east.path) == []
    clock.advance(timedelta(minutes=1))
    assert len(await rules.near(town.east.path)) == 1


async def test_a_break_can_be_ended_at_once_and_an_offer_taken_back(town: Town, lin: Person) -> None:
    await volunteer(lin, town.leader)
    actor = await community.actor(lin)
    await applying.pause(actor, date(2020, 2, 1))
    assert (await applying.resume(actor)).is_active
    assert (await applying.leave(actor)).state is VolunteerState.LEFT
    with pytest.raises(NotVolunteering):
        await applying.leave(actor)
    assert (await applicant(lin)).state is VolunteerState.WAITING
