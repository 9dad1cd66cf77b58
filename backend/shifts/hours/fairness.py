"""How fairly nights, weekends and hours fell on people: what each of them stood in some time on some ground."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from backend.access import actor as access
from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Person
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.kit import work
from backend.kit.refusals import BadInput
from backend.kit.words import Words
from backend.shifts import nights, rules, wording
from backend.shifts.limits import Stretch
from backend.shifts.models import HOLDING, ShiftState, Signup, SignupState

LONGEST = timedelta(days=366)
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)

MOST = 20_000
"""Places that are summed up at once."""

BAD_SPAN = Words(
    "请选一段时间：结束晚于开始，最长一年。",
    "請選一段時間：結束晚於開始，最長一年。",
    "Choose a time that ends after it begins and lasts a year at the most.",
)
TOO_MUCH = Words(
    "班次太多了，请选短一点的时间，或下面的一个网格。",
    "班次太多了，請選短一點的時間，或下面的一個網格。",
    "There are too many shifts. Choose a shorter time, or one of the grids below.",
)
GONE = Words("已注销的用户", "已註銷的使用者", "Somebody who was erased")


@dataclass(slots=True)
class PersonHours:
    """What one person stood, and will stand, in some time."""

    person: UUID
    name: str
    shifts: int = 0
    """The places that they had or have; those that they missed are counted apart."""
    nights: int = 0
    weekends: int = 0
    to_come: int = 0
    """Minutes of the shifts for which they have a place and nothing is counted yet."""
    counted: int = 0
    """Minutes that they helped."""
    approved: int = 0
    """Of these, the minutes that a leader approved."""
    missed: int = 0
    left_late: int = 0

    @property
    def minutes(self) -> int:
        """All their minutes: those that were counted, and those to come."""
        return self.to_come + self.counted


async def of_grid(actor: Actor, grid: UUID, begins: datetime, ends: datetime) -> list[PersonHours]:
    """What everybody stood on the ground that the actor leads, in shifts that begin in this time; by name."""
    ground = await grids.get(actor, grid, *rules.ANSWER)
    return await below(ground, begins, ends)


@work.verb
async def export(actor: Actor, grid: UUID, begins: datetime, ends: datetime) -> list[PersonHours]:
    """The same to be taken away as a file: that is noted, for it names people and what they did."""
    people = await of_grid(actor, grid, begins, ends)
    await audit.note(actor, "exportHours", "Grid", grid, people=len(people))
    return people


async def below(ground: Grid, begins: datetime, ends: datetime) -> list[PersonHours]:
    """The same for whoever has seen to it that the ground is theirs: two statements, however many there are."""
    if not _is_span(begins, ends):
        raise BadInput(field="until", reason=BAD_SPAN)
    rows = await _rows(access.subtree(ground.path, "shift__grid__path"), begins, ends)
    if len(rows) > MOST:
        raise BadInput(field="grid", reason=TOO_MUCH)
    return summed(rows, await names(row["person_id"] for row in rows if _tells(row)))


async def _rows(which: Q, begins: datetime, ends: datetime) -> list[dict[str, Any]]:
    found = Signup.filter(
        which,
        shift__starts_at__gte=begins,
        shift__starts_at__lt=ends,
        shift__state=ShiftState.PLANNED,
    )
    return await found.limit(MOST + 1).values(
        "person_id",
        "state",
        "left_late",
        "minutes",
        "approved_at",
        "shift__starts_at",
        "shift__ends_at",
        "shift__grid__time_zone",
    )


def _is_span(begins: datetime, ends: datetime) -> bool:
    if begins.tzinfo is None or ends.tzinfo is None:
        return False
    return EARLIEST <= begins < ends <= LATEST and ends - begins <= LONGEST


async def names(people: Iterable[UUID]) -> dict[UUID, str]:
    """What these people are called."""
    wanted = sorted(set(people))
    if not wanted:
        return {}
    rows = await Person.filter(id__in=wanted).values("id", "name")
    return {row["id"]: Person.opened("name", row["id"], row["name"]) or GONE.said() for row in rows}


def summed(rows: Collection[dict[str, Any]], called: dict[UUID, str]) -> list[PersonHours]:
    """What these places come to for each of these people, by name."""
    found = {person: PersonHours(person, name) for person, name in called.items()}
    for row in rows:
        if row["person_id"] in found:
            _add(found[row["person_id"]], row)
    return sorted(found.values(), key=lambda one: (one.name, one.person))


def _tells(row: dict[str, Any]) -> bool:
    return row["state"] in HOLDING or row["left_late"]


def _add(hours: PersonHours, row: dict[str, Any]) -> None:
    state = row["state"]
    hours.left_late += row["left_late"]
    hours.missed += state is SignupState.MISSED
    if state not in {SignupState.JOINED, SignupState.STOOD}:
        return
    stretch = Stretch(row["shift__starts_at"], row["shift__ends_at"])
    here = wording.zone(row["shift__grid__time_zone"])
    hours.shifts += 1
    hours.nights += nights.is_night(stretch, here)
    hours.weekends += nights.is_weekend(stretch, here)
    if row["minutes"] is None:
        hours.to_come += round(stretch.length.total_seconds() / 60)
    else:
        hours.counted += row["minutes"]
        hours.approved += row["minutes"] if row["approved_at"] else 0
