"""What is done on the day of a shift and about who comes: approved, assigned, checked in and out, hours, the report."""

from datetime import datetime
from typing import Annotated, TypedDict
from uuid import UUID

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.access.gates import only, signed_in
from backend.kit import nodes, rates, urgency
from backend.kit.arguments import Key
from backend.shifts import answers, attendance, deciding, rules, spans
from backend.shifts.graph import RoleId, ShiftId, SignupId
from backend.shifts.mutations import Reason, again

CODES = "60 per hour"
"""How often one person may try a place's code: its six digits could be guessed otherwise."""
REPORTS = "30 per hour"
"""How often one person may write to the next shift: each time its people are told."""

Code = Annotated[
    str,
    strawberry.argument(
        description="What the place shows; empty from who leads the ground, and for work from home."
    ),
]
Whom = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Who, for the ground that you lead; yourself where you name nobody."),
]

Pressed = Annotated[
    datetime | None,
    strawberry.argument(
        description="When it was pressed, where the phone had no signal then; a code says itself when it was."
    ),
]


class How(TypedDict):
    """How somebody came or went: by which code, who it is, and when it was pressed."""

    code: str
    person: UUID | None
    at: datetime | None


async def _how(
    info: Info[Context, None], code: str, person: strawberry.ID | None, at: datetime | None
) -> How:
    whom = nodes.row_of("Person", person) if person else None
    if code:
        await rates.count(CODES, "placeCode", str(info.context.me.id))
    return How(code=code, person=whom, at=spans.moment(at, "at") if at else None)


@strawberry.type
class AttendanceMutation:
    @strawberry.mutation(
        extensions=[only(*rules.ANSWER)], description="Say yes or no to somebody who would like a place."
    )
    async def approve_signup(
        self,
        info: Info[Context, None],
        signup: SignupId,
        accepted: Annotated[bool, strawberry.argument(description="Whether they have a place.")],
        key: Key,
        reason: Reason = "",
    ) -> answers.ApproveSignupResult:
        named = nodes.row_of("Signup", signup)
        row = await deciding.approve(info.context.me, named, accepted=accepted, reason=reason, key=key)
        return await again(info, row.shift_id)

    @strawberry.mutation(
        extensions=[only(*rules.ANSWER)],
        description="Put somebody on a shift, with all rules checked as if they joined; they are told.",
    )
    async def assign_shift(
        self,
        info: Info[Context, None],
        shift: ShiftId,
        role: RoleId,
        person: Annotated[strawberry.ID, strawberry.argument(description="Whom.")],
        key: Key,
    ) -> answers.AssignShiftResult:
        named, of = nodes.row_of("Shift", shift), nodes.row_of("ShiftRole", role)
        await deciding.assign(info.context.me, named, of, nodes.row_of("Person", person), key=key)
        return await again(info, named)

    @strawberry.mutation(
        extensions=[signed_in()], description="Say that you still come to a shift whose time was moved."
    )
    async def confirm_shift(
        self, info: Info[Context, None], shift: ShiftId, key: Key
    ) -> answers.ConfirmShiftResult:
        named = nodes.row_of("Shift", shift)
        await deciding.confirm(info.context.me, named, key=key)
        return await again(info, named)

    @strawberry.mutation(
        extensions=[signed_in()],
        directives=[urgency.never_shed()],
        description="Say that you are there, by the code that the place shows, which also says when; "
        "or, for the ground that you lead, that somebody is.",
    )
    async def check_in(
        self,
        info: Info[Context, None],
        shift: ShiftId,
        key: Key,
        code: Code = "",
        person: Whom = None,
        at: Pressed = None,
    ) -> answers.CheckInResult:
        named = nodes.row_of("Shift", shift)
        how = await _how(info, code, person, at)
        await attendance.check_in(info.context.me, named, **how, key=key)
        return await again(info, named)

    @strawberry.mutation(
        extensions=[signed_in()],
        directives=[urgency.never_shed()],
        description="Say that you go, or that somebody has gone, in the same ways.",
    )
    async def check_out(
        self,
        info: Info[Context, None],
        shift: ShiftId,
        key: Key,
        code: Code = "",
        person: Whom = None,
        at: Pressed = None,
    ) -> answers.CheckOutResult:
        named = nodes.row_of("Shift", shift)
        how = await _how(info, code, person, at)
        await attendance.check_out(info.context.me, named, **how, key=key)
        return await again(info, named)

    @strawberry.mutation(
        extensions=[only(*rules.ANSWER)],
        description="Approve how long somebody helped, as counted or as you correct it.",
    )
    async def approve_hours(
        self,
        info: Info[Context, None],
        signup: SignupId,
        key: Key,
        minutes: Annotated[
            int | None, strawberry.argument(description="How long it was, where it was not counted right.")
        ] = None,
    ) -> answers.ApproveHoursResult:
        named = nodes.row_of("Signup", signup)
        row = await attendance.approve_hours(info.context.me, named, minutes=minutes, key=key)
        return await again(info, row.shift_id)

    @strawberry.mutation(
        extensions=[signed_in()],
        description="Write down what the next shift has to know (交接记录); its people are told.",
    )
    async def report_shift(
        self,
        info: Info[Context, None],
        shift: ShiftId,
        text: Annotated[str, strawberry.argument(description="1 to 1000 characters.")],
        key: Key,
        version: Annotated[
            int | None,
            strawberry.argument(
                description="Of the shift as you saw it: refused where somebody else has written to the next "
                "shift and it is another one now."
            ),
        ] = None,
    ) -> answers.ReportShiftResult:
        me = info.context.me
        await rates.count_change(REPORTS, "reportShift", me, key)
        named = nodes.row_of("Shift", shift)
        await attendance.report(me, named, text, version=version, key=key)
        return await again(info, named)

    @strawberry.mutation(
        extensions=[signed_in()],
        description="Say that you have read what the shift before yours wrote, and take over.",
    )
    async def confirm_shift_report(
        self,
        info: Info[Context, None],
        shift: Annotated[strawberry.ID, strawberry.argument(description="The shift that wrote it.")],
        seen: Annotated[datetime, strawberry.argument(description="When what you have read was written.")],
        key: Key,
    ) -> answers.ConfirmShiftReportResult:
        named = nodes.row_of("Shift", shift)
        read = spans.moment(seen, "seen")
        await attendance.confirm_report(info.context.me, named, seen=read, key=key)
        return await again(info, named)
