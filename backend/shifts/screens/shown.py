"""Shifts, their roles and who has a place in them, as the graph shows them."""

from datetime import date, datetime
from uuid import UUID

import strawberry
from strawberry.types import Info

import backend.volunteers.shown  # noqa: F401 -- QualificationKind is named for the graph there, before any type here speaks of it
from backend.access.context import Context
from backend.grids.graph import Grid
from backend.kit.nodes import Node
from backend.kit.refusals import Refused
from backend.shifts import alike
from backend.shifts.models import ShiftState, SignupState, WorkKind
from backend.shifts.screens import counting
from backend.volunteers.models import QualificationKind

strawberry.enum(WorkKind, name="ShiftKind", description="What is done on a shift.")
strawberry.enum(ShiftState, name="ShiftState", description="Whether a shift will be stood.")
strawberry.enum(SignupState, name="SignupState", description="How somebody stands to a shift.")


@strawberry.type(description="Whom to call about a shift.")
class ShiftContact:
    person: strawberry.ID | None = strawberry.field(
        description="Who it is; for who leads the ground, who may choose another."
    )
    name: str = strawberry.field(description="Their name.")
    phone: str | None = strawberry.field(
        description="Their number; for who has a place in the shift, until the day after, and who leads the ground."
    )


@strawberry.type(description="What the next shift has to know (交接记录).")
class ShiftReport:
    text: str = strawberry.field(description="What they wrote.")
    who: str = strawberry.field(description="Who wrote it, as 张* for others than leaders.")
    at: datetime = strawberry.field(description="When.")
    confirmed_by: str | None = strawberry.field(
        description="Who of the next shift has read it and taken over."
    )
    confirmed_at: datetime | None = strawberry.field(description="When.")


@strawberry.type(description="What some of the people on a shift do, and how many of them are needed.")
class ShiftRole:
    id: strawberry.ID = strawberry.field(description="Name it when you join.")
    name: str = strawberry.field(description="Empty where there is one role only.")
    needed: int = strawberry.field(description="How many people are needed.")
    taken: int = strawberry.field(description="How many places are taken.")
    waiting: int = strawberry.field(description="How many are on the waiting list.")
    qualifications: list[QualificationKind] = strawberry.field(
        description="The papers that a leader has to have seen."
    )
    why_not: Refused | None = strawberry.field(
        description="Why you cannot join it now; null where you can, or have a place already."
    )


@strawberry.type(description="Shifts that were planned out for some weeks and shared out over people (排班).")
class Rota(Node):
    row: strawberry.Private[UUID]
    grid: Grid = strawberry.field(description="Where.")
    name: str = strawberry.field(description="What its leader calls it.")
    first_day: date = strawberry.field(description="Its first day.")
    weeks: int = strawberry.field(description="For how many weeks.")
    created_at: datetime = strawberry.field(description="Since when it is there.")

    @strawberry.field(description="How many shifts it has, those left out that were cancelled.")
    async def shift_count(self, info: Info[Context, None]) -> int:
        return (await info.context.loader(counting.of_rotas).load(self.row)).shifts

    @strawberry.field(description="How many places are free in those that are still to come.")
    async def open_places(self, info: Info[Context, None]) -> int:
        return (await info.context.loader(counting.of_rotas).load(self.row)).open_places


