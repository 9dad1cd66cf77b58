"""Who becomes a volunteer, how far they go, and when they are asked."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.access.models import Deed, Person, Role
from backend.grids.models import Grid, Tier
from backend.kit import clock, words
from backend.kit.refusals import BadInput, Changed, KeyReused, NotFound
from backend.kit.words import Language
from backend.push.models import Message
from backend.volunteers import applying, deciding, jobs, own_data, qualifications, rules, wording
from backend.volunteers.applying import AlreadyVolunteer, NotVolunteering
from backend.volunteers.deciding import DecidedAlready, YourOwnOffer
from backend.volunteers.models import (
    Qualification,
    QualificationKind,
    Skill,
    Volunteer,
    VolunteerHours,
    VolunteerSkill,
    VolunteerState,
)
from backend.volunteers.offers import Hours
from tests import community
from tests.community import Town
from tests.volunteers.builders import OFFER, SATURDAY, applicant, volunteer


@pytest.fixture
async def lin(town: Town) -> Person:
    """A resident of the east grid who holds no post."""
    return await community.resident("林晓", town.east)


async def state_of(person: Person) -> dict[str, Any]:
    """Everything that the tables hold about somebody's offer."""
    [row] = await Volunteer.filter(person_id=person.id).values()
    skills = await VolunteerSkill.filter(volunteer_id=row["id"]).values_list("skill", flat=True)
    hours = await VolunteerHours.filter(volunteer_id=row["id"]).values_list("weekday", "begins", "ends")
    return {**row, "skills": sorted(skill.value for skill in skills), "hours": sorted(hours)}


async def told(person: Person) -> list[tuple[str, str]]:
    """The messages that wait for somebody: their kind and the page that they open."""
    rows = await Message.filter(person_id=person.id).order_by("id")
    return [(row.kind.value, row.link.partition("/")[2].partition("/")[0]) for row in rows]


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


@pytest.mark.parametrize(
    ("reach", "goes_to"),
    [
        (Tier.MICRO_GRID, {"east"}),
        (Tier.GRID, {"east"}),
        (Tier.COMMUNITY, {"east", "west", "community"}),
        (Tier.TOWN, {"east", "west", "community", "town"}),
        (Tier.CITY, {"east", "west", "community", "town"}),
    ],
)
async def test_a_volunteer_goes_as_far_as_they_said(
    town: Town, lin: Person, reach: Tier, goes_to: set[str]
) -> None:
    await volunteer(lin, town.leader, replace(OFFER, reach=reach))
    mine = await rules.of(await community.actor(lin))
    assert mine is not None
    places = {name: getattr(town, name) for name in ("east", "west", "community", "town")}
    assert {name for name, grid in places.items() if rules.reaches(mine, grid.path)} == goes_to
    assert {name for name, grid in places.items() if await rules.near(grid.path)} == goes_to


async def test_near_finds_who_has_the_skill(town: Town, lin: Person) -> None:
    helper = await volunteer(lin, town.leader, replace(OFFER, skills=(Skill.MEDICAL, Skill.DRIVING)))
    assert [row.id for row in await rules.near(town.east.path, Skill.MEDICAL)] == [helper.id]
    assert await rules.near(town.east.path, Skill.COOKING) == []


async def test_a_grid_that_was_moved_away_takes_its_volunteers_with_it(town: Town, lin: Person) -> None:
    helper = await volunteer(lin, town.leader)
    other = await community.grid("永丰社区", Tier.COMMUNITY, town.town)
    await Grid.filter(id=town.east.id).update(path=f"{other.path}000001", parent_id=other.id)

    # From the first moment they go no further than their own grid, and at the next round in the new community.
    mine = await rules.of(await community.actor(lin))
    assert mine is not None
    assert not rules.reaches(mine, town.west.path)
    assert await jobs.settle_grounds() == 1
    assert await jobs.settle_grounds() == 0
    assert (await Volunteer.get(id=helper.id)).ground_id == other.id


