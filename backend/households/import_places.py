"""The doors of a list beside what stands there already."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar
from uuid import UUID

from backend.access import actor as access
from backend.grids.models import Grid
from backend.households import residents
from backend.households.import_lines import Entry
from backend.households.models import Household, Resident
from backend.households.sheets import Fault
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

CHUNK = 500
"""Rows that one statement names; databases bound how many values a statement may have."""

T = TypeVar("T")


@dataclass(slots=True)
class Place:
    """One door of the list, and what stands there already."""

    grid: Grid
    household: Household | None
    entries: list[Entry] = field(default_factory=list)
    known: dict[str, Resident] = field(default_factory=dict)
    """Who lives there already, by name."""

    @property
    def newcomers(self) -> list[residents.Told]:
        return [told for name, told in self._told().items() if name not in self.known]

    @property
    def corrections(self) -> list[tuple[Resident, residents.Told]]:
        """Residents of whom the list tells more than is known."""
        return [
            (self.known[name], told)
            for name, told in self._told().items()
            if name in self.known and _tells_more(self.known[name], told)
        ]

    def _told(self) -> dict[str, residents.Told]:
        return {entry.resident.name: entry.resident for entry in self.entries if entry.resident}


def _tells_more(known: Resident, told: residents.Told) -> bool:
    """Whether a list tells something of a resident that is not known yet; what it leaves out stays."""
    return bool(told.phone and told.phone != known.phone) or bool(
        told.birth_year and told.birth_year != known.birth_year
    )


async def meet(ground: Grid, entries: list[Entry]) -> tuple[list[Place], list[Fault]]:
    """These lines by door, with what stands there, and what is wrong about where they say it is."""
    below = await Grid.filter(access.subtree(ground.path), closed_at__isnull=True)
    by_code = {grid.code: grid for grid in below} | {"": ground}
    standing = await _standing(ground, {entry.door.key for entry in entries})
    places: dict[tuple[UUID, str], Place] = {}
    faults: list[Fault] = []
    for entry in entries:
        grid, key = by_code.get(entry.grid), entry.door.key
        if grid is None:
            faults.append(Fault(entry.line, NO_GRID.said(code=entry.grid)))
            continue
        there = [one for one in standing.get(key, []) if one.grid.path.startswith(grid.path)]
        if len(there) > 1:
            faults.append(Fault(entry.line, TWO_DOORS.said()))
            continue
        household = there[0] if there else None
        where = household.grid_id if household else grid.id
        places.setdefault((where, key), Place(grid, household)).entries.append(entry)
    await _know({place.household.id: place for place in places.values() if place.household})
    return list(places.values()), faults


async def _standing(ground: Grid, keys: set[str]) -> dict[str, list[Household]]:
    found: dict[str, list[Household]] = {}
    for some in chunks(keys):
        there = Household.filter(access.subtree(ground.path, "grid__path"), seat__in=some)
        for household in await there.select_related("grid"):
            found.setdefault(household.order_key, []).append(household)
    return found


async def _know(places: dict[UUID, Place]) -> None:
    for some in chunks(places):
        for resident in await Resident.filter(Resident.here(), household_id__in=some):
            places[resident.household_id].known[resident.name] = resident


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """The items in lists that one statement may name."""
    rest = iter(items)
    while some := list(islice(rest, CHUNK)):
        yield some
