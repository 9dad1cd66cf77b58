"""The leader's board and what a rota would be, as the graph shows them."""

from datetime import date, datetime

import strawberry

from backend.kit.refusals import Refused
from backend.shifts.models import WorkKind
from backend.shifts.screens.shown import Shift
from backend.volunteers.models import QualificationKind


@strawberry.type(description="How much somebody stands within some time.")
class ShiftPerson:
    id: strawberry.ID = strawberry.field(description="Who it is.")
    name: str = strawberry.field(description="Their name.")
    shifts: int = strawberry.field(description="How many shifts.")
    nights: int = strawberry.field(description="How many of them at night.")
    weekends: int = strawberry.field(description="How many of them on a Saturday or Sunday.")
    minutes: int = strawberry.field(
        description="How long in all: as counted where they went, else as planned."
    )


@strawberry.type(description="One week of a grid and everything below it, by the clock of the grid.")
class ShiftWeek:
    begins: datetime = strawberry.field(name="from", description="The beginning of its Monday.")
    until: datetime = strawberry.field(description="The end of its Sunday.")
    shifts: list[Shift] = strawberry.field(
        description="All shifts of it, those that were cancelled too, by their beginning."
    )
    people: list[ShiftPerson] = strawberry.field(
        description="Everybody with a place in one of them, by name; and how much that is."
    )


@strawberry.type(description="A shift of a rota as it would be saved.")
class PlannedShift:
    starts_at: datetime = strawberry.field(description="When it would begin.")
    ends_at: datetime = strawberry.field(description="When it would end.")
    kind: WorkKind = strawberry.field(description="What would be done.")
    people: list[ShiftPerson] = strawberry.field(description="Who would stand it.")
    open: int = strawberry.field(description="For how many places nobody was found.")


@strawberry.type(description="A rota as it would be saved; nothing is saved yet.")
class RotaPlan:
    shifts: list[PlannedShift] = strawberry.field(description="Its shifts, by time.")
    people: list[ShiftPerson] = strawberry.field(
        description="Everybody you chose, and how much each would stand of it."
    )
    open_places: int = strawberry.field(description="For how many places nobody was found.")
    note: str = strawberry.field(description="The same in a sentence: how fair it is, and what stays open.")
    fingerprint: str = strawberry.field(
        description="Give this back when you save it, so that nothing else is saved than what you looked at."
    )


@strawberry.type(description="One shift of each day of a rota, by the clock of the grid.")
class RotaShift:
    begins: int = strawberry.field(description="When it begins, in minutes after midnight.")
    ends: int = strawberry.field(description="When it ends; not later than it begins means on the next day.")
    number: int = strawberry.field(description="How many people.")
    kind: WorkKind = strawberry.field(description="What is done.")
    place: str = strawberry.field(description="Where, if it is not where the others are; else empty.")
    qualifications: list[QualificationKind] = strawberry.field(
        description="The papers that a leader has to have seen."
    )


@strawberry.type(description="What a rota was made of, to make the next weeks like it.")
class RotaTemplate:
    rota: strawberry.ID = strawberry.field(description="Which rota.")
    name: str = strawberry.field(description="What its leader calls it.")
    first_day: date = strawberry.field(description="Its first day.")
    weeks: int = strawberry.field(description="For how many weeks.")
    kind: WorkKind = strawberry.field(description="What is mostly done.")
    place: str = strawberry.field(description="Where to come.")
    daily: list[RotaShift] = strawberry.field(description="The shifts of each day.")
    people: list[strawberry.ID] = strawberry.field(description="Who has or had a place in it.")
    brief: str = strawberry.field(description="What to do there; may be empty.")
    bring: str = strawberry.field(description="What to bring along; may be empty.")
    by_hours: bool = strawberry.field(
        description="Whether volunteers are chosen only in the hours of the week that they offered."
    )
    contact: strawberry.ID | None = strawberry.field(
        description="Whom people call; null where they have nothing to do with the grid any more."
    )


@strawberry.type(description="Somebody who could be put on a shift.")
class ShiftCandidate:
    id: strawberry.ID = strawberry.field(description="Who it is.")
    name: str = strawberry.field(description="Their name.")
    why_not: Refused | None = strawberry.field(description="Why they cannot stand it; null where they can.")


@strawberry.type(description="Somebody who could be called about shifts of a grid.")
class ContactCandidate:
    id: strawberry.ID = strawberry.field(description="Who it is.")
    name: str = strawberry.field(description="Their name.")
    is_me: bool = strawberry.field(description="Whether it is I, as it is where nobody is chosen.")
    has_phone: bool = strawberry.field(
        description="Whether a number of theirs is known; without, nobody can call."
    )


@strawberry.type(description="How much anybody may stand.")
class ShiftLimits:
    rest_hours: int = strawberry.field(description="Hours of rest between two shifts.")
    most_hours_a_day: int = strawberry.field(
        description="Hours within 24: nobody can join a shift that is longer."
    )


@strawberry.type(description="What the place of a shift shows, to be scanned by whoever comes or goes.")
class PlaceCode:
    code: str = strawberry.field(description="What to send when checking in or out.")
    digits: str = strawberry.field(
        description="Six digits for who cannot scan; their phone sends them as the minute, a dot and these."
    )
    url: str = strawberry.field(description="The same as an address that any phone's camera opens.")
    qr: str = strawberry.field(description="That address as a QR code: an SVG picture in a data URI.")
    expires_at: datetime = strawberry.field(description="Show the next one from then on.")
