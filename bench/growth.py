"""How publishing, the list of unreached households, receipts and the board grow with the number of households.

`python -m bench.growth 7000 70000 700000` measures these sizes on both engines. The slope is the power of the number
of households by which a time grows: 0 stays the same, 1 grows as they do.
"""

import asyncio
import json
import math
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from unittest.mock import patch

from backend.access.actor import Actor
from backend.kit import sql
from backend.notices.models import Notice
from backend.notices.reach import cascade, figures, handing_down, kept, receipts, scope, unreached
from backend.notices.reach.receipts import Seen, Sight
from backend.notices.reach.unreached import Wanted
from bench import _ground, _place
from bench._ground import Ground
from tests import community
from tests.notices import builders

SIZES = (7_000, 70_000, 700_000)
READERS = 2_000
TIMES = 5

_RECEIPTS = """
    INSERT INTO receipt (id, notice_id, household_id, grid_id, via, reached_at, shown_at)
    SELECT household.id, ?, household.id, household.grid_id, 'APP', {at}, {at} FROM household JOIN grid
    ON grid.id = household.grid_id WHERE household.room <> '120'
    AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.notice_id = ? AND receipt.household_id = household.id)"""

Figures = dict[str, float]


async def measured(households: int) -> Figures:
    """Milliseconds of each act with so many households; receipts in how many a second."""
    ground = await _ground.settle(households, READERS)
    editor = await community.actor(ground.editor)
    draft = await builders.drafted(ground.editor, ground.city)
    begun = time.perf_counter()
    notice = await builders.publishing.publish(editor, draft.id, draft.version)
    found = {"publish": 1_000 * (time.perf_counter() - begun)}
    found["receipts per second"] = await _receipts(ground, notice)
    await _most_are_reached(notice)
    city = Wanted(notice.id)
    found["unreached list, first page"] = await _timed(lambda: unreached.page(editor, city))
    after = await _middle(editor, city)
    found["unreached list, after 500"] = await _timed(lambda: unreached.page(editor, city, after=after))
    found["board of a community"] = await _timed(lambda: _board(editor, notice, ground.community.id))
    # Worked out each time: it is kept for a while where it took long, and the middle of several would be what is kept.
    with patch.object(kept, "LONGER", 0):
        found["board of the city"] = await _timed(lambda: _board(editor, notice, ground.city.id))
    return found


async def _receipts(ground: Ground, notice: Notice) -> float:
    begun = time.perf_counter()
    seen = (receipts.record(reader, Sight(notice.id, Seen.READ)) for reader in ground.readers)
    await asyncio.gather(*seen)
    return len(ground.readers) / (time.perf_counter() - begun)


async def _most_are_reached(notice: Notice) -> None:
    """All but one household of each grid, within three minutes."""
    at = await sql.rows("SELECT published_at FROM notice WHERE id = ?", notice.id)
    moment = sql.moment_of(at[0]["published_at"])
    await sql.run(_RECEIPTS.format(at="?"), notice.id, moment, moment, notice.id)
    await sql.run(
        """UPDATE tally SET reached = (SELECT count(*) FROM receipt
        WHERE receipt.notice_id = tally.notice_id AND receipt.grid_id = tally.grid_id), shown = reached"""
    )
    await sql.run("ANALYZE")


async def _middle(editor: Actor, wanted: Wanted) -> str | None:
    after = None
    for _ in range(10):
        _, info = await unreached.page(editor, wanted, after=after)
        after = info.end_cursor or after
    return after


async def _board(editor: Actor, notice: Notice, grid: object) -> None:
    part = await scope.of(editor, notice.id, grid)  # type: ignore[arg-type]
    parts = await figures.by_part(part, is_waiting=(await handing_down.of(part)).is_waiting)
    await cascade.of(part, parts)


async def _timed(act: Callable[[], Awaitable[object]]) -> float:
    """The middle of several times, in milliseconds."""
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        await act()
        took.append(time.perf_counter() - begun)
    return 1_000 * statistics.median(took)


def show(engine: str, figure: str, by_size: dict[int, float]) -> None:
    """Print a figure at each size, and how it grows between the smallest and the largest."""
    small, large = min(by_size), max(by_size)
    growth = by_size[large] / by_size[small]
    slope = math.log(growth) / math.log(large / small) if large > small else 0.0
    said = {
        "figure": figure,
        "engine": engine,
        "unit": "per second" if "per second" in figure else "ms",
        "by_households": {str(size): round(value, 1) for size, value in sorted(by_size.items())},
        "slope": round(slope, 2),
    }
    print(json.dumps(said, ensure_ascii=False), flush=True)


async def _whole(url: str, size: int) -> Figures:
    async with _place.opened(url):
        return await measured(size)


def main(sizes: list[int]) -> None:
    found: dict[str, dict[int, Figures]] = {}
    for size in sizes:
        with _place.engines() as engines:
            for engine, url in engines.items():
                found.setdefault(engine, {})[size] = asyncio.run(_whole(url, size))
    for engine, by_size in found.items():
        for figure in by_size[sizes[0]]:
            show(engine, figure, {size: figures[figure] for size, figures in by_size.items()})


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
