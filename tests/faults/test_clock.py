"""Real processes whose clock is a day ahead and then set right, while people write."""

import asyncio
from datetime import timedelta
from pathlib import Path

from tests.faults import looking, place, wrong_clock
from tests.faults.conftest import Rows
from tests.faults.place import Place, Plan
from tests.faults.processes import Nursery
from tests.push.stand_in import HANG, StandIn

AHEAD = timedelta(hours=25)
MOVED = "the clock was moved by"


async def test_a_village_goes_on_with_a_clock_that_goes_a_day_ahead_and_back(
    nursery: Nursery, embedded_rows: Rows, push: StandIn, tmp_path: Path
) -> None:
    wrong = tmp_path / "clock"
    wrong_clock.set_wrong(wrong, timedelta())
    named = {wrong_clock.VARIABLE: str(wrong)}
    async with place.settled(nursery, tmp_path, embedded_rows.url, "", Plan(), push, **named) as village:
        await goes_ahead_and_back(village, push, wrong)
        await looking.everything(village, push)


async def test_a_city_goes_on_with_a_clock_that_goes_a_day_ahead_and_back(
    nursery: Nursery, scaled_rows: Rows, push: StandIn, tmp_path: Path
) -> None:
    wrong = tmp_path / "clock"
    wrong_clock.set_wrong(wrong, timedelta())
    named = {wrong_clock.VARIABLE: str(wrong)}
    plan = Plan(serving=2, working=1)
    async with place.settled(
        nursery, tmp_path, scaled_rows.url, scaled_rows.redis, plan, push, **named
    ) as city:
        await goes_ahead_and_back(city, push, wrong)
        await looking.everything(city, push)


async def goes_ahead_and_back(place: Place, push: StandIn, wrong: Path) -> None:
    """People go on writing; what was being sent when its process died a day ahead is sent when the clock is right."""
    await place.start()
    place.begin()
    await place.acknowledged(10)
    for handset in push.handsets.values():
        push.will_answer(handset, HANG, times=2)
    await asyncio.to_thread(wrong_clock.set_wrong, wrong, AHEAD)
    await place.acknowledged(20)
    await place.until(lambda: push.asked, 1)
    for process in place.processes:
        await process.kill()
    await asyncio.to_thread(wrong_clock.set_wrong, wrong, timedelta())
    await place.start()
    before = push.asked
    await place.acknowledged(10)
    await place.until(lambda: push.asked - before, 1)
    # And once more while they run.
    await is_moved(place, wrong, AHEAD)
    await place.acknowledged(20)
    await is_moved(place, wrong, timedelta())
    await place.acknowledged(20)
    await place.finish()
    assert (place.put_off, place.unclean) == (0, [])
    await place.end()


async def is_moved(place: Place, wrong: Path, by: timedelta) -> None:
    """The clock is wrong by so much from now on, and each process has seen it."""
    seen = asyncio.gather(*(place.says_once_more(process, MOVED) for process in place.processes))
    # Each has counted before.
    await asyncio.sleep(0)
    await asyncio.to_thread(wrong_clock.set_wrong, wrong, by)
    await seen