async def test_a_paper_ends_by_itself_and_a_newer_one_takes_its_place(town: Town, lin: Person) -> None:
    helper = await volunteer(lin, town.leader)
    leader = await community.actor(town.leader)
    with pytest.raises(BadInput):
        await qualifications.add(leader, helper.id, QualificationKind.NURSE, date(2020, 1, 28))
    await qualifications.add(leader, helper.id, QualificationKind.NURSE, date(2020, 1, 29))
    await qualifications.add(leader, helper.id, QualificationKind.NURSE, date(2022, 5, 1), "省二院")
    await qualifications.add(leader, helper.id, QualificationKind.OTHER, date(2021, 5, 1))
    await qualifications.add(leader, helper.id, QualificationKind.OTHER, date(2021, 6, 1))

    papers = await Qualification.filter(removed_at=None).order_by("expires_on")
    assert [(paper.kind.value, paper.note) for paper in papers] == [
        ("OTHER", ""),
        ("OTHER", ""),
        ("NURSE", "省二院"),
    ]
    await qualifications.remove(leader, papers[0].id)
    with pytest.raises(NotFound):
        await qualifications.remove(leader, papers[0].id)


async def test_a_fortnight_before_its_end_a_paper_is_spoken_of_once(town: Town, lin: Person) -> None:
    helper = await volunteer(lin, town.leader)
    await Message.all().delete()
    leader = await community.actor(town.leader)
    await qualifications.add(leader, helper.id, QualificationKind.NURSE, date(2020, 2, 13))
    await qualifications.add(leader, helper.id, QualificationKind.DOCTOR, date(2020, 2, 12))

    assert [await jobs.speak_of_ending_papers() for _ in range(2)] == [1, 0]
    [message] = await Message.filter(person_id=lin.id)
    assert (message.link, "14" in message.said, "林" in message.said) == ("/volunteering", True, False)
    clock.advance(timedelta(days=1))
    assert [await jobs.speak_of_ending_papers() for _ in range(2)] == [1, 0]


async def test_a_number_is_shown_to_who_leads_and_the_look_is_noted(town: Town) -> None:
    person = await community.resident("林晓", town.east)
    person.phone = "+8613812345678"
    await person.save(update_fields=["phone"])
    helper = await volunteer(person, town.leader)
    assert await deciding.phone(await community.actor(town.leader), helper.id) == "+8613812345678"
    [deed] = await Deed.filter(verb="showVolunteerPhone")
    assert (deed.actor, deed.row) == (town.leader.id, helper.id)


async def test_what_is_held_can_be_read_and_erased_and_still_counts(town: Town, lin: Person) -> None:
    helper = await volunteer(lin, town.leader, replace(OFFER, partner_group="车队"))
    await qualifications.add(
        await community.actor(town.leader), helper.id, QualificationKind.NURSE, date(2021, 5, 1), "省二院"
    )
    with words.reader(Language.EN):
        [held] = await own_data.tell(lin.id)
    assert held == {
        "Grid": "第一网格",
        "State": "Volunteer",
        "Applied": helper.applied_at.isoformat(),
        "Group": "车队",
        "Reason": "",
        "Skills": ["Carry things"],
        "Hours": ["Saturday 08:00–12:00"],
        "Qualifications": ["Nurse until 2021-05-01 省二院"],
    }

    await own_data.scrub(lin.id)
    left = await Volunteer.get(id=helper.id)
    assert (left.state, left.partner_group, left.reason) == (VolunteerState.LEFT, "", "")
    assert [paper.note for paper in await Qualification.all()] == [""]
    assert await VolunteerHours.all().count() == await VolunteerSkill.all().count() == 0
    assert await own_data.tell(uuid4()) == []


def test_whatever_a_volunteer_may_be_can_be_said() -> None:
    for said, kinds in (
        (wording.STATES, VolunteerState),
        (wording.SKILLS, Skill),
        (wording.PAPERS, QualificationKind),
    ):
        assert set(said) == set(kinds)
    assert set(wording.WEEKDAYS) == set(range(1, 8))


async def test_what_a_volunteer_offered_goes_a_year_after_they_left_and_who_helps_keeps_it(
    town: Town, lin: Person
) -> None:
    await volunteer(lin, town.leader, replace(OFFER, partner_group="余新商会"))
    helper = await community.resident("陈静", town.east)
    await volunteer(helper, town.leader)
    await applying.leave(await community.actor(lin))
    stays = await state_of(helper)

    assert await jobs.forget_offers(clock.now()) == 0
    assert await jobs.forget_offers(clock.now() + timedelta(seconds=1)) == 1
    assert await jobs.forget_offers(clock.now() + timedelta(seconds=1)) == 0
    left = await Volunteer.get(person_id=lin.id)
    assert (left.state, left.partner_group) == (VolunteerState.LEFT, "")
    assert (await state_of(lin))["skills"] == []
    assert await state_of(helper) == stays
