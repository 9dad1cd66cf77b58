"""Whoever reads shifts, and what is known of them for all rows of a page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.access import people
from backend.access.actor import Actor
from backend.access.models import Person
from backend.grids import graph as grids
from backend.kit import clock
from backend.kit.refusals import Refused
from backend.shifts.eligibility import Eligibility, Stand
from backend.shifts.hours import fairness
from backend.shifts.models import HOLDING, SIGNED_UP, Shift, Signup, SignupState
from backend.shifts.refusals import ShiftFull
from backend.volunteers.models import QualificationKind

Row = Mapping[str, Any]

CALLED_FOR = timedelta(days=1)
"""So long after a shift those who led it or were on it can still call whom it names: for what was left behind."""
ON_IT = (SignupState.JOINED, SignupState.STOOD)
"""Whoever stands like this is known to everybody on the ground, by half a name."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads, and what they may know of a row."""

    actor: Actor
    wanted: Collection[str]
    """What the document asks for: what it does not ask for is not even unsealed."""
    places: Mapping[str, grids.Grid]
    """The grids of these rows by their paths; none where the document asks for none."""
    led: tuple[str, ...]
    """The paths of the grids that the reader leads."""
    eligibility: Eligibility | None
    """What decides whether the reader can stand something; nothing where no field says so."""
    now: datetime = field(default_factory=clock.now)
    _names: dict[UUID, str] = field(default_factory=dict)

    def place(self, row: Row) -> Any:
        """The grid of a row; nothing where no field shows it."""
        return self.places.get(row["grid__path"])

    def leads(self, row: Row) -> bool:
        """Whether the reader leads the ground of a shift."""
        path: str = row["grid__path"]
        return path.startswith(self.led)

    def is_me(self, person: UUID | None) -> bool:
        """Whether this is the reader themselves."""
        return person is not None and person == self.actor.person

    def name(self, person: UUID, name: bytes | None, *, whole: bool) -> str:
        """Somebody's name, or as much of it as greets them."""
        known = self._names.get(person)
        if known is None:
            known = self._names[person] = Person.opened("name", person, name)
        if not known:
            return fairness.GONE.said()
        return known if whole else people.short(known)

    def opened(self, row: Row, column: str) -> str:
        """A sealed text of a shift; nothing where no field shows it."""
        return Shift.opened(column, row["id"], row[column]) if column in self.wanted else ""

    def reason(self, place: Row) -> str:
        """Why somebody has no place; nothing where no field shows it."""
        return Signup.opened("reason", place["id"], place["reason"]) if "reason" in self.wanted else ""

    def may_call(self, row: Row, mine: Row | None) -> bool:
        """Whether the reader has to do with a shift now, and may need to call whom it names."""
        return self.knows_contact(row, mine) and row["ends_at"] > self.now - CALLED_FOR

    def knows_contact(self, row: Row, mine: Row | None) -> bool:
        """Whether the reader is told the whole name of whom a shift names."""
        return self.leads(row) or stands(mine) or self.is_me(row["contact_id"])

    def sees(self, row: Row, place: Row) -> bool:
        """Whether somebody's place in a shift is for the reader to see."""
        person = place["person_id"]
        return place["state"] in ON_IT or self.leads(row) or self.is_me(person) or self.is_asked(place)

    def is_asked(self, place: Row) -> bool:
        """Whether somebody offers their place to the reader by name."""
        return is_offered(place) and self.is_me(place["offered_to_id"])

    def may_take(self, row: Row, role: Row, place: Row, mine: Row | None) -> bool:
        """Whether the reader may take over somebody's place now."""
        is_open = is_offered(place) and (place["offered_to_id"] is None or self.is_asked(place))
        if self.eligibility is None or not is_open or stands(mine):
            return False
        return self._cannot(row, role) is None

    def why_not(self, row: Row, role: Row, mine: Row | None, waiting: int) -> Refused | None:
        """Why the reader cannot join in this role now; None where they can, or have to do with the shift already."""
        if mine is not None and mine["state"] in SIGNED_UP:
            return None
        if refusal := self._cannot(row, role):
            return refusal
        # Where a leader chooses, who came first is chosen from first; elsewhere those who wait for what is free cannot.
        is_full = role["taken"] >= role["needed"] or (row["by_approval"] and waiting > 0)
        return ShiftFull(waiting=waiting) if is_full else None

    def _cannot(self, row: Row, role: Row) -> Refused | None:
        if self.eligibility is None:
            return None
        stand = Stand(
            row["id"],
            row["state"],
            row["starts_at"],
            row["ends_at"],
            row["grid__path"],
            row["grid__time_zone"],
        )
        return self.eligibility.why_not(self.actor.id, stand, papers(role))


def papers(role: Row) -> list[QualificationKind]:
    """The papers that a role needs, in the order of their names."""
    return [QualificationKind(kind) for kind in role["qualifications"].split(",") if kind]


def is_offered(place: Row) -> bool:
    """Whether somebody else may take this place."""
    return place["state"] is SignupState.JOINED and place["offered_at"] is not None


def stands(mine: Row | None) -> bool:
    """Whether somebody has or had a place that nobody else could have."""
    return mine is not None and mine["state"] in HOLDING
