"""One shift, and everybody's place in it, as its reader may see them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.access.models import Person
from backend.grids import graph as grids
from backend.kit import nodes
from backend.kit.refusals import Told
from backend.shifts import leaving
from backend.shifts.models import SignupState
from backend.shifts.screens import reader, reports, shown
from backend.shifts.screens.reader import Reader, Row

ROTA = ("id", "name", "first_day", "weeks", "created_at")
_UNKNOWN: Mapping[str, Any] = dict.fromkeys(
    (
        "left_late",
        "asked_again_at",
        "offered_to_id",
        "came_at",
        "went_at",
        "late_at",
        "minutes",
        "approved_at",
    )
)
"""What is not for others: how somebody came and went, and to whom they offer their place."""


def shift_of(
    read: Reader, row: Row, roles: Sequence[Row], places: Sequence[Row], before: Row | None
) -> shown.Shift:
    """A shift with its roles and the places in it that the reader may see."""
    leads = read.leads(row)
    mine = next((place for place in places if read.is_me(place["person_id"])), None)
    concerned = leads or reader.stands(mine)
    waiting = _waiting(places)
    shift = shown.Shift(
        id=nodes.opaque("Shift", row["id"]),
        row=row["id"],
        grid=read.place(row),
        rota=_rota(read, row),
        is_repeated=row["series"] is not None or row["rota_id"] is not None,
        kind=row["kind"],
        place=row["place"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        brief=read.opened(row, "brief"),
        bring=read.opened(row, "bring"),
        contact=_contact(read, row, mine),
        by_approval=row["by_approval"],
        state=row["state"],
        reason=read.opened(row, "reason"),
        is_over=row["ends_at"] <= read.now,
        leaving_is_late_from=_late_from(row, mine),
        roles=[_role(read, row, role, mine, len(waiting.get(role["id"], ()))) for role in roles],
        signups=[],
        mine=None,
        may_lead=leads,
        report=reports.report_of(read, row, whole=leads) if concerned and "report" in read.wanted else None,
        before=reports.report_of(read, before, whole=leads) if before else None,
        before_shift=nodes.opaque("Shift", before["id"]) if before else None,
        may_confirm_before=before is not None and reader.stands(mine) and reports.waits_for_a_yes(before),
        version=row["version"],
    )
    _put_places(read, shift, row, roles, places, waiting, mine)
    return shift


def _put_places(
    read: Reader,
    shift: shown.Shift,
    row: Row,
    roles: Sequence[Row],
    places: Sequence[Row],
    waiting: Mapping[UUID, list[UUID]],
    mine: Row | None,
) -> None:
    by_id = {role["id"]: role for role in roles}
    asked_for = {place["instead_of_id"] for place in places}
    there = {place["id"]: place for place in places}
    for place in places:
        if not read.sees(row, place):
            continue
        role = by_id.get(place["role_id"])
        is_asked_for = place["id"] in asked_for
        may_take = role is not None and not is_asked_for and read.may_take(row, role, place, mine)
        signup = _signup(read, shift, place, waiting, may_take=may_take, is_asked_for=is_asked_for)
        if signup.person:
            signup.instead_of = _instead_of(read, place, there, whole=shift.may_lead)
        shift.signups.append(signup)
        if signup.is_mine:
            shift.mine = signup


def _late_from(row: Row, mine: Row | None) -> datetime:
    """From when on the reader is marked if they leave."""
    return leaving.late_from(row["starts_at"], mine.get("asked_at") if mine else None)


def _waiting(places: Sequence[Row]) -> dict[UUID, list[UUID]]:
    """Who waits for each role, who has waited longest first."""
    found: dict[UUID, list[UUID]] = {}
    for place in places:
        if place["state"] is SignupState.WAITING:
            found.setdefault(place["role_id"], []).append(place["id"])
    return found


def _role(read: Reader, row: Row, role: Row, mine: Row | None, waiting: int) -> shown.ShiftRole:
    refusal = read.why_not(row, role, mine, waiting) if "whyNot" in read.wanted else None
    why_not: Any = Told(refusal) if refusal else None
    return shown.ShiftRole(
        id=nodes.opaque("ShiftRole", role["id"]),
        name=role["name"],
        needed=role["needed"],
        taken=role["taken"],
        waiting=waiting,
        qualifications=reader.papers(role),
        why_not=why_not,
    )


def _contact(read: Reader, row: Row, mine: Row | None) -> Any:
    """Whom to call; nothing where no field shows it."""
    if "contact" not in read.wanted:
        return None
    person, phone = row["contact_id"], None
    if read.may_call(row, mine):
        phone = Person.opened("phone", person, row["contact__phone"]) or None
    return shown.ShiftContact(
        person=nodes.opaque("Person", person) if read.leads(row) else None,
        name=read.name(person, row["contact__name"], whole=read.knows_contact(row, mine)),
        phone=phone,
    )


def _rota(read: Reader, row: Row) -> shown.Rota | None:
    """Its rota; nothing where no field shows it."""
    return rota_of(row, "rota__", read.place(row)) if "rota" in read.wanted and row["rota_id"] else None


def rota_of(row: Row, prefix: str, grid: grids.Grid) -> shown.Rota:
    """A rota whose columns were read with this prefix, in its grid."""
    return shown.Rota(
        id=nodes.opaque("Rota", row[prefix + "id"]),
        row=row[prefix + "id"],
        grid=grid,
        name=row[prefix + "name"],
        first_day=row[prefix + "first_day"],
        weeks=row[prefix + "weeks"],
        created_at=row[prefix + "created_at"],
    )


def _signup(
    read: Reader,
    shift: shown.Shift,
    place: Row,
    waiting: Mapping[UUID, list[UUID]],
    *,
    may_take: bool,
    is_asked_for: bool,
) -> shown.Signup:
    person, is_mine = place["person_id"], read.is_me(place["person_id"])
    knows = is_mine or shift.may_lead
    known: Mapping[str, Any] = place if knows else _UNKNOWN
    ahead = waiting.get(place["role_id"], [])
    waits = knows and place["id"] in ahead
    # Not read where no field shows it.
    asked_at: Any = place.get("asked_at")
    shows_to = reader.is_offered(place) and "offeredTo" in read.wanted
    to = known["offered_to_id"] if shows_to else None
    return shown.Signup(
        id=nodes.opaque("Signup", place["id"]),
        row=place["id"],
        shift=shift,
        role=nodes.opaque("ShiftRole", place["role_id"]),
        state=place["state"],
        who=read.name(person, place["person__name"], whole=knows),
        person=nodes.opaque("Person", person) if knows else None,
        is_mine=is_mine,
        asked_at=asked_at,
        waiting_place=ahead.index(place["id"]) + 1 if waits else None,
        left_late=known["left_late"] or False,
        reason=read.reason(place) if knows else "",
        asked_again_at=known["asked_again_at"],
        offered_at=place["offered_at"],
        is_offered_to_me=read.is_asked(place),
        may_take=may_take,
        is_asked_for=is_asked_for,
        instead_of=None,
        offered_to=read.name(to, place["offered_to__name"], whole=shift.may_lead) if to else None,
        came_at=known["came_at"],
        went_at=known["went_at"],
        late_at=known["late_at"],
        minutes=known["minutes"],
        approved_at=known["approved_at"],
        version=place["version"],
    )


def _instead_of(read: Reader, place: Row, there: Mapping[UUID, Row], *, whole: bool) -> str | None:
    """Whose place somebody would take over; nothing where no field shows it."""
    if place["instead_of_id"] is None or "insteadOf" not in read.wanted:
        return None
    if giver := there.get(place["instead_of_id"]):
        return read.name(giver["person_id"], giver["person__name"], whole=whole)
    return read.name(place["instead_of__person_id"], place["instead_of__person__name"], whole=whole)
