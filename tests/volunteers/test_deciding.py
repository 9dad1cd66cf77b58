"""A leader says yes or no to an offer, ends it, and sees whom to call."""

import asyncio
from datetime import date

import pytest

from backend.access.models import Deed, Person, Role
from backend.kit.refusals import BadInput, NotFound
from backend.volunteers import applying, deciding, qualifications, rules
from backend.volunteers.applying import AlreadyVolunteer, NotVolunteering
from backend.volunteers.deciding import DecidedAlready, YourOwnOffer
from backend.volunteers.models import QualificationKind, Volunteer, VolunteerState
from tests import community
from tests.community import Town
from tests.volunteers.builders import applicant, volunteer
from tests.volunteers.tables import state_of, told


async def test_a_leader_approves_and_only_then_is_the_volunteer_asked(town: Town, lin: Person) -> None:
    waiting = await applicant(lin)
    assert not waiting.is_active
    assert await rules.near(town.east.path) == []

    await deciding.approve(await community.actor(town.leader), waiting.id)
    mine = await rules.of(await community.actor(lin))
    assert mine is not None
    assert mine.is_active
    assert [row.id for row in await rules.near(town.east.path)] == [waiting.id]
    assert await told(lin) == [("ACCOUNT", "volunteering")]


@pytest.mark.parametrize("who", ["neighbour", "lin", "liaison"])
async def test_whoever_does_not_lead_the_grid_cannot_decide(town: Town, lin: Person, who: str) -> None:
    waiting = await applicant(lin)
    liaison = await community.appointed("赵晨", Role.LIAISON, town.east)
    person = {"neighbour": town.neighbour, "lin": lin, "liaison": liaison}[who]
    actor, before = await community.actor(person), await state_of(lin)
    for attempt in (
        deciding.approve(actor, waiting.id),
        deciding.decline(actor, waiting.id, "不行"),
        deciding.phone(actor, waiting.id),
        qualifications.add(actor, waiting.id, QualificationKind.NURSE, date(2021, 1, 1)),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert await state_of(lin) == before
    assert await told(lin) == []


async def test_nobody_decides_about_themselves(town: Town) -> None:
    waiting = await applicant(town.leader)
    with pytest.raises(YourOwnOffer):
        await deciding.approve(await community.actor(town.leader), waiting.id)
    with pytest.raises(YourOwnOffer):
        await qualifications.add(
            await community.actor(town.leader), waiting.id, QualificationKind.DOCTOR, date(2021, 1, 1)
        )
    assert (await state_of(town.leader))["state"] is VolunteerState.WAITING
    assert await told(town.leader) == []
    approved = await deciding.approve(await community.actor(town.member), waiting.id)
    assert approved.state is VolunteerState.APPROVED


async def test_of_two_who_decide_at_once_the_second_is_told_so(town: Town, lin: Person) -> None:
    waiting = await applicant(lin)
    answers = await asyncio.gather(
        deciding.approve(await community.actor(town.leader), waiting.id),
        deciding.decline(await community.actor(town.member), waiting.id, "已经满了"),
        return_exceptions=True,
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["DecidedAlready", "Volunteer"]
    assert len(await told(lin)) == 1


async def test_a_declined_offer_says_why_and_may_be_made_again(town: Town, lin: Person) -> None:
    waiting = await applicant(lin)
    leader = await community.actor(town.leader)
    with pytest.raises(BadInput):
        await deciding.decline(leader, waiting.id, "   ")
    await deciding.decline(leader, waiting.id, "请先做核酸检测。")
    assert (await Volunteer.get(id=waiting.id)).reason == "请先做核酸检测。"
    with pytest.raises(DecidedAlready):
        await deciding.approve(leader, waiting.id)

    again = await applicant(lin)
    assert (again.id, again.state, again.reason) == (waiting.id, VolunteerState.WAITING, "")


async def test_an_ended_volunteer_is_asked_no_more(town: Town, lin: Person) -> None:
    helper = await volunteer(lin, town.leader)
    ended = await deciding.end(await community.actor(town.above), helper.id, "多次失约")
    assert (ended.state, ended.is_active, ended.reason) == (VolunteerState.ENDED, False, "多次失约")
    assert await rules.near(town.east.path) == []
    with pytest.raises(NotVolunteering):
        await applying.resume(await community.actor(lin))


async def test_another_grid_needs_a_new_approval_by_its_own_leader(town: Town, lin: Person) -> None:
    helper = await volunteer(lin, town.leader)
    with pytest.raises(AlreadyVolunteer):
        await applicant(lin)
    moved = await applicant(lin, grid=town.west.id)
    assert (moved.id, moved.state, moved.grid_id) == (helper.id, VolunteerState.WAITING, town.west.id)
    with pytest.raises(NotFound):
        await deciding.approve(await community.actor(town.leader), moved.id)
    assert (
        await deciding.approve(await community.actor(town.neighbour), moved.id)
    ).state is VolunteerState.APPROVED


async def test_a_number_is_shown_to_who_leads_and_the_look_is_noted(town: Town) -> None:
    person = await community.resident("林晓", town.east)
    person.phone = "+8613812345678"
    await person.save(update_fields=["phone"])
    helper = await volunteer(person, town.leader)
    assert await deciding.phone(await community.actor(town.leader), helper.id) == "+8613812345678"
    [deed] = await Deed.filter(verb="showVolunteerPhone")
    assert (deed.actor, deed.row) == (town.leader.id, helper.id)
