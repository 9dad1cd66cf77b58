"""A day of notices in Jiaxing on a twentieth of its ground: what it writes, and what that is for all of it.

Jiaxing has 4.72 million people, some 1.6 million households and 4,365 grids; ten notices a day go to all of them, seven
households in ten are reached by a phone, one in a hundred is visited. The rows are written as the city would write
them, on a ground a twentieth as large; bytes are what PostgreSQL and SQLite say of each table with its indexes.
"""

import asyncio
import json
import secrets
import time

from backend import settings
from backend.kit import clock, sql
from backend.notices.models import Notice
from bench import _ground, _place
from bench._ground import Ground
from tests import community
from tests.notices import builders

HOUSEHOLDS, GRIDS, NOTICES = 1_600_000, 4_365, 10
PART = 20
REACHED = "{number} % 10 < 7"
"""Seven households in ten."""
VISITED = "{number} % 100 = 8"
"""One in a hundred, of those whom no phone reached."""
TABLES = ("receipt", "tally", "notice_contact", "notice_step")

_RECEIPTS = """
    INSERT INTO receipt (id, notice_id, household_id, grid_id, via, reached_at, shown_at, read_at)
    SELECT {id}, notice.id, household.id, household.grid_id, 'APP', notice.published_at, notice.published_at, ?
    FROM household CROSS JOIN notice WHERE notice.id = ? AND {chosen}"""
_CONTACTS = """
    INSERT INTO notice_contact (id, notice_id, household_id, last_of, by_id, outcome, at, noted_at)
    SELECT {id}, notice.id, household.id, CAST(notice.id AS text) || CAST(household.id AS text), notice.drafted_by_id,
    'TOLD_AT_DOOR', ?, ? FROM household CROSS JOIN notice WHERE notice.id = ? AND {chosen}"""
_NUMBER = "CAST(household.room AS integer)"


async def _day(ground: Ground) -> float:
    """Publish a day's notices, and write what they would bring about; seconds that publishing took."""
    editor, took = await community.actor(ground.editor), 0.0
    for _ in range(NOTICES):
        draft = await builders.drafted(ground.editor, ground.city)
        begun = time.perf_counter()
        notice = await builders.publishing.publish(editor, draft.id, draft.version)
        took += time.perf_counter() - begun
        await _answered(notice)
    return took / NOTICES


async def _answered(notice: Notice) -> None:
    now = clock.now()
    reached = _RECEIPTS.format(id=_fresh_id(), chosen=REACHED.format(number=_NUMBER))
    await sql.run(reached, now, notice.id)
    visited = _CONTACTS.format(id=_fresh_id(), chosen=VISITED.format(number=_NUMBER))
    await sql.run(visited, now, now, notice.id)


def _fresh_id() -> str:
    if settings.settings().on_postgres:
        return "gen_random_uuid()"
    tail = secrets.token_hex(2)
    return f"lower(hex(randomblob(4)) || '-{tail}-7000-8000-' || hex(randomblob(6)))"


async def _sizes(table: str) -> tuple[int, int, int]:
    """Rows of a table, its bytes, and those of its indexes."""
    [row] = await sql.rows(f"SELECT count(*) AS number FROM {table}")
    if settings.settings().on_postgres:
        [size] = await sql.rows(
            f"SELECT pg_table_size('{table}') AS own, pg_indexes_size('{table}') AS indexes"
        )
        return row["number"], size["own"], size["indexes"]
    found = await sql.rows(
        """SELECT sum(CASE WHEN entry.type = 'table' THEN pgsize ELSE 0 END) AS own,
        sum(CASE WHEN entry.type = 'index' THEN pgsize ELSE 0 END) AS indexes
        FROM dbstat JOIN sqlite_master entry ON entry.name = dbstat.name WHERE entry.tbl_name = ?""",
        table,
    )
    return row["number"], found[0]["own"], found[0]["indexes"]


async def _whole(url: str, engine: str) -> None:
    async with _place.opened(url):
        per_grid = HOUSEHOLDS // GRIDS
        ground = await _ground.settle(HOUSEHOLDS // PART, 1, per_grid)
        publishing = await _day(ground)
        _show({"figure": "publishing to all", "engine": engine, "ms": round(1_000 * publishing)})
        for table in TABLES:
            rows, own, indexes = await _sizes(table)
            each = (own + indexes) / max(rows, 1)
            _show(
                {
                    "figure": table,
                    "engine": engine,
                    "bytes_a_row": round(own / max(rows, 1)),
                    "bytes_of_indexes_a_row": round(indexes / max(rows, 1)),
                    "rows_a_day_in_jiaxing": rows * PART,
                    "gigabytes_a_day_in_jiaxing": round(rows * PART * each / 1e9, 2),
                    "gigabytes_in_90_days": round(90 * rows * PART * each / 1e9, 1),
                }
            )


def _show(said: dict[str, object]) -> None:
    print(json.dumps(said, ensure_ascii=False), flush=True)


def main() -> None:
    with _place.engines() as engines:
        for engine, url in engines.items():
            asyncio.run(_whole(url, engine))


if __name__ == "__main__":
    main()
