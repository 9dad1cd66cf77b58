"""Offering help and deciding about offers, in the graph."""

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.access.gates import on_device, only, signed_in
from backend.grids import loaders
from backend.kit import nodes, pages, rates, selections
from backend.kit.arguments import After, First, Key, Version
from backend.kit.pages import Connection
from backend.kit.refusals import NotFound
from backend.volunteers import answers, applying, deciding, qualifications, rules, shown
from backend.volunteers.inputs import AddQualificationInput, ApplyAsVolunteerInput, OfferInput
from backend.volunteers.models import Skill, VolunteerState
from backend.volunteers.shown import Volunteer, VolunteerCounts, VolunteerPhone

APPLICATIONS = "20 per day"
"""How often one person may apply; what a phone sends again counts too."""

VolunteerId = Annotated[strawberry.ID, strawberry.argument(description="Which volunteer.")]
GridId = Annotated[
    strawberry.ID, strawberry.argument(description="The grid they belong to, or one above it.")
]
Reason = Annotated[str, strawberry.argument(description="Why; they read it. 1 to 200 characters.")]


@strawberry.type
class VolunteersQuery:
    @strawberry.field(extensions=[on_device()], description="What I offered; null where I never did.")
    async def my_volunteering(self, info: Info[Context, None]) -> Volunteer | None:
        rows = await rules.own(info.context.me).limit(1).values(*shown.COLUMNS)
        made = await shown.several(rows, selections.names(info))
        return made[0] if made else None

    @strawberry.field(
        extensions=[signed_in()], description="One volunteer: myself, or one of the ground I lead."
    )
    async def volunteer(
        self,
        info: Info[Context, None],
        id: VolunteerId,  # noqa: A002
    ) -> Volunteer | None:
        named = nodes.row_of("Volunteer", id)
        return await shown.one(info.context.me, named, selections.names(info))

    @strawberry.field(
        extensions=[only(*rules.DECIDE)],
        description="Volunteers of a grid and everything below it; who applied last comes first.",
    )
    async def volunteers(
        self,
        info: Info[Context, None],
        grid: GridId,
        state: Annotated[VolunteerState | None, strawberry.argument(description="Only these.")] = None,
        skill: Annotated[Skill | None, strawberry.argument(description="Only who can do this.")] = None,
        first: First = pages.MOST,
        after: After = None,
    ) -> Connection[Volunteer]:
        found = rules.within(await _led(info, grid), state, skill)
        page = await pages.page(found, *shown.COLUMNS, order=("-applied_at", "-id"), first=first, after=after)
        made = await shown.several(page.rows, selections.names(info))
        return Connection(nodes=made, page_info=page.info)

    @strawberry.field(
        extensions=[only(*rules.DECIDE)],
        description="How many volunteers a grid has, with everything below it.",
    )
    async def volunteer_counts(
        self,
        info: Info[Context, None],
        grid: GridId,
    ) -> VolunteerCounts:
        return VolunteerCounts(**await rules.counts(await _led(info, grid)))


