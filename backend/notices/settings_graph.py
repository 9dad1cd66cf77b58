"""How a grid publishes and reaches, and what publishing would set going."""

from typing import Annotated

import strawberry
from strawberry.types import Info

import backend.notices.shown  # noqa: F401 -- Channel is named for the graph there
from backend.access.context import Context
from backend.access.gates import only
from backend.access.models import Role
from backend.grids import graph as grids
from backend.grids import models as grid_models
from backend.grids.graph import Grid
from backend.grids.models import Tier
from backend.grids.refusals import GridClosed
from backend.kit import nodes
from backend.kit.arguments import Key, Version
from backend.kit.refusals import BadInput, Changed, KeyReused, NotFound
from backend.notices.channel_models import Channel
from backend.notices.in_force import InForce
from backend.notices.inputs import DraftNoticeInput
from backend.notices.writing import plans, setting

GridId = Annotated[strawberry.ID, strawberry.argument(description="Which grid.")]


@strawberry.type(description="One channel's turn.")
class ChannelStep:
    channel: Channel = strawberry.field(description="Which channel.")
    minutes: int = strawberry.field(
        description="So many minutes after a notice has come to a ground, for whom it has not reached by then."
    )


@strawberry.type(description="How a grid publishes and reaches.")
class NoticeSettings:
    grid: Grid = strawberry.field(description="For which grid.")
    set_here: bool = strawberry.field(description="Whether it set them itself; else they come from above.")
    two_people: bool = strawberry.field(
        description="Whether a second person has to agree before a notice goes out."
    )
    steps: list[ChannelStep] = strawberry.field(
        description="The channels in their order; the door is the last."
    )
    relay_minutes: int = strawberry.field(
        description="After so many minutes a relayed notice passes by itself."
    )
    version: int = strawberry.field(
        description="Give this back when you change them; 0 where nothing is set here."
    )
    may_change: bool = strawberry.field(description="Whether you may change them.")


@strawberry.input(description="One channel's turn.")
class ChannelStepInput:
    channel: Channel = strawberry.field(description="Which channel.")
    minutes: int = strawberry.field(description="After so many minutes, 0 to 1440.")


@strawberry.input(description="How a grid is to publish and reach.")
class NoticeSettingsInput:
    two_people: bool = strawberry.field(description="Whether a second person has to agree.")
    steps: list[ChannelStepInput] = strawberry.field(
        description="The channels in their order; the door is the last."
    )
    relay_minutes: int = strawberry.field(
        description="After so many minutes a relayed notice passes by itself."
    )


@strawberry.type(description="How many grids of a level pass a notice on.")
class TierTurn:
    tier: Tier = strawberry.field(description="Which level.")
    grids: int = strawberry.field(description="How many of its grids pass it on.")
    by_hand: int = strawberry.field(description="In how many of them somebody is there to do it.")


@strawberry.type(description="What publishing a notice would set going.")
class NoticePlan:
    households: int = strawberry.field(description="For how many households it is.")
    tiers: list[TierTurn] = strawberry.field(
        description="Who passes it on, the uppermost first; none where it is direct."
    )
    nobody: list[Grid] = strawberry.field(
        description="Grids in which nobody is there to pass it on, so that it passes at once; 50 at the most."
    )
    sms: int = strawberry.field(
        description="How many households could get an SMS, if nothing else reaches them in time."
    )


SetNoticeSettingsResult = Annotated[
    NoticeSettings | GridClosed | Changed | NotFound | BadInput | KeyReused,
    strawberry.union("SetNoticeSettingsResult", description="The settings as they are now, or why not."),
]


@strawberry.type
class NoticeSettingsQuery:
    @strawberry.field(
        extensions=[only(*Role)], description="How a grid of mine, or one above it, publishes and reaches."
    )
    async def notice_settings(self, info: Info[Context, None], grid: GridId) -> NoticeSettings:
        return await _settings(info, grid)

    @strawberry.field(
        extensions=[only(*Role)], description="What publishing this would set going; nothing is kept."
    )
    async def notice_plan(
        self,
        info: Info[Context, None],
        grid: Annotated[strawberry.ID, strawberry.argument(description="The grid that is to speak.")],
        input: Annotated[DraftNoticeInput, strawberry.argument(description="The draft.")],  # noqa: A002
    ) -> NoticePlan:
        plan = await plans.of(info.context.me, nodes.row_of("Grid", grid), input.read())
        return NoticePlan(
            households=plan.households,
            tiers=[TierTurn(tier=turn.tier, grids=turn.grids, by_hand=turn.by_hand) for turn in plan.tiers],
            nobody=[grids.node_of(one) for one in plan.nobody],
            sms=plan.sms,
        )


@strawberry.type
class NoticeSettingsMutation:
    @strawberry.mutation(
        extensions=[only(Role.LEADER)],
        description="Set how a grid, and all below that set nothing of their own, publishes and reaches.",
    )
    async def set_notice_settings(
        self,
        info: Info[Context, None],
        grid: GridId,
        input: Annotated[NoticeSettingsInput, strawberry.argument(description="All of them.")],  # noqa: A002
        version: Version,
        key: Key,
    ) -> SetNoticeSettingsResult:
        await setting.change(
            info.context.me,
            nodes.row_of("Grid", grid),
            [(step.channel, step.minutes) for step in input.steps],
            version,
            two_people=input.two_people,
            relay_minutes=input.relay_minutes,
            key=key,
        )
        return await _settings(info, grid)


async def _settings(info: Info[Context, None], grid: str) -> NoticeSettings:
    me = info.context.me
    ground, holds = await setting.of(me, nodes.row_of("Grid", grid))
    may_change = ground.is_open and me.answers_for(ground.path, Role.LEADER)
    return _shown(ground, holds, may_change=may_change)


def _shown(ground: grid_models.Grid, holds: InForce, *, may_change: bool) -> NoticeSettings:
    set_here = holds.set_by == ground.id
    return NoticeSettings(
        grid=grids.node_of(ground),
        set_here=set_here,
        two_people=holds.two_people,
        steps=[ChannelStep(channel=channel, minutes=minutes) for channel, minutes in holds.steps],
        relay_minutes=holds.relay_minutes,
        version=holds.version if set_here else 0,
        may_change=may_change,
    )
