"""What a leader says of a shift, and whether anybody could stand it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from backend.kit import moments, notes, texts
from backend.kit.refusals import BadInput
from backend.kit.words import Words
from backend.shifts.models import WorkKind
from backend.volunteers.models import QualificationKind

LONGEST = timedelta(hours=24)
FURTHEST = timedelta(days=366)
MOST_ROLES = 8
MOST_PEOPLE = 200
PLACE_LENGTH = 80
ROLE_LENGTH = 40
BRIEF_LENGTH = 1000

BAD_ORDER = Words("结束时间要晚于开始时间。", "結束時間要晚於開始時間。", "It has to end after it begins.")
TOO_LONG = Words(
    "一个班次最长 24 小时，更长的请分成几班。",
    "一個班次最長 24 小時，更長的請分成幾班。",
    "A shift lasts 24 hours at the most. Make several of a longer one.",
)
PAST = Words(
    "开始时间已经过去了，请选以后的时间。",
    "開始時間已經過去了，請選以後的時間。",
    "That time is past. Choose one to come.",
)
TOO_FAR = Words("请选一年以内的时间。", "請選一年以內的時間。", "Choose a time within a year.")
BAD_PLACE = Words(
    "请写在哪里（80 个字以内）。", "請寫在哪裡（80 個字以內）。", "Say where it is, in at most 80 characters."
)
BAD_ROLES = Words(
    "请写要几个人：1 到 8 种分工，每种 1 到 200 人，名称不重复。",
    "請寫要幾個人：1 到 8 種分工，每種 1 到 200 人，名稱不重複。",
    "Say how many people are needed: 1 to 8 roles of different names, each of 1 to 200 people.",
)


@dataclass(frozen=True, slots=True)
class Needed:
    """One role of a shift: how many people, and which papers they must have shown."""

    number: int
    name: str = ""
    qualifications: tuple[QualificationKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a leader says of a shift."""

    kind: WorkKind
    place: str
    starts_at: datetime
    ends_at: datetime
    roles: tuple[Needed, ...]
    brief: str = ""
    bring: str = ""
    contact: UUID | None = None
    by_approval: bool = False


def checked(plan: Plan, now: datetime) -> Plan:
    """The plan in order; `BadInput` where nobody could stand such a shift."""
    times(plan.starts_at, plan.ends_at, now)
    # SQLite compares times as they are written: all in the same zone.
    begins, ends = plan.starts_at.astimezone(UTC), plan.ends_at.astimezone(UTC)
    place = texts.line(plan.place)
    if not 0 < len(place) <= PLACE_LENGTH:
        raise BadInput(field="place", reason=BAD_PLACE)
    return replace(
        plan,
        starts_at=begins,
        ends_at=ends,
        place=place,
        roles=roles(plan.roles),
        brief=notes.checked(plan.brief, "brief", BRIEF_LENGTH),
        bring=notes.checked(plan.bring, "bring"),
    )


def times(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Refuse times between which nobody can stand."""
    if starts_at.tzinfo is None or ends_at.tzinfo is None:
        raise BadInput(field="startsAt", reason=moments.NO_ZONE)
    lasting(starts_at, ends_at, now)
    if starts_at > now + FURTHEST:
        raise BadInput(field="startsAt", reason=TOO_FAR)


def lasting(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Refuse a shift that has no end, has ended, or lasts longer than anybody is awake."""
    if ends_at <= starts_at:
        raise BadInput(field="endsAt", reason=BAD_ORDER)
    if ends_at - starts_at > LONGEST:
        raise BadInput(field="endsAt", reason=TOO_LONG)
    if ends_at <= now:
        raise BadInput(field="startsAt", reason=PAST)


def roles(wanted: Sequence[Needed]) -> tuple[Needed, ...]:
    """Whom a shift needs; refused where these are none, too many, or not told apart."""
    named = tuple(replace(one, name=texts.line(one.name)) for one in wanted)
    names = {one.name for one in named}
    if not 1 <= len(named) <= MOST_ROLES or len(names) < len(named):
        raise BadInput(field="roles", reason=BAD_ROLES)
    if not all(1 <= one.number <= MOST_PEOPLE and len(one.name) <= ROLE_LENGTH for one in named):
        raise BadInput(field="roles", reason=BAD_ROLES)
    return named
