"""The board of a notice: its figures, its clock and its curve, read as far as a screen shows them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import reduce

from backend.access.actor import Actor
from backend.grids import graph as grids
from backend.kit import nodes
from backend.notices.reach import (
    by_links,
    carrying,
    cascade,
    comparing,
    figures,
    handing_down,
    headlines,
    own_doors,
    shares,
    shown,
)
from backend.notices.reach.cascade import Cascade, Clock
from backend.notices.reach.figures import Figures
from backend.notices.reach.handing_down import HandingDown
from backend.notices.reach.scope import OVERSEE, Scope
from backend.notices.reach_models import Outcome, Via

COUNTS = ("reached", "shown", "read", "answered", "signed", "told_by_phone", "told_at_door")
BEHIND = frozenset({"id", "notice", "grid", "earlier", "unreachedByLiaison", "opened", "carried"})
"""What is told without the figures."""
CLOCKS = frozenset({"clock", "curve"})
DOORS = frozenset({"refused", "movedAway", "notAtHome"})
NONE = Cascade(Clock(), [], {})


@dataclass(slots=True)
class Board:
    """What was read of one notice on one part of the tree."""

    scope: Scope
    whole: Figures
    parts: dict[str, Figures] = field(default_factory=dict)
    times: Cascade = NONE
    handing_down: HandingDown = field(default_factory=lambda: HandingDown(False, []))
    outcomes: dict[Outcome, int] = field(default_factory=dict)
    opened: list[by_links.Opened] = field(default_factory=list)


async def read(actor: Actor, scope: Scope, wanted: Collection[str]) -> shown.Reach:
    """A notice's reach, with what the document asks for."""
    board = await _own(scope) if scope.posts is not None else await _ground(scope, wanted)
    if "opened" in wanted and scope.posts is None:
        board.opened = await by_links.of(scope)
    names = await _named(board, wanted)
    earlier = await comparing.earlier(scope) if "earlier" in wanted and scope.posts is None else []
    left = await shares.of(scope) if "unreachedByLiaison" in wanted else []
    return shown.Reach(
        id=nodes.opaque("Reach", scope.notice.id),
        notice=headlines.edition(scope.notice),
        grid=names.get(scope.path) or grids.node_of(scope.grid),
        households=board.whole.households,
        waiting=board.whole.waiting,
        **{name: board.whole.counts[name] for name in COUNTS},
        refused=board.outcomes.get(Outcome.REFUSED, 0),
        moved_away=board.outcomes.get(Outcome.MOVED_AWAY, 0),
        not_at_home=board.outcomes.get(Outcome.NOT_AT_HOME, 0),
        via=[
            shown.ReachVia(via=via, households=board.whole.counts[f"via_{via.value.lower()}"]) for via in Via
        ],
        clock=clock_of(board.times.clock),
        curve=[shown.CurvePoint(seconds=one.seconds, reached=one.reached) for one in board.times.curve],
        parts=[_part(names[path], one, board.times.parts.get(path)) for path, one in board.parts.items()]
        if "parts" in wanted
        else [],
        stalled=[_stall(actor, names[one.path], one) for one in board.handing_down.stalls]
        if "stalled" in wanted
        else [],
        earlier=[_earlier(one) for one in earlier],
        unreached_by_liaison=[_share(one) for one in left],
        opened=[shown.LinkOpened(grid=names[one.path], times=one.times) for one in board.opened],
        carried=await carrying.of(scope) if "carried" in wanted else [],
    )


async def _own(scope: Scope) -> Board:
    whole, times = await own_doors.counted(scope)
    return Board(scope, whole, times=times, outcomes=await figures.outcomes(scope))


async def _ground(scope: Scope, wanted: Collection[str]) -> Board:
    if BEHIND.issuperset(wanted):
        return Board(scope, Figures())
    down = await handing_down.of(scope)
    parts = await figures.by_part(scope, is_waiting=down.is_waiting)
    return Board(
        scope,
        reduce(Figures.with_, parts.values(), Figures()),
        parts,
        await cascade.of(scope, parts) if CLOCKS & set(wanted) else NONE,
        down,
        await figures.outcomes(scope) if DOORS & set(wanted) else {},
    )


async def _named(board: Board, wanted: Collection[str]) -> dict[str, grids.Grid]:
    """The grids that are named, by their paths, in one statement."""
    paths = {board.scope.path} if "grid" in wanted else set()
    if "parts" in wanted:
        paths |= board.parts.keys()
    if "stalled" in wanted:
        paths |= {stall.path for stall in board.handing_down.stalls}
    paths |= {one.path for one in board.opened}
    return await grids.at(sorted(paths)) if paths else {}


def _earlier(one: comparing.Earlier) -> shown.EarlierReach:
    return shown.EarlierReach(
        notice=one.notice,
        households=one.figures.households,
        reached=one.figures.reached,
        clock=clock_of(one.clock),
    )


def clock_of(clock: Clock) -> shown.CascadeClock:
    """A clock as a graph object."""
    return shown.CascadeClock(half=clock.half, ninety=clock.ninety, all=clock.all)


def _part(grid: grids.Grid, one: Figures, clock: Clock | None) -> shown.ReachPart:
    return shown.ReachPart(
        grid=grid,
        households=one.households,
        reached=one.reached,
        waiting=one.waiting,
        clock=clock_of(clock or Clock()),
        arrived_at=one.arrived_at,
    )


def _stall(actor: Actor, grid: grids.Grid, one: handing_down.Stall) -> shown.Stall:
    is_mine_to_call = actor.answers_for(one.path, *OVERSEE)
    return shown.Stall(
        grid=grid,
        person=one.person if is_mine_to_call else None,
        phone=one.phone or None if is_mine_to_call else None,
        arrived_at=one.arrived_at,
        due_at=one.due_at,
        passed_at=one.passed_at,
    )


def _share(one: shares.Share) -> shown.LiaisonShare:
    post = nodes.opaque("Post", one.post) if one.post else None
    return shown.LiaisonShare(post=post, name=one.name, households=one.households)
