"""What somebody offers: skills, hours of the week, how far they go, and with whom."""

from dataclasses import dataclass, replace
from itertools import pairwise

from backend.grids.models import Tier
from backend.kit import texts
from backend.kit.refusals import BadInput
from backend.kit.words import Words
from backend.volunteers.models import DAY, Skill, Volunteer, VolunteerHours, VolunteerSkill

GROUP_LENGTH = 60

NO_SKILL = Words(
    "请至少选一样您能做的事。",
    "請至少選一樣您能做的事。",
    "Please choose at least one thing that you can do.",
)
NO_HOURS = Words(
    "请至少选一段您有空的时间。",
    "請至少選一段您有空的時間。",
    "Please choose at least one time when you are free.",
)
BAD_HOURS = Words(
    "请检查时间：每段时间要先开始后结束，并且互不重叠。",
    "請檢查時間：每段時間要先開始後結束，並且互不重疊。",
    "Please check the times: each one starts before it ends, and no two overlap.",
)
LONG_GROUP = Words(
    "单位或团体的名称请不超过 60 个字。",
    "單位或團體的名稱請不超過 60 個字。",
    "Please keep the name of your group within 60 characters.",
)


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """A stretch of one weekday (1 is Monday), in minutes after midnight."""

    weekday: int
    begins: int
    ends: int

    @property
    def is_sound(self) -> bool:
        """Whether such a stretch exists."""
        return 1 <= self.weekday <= 7 and 0 <= self.begins < self.ends <= DAY

    def overlaps(self, later: "Hours") -> bool:
        """Whether a stretch that begins no earlier shares time with this one."""
        return self.weekday == later.weekday and later.begins < self.ends


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything that somebody says of the help they can give."""

    skills: tuple[Skill, ...]
    hours: tuple[Hours, ...]
    reach: Tier
    partner_group: str = ""


def checked(offer: Offer) -> Offer:
    """The offer in order and without repetitions; `BadInput` where it cannot be kept."""
    if not offer.skills:
        raise BadInput(field="skills", reason=NO_SKILL)
    if not offer.hours:
        raise BadInput(field="hours", reason=NO_HOURS)
    hours = tuple(sorted(set(offer.hours)))
    if not all(stretch.is_sound for stretch in hours) or any(a.overlaps(b) for a, b in pairwise(hours)):
        raise BadInput(field="hours", reason=BAD_HOURS)
    group = texts.line(offer.partner_group)
    if len(group) > GROUP_LENGTH:
        raise BadInput(field="partnerGroup", reason=LONG_GROUP)
    return replace(offer, skills=tuple(dict.fromkeys(offer.skills)), hours=hours, partner_group=group)


async def keep(volunteer: Volunteer, offer: Offer) -> None:
    """Write an offer's skills and hours in place of those that were there."""
    await VolunteerSkill.filter(volunteer=volunteer).delete()
    await VolunteerHours.filter(volunteer=volunteer).delete()
    await VolunteerSkill.bulk_create(
        VolunteerSkill(volunteer_id=volunteer.id, skill=skill) for skill in offer.skills
    )
    await VolunteerHours.bulk_create(
        VolunteerHours(volunteer_id=volunteer.id, weekday=part.weekday, begins=part.begins, ends=part.ends)
        for part in offer.hours
    )
