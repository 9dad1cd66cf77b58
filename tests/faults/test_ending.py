"""A process that is told to end does so with all that it had begun, and says that all is well."""

from pathlib import Path

from tests.faults import ending, place
from tests.faults.conftest import Rows
from tests.faults.ending import CITY, DRAINED
from tests.faults.place import Plan
from tests.faults.processes import Nursery
from tests.push.stand_in import StandIn


async def test_a_village_ends_well_with_screens_open_and_work_half_done(
    nursery: Nursery, embedded_rows: Rows, push: StandIn, tmp_path: Path
) -> None:
    async with place.settled(nursery, tmp_path, embedded_rows.url, "", Plan(), push, **DRAINED) as village:
        await ending.well(village, push)


async def test_a_city_ends_well_with_screens_open_and_work_half_done(
    nursery: Nursery, scaled_rows: Rows, push: StandIn, tmp_path: Path
) -> None:
    async with place.settled(
        nursery, tmp_path, scaled_rows.url, scaled_rows.redis, CITY, push, **DRAINED
    ) as city:
        await ending.well(city, push)
