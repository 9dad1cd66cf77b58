"""Processes that are killed without a word, again and again while people write: nothing is lost, nothing is done twice."""

from pathlib import Path

from tests.faults import killing, place
from tests.faults.conftest import Rows
from tests.faults.place import Plan
from tests.faults.processes import Nursery
from tests.push.stand_in import StandIn

SEED = 4
KILLS = 25
"""On each engine; `make torture` kills more, and says how soon they were ready again."""


async def test_a_village_loses_nothing_however_often_its_one_process_is_killed(
    nursery: Nursery, embedded_rows: Rows, push: StandIn, tmp_path: Path
) -> None:
    plan = Plan(seed=SEED)
    async with place.settled(nursery, tmp_path, embedded_rows.url, "", plan, push) as village:
        await killing.survive(village, push, KILLS, SEED)


async def test_a_city_loses_nothing_however_often_its_processes_are_killed(
    nursery: Nursery, scaled_rows: Rows, push: StandIn, tmp_path: Path
) -> None:
    plan = Plan(serving=2, working=1, seed=SEED)
    async with place.settled(nursery, tmp_path, scaled_rows.url, scaled_rows.redis, plan, push) as city:
        await killing.survive(city, push, KILLS, SEED)
