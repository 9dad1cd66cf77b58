"""Whom a notice has reached, as the graph shows it."""

from datetime import datetime

import strawberry

from backend.grids.graph import Grid
from backend.notices.channel_models import Channel
from backend.notices.reach_models import Via
from backend.notices.shown import NoticeEdition


@strawberry.type(description="Households that were reached by one thing first.")
class ReachVia:
    via: Via = strawberry.field(description="By what.")
    households: int = strawberry.field(description="How many.")


@strawberry.type(
    description="The cascade clock: seconds from when a notice went out; null for what has not come yet."
)
class CascadeClock:
    half: int | None = strawberry.field(description="Until half of the households were reached.")
    ninety: int | None = strawberry.field(description="Until nine in ten were.")
    all: int | None = strawberry.field(description="Until all were.")


@strawberry.type(description="A point of the curve.")
class CurvePoint:
    seconds: int = strawberry.field(description="After so many seconds from when it went out …")
    reached: int = strawberry.field(description="… so many households had been reached.")


@strawberry.type(description="A grid right below, or the households that belong to the grid itself.")
class ReachPart:
    grid: Grid = strawberry.field(description="Which grid.")
    households: int = strawberry.field(description="How many households it is for.")
    reached: int = strawberry.field(description="How many of them it has reached.")
    waiting: int = strawberry.field(description="To how many it is still being handed down.")
    clock: CascadeClock = strawberry.field(description="After how long.")
    arrived_at: datetime | None = strawberry.field(description="When it came to the first of them.")


@strawberry.type(description="A tier that did not pass a notice on in time.")
class Stall:
    grid: Grid = strawberry.field(description="Where.")
    person: str | None = strawberry.field(
        description="Whose turn it was; null where that is not yours to know."
    )
    phone: str | None = strawberry.field(description="Their number; null where that is not yours to know.")
    arrived_at: datetime = strawberry.field(description="Since when it was there.")
    due_at: datetime = strawberry.field(description="When it was to pass by itself.")
    passed_at: datetime | None = strawberry.field(description="When it did.")


@strawberry.type(
    description="An earlier notice of the same grid, as earnest as this one, on the same ground."
)
class EarlierReach:
    notice: NoticeEdition = strawberry.field(description="Which one.")
    households: int = strawberry.field(description="How many households it was for.")
    reached: int = strawberry.field(description="How many of them it reached.")
    clock: CascadeClock = strawberry.field(description="After how long.")


@strawberry.type(description="What is left of a liaison's households.")
class LiaisonShare:
    post: strawberry.ID | None = strawberry.field(
        description="Their post; null for households without a liaison."
    )
    name: str = strawberry.field(description="Their name; empty for households without a liaison.")
    households: int = strawberry.field(description="How many it has not reached.")


@strawberry.type(description="The link of one grid by which the public page was opened.")
class LinkOpened:
    grid: Grid = strawberry.field(description="Which grid's link.")
    times: int = strawberry.field(description="How often; by whom is not known.")


@strawberry.type(description="How far one channel has carried a notice.")
class ChannelShare:
    channel: Channel = strawberry.field(description="Which one.")
    opens_at: datetime = strawberry.field(description="When its turn is, or was, first.")
    done_at: datetime | None = strawberry.field(description="When it was through; null while it is not.")
    tried: int = strawberry.field(description="How many households, phones or groups were to be told by it.")
    taken: int = strawberry.field(description="How many a service took; taken is not shown.")
    failed: int = strawberry.field(description="How many could not be told by it.")


@strawberry.type(description="Whom a notice has reached on one part of the tree, at this moment.")
class Reach:
    id: strawberry.ID = strawberry.field(description="By which hints name it: the same for every part.")
    notice: NoticeEdition = strawberry.field(description="Which notice.")
    grid: Grid = strawberry.field(description="Which part: this grid, with all below it.")
    households: int = strawberry.field(description="How many households it is for.")
    waiting: int = strawberry.field(description="To how many of them it is still being handed down.")
    reached: int = strawberry.field(description="How many were shown it, or told.")
    shown: int = strawberry.field(description="How many were shown it on a screen.")
    read: int = strawberry.field(description="How many read it.")
    answered: int = strawberry.field(description="How many answered it.")
    signed: int = strawberry.field(description="How many signed it.")
    told_by_phone: int = strawberry.field(description="How many were told on the telephone.")
    told_at_door: int = strawberry.field(description="How many were told at the door.")
    refused: int = strawberry.field(description="Of those not reached: how many did not want to hear it.")
    moved_away: int = strawberry.field(description="Of those not reached: how many were said to have moved.")
    not_at_home: int = strawberry.field(description="Of those not reached: how many were not at home.")
    via: list[ReachVia] = strawberry.field(description="By what those who were reached were reached first.")
    clock: CascadeClock = strawberry.field(description="After how long.")
    curve: list[CurvePoint] = strawberry.field(
        description="How it went on; at most 60 points, the last is now."
    )
    parts: list[ReachPart] = strawberry.field(
        description="The same for each grid right below, in the order of the tree."
    )
    stalled: list[Stall] = strawberry.field(
        description="Where nobody passed it on in time, the longest ago first."
    )
    earlier: list[EarlierReach] = strawberry.field(
        description="The grid's five notices before it, for comparing."
    )
    unreached_by_liaison: list[LiaisonShare] = strawberry.field(
        description="Who has how many households left, most first; at most 50."
    )
    opened: list[LinkOpened] = strawberry.field(
        description="From which grids' links its public page was opened, most often first; at most 50."
    )
    carried: list[ChannelShare] = strawberry.field(
        description="What each channel did, in the order of turns."
    )


@strawberry.type(description="How many households the last notice that was meant has reached.")
class LastReached:
    notice: NoticeEdition = strawberry.field(description="Which notice.")
    households: int = strawberry.field(description="How many households of the grid it is for.")
    reached: int = strawberry.field(description="How many of them it has reached.")
