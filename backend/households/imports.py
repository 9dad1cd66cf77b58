"""A list of residents is checked whole before anything is written, and comes in again without doubles."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from backend.access import actor as access
from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Role
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.grids.refusals import GridClosed
from backend.households import import_places, import_rows, sheets
from backend.households.import_lines import Entry, understand
from backend.households.import_places import Place
from backend.households.sheets import BadSheet, Fault
from backend.kit import live, work

DOORS_AT_A_TIME = 200
"""While a part of a long list is written, others wait; so parts are short."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list would do, or did: every door it puts on the list, and everything that is wrong with it."""

    faults: list[Fault]
    new_doors: list[str]
    known_doors: int
    new_residents: int
    changed_residents: int


@dataclass(frozen=True, slots=True)
class Read:
    """A list as far as it is understood without looking at our own."""

    entries: list[Entry]
    faults: list[Fault]


async def read(content: bytes) -> Read:
    """What a file says; `BadSheet` where it is no list of doors. Long lists take a moment, and nobody waits for it."""
    return await asyncio.to_thread(lambda: Read(*understand(sheets.read(content))))


async def dry_run(actor: Actor, grid: UUID, read: Read) -> Plan:
    """Say what a list would do, and do nothing."""
    ground = await grids.get(actor, grid, Role.LEADER)
    _refuse_closed(ground)
    places, misplaced = await import_places.meet(ground, read.entries)
    return _plan(places, [*read.faults, *misplaced])


async def apply(actor: Actor, grid: UUID, read: Read) -> Plan:
    """Put a list's doors and residents on our list; `BadSheet` with every fault, and nothing done, where it has any.

    A list that breaks off half way is sent again: what came in stays once.
    """
    plan = await dry_run(actor, grid, read)
    if plan.faults:
        raise BadSheet(plan.faults)
    by_door: dict[tuple[str, str], list[Entry]] = {}
    for entry in read.entries:
        by_door.setdefault(entry.place, []).append(entry)
    doors = list(by_door.values())
    for first in range(0, len(doors), DOORS_AT_A_TIME):
        part = doors[first : first + DOORS_AT_A_TIME]
        await _bring_in(actor, grid, [entry for entries in part for entry in entries])
    return plan


@work.verb
async def _bring_in(actor: Actor, grid: UUID, entries: list[Entry]) -> None:
    """Write a part of a list, beside what stands there at this moment."""
    ground = await grids.get(actor, grid, Role.LEADER)
    await _hold(ground, entries)
    places, misplaced = await import_places.meet(ground, entries)
    if misplaced:
        raise BadSheet(misplaced)

    plan = _plan(places, [])
    await import_rows.write(ground, places)
    await _note(actor, ground, plan)


async def _hold(ground: Grid, entries: list[Entry]) -> None:
    """Let nobody else register doors in the grids that a list names, or close these, meanwhile."""
    _refuse_closed(await grids.hold(ground.id))
    named = Grid.filter(access.subtree(ground.path), code__in={entry.grid for entry in entries})
    for below in await named.order_by("id").only("id"):
        await grids.hold(below.id)


def _refuse_closed(ground: Grid) -> None:
    if not ground.is_open:
        raise BadSheet([Fault(1, GridClosed(name=ground.name).message())])


async def _note(actor: Actor, ground: Grid, plan: Plan) -> None:
    doors, people = len(plan.new_doors), plan.new_residents
    await audit.note(actor, "importHouseholds", "Grid", ground.id, doors=doors, residents=people)
    live.changed("Household", path=ground.path)


def _plan(places: list[Place], faults: list[Fault]) -> Plan:
    return Plan(
        faults=sorted(faults, key=lambda fault: fault.line),
        new_doors=[place.entries[0].door.label for place in places if place.household is None],
        known_doors=sum(place.household is not None for place in places),
        new_residents=sum(len(place.newcomers) for place in places),
        changed_residents=sum(len(place.corrections) for place in places),
    )
