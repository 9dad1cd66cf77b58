"""What can be done about shifts: set, joined, handed over, stood and counted."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.access.gates import on_device, only, signed_in
from backend.kit import clock, nodes, rates
from backend.kit.arguments import Key, Version
from backend.kit.refusals import NotFound
from backend.shifts import answers, changing, graph, joining, leaving, offering, planning, rules, spans
from backend.shifts.calendar import feeds
from backend.shifts.graph import GridId, RoleId, ShiftId, SignupId
from backend.shifts.inputs import RotaInput, ShiftInput
from backend.shifts.joining import Wish
from backend.shifts.rota import rotas
from backend.shifts.screens.shown import RevokedCalendarFeed, Shift

SETTINGS = "120 per hour"
"""How often one person may set shifts or make rotas; what a phone sends again counts too."""
JOINS = "120 per hour"
"""How often one person may join."""
OFFERS = "20 per hour"
"""How often one person may ask others to take their place: each time everybody near may be told."""
FEEDS = "20 per day"
"""How often one person may make a calendar address."""

Reason = Annotated[str, strawberry.argument(description="Why; may be empty, 200 characters.")]


async def again(info: Info[Context, None], shift: UUID) -> Shift:
    """A shift as it is after what was done."""
    made = await graph.one(info.context.me, shift, info)
    if made is None:
        raise NotFound
    return made


@strawberry.type
class ShiftsMutation:
    @strawberry.mutation(
        extensions=[only(*rules.ANSWER)],
        description="Set a shift on the ground that you lead; with a rule, as many as it repeats within a year.",
    )
    async def create_shift(
        self,
        info: Info[Context, None],
        grid: GridId,
        input: Annotated[ShiftInput, strawberry.argument(description="What exactly.")],  # noqa: A002
        key: Key,
        repeats: Annotated[
            str,
            strawberry.argument(description="How it repeats, as an RRULE (RFC 5545): FREQ=DAILY;COUNT=7."),
        ] = "",
    ) -> answers.CreateShiftResult:
        me = info.context.me
        await rates.count_change(SETTINGS, "createShift", me, key)
        named = nodes.row_of("Grid", grid)
        row = await planning.create(me, named, input.read(), repeats=repeats, key=key)
        return await again(info, row.id)

    @strawberry.mutation(
        extensions=[only(*rules.ANSWER)],
        description="Change a shift, or also those like it after it. Whoever is on one is told once, and asked again where its time moved.",
    )
    async def change_shift(
        self,
        info: Info[Context, None],
        shift: ShiftId,
        input: Annotated[ShiftInput, strawberry.argument(description="What it is from now on.")],  # noqa: A002
        version: Version,
        key: Key,
        all_following: Annotated[
            bool,
            strawberry.argument(
                description="Also what changes here of those that its rule or rota repeats after it, of the same work at the same hours; each keeps its day."
            ),
        ] = False,
    ) -> answers.ChangeShiftResult:
        named = nodes.row_of("Shift", shift)
        await changing.change(
            info.context.me, named, input.read(), version=version, all_following=all_following, key=key
        )
        return await again(info, named)

    @strawberry.mutation(
        extensions=[only(*rules.ANSWER)],
        description="Call a shift off; whoever is on it is told. One that people stand ends now, and their hours count.",
    )
    async def cancel_shift(
        self,
        info: Info[Context, None],
        shift: ShiftId,
        key: Key,
        reason: Reason = "",
        all_following: Annotated[
            bool,
            strawberry.argument(
                description="Also those that its rule or rota repeats after it, of the same work at the same hours."
            ),
        ] = False,
    ) -> answers.CancelShiftResult:
        named = nodes.row_of("Shift", shift)
        await planning.cancel(info.context.me, named, reason, all_following=all_following, key=key)
        return await again(info, named)

    @strawberry.mutation(
        extensions=[only(*rules.ANSWER)],
        description="Save a rota: its shifts, with everybody on theirs; each is told once.",
    )
    async def create_rota(
        self,
        info: Info[Context, None],
        grid: GridId,
        input: Annotated[RotaInput, strawberry.argument(description="What exactly.")],  # noqa: A002
        key: Key,
        fingerprint: Annotated[
            str,
            strawberry.argument(
                description="Of the plan that you looked at: refused where it would not be that one. Empty saves it however it comes out."
            ),
        ] = "",
    ) -> answers.CreateRotaResult:
        me = info.context.me
        await rates.count_change(SETTINGS, "createShift", me, key)
        named = nodes.row_of("Grid", grid)
        row = await rotas.create(me, named, input.read(), fingerprint=fingerprint, key=key)
        made = await graph.rota(me, row.id)
        if made is None:
            raise NotFound
        return made

    @strawberry.mutation(
        extensions=[signed_in()],
        description="Join a shift: at once, when a leader approves, or by its waiting list.",
    )
    async def join_shift(
        self,
        info: Info[Context, None],
        shift: ShiftId,
        role: RoleId,
        key: Key,
        may_wait: Annotated[
            bool, strawberry.argument(description="Whether you would wait for a place where none is free.")
        ] = False,
    ) -> answers.JoinShiftResult:
        me = info.context.me
        await rates.count_change(JOINS, "joinShift", me, key)
        wish = Wish(nodes.row_of("Shift", shift), nodes.row_of("ShiftRole", role), may_wait)
        await joining.join(me, wish, key=key)
        return await again(info, wish.shift)

    @strawberry.mutation(
        extensions=[signed_in()],
        description="Leave a shift or its waiting list; or, for the ground that you lead, take somebody off it.",
    )
    async def leave_shift(
        self,
        info: Info[Context, None],
        shift: ShiftId,
        key: Key,
        person: Annotated[
            strawberry.ID | None, strawberry.argument(description="Whom; yourself where you name nobody.")
        ] = None,
        reason: Reason = "",
        at: Annotated[
            datetime | None,
            strawberry.argument(
                description="When you pressed it, where your phone had no signal then; it says whether you left late."
            ),
        ] = None,
    ) -> answers.LeaveShiftResult:
        named = nodes.row_of("Shift", shift)
        whom = nodes.row_of("Person", person) if person else None
        pressed = spans.moment(at, "at") if at else None
        await leaving.leave(info.context.me, named, person=whom, reason=reason, at=pressed, key=key)
        return await again(info, named)

    @strawberry.mutation(
        extensions=[signed_in()],
        description="Offer your place to one person, or to everybody near; it stays yours until somebody takes it.",
    )
    async def offer_shift(
        self,
        info: Info[Context, None],
        shift: ShiftId,
        key: Key,
        to: Annotated[
            strawberry.ID | None, strawberry.argument(description="To whom; everybody where you name nobody.")
        ] = None,
    ) -> answers.OfferShiftResult:
        me = info.context.me
        await rates.count_change(OFFERS, "offerShift", me, key)
        named = nodes.row_of("Shift", shift)
        await offering.offer(me, named, to=nodes.row_of("Person", to) if to else None, key=key)
        return await again(info, named)

    @strawberry.mutation(extensions=[signed_in()], description="Keep a place that you had offered.")
    async def keep_shift(
        self, info: Info[Context, None], shift: ShiftId, key: Key
    ) -> answers.KeepShiftResult:
        named = nodes.row_of("Shift", shift)
        await offering.keep(info.context.me, named, key=key)
        return await again(info, named)

    @strawberry.mutation(
        extensions=[signed_in()],
        description="Take over a place that somebody offers; at once, or when a leader approves.",
    )
    async def take_shift(
        self, info: Info[Context, None], signup: SignupId, key: Key
    ) -> answers.TakeShiftResult:
        row = await offering.take(info.context.me, nodes.row_of("Signup", signup), key=key)
        return await again(info, row.shift_id)

    @strawberry.mutation(
        extensions=[on_device()],
        description="Make a secret address under which your calendar reads your shifts; one from before stops working.",
    )
    async def make_calendar_feed(self, info: Info[Context, None], key: Key) -> answers.MakeCalendarFeedResult:
        me = info.context.me
        await rates.count_change(FEEDS, "makeCalendarFeed", me, key)
        return graph.feed_of(await feeds.make(me, key=key))

    @strawberry.mutation(extensions=[on_device()], description="Stop the secret address.")
    async def revoke_calendar_feed(
        self, info: Info[Context, None], key: Key
    ) -> answers.RevokeCalendarFeedResult:
        await feeds.revoke(info.context.me, key=key)
        return RevokedCalendarFeed(revoked_at=clock.now())
