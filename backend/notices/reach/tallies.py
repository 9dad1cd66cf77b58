"""Tallies: how many households of each grid a notice is for, and how many of them it has reached.

A grid's households are those behind whose door somebody lives and for whom the notice is, and all that have a receipt:
who moved away after they were reached stays counted, so that no more are ever reached than there are.
"""

import time
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from backend import settings
from backend.grids.paths import LAST
from backend.kit import clock, sql
from backend.notices.models import Notice, Relay
from backend.notices.reach import audiences
from backend.notices.reach_models import Receipt, Via

TIMES = ("shown", "read", "answered", "signed", "told_by_phone", "told_at_door")
"""What is counted of receipts besides that there is one; each has its `…_at`."""
WAYS = tuple(f"via_{via.value.lower()}" for via in Via)
COUNTED = ("reached", *TIMES, *WAYS)

_COVERED = {
    True: "grid.path >= top.path AND grid.path <= top.path || ?",
    False: "grid.id = top.id",
}
_ON_SQLITE = """lower(? || substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2)
    || '-' || hex(randomblob(6)))"""
_ON_POSTGRES = """CAST(CAST(? AS text) || substr(md5(random()::text), 1, 3) || '-a' || substr(md5(random()::text), 1, 3)
    || '-' || substr(md5(random()::text), 1, 12) AS uuid)"""
_IN_THE_ENGINE = {True: (_ON_POSTGRES, "CAST(? AS timestamptz)"), False: (_ON_SQLITE, "?")}
"""A fresh id and the present moment, as PostgreSQL and SQLite take them among what is found."""


def marks(receipt: Receipt) -> Counter[str]:
    """What one receipt counts for in its grid's tally."""
    counted = Counter({"reached": 1, f"via_{receipt.via.value.lower()}": 1})
    counted.update(name for name in TIMES if getattr(receipt, f"{name}_at") is not None)
    return counted


async def begin(notice: Notice, relay: Relay) -> None:
    """Count the households to whom a notice has just come by this relay, for each of their grids."""
    await _count_in(notice.id, "relay.id = ?", [relay.id], covers_below=relay.covers_below)


async def complete(notice: UUID, grid: UUID | None = None) -> None:
    """Begin a tally for each grid (or for this one) that has had no household until now."""
    which, values = "relay.notice_id = ?", [notice]
    if grid:
        which, values = f"{which} AND grid.id = ?", [notice, grid]
    for covers_below in (True, False):
        await _count_in(notice, which, values, covers_below=covers_below)


async def _count_in(notice: UUID, which: str, given: list[UUID], *, covers_below: bool) -> None:
    condition, values = audiences.belonging(await audiences.of(notice))
    fresh_id, now = _IN_THE_ENGINE[settings.settings().on_postgres]
    # Counted in a subquery: SQLite would begin a join with every household there is. Written in order: two who begin
    # the same tallies wait for each other, and neither locks the other out.
    statement = f"""
        INSERT INTO tally (id, notice_id, grid_id, arrived_at, counted_at, households, {", ".join(COUNTED)})
        WITH fresh AS MATERIALIZED (
            SELECT relay.notice_id, grid.id AS grid_id, relay.passed_at, (
                SELECT count(*) FROM household
                WHERE household.grid_id = grid.id AND {audiences.LIVED_IN} AND {condition}
            ) AS households
            FROM relay JOIN grid top ON top.id = relay.grid_id JOIN grid ON {_COVERED[covers_below]}
            WHERE {which} AND relay.passed_at IS NOT NULL AND {"" if covers_below else "NOT "}relay.covers_below
            AND NOT EXISTS (SELECT 1 FROM tally WHERE tally.notice_id = relay.notice_id AND tally.grid_id = grid.id)
        )
        SELECT {fresh_id}, notice_id, grid_id, passed_at, {now}, households, {", ".join("0" for _ in COUNTED)}
        FROM fresh WHERE households > 0 ORDER BY grid_id
        ON CONFLICT (notice_id, grid_id) DO NOTHING"""
    below = [LAST] if covers_below else []
    await sql.run(statement, *values, *below, *given, _beginning(), clock.now())


