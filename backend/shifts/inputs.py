"""What clients send about shifts."""

from datetime import date, datetime

import strawberry

import backend.shifts.screens.shown  # noqa: F401 -- its enums are named for the graph there
from backend.kit import nodes
from backend.shifts.models import WorkKind
from backend.shifts.plans import Needed, Plan
from backend.shifts.rota.templates import Daily, Template
from backend.volunteers.models import QualificationKind


@strawberry.input(description="Some of the people whom a shift needs.")
class ShiftRoleInput:
    number: int = strawberry.field(description="How many, 1 to 200.")
    name: str = strawberry.field(default="", description="What they are called; empty where all do the same.")
    qualifications: list[QualificationKind] = strawberry.field(
        default_factory=list, description="The papers that a leader has to have seen."
    )

    def read(self) -> Needed:
        """As the rules take it."""
        return Needed(self.number, self.name, tuple(self.qualifications))


@strawberry.input(description="Hands needed at one place from one hour to another.")
class ShiftInput:
    kind: WorkKind = strawberry.field(description="What is done.")
    place: str = strawberry.field(description="Where to come; 80 characters.")
    starts_at: datetime = strawberry.field(description="When it begins, within a year.")
    ends_at: datetime = strawberry.field(description="When it ends, at most 24 hours later.")
    roles: list[ShiftRoleInput] = strawberry.field(description="1 to 8 roles of different names.")
    brief: str = strawberry.field(default="", description="What to do there; 1000 characters.")
    bring: str = strawberry.field(default="", description="What to bring along; 200 characters.")
    contact: strawberry.ID | None = strawberry.field(
        default=None,
        description="Whom to call about it: who holds a post in the grid or above, or stands shifts there. You, or who it was, where you name none.",
    )
    by_approval: bool = strawberry.field(
        default=False, description="Whether a leader approves whoever would like to join."
    )

    def read(self) -> Plan:
        """As the rules take it."""
        return Plan(
            self.kind,
            self.place,
            self.starts_at,
            self.ends_at,
            tuple(role.read() for role in self.roles),
            self.brief,
            self.bring,
            nodes.row_of("Person", self.contact) if self.contact else None,
            self.by_approval,
        )


@strawberry.input(description="One shift of each day, by the clock of the grid.")
class RotaShiftInput:
    begins: int = strawberry.field(description="When it begins, in minutes after midnight.")
    ends: int = strawberry.field(description="When it ends; not later than it begins means on the next day.")
    number: int = strawberry.field(description="How many people, 1 to 50.")
    qualifications: list[QualificationKind] = strawberry.field(
        default_factory=list, description="The papers that a leader has to have seen."
    )
    kind: WorkKind | None = strawberry.field(
        default=None, description="What is done, where it is not what the rota says."
    )
    place: str = strawberry.field(
        default="", description="Where to come, where it is not where the rota says; 80 characters."
    )

    def read(self) -> Daily:
        """As the rules take it."""
        papers = tuple(self.qualifications)
        return Daily(self.begins, self.ends, self.number, self.kind, papers, self.place)


@strawberry.input(description="Shifts for some weeks, to be shared out fairly over the people chosen.")
class RotaInput:
    name: str = strawberry.field(description="What you call it; 60 characters.")
    first_day: date = strawberry.field(description="Its first day, from today on.")
    weeks: int = strawberry.field(description="For how many weeks, 1 to 12.")
    kind: WorkKind = strawberry.field(description="What is done.")
    place: str = strawberry.field(description="Where to come; 80 characters.")
    daily: list[RotaShiftInput] = strawberry.field(description="The shifts of each day, 1 to 6.")
    people: list[strawberry.ID] = strawberry.field(description="Whom it is shared out over, 1 to 60.")
    brief: str = strawberry.field(default="", description="What to do there; 1000 characters.")
    bring: str = strawberry.field(default="", description="What to bring along; 200 characters.")
    by_hours: bool = strawberry.field(
        default=False,
        description="Whether volunteers are chosen only in the hours of the week that they offered.",
    )
    contact: strawberry.ID | None = strawberry.field(
        default=None,
        description="Whom people call about its shifts: one of `shiftContacts`; you, where you name none.",
    )

    def read(self) -> Template:
        """As the rules take it."""
        return Template(
            self.name,
            self.first_day,
            self.weeks,
            self.kind,
            self.place,
            tuple(one.read() for one in self.daily),
            tuple(nodes.row_of("Person", one) for one in self.people),
            self.brief,
            self.bring,
            self.by_hours,
            nodes.row_of("Person", self.contact) if self.contact else None,
        )
