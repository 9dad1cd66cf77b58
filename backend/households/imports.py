"""A list of residents comes in whole or not at all, and again without doubles."""

import asyncio
from dataclasses import dataclass, field
from uuid import UUID

from backend.access import actor as access
from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Role
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.households import import_rows, residents, rules, sheets
from backend.households.import_lines import Entry, understand
from backend.households.models import Household, Resident
from backend.households.sheets import BadSheet, Fault
from backend.kit import live, work
from backend.kit.words import Words

NO_GRID = Words(
    "这里没有编码为“{code}”的网格。",
    "這裡沒有編碼為「{code}」的網格。",
    "There is no grid here with the code {code}.",
)
TWO_DOORS = Words(
    "下面有两个网格都有这个门牌，请在“网格编码”一列写明是哪一个。",
    "下面有兩個網格都有這個門牌，請在「網格編碼」一欄寫明是哪一個。",
    "Two grids below have this door. Say which in the column grid.",
)


@dataclass(slots=True)
class Place:
    """One door of the list, and what stands there already."""

    grid: Grid
    entries: list[Entry]
    household: Household | None
    known: dict[str, Resident] = field(default_factory=dict)
    """Who lives there already, by name."""

    @property
    def newcomers(self) -> list[residents.Told]:
        return [told for told in self._residents() if told.name not in self.known]

    @property
    def corrections(self) -> list[tuple[Resident, residents.Told]]:
        """Residents of whom the list tells more than is known."""
        return [
            (self.known[told.name], told)
            for told in self._residents()
            if told.name in self.known and import_rows.tells_more(self.known[told.name], told)
        ]

    def _residents(self) -> list[residents.Told]:
        return [entry.resident for entry in self.entries if entry.resident]


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
    places, faults = await _places(ground, read)
    return _plan(places, faults)


@work.verb
async def apply(actor: Actor, grid: UUID, read: Read) -> Plan:
    """Put a list's doors and residents on our list; `BadSheet` with every fault, and nothing done, where it has any."""
    ground = await grids.get(actor, grid, Role.LEADER)
    await rules.hold_ground(ground.id)
    places, faults = await _places(ground, read)
    if faults:
        raise BadSheet(faults)

    plan = _plan(places, [])
    await import_rows.write(ground, places)
    await audit.note(
        actor, "importHouseholds", "Grid", ground.id, doors=len(plan.new_doors), residents=plan.new_residents
    )
    live.changed("Household", path=ground.path)
    return plan


def _plan(places: list[Place], faults: list[Fault]) -> Plan:
    return Plan(
        faults=sorted(faults, key=lambda fault: fault.line),
        new_doors=[place.entries[0].door.label for place in places if place.household is None],
        known_doors=sum(place.household is not None for place in places),
        new_residents=sum(len(place.newcomers) for place in places),
        changed_residents=sum(len(place.corrections) for place in places),
    )


async def _places(ground: Grid, read: Read) -> tuple[list[Place], list[Fault]]:
    """The doors of a list beside what stands there, and everything that is wrong with the list."""
    entries, faults = read.entries, [*read.faults]
    below = await Grid.filter(access.subtree(ground.path), closed_at__isnull=True)
    by_code = {grid.code: grid for grid in below} | {"": ground}
    standing: dict[str, list[Household]] = {}
    for household in await _standing(ground):
        standing.setdefault(household.order_key, []).append(household)

    places: dict[tuple[str, str], Place] = {}
    for entry in entries:
        grid = by_code.get(entry.grid)
        if grid is None:
            faults.append(Fault(entry.line, NO_GRID.said(code=entry.grid)))
            continue
        there = [one for one in standing.get(entry.door.key, []) if one.grid.path.startswith(grid.path)]
        if len(there) > 1:
            faults.append(Fault(entry.line, TWO_DOORS.said()))
            continue
        place = places.setdefault(entry.place, Place(grid, [], there[0] if there else None))
        place.entries.append(entry)
    await _meet(list(places.values()), ground)
    return list(places.values()), faults


async def _standing(ground: Grid) -> list[Household]:
    found = Household.filter(access.subtree(ground.path, "grid__path"), moved_away_at__isnull=True)
    return await found.select_related("grid")


async def _meet(places: list[Place], ground: Grid) -> None:
    """Note who lives behind these doors already."""
    by_household = {place.household.id: place for place in places if place.household}
    if not by_household:
        return
    here = Resident.filter(Resident.here(), access.subtree(ground.path, "household__grid__path"))
    for resident in await here:
        if place := by_household.get(resident.household_id):
            place.known[resident.name] = resident
