"""What is held about somebody's volunteering: told and erased."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from backend.access.models import Person
from backend.kit import words
from backend.kit.words import Language
from backend.volunteers import own_data, qualifications
from backend.volunteers.models import (
    Qualification,
    QualificationKind,
    Volunteer,
    VolunteerHours,
    VolunteerSkill,
    VolunteerState,
)
from tests import community
from tests.community import Town
from tests.volunteers.builders import OFFER, volunteer


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