@strawberry.type(description="Hands needed at one place from one hour to another.")
class Shift(Node):
    row: strawberry.Private[UUID]
    grid: Grid = strawberry.field(description="The grid whose leader set it.")
    rota: Rota | None = strawberry.field(description="The rota that it belongs to.")
    is_repeated: bool = strawberry.field(description="Whether others follow it by the same rule or rota.")
    kind: WorkKind = strawberry.field(description="What is done.")
    place: str = strawberry.field(description="Where to come.")
    starts_at: datetime = strawberry.field(description="When it begins.")
    ends_at: datetime = strawberry.field(description="When it ends.")
    brief: str = strawberry.field(description="What to do there; may be empty.")
    bring: str = strawberry.field(description="What to bring along; may be empty.")
    contact: ShiftContact = strawberry.field(description="Whom to call about it.")
    by_approval: bool = strawberry.field(description="Whether a leader approves whoever would like to join.")
    state: ShiftState = strawberry.field(description="Whether it will be stood.")
    reason: str = strawberry.field(
        description="Why it was cancelled, or ended before its time; may be empty."
    )
    is_over: bool = strawberry.field(description="Whether it has ended.")
    leaving_is_late_from: datetime = strawberry.field(
        description="Whoever leaves from then on is marked as having left late; never whose place was theirs only then."
    )
    roles: list[ShiftRole] = strawberry.field(description="Whom it needs.")
    signups: "list[Signup]" = strawberry.field(
        description="To who leads the ground everybody who ever wanted a place; to others who has one, as 张*, and themselves."
    )
    mine: "Signup | None" = strawberry.field(description="How I stand to it; null where I never did.")
    may_lead: bool = strawberry.field(description="Whether I lead the ground: may change it and decide.")
    report: ShiftReport | None = strawberry.field(
        description="What was written for the next shift; for who had a place in it, and who leads the ground."
    )
    before: ShiftReport | None = strawberry.field(
        description="What the shift wrote that this one takes over from; for who has a place, and who leads."
    )
    before_shift: strawberry.ID | None = strawberry.field(
        description="The shift that this one takes over from; for the same people."
    )
    may_confirm_before: bool = strawberry.field(
        description="Whether I may say that I have read what that shift wrote."
    )
    version: int = strawberry.field(description="Give this back when you change it.")

    @strawberry.field(
        description="How many of the same work at the same hours its rule or rota repeats after it; for who leads the ground."
    )
    async def alike_after(self, info: Info[Context, None]) -> int:
        return len(await info.context.loader(alike.after).load(self.row)) if self.may_lead else 0


@strawberry.type(description="Somebody's place in a shift, or their wish for one.")
class Signup(Node):
    row: strawberry.Private[UUID]
    shift: Shift = strawberry.field(description="In which shift.")
    role: strawberry.ID = strawberry.field(description="In which of its roles.")
    state: SignupState = strawberry.field(description="How they stand to it.")
    who: str = strawberry.field(description="Their name; to others than leaders and themselves 张*.")
    person: strawberry.ID | None = strawberry.field(
        description="Who it is; for themselves, and who leads the ground."
    )
    is_mine: bool = strawberry.field(description="Whether it is mine.")
    asked_at: datetime = strawberry.field(description="Since when they have stood like this.")
    waiting_place: int | None = strawberry.field(description="Their number on the waiting list.")
    left_late: bool = strawberry.field(description="Whether they left shortly before it began.")
    reason: str = strawberry.field(
        description="Why they left, or have no place, in the words of whoever did it; for themselves, and who leads."
    )
    asked_again_at: datetime | None = strawberry.field(
        description="Since when they are asked whether they still come, as its time was moved."
    )
    offered_at: datetime | None = strawberry.field(description="Since when they offer their place.")
    is_offered_to_me: bool = strawberry.field(description="Whether they offer it to me by name.")
    may_take: bool = strawberry.field(description="Whether I may take it over now.")
    offered_to: str | None = strawberry.field(
        description="To whom they offer it, where it is one person; for themselves, and who leads the ground."
    )
    is_asked_for: bool = strawberry.field(
        description="Whether somebody would take it over, and a leader has not said yes or no yet."
    )
    instead_of: str | None = strawberry.field(
        description="Whose place they would take over, as they wait for a yes; for themselves, and who leads the ground."
    )
    came_at: datetime | None = strawberry.field(description="When they came.")
    went_at: datetime | None = strawberry.field(description="When they went.")
    late_at: datetime | None = strawberry.field(description="Since when they are missed.")
    minutes: int | None = strawberry.field(description="How long they helped, once they went.")
    approved_at: datetime | None = strawberry.field(description="When a leader approved that.")
    version: int = strawberry.field(description="Grows with every change.")


@strawberry.type(description="Somebody to whom I may offer my place in a shift.")
class ShiftTaker:
    id: strawberry.ID = strawberry.field(description="Who it is.")
    name: str = strawberry.field(description="As much of their name as greets them: 张*.")


@strawberry.type(description="The secret address under which a calendar reads somebody's shifts.")
class CalendarFeed:
    url: str = strawberry.field(description="Whoever knows it can read your shifts; keep it to yourself.")
    created_at: datetime = strawberry.field(description="Since when it works.")
    read_at: datetime | None = strawberry.field(
        description="When a calendar last read it, give or take an hour."
    )


@strawberry.type(description="A secret address works no longer.")
class RevokedCalendarFeed:
    revoked_at: datetime = strawberry.field(description="Since when.")
