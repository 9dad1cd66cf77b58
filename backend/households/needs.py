"""What neighbours must know about a household when help is needed."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tortoise.expressions import Q

from backend.access import audit
from backend.access.actor import Actor
from backend.households import rules
from backend.households.models import Household, Need, NeedKind, Resident
from backend.kit import clock, live, texts, work
from backend.kit.refusals import BadInput, NotFound
from backend.kit.words import Words

NOTE = 200
"""How long the note on a need may be."""

BAD_MONTH = {
    NeedKind.INFANT: Words(
        "请写最近五年里的出生年月，例如 {month}。",
        "請寫最近五年裡的出生年月，例如 {month}。",
        "Please write the month of birth, within the last five years, for example {month}.",
    ),
    NeedKind.PREGNANCY: Words(
        "请写一年之内的预产期，例如 {month}。",
        "請寫一年之內的預產期，例如 {month}。",
        "Please write the month it is due, within a year, for example {month}.",
    ),
}
LONG_NOTE = Words("说明最多 200 个字。", "說明最多 200 個字。", "A note has at most 200 characters.")

DATED = {NeedKind.INFANT: (-60, 1), NeedKind.PREGNANCY: (-1, 12)}
"""Kinds with a month, and how many months before and after today it may lie."""


@dataclass(frozen=True, slots=True)
class Told:
    """A need as it was told: an infant's birth month, a pregnancy's due month, and a note where one helps."""

    kind: NeedKind
    month: str | None = None
    note: str | None = None


def parse(kind: NeedKind, month: str | None, note: str | None) -> Told:
    """A need as people type it; `BadInput` where it cannot be."""
    note = texts.line(note or "") or None
    if note and len(note) > NOTE:
        raise BadInput(field="note", reason=LONG_NOTE)
    if not month or kind not in DATED:
        return Told(kind, None, note)
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})月?", month.strip())
    year, number = (int(found[1]), int(found[2])) if found else (0, 0)
    before, after = DATED[kind]
    if not 1 <= number <= 12 or not before <= _months_from_now(year, number) <= after:
        raise BadInput(field="month", reason=BAD_MONTH[kind].filled(month=this_month()))
    return Told(kind, f"{year:04}-{number:02}", note)


def this_month() -> str:
    """The present month, as an example of how to write one that is never out of date."""
    return f"{clock.now():%Y-%m}"


def _months_from_now(year: int, month: int) -> int:
    today: date = clock.now().date()
    return (year - today.year) * 12 + month - today.month


@work.verb
async def record(
    actor: Actor, household: UUID, told: Told, resident: UUID | None = None, *, key: UUID | None = None
) -> Need:
    """Write down a need of a household or of one resident; told again, it replaces what was told before."""
    await rules.hold(household)
    home = await rules.get(actor, household)
    if resident and not await Resident.filter(Resident.here(), id=resident, household_id=home.id).exists():
        raise NotFound

    need = await write(home, told, resident)
    await audit.note(actor, "recordNeed", "Household", home.id)
    await changed(home)
    return need


@work.verb
async def clear(actor: Actor, need: UUID, *, key: UUID | None = None) -> Need:
    """A need is over, or was a mistake."""
    found = await Need.get_or_none(id=need, cleared_at__isnull=True)
    if found is None:
        raise NotFound
    home = await rules.get(actor, found.household_id)

    await _clear(Q(id=need))
    await audit.note(actor, "clearNeed", "Household", home.id)
    await changed(home)
    return await Need.get(id=need)


async def write(household: Household, told: Told, resident: UUID | None) -> Need:
    """The one lasting need of this kind, with what was told last."""
    seat = Need.seat_of(told.kind, household.id, resident)
    need = await Need.get_or_none(seat=seat)
    if need is None:
        return await Need.create(
            household_id=household.id,
            resident_id=resident,
            kind=told.kind,
            seat=seat,
            month=told.month,
            note=told.note,
        )
    need.month, need.note = told.month, told.note
    await need.save(update_fields=["month", "note"])
    return need


async def clear_of_resident(resident: UUID) -> None:
    """Their needs left with them."""
    await _clear(Q(resident_id=resident))


async def clear_of_household(household: UUID) -> None:
    """Nobody is left whose needs these were."""
    await _clear(Q(household_id=household))


async def _clear(which: Q) -> None:
    await Need.filter(which, cleared_at__isnull=True).update(
        seat=None, month=None, note=None, cleared_at=clock.now()
    )


async def changed(household: Household) -> None:
    """Hint at a change of this household to whoever looks after it and whoever lives there."""
    live.changed(
        "Household", household.id, path=household.grid.path, people=await rules.people_of(household.id)
    )
