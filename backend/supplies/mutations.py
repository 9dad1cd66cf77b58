"""What can be done about needs: asked, claimed, brought and confirmed."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.access.gates import only, signed_in
from backend.kit import nodes, rates, urgency
from backend.kit.arguments import Key, Version
from backend.kit.refusals import NotFound
from backend.supplies import answers, claims, doorstep, graph, models, rules
from backend.supplies.graph import DeliveryId, RequestId
from backend.supplies.inputs import RequestSuppliesInput, ShareInput
from backend.supplies.shown import SupplyRequest

REQUESTS = "60 per hour"
"""How often one person may ask; what a phone sends again counts too."""


async def _again(info: Info[Context, None], request: models.SupplyRequest) -> SupplyRequest:
    made = await graph.one(info.context.me, request.id, info)
    if made is None:
        raise NotFound
    return made


@strawberry.type
class SuppliesMutation:
    @strawberry.mutation(
        extensions=[signed_in()],
        directives=[urgency.never_shed()],
        description="Ask for what your household needs, or one that you look after. The people near are told at once.",
    )
    async def request_supplies(
        self,
        info: Info[Context, None],
        input: Annotated[RequestSuppliesInput, strawberry.argument(description="What exactly.")],  # noqa: A002
        key: Key,
    ) -> answers.RequestSuppliesResult:
        me = info.context.me
        await rates.count_change(REQUESTS, "requestSupplies", me, key)
        row = await rules.ask(
            me,
            [line.read() for line in input.lines],
            input.runs_out_at,
            household=nodes.row_of("Household", input.household) if input.household else None,
            note=input.note,
            photo=input.photo,
            exception=input.exception,
            key=key,
        )
        return await _again(info, row)

    @strawberry.mutation(
        extensions=[signed_in()], directives=[urgency.never_shed()], description="Say anew when it runs out."
    )
    async def change_supply_deadline(
        self,
        info: Info[Context, None],
        request: RequestId,
        runs_out_at: Annotated[datetime, strawberry.argument(description="Within 60 days.")],
        version: Version,
        key: Key,
    ) -> answers.ChangeSupplyDeadlineResult:
        named = nodes.row_of("SupplyRequest", request)
        return await _again(
            info, await rules.change_deadline(info.context.me, named, runs_out_at, version, key=key)
        )

    @strawberry.mutation(
        extensions=[signed_in()], description="Withdraw a need; whoever promised to bring something is told."
    )
    async def cancel_supply_request(
        self,
        info: Info[Context, None],
        request: RequestId,
        key: Key,
        reason: Annotated[str, strawberry.argument(description="Why; may be empty, 200 characters.")] = "",
    ) -> answers.CancelSupplyRequestResult:
        named = nodes.row_of("SupplyRequest", request)
        return await _again(info, await rules.cancel(info.context.me, named, reason, key=key))

    @strawberry.mutation(
        extensions=[signed_in()],
        description="Promise to bring all or part of a need: as a volunteer near, or for the ground that you lead.",
    )
    async def claim_supplies(
        self,
        info: Info[Context, None],
        request: RequestId,
        lines: Annotated[list[ShareInput], strawberry.argument(description="What, and how much of it.")],
        key: Key,
        from_stock: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="The grid, of those you lead, whose store it comes from."),
        ] = None,
    ) -> answers.ClaimSuppliesResult:
        row = await claims.claim(
            info.context.me,
            nodes.row_of("SupplyRequest", request),
            [line.read() for line in lines],
            stock=nodes.row_of("Grid", from_stock) if from_stock else None,
            key=key,
        )
        return await _again(info, row)

    @strawberry.mutation(
        extensions=[signed_in()],
        description="Say that you cannot bring it after all; or, for the ground that you lead, that somebody cannot.",
    )
    async def give_back_delivery(
        self,
        info: Info[Context, None],
        delivery: DeliveryId,
        key: Key,
        reason: Annotated[str, strawberry.argument(description="Why; may be empty, 200 characters.")] = "",
    ) -> answers.GiveBackDeliveryResult:
        named = nodes.row_of("Delivery", delivery)
        return await _again(info, await claims.give_back(info.context.me, named, reason, key=key))

    @strawberry.mutation(
        extensions=[only(*rules.ANSWER)], description="Have the grid above find what yours cannot."
    )
    async def pass_up_supply_request(
        self,
        info: Info[Context, None],
        request: RequestId,
        key: Key,
        reason: Annotated[str, strawberry.argument(description="Why; may be empty, 200 characters.")] = "",
    ) -> answers.PassUpSupplyRequestResult:
        named = nodes.row_of("SupplyRequest", request)
        return await _again(info, await claims.pass_up(info.context.me, named, reason, key=key))

    @strawberry.mutation(
        extensions=[signed_in()],
        directives=[urgency.never_shed()],
        description="Close a delivery at the door by the household's four digits or a photo; "
        "whoever leads the ground may close it by their word.",
    )
    async def hand_over_supplies(
        self,
        info: Info[Context, None],
        delivery: DeliveryId,
        key: Key,
        code: Annotated[
            str | None, strawberry.argument(description="The four digits that the household said.")
        ] = None,
        photo: Annotated[
            UUID | None, strawberry.argument(description="A photo that you sent before.")
        ] = None,
    ) -> answers.HandOverSuppliesResult:
        named = nodes.row_of("Delivery", delivery)
        return await _again(
            info, await doorstep.hand_over(info.context.me, named, code=code, photo=photo, key=key)
        )

    @strawberry.mutation(
        extensions=[signed_in()],
        directives=[urgency.never_shed()],
        description="Say that what was brought is there, with thanks; or what is missing, which is then looked for again.",
    )
    async def confirm_supplies(
        self,
        info: Info[Context, None],
        delivery: DeliveryId,
        key: Key,
        missing: Annotated[
            list[ShareInput], strawberry.argument(description="What is missing; empty where all is there.")
        ] = [],  # noqa: B006
        words: Annotated[
            str, strawberry.argument(description="Thanks, or what is wrong; may be empty, 200 characters.")
        ] = "",
    ) -> answers.ConfirmSuppliesResult:
        named = nodes.row_of("Delivery", delivery)
        shares = [line.read() for line in missing]
        return await _again(info, await doorstep.confirm(info.context.me, named, shares, words, key=key))
