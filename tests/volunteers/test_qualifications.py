"""Papers that a leader has seen."""

from datetime import date

import pytest

from backend.access.models import Person
from backend.kit.refusals import BadInput, NotFound
from backend.volunteers import qualifications
from backend.volunteers.models import Qualification, QualificationKind
from tests import community
from tests.community import Town
from tests.volunteers.builders import volunteer


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
