"""Whose turn a relayed notice is, tier by tier, and passing it on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from tortoise.expressions import Q

from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Post, Role
from backend.grids.models import Grid
from backend.kit import clock, live, notes, work
from backend.kit.refusals import NotFound
from backend.notices import rules, telling
from backend.notices.kinds import Way
from backend.notices.models import LINE, Notice, Relay
from backend.notices.refusals import NoticeOver, PassedAlready
from backend.notices.relaying import passing

AT_ONCE = 20
"""Grids without anybody that it passes through in one unit of work."""


async def start(notice: Notice, grounds: Sequence[Grid]) -> None:
    """Send a notice, published at this moment, on its way to the grids that it is for."""
    if notice.way is Way.RELAYED:
        await come(notice, grounds)
        return
    now = clock.now()
    for ground in grounds:
        relay = _relay(notice, ground, covers_below=True, answerable=None)
        relay.due_at = relay.passed_at = now
        await relay.save()
        await passing.arrive(notice, relay)
    await telling.of_going_out(notice, list(grounds))


async def come(notice: Notice, grids: Sequence[Grid]) -> None:
    """A relayed notice comes to these grids: it is somebody's turn, or passes where nobody is there.

    Whoever published it has passed it on from the grid that speaks: nobody there is asked a second time. Where nobody
    is, it passes at once, and so on down. Of thousands only the first do: everybody else who writes would wait for all
    of them. The others wait, with their time over at this moment, for the round that passes them on one by one.
    """
    left = AT_ONCE
    while grids:
        turns = await _whose_turn([grid for grid in grids if grid.id != notice.grid_id])
        relays = await _arrived(notice, grids, turns)
        through = [relay for relay in relays if not relay.by_hand][:left]
        for relay in through:
            relay.passed_at = relay.due_at
        await Relay.bulk_create(relays)
        for relay in relays:
            if relay.by_hand:
                await telling.of_turn(notice, relay, turns[relay.grid_id])
                live.changed("Notice", notice.id, path=relay.grid.path)
        for relay in through:
            await passing.arrive(notice, relay)
        left -= len(through)
        grids = await _below(through)


async def _arrived(notice: Notice, grids: Sequence[Grid], turns: Mapping[UUID, list[UUID]]) -> list[Relay]:
    """That it has come to these grids, to be noted; where it is nobody's turn its time is over."""
    ends = await _without_open_children(grids)
    relays = []
    for grid in grids:
        lowest = grid.tier.rank >= notice.relayed_down_to.rank or grid.id in ends
        people = turns.get(grid.id)
        relay = _relay(notice, grid, covers_below=lowest, answerable=people[0] if people else None)
        if not people:
            relay.due_at = relay.arrived_at
        relays.append(relay)
    return relays


@work.verb
async def pass_on(
    actor: Actor, notice: UUID, grid: UUID, line: str = "", *, key: UUID | None = None
) -> Notice:
    """Pass a notice on from a grid to its households and the tiers below, perhaps with a line of one's own."""
    found, relay = await _held(notice, grid)
    if not rules.may_decide(actor, relay.grid.path):
        raise NotFound
    if not found.is_open(clock.now()):
        raise NoticeOver
    if relay.passed_at:
        raise PassedAlready
    line = notes.checked(line, "line", LINE)

    relay.line, relay.passed_by_id = line, actor.id
    await _pass(found, relay)
    await audit.note(actor, "passOnNotice", "Notice", notice, grid=relay.grid.code)
    return found


async def pass_by_itself(notice: UUID, grid: UUID) -> int:
    """Pass a notice on from a grid whose time is over; how many it were."""
    found, relay = await _held(notice, grid)
    if relay.passed_at or relay.due_at > clock.now():
        return 0
    if not found.is_open(clock.now()):
        # It holds no longer: nobody is to pass it on, and it goes no further.
        await _end_turn(relay)
        await relay.delete()
        return 1
    await _pass(found, relay)
    if relay.by_hand:
        await audit.note(None, "passOnNotice", "Notice", notice, grid=relay.grid.code)
    return 1


async def _pass(notice: Notice, relay: Relay) -> None:
    """Pass it on from a grid in which it waited."""
    relay.passed_at = clock.now()
    await relay.save()
    await passing.arrive(notice, relay)
    await _end_turn(relay)
    await come(notice, await _below([relay]))


async def _end_turn(relay: Relay) -> None:
    """Whoever was asked to pass it on from there need not any more."""
    if relay.by_hand:
        people = (await _whose_turn([relay.grid])).get(relay.grid_id, [])
        await telling.of_turn_over(relay, {*people, *filter(None, [relay.answerable_id])})


async def _below(relays: Iterable[Relay]) -> list[Grid]:
    """The open grids right below those that passed it on to them."""
    above = [relay.grid_id for relay in relays if not relay.covers_below]
    if not above:
        return []
    return await Grid.filter(parent_id__in=above, closed_at__isnull=True).order_by("path")


async def _held(notice: UUID, grid: UUID) -> tuple[Notice, Relay]:
    """A notice, held still, and its turn at a grid, with the grid."""
    found = await rules.held(notice)
    relay = await Relay.get_or_none(notice_id=notice, grid_id=grid).select_related("grid")
    if relay is None:
        raise NotFound
    return found, relay


def _relay(notice: Notice, grid: Grid, *, covers_below: bool, answerable: UUID | None) -> Relay:
    now = clock.now()
    return Relay(
        notice=notice,
        grid=grid,
        covers_below=covers_below,
        by_hand=answerable is not None,
        answerable_id=answerable,
        arrived_at=now,
        due_at=now + timedelta(minutes=notice.relay_minutes),
    )


async def _whose_turn(grids: Iterable[Grid]) -> dict[UUID, list[UUID]]:
    """Who passes a notice on in each of these grids: its editors, else its leader; whoever stands in for one first."""
    held = Post.filter(Post.held_now(), grid_id__in=[grid.id for grid in grids], role__in=rules.DECIDE)
    rows = await held.order_by("since", "id").values("grid_id", "person_id", "role", "stands_in_for_id")
    rows.sort(key=lambda row: (row["role"] is not Role.EDITOR, row["stands_in_for_id"] is None))
    found: dict[UUID, list[UUID]] = {}
    for row in rows:
        people = found.setdefault(row["grid_id"], [])
        if row["person_id"] not in people:
            people.append(row["person_id"])
    return found


async def _without_open_children(grids: Iterable[Grid]) -> set[UUID]:
    ids = [grid.id for grid in grids]
    rows = await Grid.filter(Q(parent_id__in=ids), closed_at__isnull=True).distinct().values("parent_id")
    return set(ids) - {row["parent_id"] for row in rows}
