"""Whoever reads needs, what they may do about one, and the rows that they are read from."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.grids import graph as grids
from backend.grids import paths
from backend.supplies import progress, rules
from backend.supplies.models import RequestState

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads, and what is known of them for all rows of a page."""

    actor: Actor
    ground: str | None
    wanted: Collection[str]
    """What the document asks for: what it does not ask for is not even unsealed."""
    liaison_of: frozenset[UUID]
    places: Mapping[str, grids.Grid]
    """The grids of these rows by their paths; none where the document asks for none."""
    led: tuple[str, ...]
    """The paths of the grids that the reader leads."""

    def place(self, path: str | None) -> Any:
        """The grid at a path; nothing where no field shows it."""
        return self.places.get(path) if path else None

    def leads(self, row: Row) -> bool:
        path: str = row["household__grid__path"]
        return path.startswith(self.led)

    def lives_there(self, row: Row) -> bool:
        return row["home"] is not None and UUID(str(row["home"])) == row["household_id"]

    def looks_after(self, row: Row) -> bool:
        return self.lives_there(row) or self.leads(row) or row["household_id"] in self.liaison_of

    def may_claim(self, row: Row) -> bool:
        if row["state"] is not RequestState.OPEN:
            return False
        home = row["household__grid__path"]
        standing = row["passed_to__path"] or home
        return self.leads(row) or (
            self.ground is not None and rules.is_within_reach(self.ground, home, standing)
        )

    def may_pass_up(self, row: Row) -> bool:
        standing = row["passed_to__path"] or row["household__grid__path"]
        leads = paths.depth(standing) > 1 and standing.startswith(self.led)
        return leads and row["state"] in progress.UNMET


def grouped(rows: Iterable[Row], column: str) -> dict[UUID, list[Row]]:
    """Rows by what they belong to, such as the need that stands in this column."""
    groups: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups
