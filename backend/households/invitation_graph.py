"""Invitations in the graph: making them, and coming in by one."""

from typing import Annotated, cast

import strawberry
from strawberry.types import Info

from backend.access import actor as access
from backend.access import devices, people, sign_in, sign_in_graph
from backend.access.context import Context
from backend.access.gates import anyone, only, signed_in
from backend.grids import rules as grids
from backend.households import invitations, invitations_shown, joining, rules
from backend.households.answers import (
    AcceptInvitationResult,
    InvitationResult,
    InviteResidentsResult,
    RevokeInvitationResult,
)
from backend.households.arguments import Code, GridId
from backend.households.inputs import AcceptInvitationInput
from backend.households.invitations_shown import COLUMNS, Invitation, WaitingAtDoor
from backend.households.joining import Arrival
from backend.households.models import Household, Resident
from backend.households.models import Invitation as InvitationRow
from backend.kit import nodes, pages, urgency, work
from backend.kit.arguments import After, First, Key
from backend.kit.pages import Connection
from backend.kit.refusals import NotFound, Refused, Told


@strawberry.type
class InvitationQuery:
    @strawberry.field(
        extensions=[anyone()],
        directives=[urgency.shed_late()],
        description="Where an invitation leads, for whoever holds it.",
    )
    async def invitation(self, info: Info[Context, None], code: Code) -> InvitationResult:
        try:
            await sign_in.count_joining(info.context.address)
            found = await invitations.behind(code)
            invitations.refuse_closed(found)
        except Refused as refusal:
            return cast("NotFound", Told(refusal))
        return await invitations_shown.welcome_of(found)

    @strawberry.field(
        extensions=[signed_in()], description="The door at which I wait to be let in; null where I do not."
    )
    async def my_waiting(self, info: Info[Context, None]) -> WaitingAtDoor | None:
        return await invitations_shown.waiting_of(info)

    @strawberry.field(
        extensions=[only(*rules.KEEP)],
        description="Invitations to a grid and the doors below it that are not over, the latest first.",
    )
    async def invitations(
        self, info: Info[Context, None], grid: GridId, first: First = pages.MOST, after: After = None
    ) -> Connection[Invitation]:
        me = info.context.me
        ground = await grids.get(me, nodes.row_of("Grid", grid), *rules.KEEP)
        found = invitations.visible(me).filter(access.subtree(ground.path, "grid__path"))
        page = await pages.page(found, *COLUMNS, order=("-made_at", "-id"), first=first, after=after)
        return page.of(invitations_shown.invitation_of)


@strawberry.type
class InvitationMutation:
    @strawberry.mutation(
        extensions=[signed_in()],
        description="Invite those who live in a grid, or behind one door; name one of them.",
    )
    async def invite_residents(
        self,
        info: Info[Context, None],
        days: Annotated[int, strawberry.argument(description="How long it lasts: 1 to 30.")],
        uses: Annotated[int, strawberry.argument(description="For how many people it is.")],
        key: Key,
        grid: Annotated[strawberry.ID | None, strawberry.argument(description="The grid.")] = None,
        household: Annotated[strawberry.ID | None, strawberry.argument(description="The household.")] = None,
    ) -> InviteResidentsResult:
        me = info.context.me
        if household:
            row = nodes.row_of("Household", household)
            made = await invitations.invite_to_household(me, row, days, uses, key=key)
        else:
            row = nodes.row_of("Grid", grid or "")
            made = await invitations.invite_to_grid(me, row, days, uses, key=key)
        found = await invitations_shown.one(invitations.visible(me).filter(id=made.id))
        if found is None:
            raise NotFound
        return found

    @strawberry.mutation(extensions=[signed_in()], description="Take an invitation back.")
    async def revoke_invitation(
        self,
        info: Info[Context, None],
        invitation: Annotated[strawberry.ID, strawberry.argument(description="Which invitation.")],
        key: Key,
    ) -> RevokeInvitationResult:
        row = nodes.row_of("Invitation", invitation)
        revoked = await invitations.revoke(info.context.me, row, key=key)
        found = await invitations_shown.one(InvitationRow.filter(id=revoked.id))
        if found is None:
            raise NotFound
        return found

    @strawberry.mutation(
        extensions=[anyone()],
        directives=[urgency.shed_late()],
        description="Come in by an invitation. Who is signed out gets an account and is signed in on this device.",
    )
    async def accept_invitation(
        self,
        info: Info[Context, None],
        code: Code,
        input: Annotated[AcceptInvitationInput, strawberry.argument(description="Who comes in, and where.")],  # noqa: A002
        key: Key,
    ) -> AcceptInvitationResult:
        context = info.context
        await sign_in.count_joining(context.address)
        resident = await joining.accept(context.actor or joining.Newcomer(), code, _arrival(input), key=key)
        if context.actor is None:
            await _enter(info, resident)
        home = await Household.get(id=resident.household_id)
        return invitations_shown.joined_of(resident, home, context.actor)


def _arrival(told: AcceptInvitationInput) -> Arrival:
    return Arrival(
        name=people.parse_name(told.name),
        phone=people.parse_phone(told.phone) if told.phone and told.phone.strip() else None,
        door=told.door.read() if told.door else None,
        grid=nodes.row_of("Grid", told.grid) if told.grid else None,
    )


async def _enter(info: Info[Context, None], resident: Resident) -> None:
    """Sign the new person in on this device; also when it asks a second time because the answer was lost."""
    person = await joining.just_came(resident)
    if person is None:
        return
    device = devices.described(info.context.connection.headers.get("user-agent", ""))
    signed_in_now = await work.unit(lambda: sign_in.open_session(person, device))
    await sign_in_graph.enter(info, signed_in_now)
