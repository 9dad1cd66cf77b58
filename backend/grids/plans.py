"""What a file of grids does to the tree, worked out before anything is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from backend.grids import faults, paths
from backend.grids.faults import BadFile, Fault
from backend.grids.models import Tier
from backend.grids.sheets import Line
from backend.kit import ids


@dataclass(slots=True)
class Place:
    """A grid as it stands in the table now, and then as it is to stand there."""

    id: UUID
    code: str
    name: str
    tier: Tier
    tier_name: str
    parent: "Place | None" = None
    path: str = ""
    is_open: bool = True
    line: int = 0
    """The line of the file that speaks of it; 0 where none does."""
    is_new: bool = False
    is_changed: bool = False
    has_moved: bool = False


@dataclass(slots=True)
class Plan:
    """What is to be written, parents before their children."""

    new: list[Place] = field(default_factory=list)
    changed: list[Place] = field(default_factory=list)
    same: int = 0
    """Lines that say what is known already."""


def draw(lines: list[Line], known: Iterable[Place]) -> Plan:
    """The plan of a file over the grids that are known; `BadFile` where its tree does not hold together."""
    places = {place.code: place for place in known}
    steps = _last_steps(places.values())
    _refuse(_enter(lines, places))
    _refuse(_circles(places.values()))
    _refuse(fault for place in places.values() for fault in _misplaced(place))
    _walk(places.values(), steps)
    _refuse(_too_deep(places.values()))
    return _sorted(places.values())


def _refuse(found: Iterable[Fault]) -> None:
    if said := list(found):
        raise BadFile(said)


def _enter(lines: list[Line], places: dict[str, Place]) -> Iterator[Fault]:
    """Let every line say what it says about its grid; then find the parents, wherever in the file they stand."""
    for line in lines:
        _call(_place_of(line, places), line)
    for line in lines:
        # Without a parent it is the top of this file; where it stands below something already it stays there.
        if line.parent and line.parent not in places:
            yield Fault(line.number, faults.no_parent(line.parent))
        elif line.parent:
            _put(places[line.code], places[line.parent])


def _place_of(line: Line, places: dict[str, Place]) -> Place:
    if line.code not in places:
        places[line.code] = Place(ids.new(), line.code, line.name, line.tier, "", is_new=True)
    return places[line.code]


def _call(place: Place, line: Line) -> None:
    tier_name = place.tier_name if line.tier_name is None else line.tier_name
    place.is_changed = (place.name, place.tier, place.tier_name) != (line.name, line.tier, tier_name)
    place.name, place.tier, place.tier_name, place.line = line.name, line.tier, tier_name, line.number


def _put(place: Place, parent: Place) -> None:
    if place.parent is not parent:
        place.parent = parent
        place.has_moved = True


def _circles(places: Iterable[Place]) -> Iterator[Fault]:
    """Lines whose way up comes back to themselves."""
    sound: set[str] = set()
    for place in places:
        way: dict[str, Place] = {}
        at: Place | None = place
        while at and at.code not in sound and at.code not in way:
            way[at.code] = at
            at = at.parent
        if at and at.code in way:
            codes = list(way)
            circle = [way[code] for code in codes[codes.index(at.code) :]]
            yield from (Fault(member.line, faults.circle(member.code)) for member in circle if member.line)
        sound.update(way)


def _misplaced(place: Place) -> Iterator[Fault]:
    """What is wrong about where a grid stands, said in the line that put it there."""
    parent = place.parent
    if parent is None or not (place.line or parent.line):
        return
    if place.tier.rank < parent.tier.rank:
        reason = faults.wrong_tier(place.name, place.tier, parent.name, parent.tier)
        yield Fault(place.line or parent.line, reason)
    if not parent.is_open and (place.is_new or place.has_moved):
        yield Fault(place.line, faults.closed_parent(parent.name))


def _last_steps(known: Iterable[Place]) -> dict[UUID | None, int]:
    """The last step that was given below each grid, and at the top."""
    last: dict[UUID | None, int] = {}
    for place in known:
        above = place.parent.id if place.parent else None
        last[above] = max(last.get(above, 0), paths.step(place.path))
    return last


def _walk(places: Iterable[Place], steps: dict[UUID | None, int]) -> None:
    """Give every grid its path, from the top down."""
    reached: set[UUID] = set()
    for place in places:
        way = [place]
        while (parent := way[-1].parent) and parent.id not in reached:
            way.append(parent)
        for next_down in reversed(way):
            if next_down.id not in reached:
                reached.add(next_down.id)
                _step(next_down, steps)


def _step(place: Place, steps: dict[UUID | None, int]) -> None:
    """Its old step where it stays below its parent, else one that nobody there ever had.

    So no path is written that another row still has at that moment.
    """
    if place.is_new or place.has_moved:
        above = place.parent.id if place.parent else None
        steps[above] = steps.get(above, 0) + 1
        own = paths.written(steps[above])
    else:
        own = place.path[-paths.STEP :]
    path = (place.parent.path if place.parent else "") + own
    place.is_changed |= path != place.path
    place.path = path


def _too_deep(places: Iterable[Place]) -> Iterator[Fault]:
    for place in places:
        if place.line and paths.depth(place.path) > paths.DEEPEST:
            yield Fault(place.line, faults.TOO_DEEP)


def _sorted(places: Iterable[Place]) -> Plan:
    plan = Plan()
    for place in places:
        if place.is_new:
            plan.new.append(place)
        elif place.is_changed:
            plan.changed.append(place)
        elif place.line:
            plan.same += 1
    plan.new.sort(key=lambda place: place.path)
    return plan
