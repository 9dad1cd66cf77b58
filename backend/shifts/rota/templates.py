"""What a leader says of a rota: the shifts of a day, for so many weeks; and the shifts that this makes."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.kit import clock, texts
from backend.kit.refusals import BadInput
from backend.kit.words import Words
from backend.shifts import plans, wording
from backend.shifts.models import WorkKind
from backend.shifts.plans import Needed, Plan
from backend.volunteers.models import DAY, QualificationKind

MOST_WEEKS = 12
MOST_A_DAY = 6
MOST_A_SHIFT = 50
MOST_PEOPLE = 60
MOST_PLACES = 2000
NAME_LENGTH = 60

BAD_NAME = Words(
    "请给排班起个名字（60 个字以内）。",
    "請給排班起個名字（60 個字以內）。",
    "Give the rota a name of at most 60 characters.",
)
BAD_WEEKS = Words("请选 1 到 12 周。", "請選 1 到 12 週。", "Choose 1 to 12 weeks.")
BAD_DAY = Words(
    "请选今天或以后的第一天，一年以内要排完。",
    "請選今天或以後的第一天，一年以內要排完。",
    "Choose a first day from today on, so that the rota ends within a year.",
)
BAD_DAILY = Words(
    "请写每天的班次：1 到 6 个，每个最长 24 小时，1 到 50 人。",
    "請寫每天的班次：1 到 6 個，每個最長 24 小時，1 到 50 人。",
    "Say which shifts a day has: 1 to 6, each of 24 hours at the most and 1 to 50 people.",
)
BAD_PEOPLE = Words(
    "请选 1 到 60 位能在这里值班的人。",
    "請選 1 到 60 位能在這裡值班的人。",
    "Choose 1 to 60 people who can stand shifts here.",
)
TOO_MANY = Words(
    "一次排得太多了，请少排几周或少选几班。",
    "一次排得太多了，請少排幾週或少選幾班。",
    "That is too much for one rota. Choose fewer weeks or fewer shifts.",
)


@dataclass(frozen=True, slots=True)
class Daily:
    """One shift of each day, by the clock of the grid; where it ends no later than it begins, it ends the next day."""

    begins: int
    ends: int
    number: int
    kind: WorkKind | None = None
    qualifications: tuple[QualificationKind, ...] = ()
    place: str = ""
    """Where, if it is not where the others are."""

    @property
    def minutes(self) -> int:
        """How long it lasts by the clock on the wall."""
        return (self.ends - self.begins - 1) % DAY + 1

    @property
    def is_sound(self) -> bool:
        """Whether there is such a time of the day, and somebody to stand it."""
        return 0 <= self.begins < DAY and 0 <= self.ends <= DAY and 1 <= self.number <= MOST_A_SHIFT


@dataclass(frozen=True, slots=True)
class Template:
    """What a leader says of a rota."""

    name: str
    first_day: date
    weeks: int
    kind: WorkKind
    place: str
    daily: tuple[Daily, ...]
    people: tuple[UUID, ...]
    brief: str = ""
    bring: str = ""
    by_hours: bool = False
    """Whether volunteers are chosen only for the hours of the week that they offered."""
    contact: UUID | None = None
    """Whom people call about its shifts; whoever makes it, where nobody is named."""


def checked(template: Template, here: ZoneInfo) -> Template:
    """The template in order; `BadInput` where no rota can be made of it."""
    name = texts.line(template.name)
    people = tuple(dict.fromkeys(template.people))
    if not 0 < len(name) <= NAME_LENGTH:
        raise BadInput(field="name", reason=BAD_NAME)
    if not 1 <= template.weeks <= MOST_WEEKS:
        raise BadInput(field="weeks", reason=BAD_WEEKS)
    if not 1 <= len(template.daily) <= MOST_A_DAY or not all(one.is_sound for one in template.daily):
        raise BadInput(field="daily", reason=BAD_DAILY)
    if not 1 <= len(people) <= MOST_PEOPLE:
        raise BadInput(field="people", reason=BAD_PEOPLE)
    if sum(one.number for one in template.daily) * 7 * template.weeks > MOST_PLACES:
        raise BadInput(field="weeks", reason=TOO_MANY)
    today = clock.now().astimezone(here).date()
    if not today <= template.first_day <= today + plans.FURTHEST - timedelta(weeks=template.weeks):
        raise BadInput(field="firstDay", reason=BAD_DAY)
    daily = tuple(replace(one, place=texts.line(one.place)) for one in template.daily)
    return replace(template, name=name, place=texts.line(template.place), daily=daily, people=people)


def shifts_of(template: Template, here: ZoneInfo) -> list[Plan]:
    """The shifts of a checked template, by day; of today only what is still to come."""
    now = clock.now()
    days = [template.first_day + timedelta(days=number) for number in range(7 * template.weeks)]
    found = [_plan(template, one, day, here) for day in days for one in template.daily]
    return [_in_order(one, now) for one in found if one.starts_at > now]


def _plan(template: Template, one: Daily, day: date, here: ZoneInfo) -> Plan:
    begins = datetime.combine(day, time()) + timedelta(minutes=one.begins)
    return Plan(
        one.kind or template.kind,
        one.place or template.place,
        wording.on_wall(begins, here),
        wording.on_wall(begins + timedelta(minutes=one.minutes), here),
        (Needed(one.number, qualifications=one.qualifications),),
        template.brief,
        template.bring,
        template.contact,
    )


def _in_order(one: Plan, now: datetime) -> Plan:
    try:
        return plans.checked(one, now)
    except BadInput as bad:
        # In the night of a clock change a shift of an hour has none, and one of a whole day has twenty-five.
        field = "daily" if bad.field in {"startsAt", "endsAt", "roles"} else bad.field
        raise BadInput(field=field, reason=bad.reason) from bad
