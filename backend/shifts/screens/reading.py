"""Reading shifts for a screen: a statement for each kind of row that the document asks for, and none a row."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from tortoise.expressions import Q

from backend.access.actor import Actor
from backend.grids import graph as grids
from backend.shifts import models, rules
from backend.shifts.eligibility import Eligibility, Standing, standing_of
from backend.shifts.models import SignupState
from backend.shifts.screens import reader, reports, seen, shown
from backend.shifts.screens.reader import ON_IT, Reader, Row

ALWAYS = (
    *("id", "series", "kind", "place", "starts_at", "ends_at", "by_approval", "state", "version", "rota_id"),
    *("grid_id", "grid__path", "grid__time_zone"),
)
FOR_FIELDS: Mapping[str, tuple[str, ...]] = {
    "grid": grids.columns("grid__"),
    "rota": tuple(f"rota__{column}" for column in seen.ROTA),
    "contact": ("contact_id", "contact__name", "contact__phone"),
    "report": reports.COLUMNS,
    "brief": ("brief",),
    "bring": ("bring",),
    "reason": ("reason",),
}
"""What is read of a shift only for these fields of it."""
PLACE = (
    *("id", "shift_id", "role_id", "person_id", "person__name", "state", "left_late", "version"),
    *("asked_again_at", "offered_at", "offered_to_id", "instead_of_id"),
    *("came_at", "went_at", "late_at", "minutes", "approved_at"),
)
OF_PLACE: Mapping[str, tuple[str, ...]] = {
    "askedAt": ("asked_at",),
    "leavingIsLateFrom": ("asked_at",),
    "reason": ("reason",),
    "offeredTo": ("offered_to__name",),
}
"""What is read of a place only for these fields of it: a board shows hundreds."""
INSTEAD = ("instead_of__person_id", "instead_of__person__name")
"""Whose place it takes over: read beside it where not all places of a shift are."""
ROLE = ("id", "shift_id", "name", "needed", "taken", "qualifications")

JUDGED = frozenset({"whyNot", "mayTake"})
"""Fields that say what the reader could stand."""
ASKED_FOR = frozenset({"mayTake", "isAskedFor"})
"""Fields for which it is read who asks for somebody's place."""
COUNTED = frozenset({"waiting", "whyNot", "waitingPlace"})
"""Fields for which the waiting list is read."""
FOLLOWED = frozenset({"before", "beforeShift", "mayConfirmBefore"})
PERSONAL = FOLLOWED | JUDGED | {"mine", "phone", "report"}
"""Fields that hang on how the reader stands to a shift."""
EVERYTHING = (
    PERSONAL
    | COUNTED
    | ASKED_FOR
    | {
        "grid",
        "rota",
        "roles",
        "signups",
        "askedAt",
        "offeredTo",
        "insteadOf",
        "contact",
        "brief",
        "bring",
        "reason",
    }
)


def columns(wanted: Collection[str]) -> list[str]:
    """What to read of a shift by `.values()` for a document that asks for these fields."""
    more = [column for name, columns in FOR_FIELDS.items() if name in wanted for column in columns]
    return list(dict.fromkeys((*ALWAYS, *more)))


async def shifts(
    actor: Actor, rows: Sequence[Row], wanted: Collection[str], standing: Standing | None = None
) -> list[shown.Shift]:
    """Rows of `columns` as graph nodes, with what the document asks for below them."""
    wanted = frozenset(wanted)
    ids = [row["id"] for row in rows]
    roles = await _roles(ids) if wanted & (JUDGED | {"roles"}) else {}
    read = Reader(
        actor,
        wanted,
        {row["grid__path"]: grids.grid_of(row, "grid__") for row in rows} if "grid" in wanted else {},
        tuple(actor.reach(*rules.ANSWER)),
        await _eligibility(actor, rows, standing) if wanted & JUDGED else None,
    )
    places = await _places(read, rows)
    mine = {of: _own(read, there) for of, there in places.items()}
    asks = [row for row in rows if read.leads(row) or reader.stands(mine.get(row["id"]))]
    before = await reports.before(asks) if wanted & FOLLOWED else {}
    return [
        seen.shift_of(read, row, roles.get(row["id"], []), places.get(row["id"], []), before.get(row["id"]))
        for row in rows
    ]


async def _roles(shifts: list[UUID]) -> dict[UUID, list[Row]]:
    found = await models.ShiftRole.filter(shift_id__in=shifts).order_by("id").values(*ROLE)
    return _grouped(found)


def _grouped(found: Sequence[Row]) -> dict[UUID, list[Row]]:
    groups: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in found:
        groups[row["shift_id"]].append(row)
    return dict(groups)


async def _eligibility(actor: Actor, rows: Sequence[Row], standing: Standing | None) -> Eligibility:
    known = standing or await standing_of(actor)
    return await Eligibility.of_reader(actor, known, [(row["starts_at"], row["ends_at"]) for row in rows])


async def _places(read: Reader, rows: Sequence[Row]) -> dict[UUID, list[Row]]:
    asked = _asked(read, leads=any(read.leads(row) for row in rows))
    if asked is None:
        return {}
    found = models.Signup.filter(asked, shift_id__in=[row["id"] for row in rows])
    more = [column for name, columns in OF_PLACE.items() if name in read.wanted for column in columns]
    more = list(dict.fromkeys(more))
    if "insteadOf" in read.wanted and asked != Q():
        more += INSTEAD
    return _grouped(await found.order_by("asked_at", "id").values(*PLACE, *more))


def _asked(read: Reader, *, leads: bool) -> Q | None:
    """The places that the document needs: nobody's where it only speaks of the shifts themselves."""
    lists_all, me = "signups" in read.wanted, read.actor.person
    if lists_all and leads:
        return Q()
    found = [Q(state__in=ON_IT)] if lists_all else []
    if me and (lists_all or not PERSONAL.isdisjoint(read.wanted)):
        found += [Q(person_id=me), Q(offered_to_id=me)]
    if not COUNTED.isdisjoint(read.wanted):
        found.append(Q(state=SignupState.WAITING))
    if not ASKED_FOR.isdisjoint(read.wanted):
        found.append(Q(instead_of_id__isnull=False))
    return Q(*found, join_type="OR") if found else None


def _own(read: Reader, there: Sequence[Row]) -> Row | None:
    return next((place for place in there if read.is_me(place["person_id"])), None)
