"""Whatever a volunteer may be has its words."""

from backend.volunteers import wording
from backend.volunteers.models import QualificationKind, Skill, VolunteerState


def test_whatever_a_volunteer_may_be_can_be_said() -> None:
    for said, kinds in (
        (wording.STATES, VolunteerState),
        (wording.SKILLS, Skill),
        (wording.PAPERS, QualificationKind),
    ):
        assert set(said) == set(kinds)
    assert set(wording.WEEKDAYS) == set(range(1, 8))