@strawberry.type
class VolunteersMutation:
    @strawberry.mutation(extensions=[on_device()], description="Offer your help; your grid leader decides.")
    async def apply_as_volunteer(
        self,
        info: Info[Context, None],
        input: Annotated[ApplyAsVolunteerInput, strawberry.argument(description="What you offer.")],  # noqa: A002
        key: Key,
    ) -> answers.ApplyAsVolunteerResult:
        me = info.context.me
        await rates.count_change(APPLICATIONS, "applyAsVolunteer", me, key)
        grid = nodes.row_of("Grid", input.grid) if input.grid else None
        row = await applying.apply(me, grid, input.read(), key=key)
        return await _again(info, row.id)

    @strawberry.mutation(
        extensions=[on_device()], description="Change what you offer; no new approval is needed."
    )
    async def change_volunteering(
        self,
        info: Info[Context, None],
        input: Annotated[OfferInput, strawberry.argument(description="What you offer from now on.")],  # noqa: A002
        version: Version,
        key: Key,
    ) -> answers.ChangeVolunteeringResult:
        row = await applying.change(info.context.me, input.read(), version, key=key)
        return await _again(info, row.id)

    @strawberry.mutation(extensions=[on_device()], description="Take a break.")
    async def pause_volunteering(
        self,
        info: Info[Context, None],
        until: Annotated[date, strawberry.argument(description="The first day on which you help again.")],
        key: Key,
    ) -> answers.PauseVolunteeringResult:
        row = await applying.pause(info.context.me, until, key=key)
        return await _again(info, row.id)

    @strawberry.mutation(extensions=[on_device()], description="End your break now.")
    async def resume_volunteering(
        self, info: Info[Context, None], key: Key
    ) -> answers.ResumeVolunteeringResult:
        row = await applying.resume(info.context.me, key=key)
        return await _again(info, row.id)

    @strawberry.mutation(extensions=[on_device()], description="Take your offer back.")
    async def leave_volunteering(
        self, info: Info[Context, None], key: Key
    ) -> answers.LeaveVolunteeringResult:
        row = await applying.leave(info.context.me, key=key)
        return await _again(info, row.id)

    @strawberry.mutation(extensions=[only(*rules.DECIDE)], description="Say yes to somebody who waits.")
    async def approve_volunteer(
        self, info: Info[Context, None], volunteer: VolunteerId, key: Key
    ) -> answers.ApproveVolunteerResult:
        row = await deciding.approve(info.context.me, nodes.row_of("Volunteer", volunteer), key=key)
        return await _again(info, row.id)

    @strawberry.mutation(
        extensions=[only(*rules.DECIDE)], description="Say no to somebody who waits; they read why."
    )
    async def decline_volunteer(
        self, info: Info[Context, None], volunteer: VolunteerId, reason: Reason, key: Key
    ) -> answers.DeclineVolunteerResult:
        row = await deciding.decline(info.context.me, nodes.row_of("Volunteer", volunteer), reason, key=key)
        return await _again(info, row.id)

    @strawberry.mutation(
        extensions=[only(*rules.DECIDE)], description="End somebody's volunteering; they read why."
    )
    async def end_volunteering(
        self, info: Info[Context, None], volunteer: VolunteerId, reason: Reason, key: Key
    ) -> answers.EndVolunteeringResult:
        row = await deciding.end(info.context.me, nodes.row_of("Volunteer", volunteer), reason, key=key)
        return await _again(info, row.id)

    @strawberry.mutation(
        extensions=[only(*rules.DECIDE)],
        description="Show a volunteer's number, to call them; the look is noted.",
    )
    async def show_volunteer_phone(
        self, info: Info[Context, None], volunteer: VolunteerId
    ) -> answers.ShowVolunteerPhoneResult:
        return VolunteerPhone(
            phone=await deciding.phone(info.context.me, nodes.row_of("Volunteer", volunteer))
        )

    @strawberry.mutation(
        extensions=[only(*rules.DECIDE)], description="Note that you saw a volunteer's paper."
    )
    async def add_qualification(
        self,
        info: Info[Context, None],
        volunteer: VolunteerId,
        input: Annotated[AddQualificationInput, strawberry.argument(description="What you saw.")],  # noqa: A002
        key: Key,
    ) -> answers.AddQualificationResult:
        row = await qualifications.add(
            info.context.me,
            nodes.row_of("Volunteer", volunteer),
            input.kind,
            input.expires_on,
            input.note,
            key=key,
        )
        return await _again(info, row.id)

    @strawberry.mutation(
        extensions=[only(*rules.DECIDE)],
        description="Take back a paper that was noted by mistake or holds no longer.",
    )
    async def remove_qualification(
        self,
        info: Info[Context, None],
        qualification: Annotated[strawberry.ID, strawberry.argument(description="Which paper.")],
        key: Key,
    ) -> answers.RemoveQualificationResult:
        row = await qualifications.remove(
            info.context.me, nodes.row_of("Qualification", qualification), key=key
        )
        return await _again(info, row.id)


async def _led(info: Info[Context, None], grid: str) -> str:
    """The path of a grid that the actor leads, read once however many fields name it; `NotFound` otherwise."""
    place = await info.context.loader(loaders.by_id).load(nodes.row_of("Grid", grid))
    if place is None or not info.context.me.answers_for(place["path"], *rules.DECIDE):
        raise NotFound
    return str(place["path"])


async def _again(info: Info[Context, None], volunteer: UUID) -> Volunteer:
    """The volunteer as they are after what was done; who may do it may see it."""
    found = await shown.one(info.context.me, volunteer, selections.names(info))
    if found is None:
        raise NotFound
    return found
