"""What happens to volunteers by the clock."""

from dataclasses import replace
from datetime import date, timedelta

import orjson

from backend.access.models import Person
from backend.grids.models import Grid, Tier
from backend.kit import clock
from backend.push.models import Message
from backend.volunteers import applying, jobs, qualifications, rules
from backend.volunteers.models import QualificationKind, Volunteer, VolunteerState
from tests import community
from tests.community import Town
from tests.volunteers.builders import OFFER, volunteer
from tests.volunteers.tables import state_of


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


async def test_a_paper_that_ends_at_once_is_not_said_to_end_in_0_days(town: Town, lin: Person) -> None:
    helper = await volunteer(lin, town.leader)
    await Message.all().delete()
    leader = await community.actor(town.leader)
    ends = ((QualificationKind.NURSE, 29), (QualificationKind.DOCTOR, 30), (QualificationKind.OTHER, 31))
    for kind, day in ends:
        await qualifications.add(leader, helper.id, kind, date(2020, 1, day))

    assert await jobs.speak_of_ending_papers() == 3

    said = [orjson.loads(message.said) async for message in Message.filter(person_id=lin.id).order_by("id")]
    assert [one["en"][1].split(".")[0] for one in said] == [
        "It ends today",
        "It ends tomorrow",
        "It ends in 2 days",
    ]
