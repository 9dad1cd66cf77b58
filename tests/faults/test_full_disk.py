"""A disk without room: what cannot be written is put off kindly, what is there can be read, and it heals by itself."""

import asyncio
from pathlib import Path

from tests import databases
from tests.faults import disks, looking, place
from tests.faults.disks import Disk
from tests.faults.place import Place, Plan
from tests.faults.processes import Nursery
from tests.push.stand_in import StandIn
from tests.servers import Postgres

MEGABYTES = 24
"""What a village's rows and their journal need a few times over."""
MEGABYTES_FOR_POSTGRES = 160
BOARD = (
    """query ($grid: ID!) { supplyRequests(grid: $grid, first: 50) { nodes { id state lines { left } } } }"""
)


async def test_a_village_whose_disk_is_full_puts_writes_off_and_goes_on_when_there_is_room(
    nursery: Nursery, sqlite_template: Path, push: StandIn, tmp_path: Path
) -> None:
    with disks.mounted(MEGABYTES) as disk:
        url = databases.sqlite_copy(sqlite_template, disk.folder)
        async with place.settled(nursery, tmp_path, url, "", Plan(), push) as village:
            await is_full_for_a_while(village, disk)
            await looking.everything(village, push)


async def test_a_city_whose_database_has_no_room_puts_writes_off_and_goes_on_when_there_is_some(
    nursery: Nursery, redis_server: str, push: StandIn, tmp_path: Path
) -> None:
    with (
        disks.mounted(MEGABYTES_FOR_POSTGRES) as disk,
        Postgres.started(disk.folder) as postgres,
    ):
        plan = Plan(serving=2, working=1)
        async with place.settled(nursery, tmp_path, postgres.url, redis_server, plan, push) as city:
            await is_full_for_a_while(city, disk)
            await looking.everything(city, push)


async def is_full_for_a_while(place: Place, disk: Disk) -> None:
    """People write while there is room, while there is none, and again when there is."""
    await place.start()
    place.begin()
    await place.acknowledged(20)
    await asyncio.to_thread(disk.fill)
    await place.is_put_off(20)
    assert await is_read(place)
    assert place.unclean == []
    await asyncio.to_thread(disk.free)
    await place.acknowledged(40)
    await place.finish()
    assert place.unclean == []
    await place.end()


async def is_read(place: Place) -> bool:
    """Whether whoever leads sees what was asked for, though nobody can note that they were here."""
    board = await place.answered(place.serving[0], place.visitor, BOARD, grid=place.grid)
    return bool(board["supplyRequests"]["nodes"])
