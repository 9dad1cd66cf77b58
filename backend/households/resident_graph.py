"""Who lives behind a door, and what they need others to know, in the graph."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.access.gates import only, signed_in
from backend.households import listing, needs, residents, rules
from backend.households.answers import (
    AddResidentResult,
    AdmitResidentResult,
    ChangeResidentResult,
    ClearNeedResult,
    Left,
    MoveOutResult,
    MoveResidentResult,
    RecordNeedResult,
)
from backend.households.arguments import HouseholdId, ResidentId
from backend.households.household_graph import shown
from backend.households.inputs import NeedInput, ResidentInput
from backend.households.people_shown import need_of
from backend.households.shown import one
from backend.kit import nodes, urgency
from backend.kit.arguments import Key, Version

Told = Annotated[ResidentInput, strawberry.argument(description="Who it is.")]


@strawberry.type
class ResidentMutation:
    @strawberry.mutation(
        extensions=[signed_in()],
        description="Add somebody who lives here: by the household's head, or whoever looks after it.",
    )
    async def add_resident(
        self,
        info: Info[Context, None],
        household: HouseholdId,
        input: Told,  # noqa: A002
        key: Key,
    ) -> AddResidentResult:
        row = nodes.row_of("Household", household)
        added = await residents.add(info.context.me, row, input.read(), key=key)
        return await shown(info, added.household_id)

    @strawberry.mutation(extensions=[signed_in()], description="Correct what is known of a resident.")
    async def change_resident(
        self,
        info: Info[Context, None],
        resident: ResidentId,
        input: Told,  # noqa: A002
        version: Version,
        key: Key,
    ) -> ChangeResidentResult:
        row = nodes.row_of("Resident", resident)
        changed = await residents.change(info.context.me, row, input.read(), version, key=key)
        return await shown(info, changed.household_id)

    @strawberry.mutation(extensions=[signed_in()], description="Let somebody in who waits at the door.")
    async def admit_resident(
        self,
        info: Info[Context, None],
        resident: ResidentId,
        key: Key,
        known_as: Annotated[
            strawberry.ID | None,
            strawberry.argument(
                description="The resident without an account who they are, where they are one."
            ),
        ] = None,
    ) -> AdmitResidentResult:
        row = nodes.row_of("Resident", resident)
        known = nodes.row_of("Resident", known_as) if known_as else None
        admitted = await residents.admit(info.context.me, row, known, key=key)
        return await shown(info, admitted.household_id)

    @strawberry.mutation(
        extensions=[only(*listing.LOOK_AFTER)],
        description="Somebody moves to another door that I look after; what is known of them goes with them.",
    )
    async def move_resident(
        self, info: Info[Context, None], resident: ResidentId, household: HouseholdId, key: Key
    ) -> MoveResidentResult:
        row, to = nodes.row_of("Resident", resident), nodes.row_of("Household", household)
        moved = await residents.move(info.context.me, row, to, key=key)
        return await shown(info, moved.household_id)

    @strawberry.mutation(
        extensions=[signed_in()], description="Somebody no longer lives here, or is turned away at the door."
    )
    async def move_out(self, info: Info[Context, None], resident: ResidentId, key: Key) -> MoveOutResult:
        left = await residents.move_out(info.context.me, nodes.row_of("Resident", resident), key=key)
        home = await one(rules.visible(info.context.me).filter(id=left.household_id))
        return home or Left(id=resident)

    @strawberry.mutation(
        extensions=[signed_in()],
        directives=[urgency.never_shed()],
        description="Write down what matters when help is needed; told again, it replaces what was told before.",
    )
    async def record_need(
        self,
        info: Info[Context, None],
        household: HouseholdId,
        input: Annotated[NeedInput, strawberry.argument(description="What it is.")],  # noqa: A002
        key: Key,
        resident: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="Whose it is; left out where it is the whole household's."),
        ] = None,
    ) -> RecordNeedResult:
        row = nodes.row_of("Household", household)
        whose = nodes.row_of("Resident", resident) if resident else None
        return need_of(await needs.record(info.context.me, row, input.read(), whose, key=key))

    @strawberry.mutation(extensions=[signed_in()], description="A need is over, or was a mistake.")
    async def clear_need(
        self,
        info: Info[Context, None],
        need: Annotated[strawberry.ID, strawberry.argument(description="Which need.")],
        key: Key,
    ) -> ClearNeedResult:
        cleared = await needs.clear(info.context.me, nodes.row_of("Need", need), key=key)
        return await shown(info, cleared.household_id)