def _beginning() -> str:
    """The first half of ids that sort by age (RFC 9562, version 7); the database adds what tells them apart."""
    milliseconds = f"{time.time_ns() // 1_000_000:012x}"
    return f"{milliseconds[:8]}-{milliseconds[8:]}-7"


async def hold(notice: UUID, grids: Collection[UUID]) -> None:
    """Nobody else writes receipts of these grids, or counts them, until the present unit of work ends.

    SQLite has one writer anyway.
    """
    if grids and settings.settings().on_postgres:
        held = f"""SELECT id FROM tally WHERE notice_id = ? AND grid_id IN ({sql.places([*grids])})
            ORDER BY id FOR NO KEY UPDATE"""
        await sql.rows(held, notice, *grids)


async def add(notice: UUID, changes: Mapping[UUID, Counter[str]]) -> None:
    """Write down by how much the tallies of these grids, which are held, have changed."""
    added = ", ".join(f"{name} = {name} + ?" for name in COUNTED)
    # A door that was not counted, as it stood empty, is there all the same: no more are reached than there are.
    greater = "greatest" if settings.settings().on_postgres else "max"
    statement = f"""UPDATE tally SET households = {greater}(households + ?, reached + ?), {added}
        WHERE notice_id = ? AND grid_id = ?"""
    await sql.run_all(
        statement,
        (
            [change["households"], change["reached"], *(change[name] for name in COUNTED), notice, grid]
            for grid, change in changes.items()
            if change
        ),
    )


async def recount(notice: UUID, grids: Collection[UUID]) -> None:
    """Count the tallies of these grids, which are held, anew."""
    receipts, unreached = await _receipts(notice, grids), await _unreached(notice, grids)
    set_to = ", ".join(f"{name} = ?" for name in ("households", *COUNTED, "counted_at"))
    statement = f"UPDATE tally SET {set_to} WHERE notice_id = ? AND grid_id = ?"
    await sql.run_all(
        statement,
        (_counted(receipts.get(grid, {}), unreached.get(grid, 0), notice, grid) for grid in sorted(grids)),
    )


def _counted(receipts: Mapping[str, int], unreached: int, notice: UUID, grid: UUID) -> list[Any]:
    numbers = [receipts.get(name, 0) for name in COUNTED]
    return [numbers[0] + unreached, *numbers, clock.now(), notice, grid]


async def _receipts(notice: UUID, grids: Collection[UUID]) -> dict[UUID, dict[str, int]]:
    times = [f"count({name}_at) AS {name}" for name in TIMES]
    ways = [f"sum(CASE WHEN via = '{via.value}' THEN 1 ELSE 0 END) AS via_{via.value.lower()}" for via in Via]
    statement = f"""SELECT grid_id, count(*) AS reached, {", ".join(times + ways)} FROM receipt
        WHERE notice_id = ? AND grid_id IN ({sql.places([*grids])}) GROUP BY grid_id"""
    found = await sql.rows(statement, notice, *grids)
    return {sql.id_of(row["grid_id"]): row for row in found}


async def _unreached(notice: UUID, grids: Collection[UUID]) -> dict[UUID, int]:
    condition, values = audiences.belonging(await audiences.of(notice))
    statement = f"""SELECT household.grid_id AS grid_id, count(*) AS number FROM household
        LEFT JOIN receipt ON receipt.notice_id = ? AND receipt.household_id = household.id
        WHERE household.grid_id IN ({sql.places([*grids])}) AND {audiences.LIVED_IN} AND {condition}
        AND receipt.id IS NULL GROUP BY household.grid_id"""
    found = await sql.rows(statement, notice, *grids, *values)
    return {sql.id_of(row["grid_id"]): row["number"] for row in found}
