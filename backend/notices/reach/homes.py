"""Where somebody lives who has seen a notice: their household, its grid, and the receipt that it has by now."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.kit import sql
from backend.notices.reach import audiences, tallies
from backend.notices.reach_models import Receipt

RECEIPT = (
    *("id", "notice_id", "household_id", "grid_id", "via", "reached_at"),
    *(f"{name}_at" for name in tallies.TIMES),
)
_RECEIPT = ", ".join(f"receipt.{column} AS receipt_{column}" for column in RECEIPT)
_HOME = f"""household.id AS household, household.grid_id AS grid, grid.path AS path, tally.id AS tally,
    CASE WHEN household.created_at > tally.counted_at THEN 1 ELSE 0 END AS came_since, {_RECEIPT}"""
_REACHED = """JOIN grid ON grid.id = household.grid_id
    LEFT JOIN tally ON tally.notice_id = ? AND tally.grid_id = household.grid_id
    LEFT JOIN receipt ON receipt.notice_id = ? AND receipt.household_id = household.id"""


@dataclass(slots=True)
class Home:
    """A household, where it is, whether the notice has come to its grid, and its receipt."""

    household: UUID
    grid: UUID
    path: str
    has_tally: bool
    came_since: bool
    """Whether it was not there yet when the households of its grid were last counted."""
    receipt: Receipt | None


async def of_people(notice: UUID, people: Collection[UUID]) -> dict[UUID, Home]:
    """The homes of these people for whom the notice is and to which it has come."""
    statement = f"""SELECT resident.home_of AS who, {_HOME} FROM resident
        JOIN household ON household.id = resident.household_id {_REACHED}
        WHERE resident.home_of IN ({sql.places([*people])})
        AND resident.left_at IS NULL AND resident.admitted_at IS NOT NULL"""
    return await _reached(notice, statement, people)


async def of_households(notice: UUID, households: Collection[UUID]) -> dict[UUID, Home]:
    """The same by the households themselves."""
    statement = f"""SELECT household.id AS who, {_HOME} FROM household {_REACHED}
        WHERE household.id IN ({sql.places([*households])}) AND household.moved_away_at IS NULL"""
    return await _reached(notice, statement, households)


async def _reached(notice: UUID, statement: str, who: Collection[UUID]) -> dict[UUID, Home]:
    found = await _read(notice, statement, who)
    if without := {home.grid for home in found.values() if not home.has_tally}:
        if not await audiences.is_out(notice):
            return {}
        # A grid that had no household before: whoever came since then is counted from now on.
        for grid in sorted(without):
            await tallies.complete(notice, grid)
        found = await _read(notice, statement, who)
    counted = {one: home for one, home in found.items() if home.has_tally}
    theirs = await audiences.among(notice, {home.household for home in counted.values()})
    return {one: home for one, home in counted.items() if home.household in theirs}


async def _read(notice: UUID, statement: str, who: Collection[UUID]) -> dict[UUID, Home]:
    if not who:
        return {}
    known: dict[UUID, Home] = {}
    found: dict[UUID, Home] = {}
    for row in await sql.rows(statement, notice, notice, *who):
        home = _home(row)
        # Two who live together speak of one receipt.
        found[sql.id_of(row["who"])] = known.setdefault(home.household, home)
    return found


def _home(row: dict[str, Any]) -> Home:
    return Home(
        household=sql.id_of(row["household"]),
        grid=sql.id_of(row["grid"]),
        path=row["path"],
        has_tally=row["tally"] is not None,
        came_since=bool(row["came_since"]),
        receipt=_receipt(row) if row["receipt_id"] is not None else None,
    )


def _receipt(row: dict[str, Any]) -> Receipt:
    receipt = Receipt(**{column: row[f"receipt_{column}"] for column in RECEIPT})
    receipt._saved_in_db = True
    return receipt


async def read_again(notice: UUID, homes: Collection[Home]) -> None:
    """Read the receipts of these homes once more, now that nobody else can write them."""
    theirs = Receipt.filter(notice_id=notice, household_id__in=[home.household for home in homes])
    found = {receipt.household_id: receipt for receipt in await theirs}
    for home in homes:
        # Some may have none any more: what was noted at the door was taken back.
        home.receipt = found.get(home.household)
